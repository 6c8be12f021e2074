"""Who may write in a plan, and who may suggest. The plan is the citizen's. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medborger.encounter.plan.models import Step
from medborger.foundation.people.models import Person
from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    from medborger.encounter.plan.models import (
        Disagreement,
        Goal,
        Item,
        Plan,
        Share,
        Suggestion,
    )

    Row = Plan | Item | Suggestion | Share | Disagreement


def may_begin_plan(subject: Person, *, by: Person) -> bool:
    """Only the citizen begins a plan of their own."""
    return Ability.OWN_PLAN in by.abilities and by.pk == subject.pk


def may_write(row: Row, *, by: Person) -> bool:
    """The citizen whose plan it is writes, shares, disagrees and answers."""
    return may_begin_plan(row.subject, by=by)


def is_helper(row: Row, *, by: Person) -> bool:
    """A professional and not the citizen; for rows found among those the viewer may see."""
    return Ability.CASEWORK in by.abilities and by.pk != row.subject.pk


def is_party(row: Row, *, by: Person) -> bool:
    """The citizen or a professional; for rows found among those the viewer may see."""
    return may_write(row, by=by) or is_helper(row, by=by)


def may_meet(citizen: Person, *, by: Person) -> bool:
    """A professional whose team works with the citizen today."""
    if Ability.CASEWORK not in by.abilities or by.pk == citizen.pk:
        return False
    return bool(Person.objects.visible_to(by).filter(pk=citizen.pk).exists())


def may_suggest(row: Plan | Item | Suggestion, *, by: Person) -> bool:
    """A professional who works with the citizen and can see the thing itself."""
    if not is_helper(row, by=by):
        return False
    return bool(type(row).objects.visible_to(by).filter(pk=row.pk).exists())


def may_read(row: Plan | Item, *, by: Person) -> bool:
    """The citizen, and the professionals who can see it."""
    return may_write(row, by=by) or may_suggest(row, by=by)


def may_add_step(goal: Goal, *, owner: str, by: Person) -> bool:
    """The citizen adds any step; a professional only what the municipality itself will do."""
    return may_write(goal, by=by) or (owner == Step.Owner.PROFESSIONAL and may_suggest(goal, by=by))


def may_finish_step(step: Step, *, by: Person) -> bool:
    """The citizen moves and finishes any step; a professional only those of the municipality."""
    return may_write(step, by=by) or (
        step.owner == Step.Owner.PROFESSIONAL and may_suggest(step, by=by)
    )


def may_word_step(step: Step, *, by: Person) -> bool:
    """The citizen words any step; a professional only what the municipality itself has written."""
    own_words = step.worded_by_id == step.subject.pk
    return may_write(step, by=by) or (not own_words and may_finish_step(step, by=by))


def may_hide(item: Item, *, by: Person) -> bool:
    """The citizen keeps own words private, never what somebody else has written or promised."""
    if not may_write(item, by=by):
        return False
    if isinstance(item, Step):
        return item.worded_by_id == by.pk and item.owner != Step.Owner.PROFESSIONAL
    steps = Step.objects.filter(goal__public_id=item.public_id)
    others = steps.exclude(worded_by=by) | steps.filter(owner=Step.Owner.PROFESSIONAL)
    return not others.exists()


def may_be_shown(item: Item, *, to: Person, by: Person) -> bool:
    """The citizen shows a private item to somebody who works with them today."""
    return may_write(item, by=by) and may_meet(item.subject, by=to)
