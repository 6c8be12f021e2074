"""The picture and the story follow the table, in drawing and in words."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from medborger.theory.chain.services import accept_arrow, draw_arrow
from medborger.theory.followup.gathering import read_numbers
from medborger.theory.followup.marks import Mark, marks_by_element
from medborger.theory.followup.services.signs import import_signs
from tests.factories import MunicipalityFactory, PersonFactory
from tests.theory.stories import SIGNS, SMALL, give_values, small_theory

BASE = "/teori/egen-vej/"


@pytest.fixture
def draft(db):
    return small_theory(MunicipalityFactory())


@pytest.fixture
def shaper(client, draft):
    person = PersonFactory(role="analyst", municipality=draft.theory.municipality)
    client.force_login(person)
    return person


@pytest.fixture
def theory(draft):
    """B1 is done and goes well; A1 has no numbers."""
    import_signs(SIGNS.replace("  target: 0.8\n", ""), theory=draft.theory, by=None)
    draft.theory.signs.filter(key="B1.t").update(target=0.4)
    draft.theory.signs.filter(key="B1.v").update(target=0.9)
    give_values(draft.theory.signs.get(key="B1.t"), [(20, 40)] * 14)
    give_values(draft.theory.signs.get(key="B1.v"), [(20, 40)] * 14)
    return draft.theory


def page(client, path):
    return client.get(BASE + path).content.decode()


def test_every_element_is_drawn_and_said_with_its_arrows(client, shaper, draft):
    text = page(client, "billede/")

    for element in draft.elements.all():
        assert f'<a href="#{element.key}">' in text
        assert f'<li id="{element.key}"' in text
    assert "Vi antager: Eget valg holder længere" in text
    assert text.count("stroke-dasharray") == 1, "the suggested arrow"


def test_the_two_marks_stand_beside_each_other(client, shaper, theory):
    text = page(client, "billede/")

    marks = marks_by_element(read_numbers(theory))
    assert (marks["B1"].fidelity, marks["B1"].effect) == (Mark.GOOD, Mark.BAD)
    assert (marks["A1"].fidelity, marks["A1"].effect) == (Mark.MISSING, None)
    assert "Gør vi det, vi siger? ja" in text
    assert "Fører det til det, vi forventer? nej" in text
    assert "Firkant: Gør vi det, vi siger?" in text


def test_an_effect_is_not_judged_where_fidelity_is_unknown(theory):
    theory.signs.filter(key="B1.t").update(target=None)

    marks = marks_by_element(read_numbers(theory))["B1"]
    assert (marks.fidelity, marks.effect) == (Mark.UNKNOWN, Mark.UNKNOWN)


def test_an_accepted_suggestion_is_drawn_as_the_others(client, shaper, draft):
    accept_arrow(draft.links.get(key="r2"), by=shaper)

    assert "stroke-dasharray" not in page(client, "billede/")


def test_an_arrow_that_works_against_ends_in_a_bar(client, shaper, draft):
    ends = {key: draft.elements.get(key=key) for key in ("A1", "S1", "B1", "M1")}
    words = {"origin": "workshop", "assumption": "x"}
    draw_arrow(draft, source=ends["A1"], target=ends["M1"], kind="counteracts", **words, by=shaper)
    draw_arrow(draft, source=ends["S1"], target=ends["B1"], kind="shown_by", **words, by=shaper)

    assert "#a03d22" in page(client, "billede/")


def test_the_file_is_the_same_picture_without_links(client, shaper):
    root = ET.fromstring(client.get(BASE + "billede.svg").content)  # noqa: S314 - ours

    assert root.tag.endswith("svg")
    assert len(root.findall(".//{*}rect")) == 5
    assert root.findall(".//{*}a") == []


def test_the_story_tells_the_best_tried_first_and_what_nobody_has_said(client, shaper, theory):
    draft = theory.current
    draft.links.filter(key="r1").update(strength="strong", evidence_for="To forløb")

    text = page(client, "bidrag/")

    assert text.index("Det ved vi godt") < text.index("Det er kun foreslået")
    assert "To forløb" in text
    assert "1 pil har hverken noget, der taler for eller imod." in text
    assert "Gør vi det første? ja" in text


def test_a_theory_without_arrows_has_a_picture_and_an_empty_story(client, shaper):
    small_theory(
        shaper.municipality, SMALL[: SMALL.index("links:")].replace("id: egen-vej", "id: ny")
    )

    assert "<rect" in client.get("/teori/ny/billede/").content.decode()
    assert "Teorien har ingen pile endnu" in client.get("/teori/ny/bidrag/").content.decode()


def test_a_theory_without_elements_says_where_to_begin(client, shaper, draft):
    for element in draft.elements.all():
        element.delete()

    assert "Der er ikke noget at tegne endnu" in page(client, "billede/")


@pytest.mark.parametrize("path", ["billede/", "bidrag/"])
def test_a_page_asks_the_database_at_most_twelve_times(
    client, shaper, theory, path, django_assert_max_num_queries
):
    client.get("/teori/")

    with django_assert_max_num_queries(12):
        client.get(BASE + path)
