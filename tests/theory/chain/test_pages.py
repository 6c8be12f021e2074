"""The theory on screen: its table, its holes, and how it comes in and out."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from medborger.theory.chain.advice import act_named_in
from medborger.theory.chain.models import Theory
from medborger.theory.chain.selectors import holes_of
from medborger.theory.exchange.reading import read_theory
from medborger.theory.exchange.starters import starter
from tests.factories import MunicipalityFactory, PersonFactory
from tests.theory.stories import SMALL, small_theory

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(client):
    person = PersonFactory(role="analyst")
    client.force_login(person)
    return person


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_table_stands_on_the_page_with_its_holes_and_arrows(client, analyst):
    small_theory(analyst.municipality)

    text = page(client, "/teori/egen-vej/")

    assert "Delmål for borgere" in text
    assert "Målet har ikke noget tegn endnu." in text
    assert "Eget valg holder længere" in text
    assert "forslag" in text
    assert "Borgeren finder sin egen vej" in page(client, "/teori/")


def test_a_trial_action_without_a_mechanism_is_shown_as_a_hole():
    document = read_theory(SMALL.replace("from: P1\n  to: M1", "from: M1\n  to: S1"))

    assert [h.element.key for h in holes_of(document, signed=["B1", "A1", "S1"])] == ["P1"]


def test_the_files_are_the_theory_and_its_table(client, analyst):
    small_theory(analyst.municipality)

    assert read_theory(page(client, "/teori/egen-vej/teori.yaml")) == read_theory(SMALL)
    assert page(client, "/teori/egen-vej/tabel.csv").startswith("Række,Delmål for borgere")


def test_a_file_is_read_in_and_its_table_is_shown(client, analyst):
    file = SimpleUploadedFile("teori.yaml", SMALL.encode())

    answer = client.post("/teori/indlaes/", {"file": file}, follow=True)

    assert answer.redirect_chain == [("/teori/egen-vej/", 302)]
    assert "er læst ind som version 1" in answer.content.decode()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"text": SMALL.replace("to: M1", "to: M9")}, "links[2].to: Pilen peger på «M9»"),
        ({"text": " "}, "Vælg en fil, eller indsæt teksten."),
        ({"file": SimpleUploadedFile("t.yaml", "æ".encode("latin-1"))}, "ikke gemt som UTF-8"),
    ],
)
def test_a_file_that_is_wrong_comes_back_with_one_error_and_nothing_saved(
    client, analyst, given, words
):
    answer = client.post("/teori/indlaes/", given)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Theory.objects.exists()


def test_a_citizen_and_a_stranger_find_no_theory(client):
    small_theory(MunicipalityFactory())

    client.force_login(PersonFactory())
    assert client.get("/teori/egen-vej/").status_code == 404
    elsewhere = MunicipalityFactory(slug="fjordby", name="Fjordby")
    client.force_login(PersonFactory(role="analyst", municipality=elsewhere))
    assert client.get("/teori/egen-vej/").status_code == 404
    assert client.get("/teori/egen-vej/teori.yaml").status_code == 404


def test_a_caseworker_reads_but_does_not_hand_in_or_adopt(client):
    small_theory(MunicipalityFactory())
    client.force_login(PersonFactory(role="caseworker"))

    assert client.get("/teori/egen-vej/").status_code == 200
    assert client.get("/teori/indlaes/").status_code == 404
    assert client.post("/teori/egen-vej/vedtag/", {"citizens_view": "x"}).status_code == 404


def test_a_version_is_adopted_on_the_page_only_with_the_citizens_view(client, analyst):
    version = small_theory(analyst.municipality)

    refused = client.post("/teori/egen-vej/vedtag/", {})
    assert refused.status_code == 422
    answer = client.post("/teori/egen-vej/vedtag/", {"citizens_view": "Ja tak"}, follow=True)

    assert "vedtaget" in answer.content.decode()
    version.refresh_from_db()
    assert version.adopted


def test_where_there_is_no_theory_the_page_says_what_one_is(client, analyst):
    assert "Der er ingen forandringsteori endnu" in page(client, "/teori/")


def test_the_starter_fills_the_form_and_is_read_in_as_it_stands(client, analyst):
    text = page(client, "/teori/indlaes/?skabelon=fem_mekanismer")
    assert "Fem virksomme mekanismer" in text
    assert "Fem virksomme mekanismer" not in page(client, "/teori/indlaes/?skabelon=../x").replace(
        "fem virksomme", ""
    )

    client.post("/teori/indlaes/", {"text": starter("fem_mekanismer")})

    version = Theory.objects.get(slug="fem-mekanismer").current
    assert version.elements.filter(level__key="active_mechanism").count() == 5
    shown = version.links.filter(kind="shown_by").values_list("source__key", flat=True)
    assert sorted(shown) == ["M1", "M2", "M3", "M4", "M5"], "each has a measuring point"
    assert not any(
        act_named_in(m.text) for m in version.elements.filter(level__key="active_mechanism")
    )
