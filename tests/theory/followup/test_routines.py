"""A routine that serves nobody is pointed out, gets an owner and an answer, and is counted."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from medborger.foundation import clock
from medborger.foundation.counting import Count, Kind, Period
from medborger.foundation.people.models import Team
from medborger.theory.followup.measures import routines_removed
from medborger.theory.followup.models import Routine
from medborger.theory.followup.services.routines import (
    add_routine,
    decide_routine,
    own_routine,
    point_out,
)
from tests.factories import MunicipalityFactory, PersonFactory

BASE = "/maaned/rutiner/"
FORM = {"title": "Skema B", "why": "Ingen læser det"}


@pytest.fixture
def citizen(home):
    return PersonFactory(municipality=home)


@pytest.fixture
def routine(home, citizen):
    return point_out(home, **FORM, by=citizen)


def test_a_citizen_points_one_out_and_follows_only_her_own(client, citizen, home, leader):
    point_out(home, title="En andens", why="x", by=leader)
    client.force_login(citizen)

    assert "Skriv ikke navne" in client.get(BASE + "peg-paa/").content.decode()
    client.post(BASE + "peg-paa/", FORM)
    assert client.post(BASE + "peg-paa/", {"title": "x"}).status_code == 422

    text = client.get(BASE).content.decode()
    assert "Skema B" in text
    assert "En andens" not in text
    assert "Ingen har taget ansvaret endnu." in text


def test_a_leader_takes_the_responsibility_and_removes_it_and_the_list_is_public(
    client, routine, leader, citizen
):
    client.force_login(leader)
    address = f"{BASE}{routine.public_id}/"
    assert "Jeg tager ansvaret" in client.get(address).content.decode()
    client.post(address, {"verb": "ansvar"})
    assert "har ansvaret for" in client.get(BASE).content.decode()

    verdict = {"verdict": "remove", "reason": "Det bruges ikke"}
    assert client.post(address, verdict).status_code == 422, "public words are missing"
    client.post(address, verdict | {"public_words": "Skema B til nye borgere"})
    assert client.post(address, verdict | {"public_words": "x"}).status_code == 422

    client.logout()
    text = client.get(BASE + "fjernet/").content.decode()
    assert "Skema B til nye borgere" in text
    assert "Ingen læser det" not in text


def test_a_routine_that_is_kept_has_a_reason_and_is_not_on_the_public_list(client, routine, leader):
    decide_routine(routine, verdict="keep", reason="Loven kræver det", by=leader)

    client.force_login(leader)
    assert "Loven kræver det" in client.get(BASE).content.decode()
    assert "Intet er fjernet endnu" in client.get(BASE + "fjernet/").content.decode()


def test_removed_less_added_is_counted_and_may_be_less_than_nothing(home, routine, leader):
    second = Period.quarter(2026, 2)
    assert routines_removed(Period.quarter(2025, 4), municipality=home).denominator == 0
    assert routines_removed(second, municipality=home) == Count(0, 1, 0, Kind.FLOW, is_net=True)

    for number in range(2):
        add_routine(home, title=f"Nyt {number}", why="Ny lov", by=leader)
    decide_routine(routine, verdict="remove", reason="x", public_words="Skema B", by=leader)

    assert routines_removed(second, municipality=home).numerator == -1
    team = Team.objects.create(municipality=home, name="Nord")
    assert routines_removed(second, municipality=home, team=team).denominator == 0


def test_who_is_not_a_leader_or_is_from_elsewhere_decides_nothing(routine, home, citizen):
    away = PersonFactory(
        role="team_leader", municipality=MunicipalityFactory(slug="engby", name="Engby")
    )
    with pytest.raises(PermissionDenied):
        point_out(home, **FORM, by=away)
    for by in (away, citizen):
        with pytest.raises(PermissionDenied):
            own_routine(routine, by=by)
        with pytest.raises(PermissionDenied):
            add_routine(home, **FORM, by=by)
        with pytest.raises(PermissionDenied):
            decide_routine(routine, verdict="keep", reason="x", by=by)


def test_what_is_not_written_is_asked_for(home, leader, routine):
    with pytest.raises(ValidationError, match="hvad det er"):
        point_out(home, title=" ", why="x", by=leader)
    with pytest.raises(ValidationError, match="hvorfor I beslutter"):
        decide_routine(routine, verdict="keep", reason=" ", by=leader)


def test_a_new_step_is_written_down_by_a_leader_only(client, leader, citizen, home):
    client.force_login(leader)
    assert "lægger til" in client.get(BASE + "nyt-trin/").content.decode()
    client.post(BASE + "nyt-trin/", FORM)
    assert Routine.objects.get().kind == "added"

    client.force_login(citizen)
    assert client.get(BASE + "nyt-trin/").status_code in {403, 404}


def test_an_empty_list_says_what_one_can_do(client, citizen):
    client.force_login(citizen)
    assert "Her er ingen endnu" in client.get(BASE).content.decode()


def test_a_decision_is_taken_up_again_beside_the_number_of_today(client, theory, sign, leader):
    from medborger.theory.followup.services.decisions import decide
    from tests.theory.stories import give_values

    give_values(sign, [(20, 40)] * 13)
    first = decide(
        theory, choice="adjust", reason="x", expectation="y", sign=sign, rivals="Ferie",
        review_on=dt.date(2026, 9, 1), by=leader,
    )  # fmt: skip
    client.force_login(leader)
    address = f"/maaned/egen-vej/beslutninger/{first.pk}/"
    text = client.get(address).content.decode()
    assert "Tallet nu" in text
    assert "Ferie" in text

    assert "peger tilbage" in client.get(address + "igen/").content.decode()
    assert client.post(address + "igen/", {}).status_code == 422
    with clock.set_to(dt.datetime(2026, 7, 1, 9, tzinfo=dt.UTC)):
        client.post(address + "igen/", {"reason": "Nyt", "review_on": "01-10-2026"})
    assert first.reopened_by.get().reason == "Nyt"
