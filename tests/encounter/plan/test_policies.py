"""The plan is the citizen's: who may do what in it."""

from __future__ import annotations

import datetime as dt

import pytest

from medborger.encounter.plan import policies
from medborger.encounter.plan.models import Goal, Plan, Step, Suggestion
from medborger.encounter.plan.selectors.readers import readers_of
from medborger.foundation import clock
from medborger.foundation.people.models import Person, Relation
from medborger.foundation.people.roles import Role
from tests.encounter.plan.people import amira_and_bo, goal_of, note_of, step_of, suggestion_to
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


@pytest.mark.parametrize("owner", Step.Owner)
def test_the_municipality_words_only_what_it_has_written_itself(everybody, owner):
    amira, bo = everybody["the citizen"], everybody["the professional"]
    goal = goal_of(amira)
    hers = step_of(goal, by=amira, owner=owner)
    his = step_of(goal, by=bo, owner="professional")

    words_hers = those_who(everybody, lambda by: policies.may_word_step(hers, by=by))
    words_his = those_who(everybody, lambda by: policies.may_word_step(his, by=by))

    assert words_hers == {"the citizen"}
    assert words_his == {"the citizen", "the professional", "a team mate"}


def test_those_who_work_with_the_citizen_may_be_shown_something(everybody):
    amira = everybody["the citizen"]
    note = note_of(amira)

    shown = those_who(everybody, lambda by: policies.may_be_shown(note, to=by, by=amira))
    shows = those_who(
        everybody,
        lambda by: policies.may_be_shown(note, to=everybody["the professional"], by=by),
    )

    assert shown == {"the professional", "a team mate"}
    assert shows == {"the citizen"}


def test_a_private_note_is_read_by_its_owner_and_an_open_one_by_the_team(everybody):
    amira = everybody["the citizen"]
    private, opened = note_of(amira), note_of(amira, is_private=False)

    assert those_who(everybody, lambda by: policies.may_read(private, by=by)) == {"the citizen"}
    readers = those_who(everybody, lambda by: policies.may_read(opened, by=by))
    assert readers == {"the citizen", "the professional", "a team mate"}


def test_only_the_citizen_hides_and_only_own_words(everybody):
    amira, bo = everybody["the citizen"], everybody["the professional"]
    alone, helped = goal_of(amira), goal_of(amira)
    own = step_of(alone, by=amira)
    his = step_of(helped, by=bo, owner="professional")

    hides = {
        item: those_who(everybody, lambda by, i=item: policies.may_hide(i, by=by))
        for item in (alone, own, helped, his, note_of(amira))
    }

    assert [hides[item] for item in (alone, own)] == [{"the citizen"}] * 2
    assert [hides[item] for item in (helped, his)] == [set()] * 2


def test_who_may_open_the_case_is_visible_to_asked_from_the_other_side(everybody):
    amira = everybody["the citizen"]

    named = {reader.person for reader in readers_of(amira)}
    able = those_who(everybody, lambda by: by != amira and policies.may_meet(amira, by=by))

    assert named == {everybody[name] for name in able}
    assert able == {"the professional", "a team mate"}
    assert {reader.presentation for reader in readers_of(amira)} == {
        "Bo Lund, sagsbehandler, Team Nord",
        "Ane Birk, sagsbehandler, Team Nord",
    }


def test_when_the_work_together_has_ended_nothing_may_be_suggested(everybody):
    goal = goal_of(everybody["the citizen"])
    Relation.objects.update(since=dt.date(2020, 1, 1), until=clock.today() - dt.timedelta(days=1))
    bo = Person.objects.get(pk=everybody["the professional"].pk)

    assert not policies.may_suggest(goal, by=bo)
