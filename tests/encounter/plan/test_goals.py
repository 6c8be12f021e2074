"""Goals are edited, closed and taken up again by the citizen alone."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet

from medborger.encounter.plan import services
from medborger.encounter.plan.models import Goal, Plan, PlanVersion
from medborger.foundation.forms import Conflict
from medborger.foundation.journal.models import Event
from tests.encounter.plan.people import goal_of

pytestmark = pytest.mark.django_db


def test_the_first_goal_begins_the_plan_and_the_next_uses_it(people):
    amira, bo = people

    first, second = (services.own_plan(by=amira) for _ in range(2))

    assert first == second
    assert Event.objects.filter(kind="plan.plan.begun").count() == 1
    with pytest.raises(PermissionDenied):
        services.own_plan(by=bo)


def test_two_first_goals_at_once_begin_only_one_plan(people, monkeypatch):
    amira, _ = people
    Plan.objects.create(subject=amira)
    real, calls = QuerySet.get, []

    def blind_once(rows, **wanted):
        calls.append(wanted)
        if len(calls) == 1:
            raise Plan.DoesNotExist
        return real(rows, **wanted)

    monkeypatch.setattr(QuerySet, "get", blind_once)
    plan = services.own_plan(by=amira)

    monkeypatch.undo()
    assert plan == Plan.objects.get()


def test_a_goal_is_said_in_better_words_and_the_old_ones_are_kept(people):
    amira, _ = people
    goal = goal_of(amira, "Job")

    event = services.edit_goal(goal, wording=" Arbejde med biler ", version=1, by=amira)

    goal.refresh_from_db()
    assert (goal.wording, goal.version) == ("Arbejde med biler", 2)
    assert event.for_citizen == "Du rettede et mål: «Arbejde med biler»"
    assert [v.content["wording"] for v in PlanVersion.objects.all()] == ["Job", "Arbejde med biler"]


def test_nobody_overwrites_what_they_have_not_seen(people):
    amira, _ = people
    goal = goal_of(amira, "Job")
    services.edit_goal(goal, wording="Biler", version=1, by=amira)

    with pytest.raises(Conflict) as conflict:
        services.edit_goal(goal, wording="Både", version=1, by=amira)

    assert conflict.value.theirs["wording"] == "Biler"


def test_a_goal_is_closed_with_what_helped_and_taken_up_again(people):
    amira, _ = people
    goal = goal_of(amira)

    services.close_goal(goal, what_helped="Min søster", version=1, by=amira)
    goal.refresh_from_db()
    assert (goal.state, goal.what_helped) == ("closed", "Min søster")
    assert goal.closed_at is not None
    with pytest.raises(ValidationError, match="allerede afsluttet"):
        services.close_goal(goal, by=amira)

    services.reopen_goal(goal, by=amira)
    goal.refresh_from_db()
    assert (goal.state, goal.closed_at, goal.what_helped) == ("open", None, "Min søster")
    with pytest.raises(ValidationError, match="allerede i gang"):
        services.reopen_goal(goal, by=amira)


def test_a_professional_changes_no_goal(people):
    amira, bo = people
    goal = goal_of(amira, "Job")

    for change in (
        lambda: services.edit_goal(goal, wording="Noget andet", by=bo),
        lambda: services.close_goal(goal, by=bo),
        lambda: services.reopen_goal(goal, by=bo),
    ):
        with pytest.raises(PermissionDenied):
            change()
    assert Goal.objects.get().wording == "Job"
