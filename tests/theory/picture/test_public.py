"""What leaves the house: the adopted theory, files for other programs, and no small groups."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from medborger.theory.chain.services import accept_arrow, adopt, publish
from medborger.theory.exchange.graph import as_dot
from medborger.theory.exchange.reading import read_theory
from medborger.theory.followup.gathering import read_numbers
from medborger.theory.followup.services.signs import import_signs
from medborger.theory.picture.numbers import public_numbers
from tests.factories import MunicipalityFactory, PersonFactory
from tests.theory.stories import SIGNS, SMALL, give_values, small_theory

BASE = "/teori/egen-vej/"
PUBLIC = "/teori/offentlig/solbaek/egen-vej/"


@pytest.fixture
def theory(db):
    theory = small_theory(MunicipalityFactory()).theory
    import_signs(SIGNS, theory=theory, by=None)
    return theory


@pytest.fixture
def shaper(client, theory):
    person = PersonFactory(role="analyst", municipality=theory.municipality)
    client.force_login(person)
    return person


def told(theory):
    return {n.key: n.told for n in public_numbers(read_numbers(theory))}


@pytest.mark.parametrize(
    ("pair", "people", "said"),
    [
        ((20, 40), 40, "50 %"),
        ((0, 40), 40, "0 %"),
        ((3, 40), 40, "for få til at vise"),
        ((37, 40), 40, "for få til at vise"),
        ((2, 4), 4, "intet grundlag"),
        ((0, 0), 0, "intet grundlag"),
    ],
)
def test_a_small_group_is_never_shown_nor_what_it_is_the_rest_of(theory, pair, people, said):
    give_values(theory.signs.get(key="B1.v"), [pair], n=people)

    assert told(theory)["B1.v"] == said
    assert told(theory)["B1.t"] == "intet grundlag", "nothing has been counted"


@pytest.mark.parametrize(
    ("measure", "pair", "said"),
    [("reviews.held", (2, 3), "67 %"), ("routines.removed", (2, 1), "2")],
)
def test_numbers_without_people_behind_them_are_shown_as_they_are(theory, measure, pair, said):
    theory.signs.filter(key="B1.v").update(measure=measure)
    give_values(theory.signs.get(key="B1.v"), [pair], n=None)

    assert told(theory)["B1.v"] == said


def test_a_theory_is_public_only_when_adopted_and_published(client, theory, shaper):
    with pytest.raises(ValidationError, match="En kladde bliver ikke offentlig"):
        publish(theory, by=shaper)
    assert client.post(BASE + "offentliggoer/", {"verb": "vis"}).status_code == 422
    adopt(theory.current, citizens_view="Borgerne siger ja", by=shaper)
    assert client.get(PUBLIC).status_code == 404

    assert "Gør den offentlig" in client.get(BASE + "offentliggoer/").content.decode()
    client.post(BASE + "offentliggoer/", {"verb": "vis"})
    give_values(theory.signs.get(key="B1.v"), [(20, 40)])
    client.logout()
    text = client.get(PUBLIC).content.decode()
    assert "Borgeren skriver sin egen plan" in text
    assert "Borgerne siger ja" in text
    assert "Egne skridt gjort (Fører det til det, vi forventer?): 50 %" in text

    client.force_login(shaper)
    client.post(BASE + "offentliggoer/", {"verb": "skjul"})
    assert client.get(PUBLIC).status_code == 404


def test_a_stranger_publishes_nothing(theory):
    with pytest.raises(PermissionDenied):
        publish(theory, by=PersonFactory(role="caseworker"))


def test_json_ld_has_outcomes_with_stakeholders_indicators_and_risks(client, theory, shaper):
    theory.current.links.filter(key="r1").update(rival="Konjunkturen")
    give_values(theory.signs.get(key="B1.v"), [(20, 40)])

    data = json.loads(client.get(BASE + "teori.jsonld").content)

    outcome = next(o for o in data["hasOutcome"] if o["@id"].endswith(":B1"))
    assert outcome["@type"] == "cids:StakeholderOutcome"
    assert outcome["forStakeholder"]["@id"].endswith(":citizens")
    (risk,) = data["hasImpactPathway"][0]["hasImpactRisk"]
    assert risk["hasDescription"] == "Konjunkturen"
    reports = {i["@id"]: i["hasIndicatorReport"]["value"] for i in data["hasIndicator"]}
    assert reports["urn:medborger:sign:B1.v"] == "50 %"


def test_dot_has_each_element_and_dashes_what_is_only_suggested(client, theory, shaper):
    text = client.get(BASE + "teori.dot").content.decode()

    assert text.startswith("digraph theory {")
    assert '"P1" -> "M1" [label="implements", style=dashed];' in text
    assert '"B1" -> "S1" [label="leads_to"];' in text
    accept_arrow(theory.current.links.get(key="r2"), by=shaper)
    assert "dashed" not in client.get(BASE + "teori.dot").content.decode()


def test_dot_bears_quotes_and_levels_without_elements():
    text = SMALL.replace("Den, der selv vælger, tager ansvar", 'Den, der \\"selv\\" vælger')
    text = text.replace("levels: [sub_goal", "levels: [vision, sub_goal")

    dot = as_dot(read_theory(text))

    assert "// vision" in dot
    assert dot.count("{") == dot.count("}")


def test_the_public_page_asks_the_database_at_most_twelve_times(
    client, theory, shaper, django_assert_max_num_queries
):
    adopt(theory.current, citizens_view="x", by=shaper)
    publish(theory, by=shaper)
    client.logout()

    with django_assert_max_num_queries(12):
        client.get(PUBLIC)
