"""The plan as it looked on an earlier day, and who can see what of it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from medborger.encounter.plan import services
from medborger.encounter.plan.models import PlanVersion
from medborger.encounter.plan.selectors.history import changes_of, plan_as_of
from medborger.foundation import clock
from medborger.foundation.people.models import Engagement
from tests.encounter.plan.people import (
    disagreement_with,
    goal_of,
    note_of,
    shared,
    step_of,
)
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2026, 11, 2, 12, tzinfo=dt.UTC)


@pytest.fixture
def story(people):
    """Monday a goal, a step and a note; Tuesday other words; Wednesday the disagreement goes."""
    amira, _bo = people
    Engagement.objects.update(since=dt.date(2026, 1, 1))
    with clock.set_to(MONDAY):
        goal = goal_of(amira, "Job")
        step = step_of(goal, by=amira, wording="Ringe", due_on=dt.date(2026, 11, 9))
        note = note_of(amira, "Bange")
        said = disagreement_with(goal, by=amira)
    with clock.set_to(MONDAY + dt.timedelta(days=1)):
        services.edit_goal(goal, wording="Job med biler", by=amira)
        services.finish_step(step, by=amira)
    with clock.set_to(MONDAY + dt.timedelta(days=2)):
        services.withdraw_disagreement(said, by=amira)
    return goal.plan, note


def test_each_day_shows_the_plan_as_it_then_was(people, story):
    amira, _ = people
    plan, _note = story

    before = plan_as_of(plan, amira, dt.date(2026, 11, 1))
    monday = plan_as_of(plan, amira, dt.date(2026, 11, 2))
    tuesday = plan_as_of(plan, amira, dt.date(2026, 11, 3))
    today = plan_as_of(plan, amira)

    assert (before.goals, before.notes) == ([], [])
    assert [(g.wording, [s.state for s in g.steps]) for g in monday.goals] == [("Job", ["i gang"])]
    assert monday.goals[0].steps[0].due_on == dt.date(2026, 11, 9)
    assert [(g.wording, g.steps[0].state) for g in tuesday.goals] == [("Job med biler", "gjort")]
    assert [len(page.goals[0].disagreements) for page in (monday, tuesday, today)] == [1, 1, 0]
    assert [note.wording for note in monday.notes] == ["Bange"]
    assert today.is_today
    assert not monday.is_today


def test_no_day_lies_in_the_future(people, story):
    amira, _ = people

    page = plan_as_of(story[0], amira, dt.date(2999, 1, 1))

    assert page.day == clock.today()


def test_others_see_of_the_past_what_they_may_see_now(people, story):
    amira, bo = people
    plan, note = story

    assert plan_as_of(plan, bo).notes == []
    share = shared(note, bo, by=amira)
    assert [n.wording for n in plan_as_of(plan, bo, dt.date(2026, 11, 2)).notes] == ["Bange"]
    services.unshare(share, by=amira)
    assert plan_as_of(plan, bo, dt.date(2026, 11, 2)).notes == []


def test_a_change_tells_what_and_who(people):
    amira, bo = people
    step = step_of(goal_of(amira), by=bo, owner="professional", wording="Vi ringer")
    services.edit_step(step, wording="Vi skriver", owner="professional", by=bo)

    lines = [(c.kind, c.did, c.wording, c.who) for c in changes_of(step, amira)]

    assert lines == [
        ("skridt", "rettet", "Vi skriver", "Bo Lund"),
        ("skridt", "skrevet", "Vi ringer", "Bo Lund"),
    ]
    assert changes_of(step, bo)[0].who == ""


def test_versions_are_numbered_by_the_journal(people):
    amira, _ = people
    goal = goal_of(amira)

    version = PlanVersion.objects.get()

    assert version.number == amira.events.get(kind="plan.goal.added").seq
    assert version.by == amira
    assert str(version) == f"{goal.plan}: {version.number}"


def test_the_page_of_an_earlier_day_is_there_for_both(sign_in, people, story):
    amira, bo = people
    own = sign_in(amira).get(reverse("plan:earlier"), {"dag": "2.11.2026"}).content.decode()
    theirs = sign_in(bo).get(
        reverse("plan:earlier_of", args=[story[0].public_id]), {"dag": "02-11-2026"}
    )

    assert "Planen, som den så ud den 2. november 2026" in own
    assert "Bange" in own
    assert "Job" in theirs.content.decode()
    assert "Bange" not in theirs.content.decode()
    assert amira.looks.get().what == "din plan på en tidligere dag"


def test_a_day_that_is_no_day_is_asked_for_again(sign_in, people, story):
    answer = sign_in(people[0]).get(reverse("plan:earlier"), {"dag": "i går"})

    assert answer.status_code == 422
    assert "31-12-2026" in answer.content.decode()


def test_without_a_plan_there_is_no_earlier_plan(sign_in):
    assert sign_in(PersonFactory()).get(reverse("plan:earlier")).status_code == 404
