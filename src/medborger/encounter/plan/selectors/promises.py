"""«Det har vi lovet»: the promises of both sides, and how they went.

A step with a day is a promise by whoever does it. What the municipality does not keep counts
against the municipality, and stands beside what it keeps.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from medborger.encounter.plan.models import Step
from medborger.foundation import clock

if TYPE_CHECKING:
    import datetime as dt

    from medborger.encounter.plan.models import Plan
    from medborger.foundation.people.models import Person


class Fate(StrEnum):
    """How a promise went."""

    WAITING = "waiting"
    KEPT = "kept"
    MOVED = "moved"
    BROKEN = "broken"


LABELS = {
    Fate.WAITING: _("venter"),
    Fate.KEPT: _("holdt"),
    Fate.MOVED: _("flyttet"),
    Fate.BROKEN: _("ikke holdt"),
}
KINDS = {Fate.KEPT: "success", Fate.BROKEN: "warning", Fate.MOVED: "info", Fate.WAITING: ""}


@dataclass(frozen=True, slots=True)
class Promise:
    """A step with a day, and how the promise went."""

    step: Step
    fate: Fate

    @property
    def label(self) -> str:
        """How it went, in words."""
        return str(LABELS[self.fate])

    @property
    def kind(self) -> str:
        """How the badge looks."""
        return KINDS[self.fate]

    @property
    def was_moved(self) -> bool:
        """Whether the day is another than the one first promised."""
        return self.step.first_due_on != self.step.due_on


@dataclass(frozen=True, slots=True)
class Side:
    """What one side has promised, newest first."""

    owner: str
    promises: list[Promise]

    def how_many(self, fate: Fate) -> int:
        """How many promises went this way."""
        return sum(1 for promise in self.promises if promise.fate == fate)

    @property
    def kept(self) -> int:
        """Promises kept."""
        return self.how_many(Fate.KEPT)

    @property
    def moved(self) -> int:
        """Promises moved to another day."""
        return self.how_many(Fate.MOVED)

    @property
    def broken(self) -> int:
        """Promises not kept."""
        return self.how_many(Fate.BROKEN)


@dataclass(frozen=True, slots=True)
class PromiseBoard:
    """Both sides, and those outside the house."""

    plan: Plan
    citizen: Side
    municipality: Side
    others: Side


def fate_of(step: Step, today: dt.date | None = None) -> Fate:
    """How the promise in a step went: broken before moved, moved before kept.

    A step skipped before its day is no broken promise: somebody said so in time.
    """
    today = today or clock.today()
    assert step.due_on is not None, "a promise has a day"
    if step.state == Step.State.DONE:
        late = step.done_on is not None and step.done_on > step.due_on
    else:
        late = step.state == Step.State.ACTIVE and step.due_on < today
    if late:
        return Fate.BROKEN
    if step.first_due_on != step.due_on or step.state == Step.State.DROPPED:
        return Fate.MOVED
    return Fate.KEPT if step.state == Step.State.DONE else Fate.WAITING


def board_of(plan: Plan, viewer: Person) -> PromiseBoard:
    """The promises in a plan, as far as this viewer may see them."""
    steps = Step.objects.visible_to(viewer).filter(goal__plan=plan, due_on__isnull=False)
    today = clock.today()
    promises = [Promise(step, fate_of(step, today)) for step in steps.order_by("-due_on", "-pk")]

    def side(*owners: str) -> Side:
        return Side(owners[0], [p for p in promises if p.step.owner in owners])

    return PromiseBoard(
        plan,
        side(Step.Owner.CITIZEN),
        side(Step.Owner.PROFESSIONAL),
        side(Step.Owner.NETWORK, Step.Owner.EMPLOYER),
    )
