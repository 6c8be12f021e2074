"""What people do with a plan. Each verb leaves a line in the journal, and gives it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from medborger.encounter.plan.models import Goal, Plan, Step, Suggestion
from medborger.encounter.plan.policies import (
    may_add_step,
    may_begin_plan,
    may_finish_step,
    may_suggest,
    may_write,
)
from medborger.foundation import clock
from medborger.foundation.forms import check_version
from medborger.foundation.journal.services import Words, record

if TYPE_CHECKING:
    import datetime as dt

    from medborger.foundation.journal.models import Event
    from medborger.foundation.people.models import Person


def _require(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied("Planen er borgerens. Det her må du ikke gøre i den.")


def _worded(text: str) -> str:
    if not text.strip():
        raise ValidationError({"wording": _("Skriv det med dine egne ord.")})
    return text.strip()


def _tell(kind: str, act: str, archive: str, *, about: Person, by: Person, **data: Any) -> Event:
    """Record one act, told with «Du» to the citizen who did it and with a name to others."""
    citizen = "Du" if about.pk == by.pk else by.name
    words = Words(citizen=f"{citizen} {act}", staff=f"{by.name} {act}", archive=archive)
    return record(kind, about=about, by=by, words=words, data=data)


@transaction.atomic
def begin_plan(subject: Person, *, by: Person) -> Event:
    """Begin the citizen's one plan."""
    _require(may_begin_plan(subject, by=by))
    if Plan.objects.filter(subject=subject).exists():
        raise ValidationError(_("Du har allerede en plan."))
    plan = Plan.objects.create(subject=subject)
    archive = "Borgeren begyndte en plan."
    return _tell(
        "plan.plan.begun", "begyndte en plan.", archive, about=subject, by=by,
        plan=str(plan.public_id),
    )  # fmt: skip


@transaction.atomic
def add_goal(plan: Plan, *, wording: str, helped: str = "", by: Person) -> Event:
    """Write a goal in the citizen's own words."""
    _require(may_write(plan, by=by))
    goal = Goal.objects.create(plan=plan, wording=_worded(wording), helped=helped.strip())
    act, archive = f"skrev et mål: «{goal.wording}»", "Borgeren skrev et mål i sin plan."
    return _tell(
        "plan.goal.added", act, archive, about=plan.subject, by=by, goal=str(goal.public_id)
    )


@transaction.atomic
def add_step(
    goal: Goal,
    *,
    wording: str,
    owner: str = Step.Owner.CITIZEN,
    due_on: dt.date | None = None,
    by: Person,
) -> Event:
    """Add a step to an open goal."""
    _require(may_add_step(goal, owner=owner, by=by))
    _require_open(goal)
    step = Step.objects.create(
        goal=goal, wording=_worded(wording), owner=owner, due_on=due_on, worded_by=by
    )
    act, archive = f"skrev et skridt: «{step.wording}»", "Et skridt kom til i planen."
    return _tell(
        "plan.step.added", act, archive, about=goal.subject, by=by,
        step=str(step.public_id), owner=step.owner,
    )  # fmt: skip


@transaction.atomic
def finish_step(
    step: Step, *, outcome: str = "", dropped: bool = False, version: int | None = None, by: Person
) -> Event:
    """Say that a step is done, or that it is dropped, and how it went."""
    step = Step.objects.select_for_update().get(pk=step.pk)
    _require(may_finish_step(step, by=by))
    check_version(step.version, version, outcome=step.outcome)
    if step.state != Step.State.ACTIVE:
        raise ValidationError(_("Skridtet er allerede afsluttet."))
    step.state = Step.State.DROPPED if dropped else Step.State.DONE
    step.done_on = None if dropped else clock.today()
    step.outcome = outcome.strip()
    step.version += 1
    step.save(update_fields=["state", "done_on", "outcome", "version"])
    act = f"{'droppede' if dropped else 'blev færdig med'} et skridt: «{step.wording}»"
    return _tell(
        f"plan.step.{step.state}", act, "Et skridt i planen blev afsluttet.",
        about=step.subject, by=by, step=str(step.public_id),
    )  # fmt: skip


@transaction.atomic
def suggest_step(goal: Goal, *, wording: str, by: Person) -> Event:
    """Suggest a step; it is not in the plan before the citizen says yes."""
    _require(may_suggest(goal, by=by))
    _require_open(goal)
    suggestion = Suggestion.objects.create(
        plan=goal.plan, goal=goal, wording=_worded(wording), by=by
    )
    act, archive = f"foreslog et skridt: «{suggestion.wording}»", "Et skridt blev foreslået."
    return _tell(
        "plan.suggestion.made", act, archive, about=goal.subject, by=by,
        suggestion=str(suggestion.public_id),
    )  # fmt: skip


ANSWERS = {
    Suggestion.State.ACCEPTED: "sagde ja til et forslag",
    Suggestion.State.CHANGED: "sagde ja til et forslag med egne ord",
    Suggestion.State.DECLINED: "sagde nej til et forslag",
}
"""What each answer is called in the journal."""


@transaction.atomic
def answer_suggestion(
    suggestion: Suggestion, *, state: str, wording: str = "", reason: str = "", by: Person
) -> Event:
    """Say yes, no, or yes in other words. A yes puts the step in the plan."""
    suggestion = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    _require(may_write(suggestion, by=by))
    if suggestion.state != Suggestion.State.OPEN:
        raise ValidationError(_("Du har allerede svaret på forslaget."))
    answer = Suggestion.State(state)
    if answer not in ANSWERS:
        raise ValidationError({"state": _("Vælg et svar.")})
    suggestion.state, suggestion.reason = answer, reason.strip()
    suggestion.answered_at = clock.now()
    if answer != Suggestion.State.DECLINED:
        _accept(suggestion, wording, by=by)
    suggestion.save()
    act = f"{ANSWERS[answer]}: «{suggestion.accepted_wording or suggestion.wording}»"
    return _tell(
        f"plan.suggestion.{answer}", act, "Borgeren svarede på et forslag.",
        about=suggestion.subject, by=by, suggestion=str(suggestion.public_id),
    )  # fmt: skip


def _accept(suggestion: Suggestion, wording: str, *, by: Person) -> None:
    _require_open(suggestion.goal)
    changed = suggestion.state == Suggestion.State.CHANGED
    suggestion.accepted_wording = _worded(wording) if changed else suggestion.wording
    Step.objects.create(
        goal=suggestion.goal,
        wording=suggestion.accepted_wording,
        worded_by=by if changed else suggestion.by,
    )


def _require_open(goal: Goal) -> None:
    if goal.state != Goal.State.OPEN:
        raise ValidationError(_("Målet er afsluttet. Skriv et nyt mål først."))
