"""In the talk and after it: minutes, next contact, comment, and the citizen's six answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from medborger.encounter.meetings.models import Feedback, Minutes, Talk
from medborger.encounter.meetings.policies import (
    is_citizens,
    may_answer_after,
    may_meet,
    may_write_minutes,
)
from medborger.encounter.meetings.statements import AFTER, YES_NO
from medborger.encounter.meetings.telling import require, tell
from medborger.encounter.plan.models import Goal, Step
from medborger.encounter.plan.services import add_step, suggest_step
from medborger.foundation import clock
from medborger.foundation.outbox.services import write
from medborger.foundation.people.models import Relation

if TYPE_CHECKING:
    import datetime as dt

    from medborger.foundation.journal.models import Event
    from medborger.foundation.people.models import Person


def _said(text: str) -> str:
    if not text.strip():
        raise ValidationError({"text": _("Skriv, hvad I talte om.")})
    return text.strip()


@transaction.atomic
def draft(talk: Talk, *, text: str, by: Person) -> Event:
    """Draft the minutes together; each save is a version, and nobody else reads it yet."""
    require(may_write_minutes(talk, by=by))
    Minutes.objects.create(talk=talk, by=by, text=_said(text))
    return tell("meetings.minutes.drafted", "skrev på referatet.", about=talk.subject, by=by)


@transaction.atomic
def hold(
    talk: Talk,
    *,
    next_on: dt.date | None = None,
    next_when: str = "",
    next_reason: str = "",
    by: Person,
) -> Event:
    """Say that the talk was held, and when the two have contact again: a day or an event."""
    talk = Talk.objects.select_for_update(of=("self",)).get(pk=talk.pk)
    require(may_write_minutes(talk, by=by))
    _set_rhythm(talk, next_on, next_when, next_reason)
    talk.state = Talk.State.HELD
    talk.save(update_fields=["state", "next_on", "next_when", "next_reason"])
    return tell("meetings.held", "holdt en samtale.", about=talk.subject, by=by,
                talk=str(talk.public_id))  # fmt: skip


def _set_rhythm(talk: Talk, on: dt.date | None, when: str, reason: str) -> None:
    if (on or when.strip()) and not reason.strip():
        raise ValidationError({"next_reason": _("Skriv, hvorfor den næste kontakt er da.")})
    if on is not None and on < clock.today():
        raise ValidationError({"next_on": _("Vælg en dag, der ikke er gået.")})
    talk.next_on, talk.next_when, talk.next_reason = on, when.strip(), reason.strip()


@transaction.atomic
def publish(talk: Talk, *, by: Person) -> Event:
    """Let the citizen read the minutes; what is published is not changed any more."""
    require(may_write_minutes(talk, by=by))
    newest = talk.records.filter(is_comment=False).order_by("-at", "-pk").first()
    if newest is None or newest.published_at is not None:
        raise ValidationError(_("Skriv referatet først."))
    newest.published_at = clock.now()
    newest.save(update_fields=["published_at"])
    write(
        talk.subject,
        subject_line="Referatet er klar",
        text="Log ind for at læse referatet. Du kan skrive, hvis noget skal med.",
        by=by,
    )
    return tell("meetings.minutes.published", "delte referatet.", about=talk.subject, by=by)


@transaction.atomic
def comment(talk: Talk, *, text: str, by: Person) -> Event:
    """Add the citizen's words to published minutes; both are kept."""
    require(is_citizens(talk, by=by))
    if not talk.records.filter(published_at__isnull=False, is_comment=False).exists():
        raise ValidationError(_("Referatet er ikke delt endnu."))
    Minutes.objects.create(
        talk=talk, by=by, text=_said(text), is_comment=True, published_at=clock.now()
    )
    write(
        talk.worker,
        subject_line="En borger har skrevet til referatet",
        text="Borgeren har skrevet til referatet. Log ind for at læse det.",
        by=by,
    )
    return tell("meetings.minutes.commented", "skrev til referatet.", about=talk.subject, by=by)


@transaction.atomic
def register(
    citizen: Person,
    *,
    text: str,
    step: str = "",
    step_owner: str = Step.Owner.PROFESSIONAL,
    goal: Goal | None = None,
    next_on: dt.date | None = None,
    next_when: str = "",
    next_reason: str = "",
    by: Person,
) -> Event:
    """Register a talk that just took place, with minutes, next step and rhythm, in one go."""
    require(may_meet(citizen, by=by))
    relation = Relation.objects.active().filter(citizen=citizen, worker=by).first()
    talk = Talk.objects.create(
        subject=citizen,
        worker=by,
        starts_at=clock.now(),
        team_id=relation.team_id if relation else None,
    )
    take_next_step(goal, step, step_owner, by=by)
    draft(talk, text=text, by=by)
    event = hold(talk, next_on=next_on, next_when=next_when, next_reason=next_reason, by=by)
    publish(Talk.objects.get(pk=talk.pk), by=by)
    return event


def take_next_step(goal: Goal | None, wording: str, owner: str, *, by: Person) -> None:
    """A step the municipality takes is written; one for the citizen is a suggestion."""
    if not wording.strip():
        return
    if goal is None:
        raise ValidationError({"goal": _("Vælg, hvilket mål skridtet hører til.")})
    if owner == Step.Owner.CITIZEN:
        suggest_step(goal, wording=wording, by=by)
    else:
        add_step(goal, wording=wording, owner=Step.Owner.PROFESSIONAL, by=by)


@transaction.atomic
def give_feedback(talk: Talk, *, answers: dict[str, str], by: Person) -> Event:
    """Answer six short questions; shown only for groups of five or more, never per person."""
    talk = Talk.objects.select_for_update(of=("self",)).get(pk=talk.pk)
    require(may_answer_after(talk, by=by))
    known = {value for value, _label in YES_NO}
    if not answers or not answers.keys() <= AFTER.keys() or not set(answers.values()) <= known:
        raise ValidationError(_("Svar på mindst ét spørgsmål."))
    Feedback.objects.create(talk=talk, answers=answers)
    return tell("meetings.feedback", "svarede efter samtalen.", about=talk.subject, by=by)
