"""Who may write in a plan, and who may suggest. The plan is the citizen's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medborger.encounter.plan.models import Step
from medborger.foundation.people.models import Person
from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    from medborger.encounter.plan.models import Goal, Plan, Suggestion


def may_begin_plan(subject: Person, *, by: Person) -> bool:
    """Only the citizen begins a plan of their own."""
    return Ability.OWN_PLAN in by.abilities and by.pk == subject.pk


def may_write(row: Plan | Goal | Step | Suggestion, *, by: Person) -> bool:
    """The citizen whose plan it is writes goals and answers suggestions."""
    return may_begin_plan(row.subject, by=by)


def may_suggest(row: Plan | Goal | Step | Suggestion, *, by: Person) -> bool:
    """A professional whose team works with the citizen today."""
    if Ability.CASEWORK not in by.abilities or by.pk == row.subject.pk:
        return False
    return bool(Person.objects.visible_to(by).filter(pk=row.subject.pk).exists())


def may_add_step(goal: Goal, *, owner: str, by: Person) -> bool:
    """The citizen adds any step; a professional only what the municipality itself will do."""
    return may_write(goal, by=by) or (owner == Step.Owner.PROFESSIONAL and may_suggest(goal, by=by))


def may_finish_step(step: Step, *, by: Person) -> bool:
    """The citizen finishes any step; a professional only those of the municipality."""
    return may_add_step(step.goal, owner=step.owner, by=by)
