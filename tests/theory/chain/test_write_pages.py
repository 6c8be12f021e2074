"""The pages where a theory is changed: the cell opens where it stands."""

from __future__ import annotations

import pytest

from medborger.theory.chain.models import Link, Theory
from medborger.theory.chain.services import adopt, change_cell
from tests.factories import MunicipalityFactory, PersonFactory

BASE = "/teori/egen-vej/"
ARROW = {
    "source": "A1",
    "target": "S1",
    "kind": "leads_to",
    "origin": "workshop",
    "assumption": "Spørgsmål giver mod",
    "strength": "untested",
}


@pytest.fixture
def at(client, draft, shaper):
    """Ask for a page of the draft as somebody who shapes theories."""
    client.force_login(shaper)
    return lambda path: client.get(BASE + path).content.decode()


@pytest.fixture
def send(client, at):
    """Send a form and follow where it leads."""
    return lambda path, **data: client.post(BASE + path, data, follow=True)


def test_a_cell_opens_where_it_stands_and_is_saved_there(at, send, draft):
    assert "Vælg et felt" in at("ret/")
    assert 'action="/teori/egen-vej/ret/B1/"' in at("ret/B1/")

    answer = send("ret/B1/", text="Borgeren skriver", row=1, audience="citizens", version=0)

    assert answer.redirect_chain[-1][0].endswith("/ret/#B1")
    assert draft.elements.get(key="B1").text == "Borgeren skriver"


def test_an_empty_text_comes_back_in_the_cell_with_its_error(send):
    answer = send("ret/B1/", text=" ", row=1, audience="citizens", version=0)

    assert answer.status_code == 422
    assert "Skriv, hvad der skal stå i feltet." in answer.content.decode()


def test_who_is_slower_sees_both_texts_and_may_send_again(send, draft, shaper):
    change_cell(draft.elements.get(key="B1"), text="Den andens", by=shaper)
    mine = {"text": "Min", "row": 1, "audience": "citizens"}

    answer = send("ret/B1/", **mine, version=0)
    assert answer.status_code == 409
    assert "Nu står der: «Den andens»" in answer.content.decode()
    assert "Min</textarea>" in answer.content.decode()

    send("ret/B1/", **mine, version=1)
    assert draft.elements.get(key="B1").text == "Min"


def test_a_blank_cell_is_written_in_and_an_act_gets_advice(at, send, draft):
    assert "nyt/active_mechanism/alle/2/" in at("ret/")
    assert "Hvad tilbyder I, som er nyt?" in at("nyt/active_mechanism/alle/2/")

    answer = send("nyt/active_mechanism/alle/2/", text="Ansæt en konsulent")

    assert "lyder som noget, I gør" in answer.content.decode()
    assert draft.elements.get(key="M2").text == "Ansæt en konsulent"
    assert send("nyt/active_mechanism/alle/2/", text="Igen").status_code == 422


def test_a_goal_for_an_audience_is_written_in_its_column(send, draft):
    send("nyt/sub_goal/citizens/2/", text="Mere ro", subgroup="unge")

    made = draft.elements.get(key="B2")
    assert (made.audience.key, made.subgroup) == ("citizens", "unge")


def test_an_element_is_taken_out_after_a_yes(at, send, draft):
    assert "1 pil går med ud." in at("ret/B1/fjern/")

    send("ret/B1/fjern/")
    assert not draft.elements.filter(key="B1").exists()


def test_an_element_with_a_sign_stays(send, draft):
    draft.theory.signs.create(
        key="B1.t",
        element_key="B1",
        question="fidelity",
        title="Egne skridt",
        formula="a / b",
        better="up",
        frequency="month",
    )

    assert send("ret/B1/fjern/").status_code == 422


def test_an_arrow_is_drawn_changed_accepted_and_taken_out(at, send, draft):
    assert "Hvorfor fører det ene til det andet?" in at("pil/?fra=A1")
    send("pil/", **ARROW)
    assert draft.links.get(key="r3").assumption == "Spørgsmål giver mod"

    assert "Spørgsmål giver mod" in at("pil/r3/")
    send("pil/r3/", **(ARROW | {"strength": "weak", "version": 0}))
    assert draft.links.get(key="r3").strength == "weak"

    assert "Godkend forslaget" in at("pil/r2/")
    send("pil/r2/", verb="godkend")
    assert draft.links.get(key="r2").accepted
    send("pil/r3/", verb="fjern")
    assert not Link.objects.filter(key="r3").exists()


def test_an_arrow_without_an_assumption_or_with_an_unknown_end_is_refused(send):
    assert send("pil/", **(ARROW | {"assumption": ""})).status_code == 422
    assert send("pil/", **(ARROW | {"target": "X9"})).status_code == 422
    assert send("pil/r1/", **(ARROW | {"assumption": ""})).status_code == 422


def test_an_adopted_theory_sends_on_to_a_new_version(client, at, send, draft, shaper):
    adopt(draft, why_without_citizens="Prøve", by=shaper)

    assert client.get(BASE + "ret/").url == "/teori/egen-vej/ny-version/"
    assert "bliver, som den er" in at("ny-version/")
    send("ny-version/", change_note="Efter sommeren")

    assert Theory.objects.get().current.change_note == "Efter sommeren"
    assert send("ny-version/").status_code == 422, "there is a draft already"


def test_versions_tell_what_was_changed_and_one_can_be_brought_back(at, send, draft, shaper):
    adopt(draft, citizens_view="Borgerne siger ja", by=shaper)
    send("ny-version/", change_note="Efter sommeren")
    send("ret/B1/", text="Borgeren skriver planen", row=1, audience="citizens", version=0)

    assert "Efter sommeren" in at("versioner/")
    second = at("versioner/2/")
    assert "<del>sin egen plan</del>" in second.replace(" </del>", "</del>")
    assert "<ins>planen</ins>" in second
    first = at("versioner/1/")
    assert "Det er den første version." in first
    assert "Borgerne siger ja" in first

    assert "Ingen version bliver slettet" in at("versioner/1/hent/")
    send("versioner/1/hent/")
    assert Theory.objects.get().current.elements.get(key="B1").text == (
        "Borgeren skriver sin egen plan"
    )


def test_a_version_like_the_one_before_says_so_and_why_citizens_were_not_asked(
    at, send, draft, shaper
):
    adopt(draft, why_without_citizens="Vi mangler at spørge", by=shaper)
    send("ny-version/")

    assert "Vi mangler at spørge" in at("versioner/1/")
    assert "Der er ingen forskel" in at("versioner/2/")


def test_what_is_not_there_is_not_found(client, at):
    for path in ("ret/X9/", "pil/x/", "versioner/7/", "versioner/7/hent/"):
        assert client.get(BASE + path).status_code == 404
    assert client.get("/teori/en-anden/").status_code == 404


def test_a_caseworker_reads_versions_but_changes_nothing(client, draft):
    client.force_login(PersonFactory(role="caseworker", municipality=MunicipalityFactory()))

    assert client.get(BASE + "versioner/1/").status_code == 200
    assert "Hent denne version tilbage" not in client.get(BASE + "versioner/1/").content.decode()
    for path in ("ret/", "ret/B1/", "pil/", "ny-version/", "versioner/1/hent/"):
        assert client.get(BASE + path).status_code in {403, 404}


@pytest.mark.parametrize("path", ["", "ret/", "ret/B1/", "versioner/", "versioner/1/", "pil/"])
def test_a_page_asks_the_database_at_most_twelve_times(
    client, at, path, django_assert_max_num_queries
):
    client.get("/teori/")  # the session is written once

    with django_assert_max_num_queries(12):
        client.get(BASE + path)
