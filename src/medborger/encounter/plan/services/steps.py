"""Steps: written, edited, moved, done and skipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from medborger.encounter.plan.models import Step
from medborger.encounter.plan.policies import (
    may_add_step,
    may_finish_step,
    may_word_step,
    may_write,
)
from medborger.encounter.plan.telling import (
    NEW_STEP,
    STEP_CHANGED,
    STEP_FINISHED,
    Act,
    require,
    require_open,
    tell_change,
    worded,
)
from medborger.foundation import clock
from medborger.foundation.forms import check_version

if TYPE_CHECKING:
    import datetime as dt

    from medborger.encounter.plan.models import Goal
    from medborger.foundation.journal.models import Event
    from medborger.foundation.people.models import Person


@transaction.atomic
def add_step(
    goal: Goal,
    *,
    wording: str,
    owner: str = Step.Owner.CITIZEN,
    owner_name: str = "",
    due_on: dt.date | None = None,
    is_private: bool = False,
    by: Person,
) -> Event:
    """Add a step to an open goal."""
    require(may_add_step(goal, owner=owner, by=by))
    require_open(goal)
    _require_seen_by_its_owner(owner, is_private or goal.is_private)
    step = Step.objects.create(
        goal=goal,
        wording=worded(wording),
        owner=owner,
        owner_name=_named(owner, owner_name),
        due_on=due_on,
        first_due_on=due_on,
        is_private=is_private,
        position=goal.steps.count(),
        worded_by=by,
    )
    act = Act("plan.step.added", "skrev et skridt", step.wording, NEW_STEP)
    return tell_change(act, step, by=by, owner=step.owner)


@transaction.atomic
def edit_step(
    step: Step,
    *,
    wording: str,
    owner: str,
    owner_name: str = "",
    version: int | None = None,
    by: Person,
) -> Event:
    """Say a step in better words, or let somebody else do it."""
    step = _locked(step)
    require(may_word_step(step, by=by) and may_add_step(step.goal, owner=owner, by=by))
    check_version(
        step.version, version, wording=step.wording, owner=step.owner, owner_name=step.owner_name
    )
    _require_active(step)
    _require_seen_by_its_owner(owner, step.is_private or step.goal.is_private)
    if step.wording != worded(wording):
        step.wording, step.worded_by = worded(wording), by
    step.owner, step.owner_name = owner, _named(owner, owner_name)
    act = Act("plan.step.edited", "rettede et skridt", step.wording, STEP_CHANGED)
    return _save(step, act, by=by)


@transaction.atomic
def move_step(
    step: Step, *, due_on: dt.date | None, version: int | None = None, by: Person
) -> Event:
    """Move the day of a step; the day first promised is remembered."""
    step = _locked(step)
    require(may_finish_step(step, by=by))
    check_version(step.version, version, due_on=step.due_on and f"{step.due_on:%d-%m-%Y}")
    _require_active(step)
    step.due_on = due_on
    step.first_due_on = step.first_due_on or due_on
    act = Act("plan.step.moved", "flyttede dagen for et skridt", step.wording, STEP_CHANGED)
    return _save(step, act, by=by)


@transaction.atomic
def place_step(step: Step, *, earlier: bool, by: Person) -> Event:
    """Put a step one place earlier or later among the steps of its goal."""
    step = _locked(step)
    require(may_write(step, by=by))
    steps = list(step.goal.steps.all())
    place = next(place for place, other in enumerate(steps) if other.pk == step.pk)
    other = place - 1 if earlier else place + 1
    if not 0 <= other < len(steps):
        raise ValidationError(_("Skridtet kan ikke flyttes længere."))
    steps[place], steps[other] = steps[other], steps[place]
    for position, moved in enumerate(steps):
        moved.position = position
    Step.objects.bulk_update(steps, ["position"])
    act = Act("plan.step.placed", "flyttede rundt på skridtene", step.wording)
    return tell_change(act, step, by=by)


@transaction.atomic
def finish_step(
    step: Step, *, outcome: str = "", dropped: bool = False, version: int | None = None, by: Person
) -> Event:
    """Say that a step is done, or that it is dropped, and how it went."""
    step = _locked(step)
    require(may_finish_step(step, by=by))
    check_version(step.version, version, outcome=step.outcome)
    _require_active(step)
    step.state = Step.State.DROPPED if dropped else Step.State.DONE
    step.done_on = None if dropped else clock.today()
    step.outcome = outcome.strip()
    did = "sprang et skridt over" if dropped else "blev færdig med et skridt"
    return _save(step, Act(f"plan.step.{step.state}", did, step.wording, STEP_FINISHED), by=by)


def skip_step(step: Step, *, outcome: str = "", version: int | None = None, by: Person) -> Event:
    """Skip a step that is not the right one any more; why stands in the plan."""
    return finish_step(step, outcome=outcome, dropped=True, version=version, by=by)


def save_words(step: Step, wording: str, act: Act, *, by: Person, worded_by: Person) -> Event:
    """Give a step the words that the citizen has said yes to."""
    _require_active(step)
    step.wording, step.worded_by = wording, worded_by
    return _save(step, act, by=by)


def _locked(step: Step) -> Step:
    steps = Step.objects.select_for_update(of=("self",)).select_related("goal__plan__subject")
    found: Step = steps.get(pk=step.pk)
    return found


def _save(step: Step, act: Act, *, by: Person) -> Event:
    step.version += 1
    step.save()
    return tell_change(act, step, by=by, owner=step.owner)


def _require_active(step: Step) -> None:
    if step.state != Step.State.ACTIVE:
        raise ValidationError(_("Skridtet er allerede afsluttet."))


def _require_seen_by_its_owner(owner: str, private: bool) -> None:
    if private and owner == Step.Owner.PROFESSIONAL:
        raise ValidationError(
            {"owner": _("Kommunen kan ikke gøre et skridt, som den ikke kan se.")}
        )


def _named(owner: str, name: str) -> str:
    return name.strip() if owner in {Step.Owner.NETWORK, Step.Owner.EMPLOYER} else ""
