"""The citizen's plan and goals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from medborger.encounter.plan.models import Goal, Plan
from medborger.encounter.plan.policies import may_begin_plan, may_write
from medborger.encounter.plan.telling import Act, require, tell, tell_change, worded
from medborger.foundation import clock
from medborger.foundation.forms import check_version

if TYPE_CHECKING:
    from medborger.foundation.journal.models import Event
    from medborger.foundation.people.models import Person


@transaction.atomic
def begin_plan(subject: Person, *, by: Person) -> Event:
    """Begin the citizen's one plan."""
    require(may_begin_plan(subject, by=by))
    plan, is_new = Plan.objects.get_or_create(subject=subject)
    if not is_new:
        raise ValidationError(_("Du har allerede en plan."))
    act = Act("plan.plan.begun", "begyndte en plan")
    return tell(act, about=subject, by=by, plan=str(plan.public_id))


@transaction.atomic
def own_plan(*, by: Person) -> Plan:
    """Give the citizen's plan, and begin it when it is not there; two at once begin only one."""
    require(may_begin_plan(by, by=by))
    plan, is_new = Plan.objects.get_or_create(subject=by)
    if is_new:
        act = Act("plan.plan.begun", "begyndte en plan")
        tell(act, about=by, by=by, plan=str(plan.public_id))
    return plan


@transaction.atomic
def add_goal(
    plan: Plan, *, wording: str, helped: str = "", is_private: bool = False, by: Person
) -> Event:
    """Write a goal in the citizen's own words."""
    require(may_write(plan, by=by))
    goal = Goal.objects.create(
        plan=plan, wording=worded(wording), helped=helped.strip(), is_private=is_private
    )
    return tell_change(Act("plan.goal.added", "skrev et mål", goal.wording), goal, by=by)


@transaction.atomic
def edit_goal(
    goal: Goal, *, wording: str, helped: str = "", version: int | None = None, by: Person
) -> Event:
    """Say a goal in better words."""
    goal = _mine(goal, by=by)
    check_version(goal.version, version, wording=goal.wording, helped=goal.helped)
    goal.wording, goal.helped = worded(wording), helped.strip()
    return _save(goal, Act("plan.goal.edited", "rettede et mål", goal.wording), by=by)


@transaction.atomic
def close_goal(
    goal: Goal, *, what_helped: str = "", version: int | None = None, by: Person
) -> Event:
    """Close a goal, and keep what helped in the citizen's own words."""
    goal = _mine(goal, by=by)
    check_version(goal.version, version, what_helped=goal.what_helped)
    _require_state(goal, Goal.State.OPEN, _("Målet er allerede afsluttet."))
    goal.state, goal.closed_at = Goal.State.CLOSED, clock.now()
    goal.what_helped = what_helped.strip()
    return _save(goal, Act("plan.goal.closed", "afsluttede et mål", goal.wording), by=by)


@transaction.atomic
def reopen_goal(goal: Goal, *, by: Person) -> Event:
    """Take a closed goal up again; what helped stays."""
    goal = _mine(goal, by=by)
    _require_state(goal, Goal.State.CLOSED, _("Målet er allerede i gang."))
    goal.state, goal.closed_at = Goal.State.OPEN, None
    return _save(goal, Act("plan.goal.reopened", "tog et mål op igen", goal.wording), by=by)


def _mine(goal: Goal, *, by: Person) -> Goal:
    goal = Goal.objects.select_for_update().get(pk=goal.pk)
    require(may_write(goal, by=by))
    return goal


def _require_state(goal: Goal, state: Goal.State, otherwise: str) -> None:
    if goal.state != state:
        raise ValidationError(otherwise)


def _save(goal: Goal, act: Act, *, by: Person) -> Event:
    goal.version += 1
    goal.save()
    return tell_change(act, goal, by=by)
