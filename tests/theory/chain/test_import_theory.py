"""A theory comes in whole or not at all, and goes out as it came."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import yaml
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from medborger.foundation.documents.located import ImportRefused
from medborger.theory.chain.documents import document_of
from medborger.theory.chain.models import Element, Theory
from medborger.theory.chain.services import import_theory
from medborger.theory.exchange.reading import read_theory
from medborger.theory.exchange.writing import theory_data
from tests.factories import MunicipalityFactory, PersonFactory
from tests.theory.stories import SMALL, small_theory

pytestmark = pytest.mark.django_db
SHARED = Path(__file__).parents[4] / "shared" / "theory"
beside = pytest.mark.skipif(
    not SHARED.exists(), reason="../shared/theory is not beside the checkout"
)


def run(*arguments):
    out = io.StringIO()
    call_command("theory", *arguments, stdout=out)
    return out.getvalue()


@beside
@pytest.mark.parametrize("name", ["viborg.yaml", "albertslund.yaml"])
def test_a_published_theory_is_the_same_after_living_in_the_database(name):
    MunicipalityFactory()
    run("import", str(SHARED / name))
    slug = Theory.objects.get().slug

    given_back = run("export", slug)

    source = (SHARED / name).read_text(encoding="utf-8")
    assert yaml.safe_load(given_back) == yaml.safe_load(source)


@beside
def test_viborgs_table_is_given_back_cell_for_cell_by_the_command():
    MunicipalityFactory()
    run("import", str(SHARED / "viborg.yaml"))
    elements = read_theory((SHARED / "viborg.yaml").read_text(encoding="utf-8")).elements
    cells = {(e.level, e.audience, e.row): e.text for e in elements}
    places = [("sub_goal", a) for a in ("citizens", "staff", "companies")]
    places += [("end_goal", None), ("vision", None)]

    header, *rows = list(csv.reader(io.StringIO(run("table", "viborg-empowerment", "--csv"))))

    assert header[-5:][0] == "Delmål for borgere"
    assert [row[-5:] for row in rows] == [
        [cells.get((*place, row), "") for place in places] for row in range(1, 12)
    ]


def test_the_same_file_twice_is_one_version_and_a_changed_one_is_a_new():
    home = MunicipalityFactory()
    first = small_theory(home)

    again = small_theory(home)
    changed = small_theory(home, SMALL.replace("sin egen plan", "planen selv"))

    assert again == first
    assert (changed.number, changed.theory) == (2, first.theory)


def test_two_municipalities_can_have_a_theory_of_the_same_name():
    one, other = MunicipalityFactory(), MunicipalityFactory(slug="fjordby", name="Fjordby")

    assert small_theory(one).theory != small_theory(other).theory


def test_nothing_is_half_imported():
    home = MunicipalityFactory()

    with pytest.raises(ImportRefused):
        small_theory(home, SMALL.replace("to: M1", "to: M9"))

    assert not Theory.objects.exists()
    assert not Element.objects.exists()


def test_a_caseworker_cannot_read_a_theory_in_and_an_analyst_can():
    home = MunicipalityFactory()

    with pytest.raises(PermissionDenied):
        import_theory(SMALL, municipality=home, by=PersonFactory(role="caseworker"))
    assert import_theory(SMALL, municipality=home, by=PersonFactory(role="analyst")).pk


def test_an_analyst_of_another_municipality_cannot_read_a_theory_in_here():
    home = MunicipalityFactory()
    stranger = PersonFactory(
        role="analyst", municipality=MunicipalityFactory(slug="fjordby", name="Fjordby")
    )

    with pytest.raises(PermissionDenied):
        import_theory(SMALL, municipality=home, by=stranger)


def test_the_command_line_says_in_one_line_what_is_wrong(tmp_path):
    MunicipalityFactory()
    broken = tmp_path / "teori.yaml"
    broken.write_text(SMALL.replace("kind: implements", "kind: helps"), encoding="utf-8")

    with pytest.raises(CommandError, match=r"Linje \d+, links\[2\]\.kind: Pilens art «helps»"):
        run("import", str(broken))
    with pytest.raises(CommandError, match="kan ikke åbnes"):
        run("import", str(tmp_path / "findes-ikke.yaml"))
    with pytest.raises(CommandError, match=r"findes ikke\. Her er: ingen endnu"):
        run("table", "ukendt")


def test_the_command_line_needs_a_municipality_to_put_the_theory_in(tmp_path):
    good = tmp_path / "teori.yaml"
    good.write_text(SMALL, encoding="utf-8")

    with pytest.raises(CommandError, match="ingen sådan kommune"):
        run("import", str(good))


def test_a_file_in_another_alphabet_is_refused_in_words(tmp_path):
    MunicipalityFactory()
    latin = tmp_path / "teori.yaml"
    latin.write_bytes(SMALL.encode("latin-1"))

    with pytest.raises(CommandError, match="UTF-8"):
        run("import", str(latin))


def test_the_table_can_be_read_on_a_terminal():
    small_theory(MunicipalityFactory())

    assert "Delmål for borgere: Borgeren skriver sin egen plan" in run("table", "egen-vej")


def test_the_database_holds_the_same_document_as_the_file():
    version = small_theory(MunicipalityFactory())

    assert theory_data(document_of(version)) == yaml.safe_load(SMALL)
