"""Everybody begins on a page that shows what matters first, and it is never a dead end."""

from __future__ import annotations

import datetime as dt

import pytest

from medborger.encounter.insight.services import ask_about
from medborger.encounter.plan import services as plans
from medborger.encounter.plan.models import Goal, Plan, Step, Suggestion
from medborger.foundation import clock
from medborger.foundation.access import services as trace
from medborger.foundation.access.models import Look, Purpose
from medborger.foundation.people.roles import Role
from medborger.theory.followup.models import Signal
from medborger.theory.followup.services.signs import import_signs
from tests.factories import PersonFactory, TeamFactory, staff, works_with
from tests.theory.stories import SIGNS, small_theory

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return TeamFactory(name="Team Job")


@pytest.fixture
def bo(team):
    return staff(team, given_name="Bo")


@pytest.fixture
def amira(bo):
    """A citizen Bo works with, who has a goal."""
    person = PersonFactory(given_name="Amira", family_name="Holmlund")
    works_with(bo, person)
    plans.begin_plan(person, by=person)
    plans.add_goal(Plan.objects.get(), wording="Arbejde med biler", by=person)
    return person


def front(client, person):
    client.force_login(person)
    answer = client.get("/", follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("role", Role)
def test_nobody_meets_an_error_or_a_dead_end_after_log_in(client, role, team):
    page = front(client, PersonFactory(role=role, role__team=team, given_name="Ane"))

    assert "Hej Ane" in page
    assert "ikke en side til din rolle" not in page


def test_a_caseworker_sees_what_the_municipality_owes_and_leaves_a_line(client, bo, amira):
    plans.add_step(
        Goal.objects.get(), wording="Finde en mester", owner=Step.Owner.PROFESSIONAL,
        due_on=clock.today() - dt.timedelta(days=1), by=bo,
    )  # fmt: skip

    page = front(client, bo)

    assert "Amira Holmlund" in page
    assert "dagen er gået" in page
    assert "Finde en mester" not in page, "a list tells the name and the signal, no more"
    assert Look.objects.get(kind=Look.Kind.LIST).subject == amira


def test_a_caseworker_sees_who_has_answered(client, bo, amira):
    plans.suggest_step(Goal.objects.get(), wording="Et kursus", by=bo)
    plans.answer_suggestion(Suggestion.objects.get(), state="declined", reason="Nej", by=amira)

    page = front(client, bo)

    assert "Amira Holmlund" in page
    assert "Et kursus" not in page


def test_a_caseworker_is_told_when_nothing_waits_and_when_there_is_nobody(client, bo, team):
    assert "Din teamleder kan begynde" in front(client, bo)

    works_with(bo, PersonFactory())

    assert "skylder ikke nogen noget" in front(client, bo)
    assert not Look.objects.exists()


def test_a_leader_sees_the_team_and_that_a_citizen_waits_for_an_answer(client, team, bo, amira):
    hanne = staff(team, role=Role.TEAM_LEADER, given_name="Hanne")
    trace.seen("din plan", about=amira, by=bo, purpose=Purpose.CASEWORK)
    ask_about(Look.objects.get(), wording="Hvorfor så du den?", by=amira)

    page = front(client, hanne)

    assert "1 spørgsmål om et opslag" in page
    assert "Bo Birk" in page
    assert "1 borger<" in page
    assert "Amira" not in page


def test_somebody_with_two_roles_sees_what_both_need(client, team):
    person = staff(team, role=Role.ADMINISTRATOR)
    person.engagements.create(role=Role.AUDITOR)

    page = front(client, person)

    assert "Kommunens indstillinger" in page
    assert "opslag på 7 dage" in page


def test_somebody_without_a_role_is_told_whom_to_call(client):
    person = PersonFactory()
    person.engagements.all().delete()

    assert "Du har ikke en rolle i dag" in front(client, person)


@pytest.mark.parametrize("role", [Role.TEAM_LEADER, Role.ANALYST, Role.FACILITATOR])
def test_the_month_stands_first_for_those_who_follow_the_theory(client, role, team):
    theory = small_theory(team.municipality).theory
    import_signs(SIGNS, theory=theory, by=None)
    sign = theory.signs.get(key="B1.v")
    sign.followed = True
    sign.save()
    assert "Der er intet nyt denne måned" in front(client, PersonFactory(role=role))

    for period in ("2026-01", "2026-02"):
        Signal.objects.create(sign=sign, rule="run", way=1, period=period)

    page = front(client, PersonFactory(role=role))
    assert "1 tegn med noget nyt" in page, "a sign counts once, as in the agenda of the review"
    assert f"/maaned/{theory.slug}/" in page
