"""The plan is the citizen's: who may do what in it."""

from __future__ import annotations

import datetime as dt

import pytest

from medborger.encounter.plan import policies
from medborger.encounter.plan.models import Goal, Plan, Step, Suggestion
from medborger.foundation import clock
from medborger.foundation.people.models import Person, Relation
from medborger.foundation.people.roles import Role
from tests.encounter.plan.people import amira_and_bo, goal_of, step_of, suggestion_to
from tests.factories import MunicipalityFactory, PersonFactory, TeamFactory, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody():
    amira, bo = amira_and_bo()
    team = bo.engagements_today[0].team
    elsewhere = TeamFactory(municipality=MunicipalityFactory(slug="andet"))
    return {
        "the citizen": amira,
        "the professional": bo,
        "a team mate": staff(team),
        "another team": staff(TeamFactory()),
        "another municipality": staff(elsewhere),
        "the team leader": staff(team, role=Role.TEAM_LEADER),
        "another citizen": PersonFactory(),
    }


def those_who(everybody, may):
    return {name for name, person in everybody.items() if may(person)}


def test_only_the_citizen_begins_and_writes_the_plan(everybody):
    amira = everybody["the citizen"]
    goal = goal_of(amira)

    begins = those_who(everybody, lambda by: policies.may_begin_plan(amira, by=by))
    writes = those_who(everybody, lambda by: policies.may_write(goal, by=by))

    assert begins == writes == {"the citizen"}


def test_only_the_citizens_own_team_may_suggest(everybody):
    goal = goal_of(everybody["the citizen"])

    suggests = those_who(everybody, lambda by: policies.may_suggest(goal, by=by))

    assert suggests == {"the professional", "a team mate"}


@pytest.mark.parametrize("owner", Step.Owner)
def test_the_team_adds_and_finishes_only_what_the_municipality_does(everybody, owner):
    amira = everybody["the citizen"]
    goal = goal_of(amira)
    step = step_of(goal, by=amira, owner=owner)

    adds = those_who(everybody, lambda by: policies.may_add_step(goal, owner=owner, by=by))
    finishes = those_who(everybody, lambda by: policies.may_finish_step(step, by=by))

    team = {"the professional", "a team mate"} if owner == Step.Owner.PROFESSIONAL else set()
    assert adds == finishes == {"the citizen"} | team


def test_rows_are_seen_by_the_citizen_and_the_own_team_only(everybody):
    goal = goal_of(everybody["the citizen"])
    step_of(goal, by=everybody["the citizen"])
    suggestion_to(goal, by=everybody["the professional"])

    for model in (Plan, Goal, Step, Suggestion):
        sees = those_who(everybody, lambda by, m=model: m.objects.visible_to(by).exists())
        assert sees == {"the citizen", "the professional", "a team mate"}


def test_when_the_work_together_has_ended_nothing_may_be_suggested(everybody):
    goal = goal_of(everybody["the citizen"])
    Relation.objects.update(since=dt.date(2020, 1, 1), until=clock.today() - dt.timedelta(days=1))
    bo = Person.objects.get(pk=everybody["the professional"].pk)

    assert not policies.may_suggest(goal, by=bo)
