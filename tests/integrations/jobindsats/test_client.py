"""Figures come from Jobindsats as they were published, or it is said in words why not."""

from __future__ import annotations

import pytest

from medborger.integrations.jobindsats import Cell, Jobindsats, JobindsatsFault
from medborger.integrations.jobindsats.answers import cells_csv, cells_v2, cells_v3, number
from tests.integrations.jobindsats.fake import TOKEN, served

FANO = [
    Cell("Fanø", "Antal personer", "2021M08", None),
    Cell("Fanø", "Andel", "2021M08", 9.1),
    Cell("Fanø", "Antal personer", "2021M09", 22.0),
    Cell("Fanø", "Andel", "2021M09", 8.5),
]


@pytest.fixture(scope="module")
def address():
    with served() as found:
        yield found


@pytest.mark.parametrize(("version", "form"), [(2, "json"), (2, "csv"), (3, "json")])
def test_both_versions_and_csv_give_the_same_cells_and_keep_what_is_hidden(address, version, form):
    door = Jobindsats(TOKEN, address, version)

    assert door.cells("y60j01", areas=["Fanø"], months=2, form=form) == FANO


@pytest.mark.parametrize("version", [2, 3])
def test_all_areas_come_when_none_is_named_and_a_million_is_a_million(address, version):
    cells = Jobindsats(TOKEN, address, version).cells("y60j01")

    assert Cell("Hele landet", "Antal personer", "2021M08", 1_234_567.0) in cells


def test_the_tables_can_be_listed(address):
    assert {t["TableID"] for t in Jobindsats(TOKEN, address).tables()} == {"y60j01", "y25i01"}


@pytest.mark.parametrize(
    ("token", "table", "says"),
    [
        ("forkert", "y60j01", "JOBINDSATS_TOKEN"),
        (TOKEN, "y99z99", "kender ikke tabellen"),
        (TOKEN, "slow0", "færre spørgsmål"),
        (TOKEN, "odd01", "ikke JSON"),
        (TOKEN, "../v2/tables", "ikke en tabel"),
    ],
)
def test_what_goes_wrong_is_said_in_words_without_the_token(address, token, table, says):
    with pytest.raises(JobindsatsFault, match=says) as refused:
        Jobindsats(token, address).cells(table)

    assert token not in str(refused.value)


def test_a_door_never_shows_its_token():
    assert TOKEN not in repr(Jobindsats(TOKEN))


def test_without_a_token_nobody_is_asked(settings):
    settings.JOBINDSATS_TOKEN = ""

    with pytest.raises(JobindsatsFault, match="Sæt JOBINDSATS_TOKEN"):
        Jobindsats.from_settings()


def test_when_nobody_answers_it_is_said():
    with pytest.raises(JobindsatsFault, match="kan ikke få fat"):
        Jobindsats(TOKEN, "http://127.0.0.1:9").cells("y60j01")


@pytest.mark.parametrize("text", ["", "*", "-", "..", None, "/"])
def test_a_hidden_cell_is_never_nought(text):
    assert number(text) is None


def test_answers_of_another_form_are_refused():
    for read, odd in (
        (cells_v2, [{"data": 1}]),
        (cells_v3, {"rows": []}),
        (cells_v3, {"columns": ["x", "period.M"], "rows": []}),
        (cells_v3, {"columns": ["area", "period", "m"], "rows": [["Fanø", "2021M08"]]}),
        (cells_v3, {"columns": ["area", "period", "m"], "rows": [["Fanø", "maj", "3"]]}),
        (cells_v3, {"columns": ["area", "period", "m"], "rows": [["Fanø", "2021M08", "tre"]]}),
        (cells_csv, ""),
    ):
        with pytest.raises(JobindsatsFault, match="Jobindsats"):
            read(odd)
