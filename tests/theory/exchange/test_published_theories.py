"""Two published theories come in whole and go out whole."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import yaml
from django.utils import translation

from medborger.theory.exchange.reading import read_theory
from medborger.theory.exchange.signs import read_signs, signs_data
from medborger.theory.exchange.table import lay_out_table, table_csv
from medborger.theory.exchange.writing import write_theory

SHARED = Path(__file__).parents[4] / "shared" / "theory"
beside = pytest.mark.skipif(
    not SHARED.exists(), reason="../shared/theory is not beside the checkout"
)

pytestmark = beside


def text_of(name):
    return (SHARED / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["viborg.yaml", "albertslund.yaml"])
def test_a_published_theory_goes_out_as_it_came_in(name):
    text = text_of(name)

    given_back = write_theory(read_theory(text))

    assert yaml.safe_load(given_back) == yaml.safe_load(text)
    assert write_theory(read_theory(given_back)) == given_back


def test_viborgs_table_comes_back_cell_for_cell():
    source = yaml.safe_load(text_of("viborg.yaml"))["elements"]
    cells = {(e["level"], e.get("audience"), e["row"]): e["text"] for e in source}
    places = [
        ("sub_goal", "citizens"),
        ("sub_goal", "staff"),
        ("sub_goal", "companies"),
        ("end_goal", None),
        ("vision", None),
    ]
    expected = [[cells.get((*place, row), "") for place in places] for row in range(1, 12)]

    with translation.override("da"):
        text = table_csv(lay_out_table(read_theory(text_of("viborg.yaml"))))

    header, *rows = list(csv.reader(io.StringIO(text)))
    assert header[-5:] == [
        "Delmål for borgere",
        "Delmål for ansatte i jobcenteret",
        "Delmål for virksomheder",
        "Slutmål",
        "Vision",
    ]
    assert [row[-5:] for row in rows] == expected
    assert expected[1][2] == ""
    assert sum(cell != "" for row in expected for cell in row) == 42


def test_albertslunds_day_agreement_form_and_road_map_are_kept_as_read():
    document = read_theory(text_of("albertslund.yaml"))

    assert len(document.kept["workshop"]["program"]) == 8
    assert len(document.kept["workshop"]["agreement_form"]) == 4
    assert len(document.kept["workshop"]["roadmap"]) == 8
    assert document.element("VM4").source_note.startswith("formentlig Styrkelse")
    assert {link.origin for link in document.links} == {"suggestion"}


def test_albertslunds_chain_stands_in_five_columns():
    with translation.override("da"):
        table = lay_out_table(read_theory(text_of("albertslund.yaml")))

    titles = [column.title for column in table.columns]
    assert titles == ["Udfordring", "Mål", "Virksom mekanisme", "Prøvehandling", "Tegn"]
    assert len(table.rows) == 7


def test_all_fifty_eight_signs_are_read_and_given_back():
    text = text_of("viborg_signs.yaml")
    theory = read_theory(text_of("viborg.yaml"))

    found = read_signs(text, elements=[e.key for e in theory.elements])

    assert len(found.signs) == 58
    assert signs_data(found) == yaml.safe_load(text)
    assert [s.frequency for s in found.signs].count("month") == 31
