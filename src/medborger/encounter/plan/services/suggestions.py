"""Suggestions: the only way for others to change the citizen's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from medborger.encounter.plan.models import Goal, Step, Suggestion
from medborger.encounter.plan.policies import may_suggest, may_write
from medborger.encounter.plan.services.steps import save_words
from medborger.encounter.plan.telling import (
    NEW_SUGGESTION,
    Act,
    keep_version,
    require,
    require_open,
    tell,
    tell_change,
    worded,
)
from medborger.foundation import clock

if TYPE_CHECKING:
    from medborger.foundation.journal.models import Event
    from medborger.foundation.people.models import Person


@transaction.atomic
def suggest_step(goal: Goal, *, wording: str, by: Person) -> Event:
    """Suggest a step; it is not in the plan before the citizen says yes."""
    return _suggest(goal, Suggestion.Kind.NEW_STEP, wording, step=None, by=by)


@transaction.atomic
def suggest_words(item: Goal | Step, *, wording: str, by: Person) -> Event:
    """Suggest other words for what the citizen has written; it stays until the citizen says yes."""
    require(may_suggest(item, by=by))
    if isinstance(item, Goal):
        return _suggest(item, Suggestion.Kind.GOAL_WORDS, wording, step=None, by=by)
    return _suggest(item.goal, Suggestion.Kind.STEP_WORDS, wording, step=item, by=by)


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
    """Say yes, no, or yes in other words. A yes changes the plan; a no costs nothing."""
    suggestion = Suggestion.objects.select_for_update(of=("self",)).get(pk=suggestion.pk)
    require(may_write(suggestion, by=by))
    if suggestion.state != Suggestion.State.OPEN:
        raise ValidationError(_("Du har allerede svaret på forslaget."))
    answer = Suggestion.State(state)
    if answer not in ANSWERS:
        raise ValidationError({"state": _("Vælg et svar.")})
    changed = answer == Suggestion.State.CHANGED
    suggestion.state, suggestion.reason = answer, reason.strip()
    suggestion.answered_at = clock.now()
    if answer != Suggestion.State.DECLINED:
        suggestion.accepted_wording = worded(wording) if changed else suggestion.wording
    suggestion.save()
    return _carry_out(suggestion, by=by)


def _suggest(
    goal: Goal, kind: Suggestion.Kind, wording: str, *, step: Step | None, by: Person
) -> Event:
    require(may_suggest(goal, by=by))
    require_open(goal)
    suggestion = Suggestion.objects.create(
        plan=goal.plan, goal=goal, step=step, kind=kind, wording=worded(wording), by=by
    )
    words = "" if goal.is_private else suggestion.wording
    act = Act("plan.suggestion.made", "kom med et forslag", words, NEW_SUGGESTION)
    return tell(
        act, about=goal.subject, by=by, suggestion=str(suggestion.public_id), sort=kind.value
    )


def _carry_out(suggestion: Suggestion, *, by: Person) -> Event:
    words = suggestion.accepted_wording or suggestion.wording
    said = "" if suggestion.goal.is_private else words
    act = Act(
        f"plan.suggestion.{suggestion.state}", ANSWERS[Suggestion.State(suggestion.state)], said
    )
    if suggestion.state == Suggestion.State.DECLINED:
        return tell(act, about=by, by=by, suggestion=str(suggestion.public_id))
    require_open(suggestion.goal)
    author = by if suggestion.state == Suggestion.State.CHANGED else suggestion.by
    if suggestion.kind == Suggestion.Kind.NEW_STEP:
        return _new_step(suggestion, words, act, by=by, author=author)
    if suggestion.kind == Suggestion.Kind.GOAL_WORDS:
        return _new_goal_words(suggestion, words, act, by=by)
    assert suggestion.step is not None, "held by the database"
    return save_words(suggestion.step, words, act, by=by, worded_by=author)


def _new_step(suggestion: Suggestion, words: str, act: Act, *, by: Person, author: Person) -> Event:
    goal = suggestion.goal
    step = Step.objects.create(
        goal=goal, wording=words, worded_by=author, position=goal.steps.count()
    )
    event = tell(
        act, about=by, by=by, suggestion=str(suggestion.public_id), step=str(step.public_id)
    )
    keep_version(step, event, by=by)
    return event


def _new_goal_words(suggestion: Suggestion, words: str, act: Act, *, by: Person) -> Event:
    goal = Goal.objects.select_for_update(of=("self",)).get(pk=suggestion.goal_id)
    goal.wording = words
    goal.version += 1
    goal.save()
    return tell_change(act, goal, by=by, suggestion=str(suggestion.public_id))
