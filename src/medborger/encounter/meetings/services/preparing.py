"""Prepare a talk: points, expectations, and what was agreed about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from medborger.encounter.meetings.models import AgendaPoint, Expectation, Talk
from medborger.encounter.meetings.policies import may_prepare, may_write_minutes
from medborger.encounter.meetings.statements import BEFORE
from medborger.encounter.meetings.telling import require, tell

if TYPE_CHECKING:
    from medborger.foundation.journal.models import Event
    from medborger.foundation.people.models import Person


@transaction.atomic
def add_point(talk: Talk, *, text: str, by: Person) -> Event:
    """Put a point on the agenda."""
    require(may_prepare(talk, by=by))
    if not text.strip():
        raise ValidationError({"text": _("Skriv, hvad du vil tale om.")})
    AgendaPoint.objects.create(
        talk=talk, text=text.strip(), by=by, is_citizens=by.pk == talk.subject_id
    )
    return tell("meetings.point.added", "skrev et punkt til samtalen.", about=talk.subject, by=by)


@transaction.atomic
def settle_point(point: AgendaPoint, *, state: str, reason: str = "", by: Person) -> Event:
    """Say that a point was talked about, or moved to another time with a reason."""
    point = AgendaPoint.objects.select_for_update(of=("self",)).get(pk=point.pk)
    require(may_prepare(point.talk, by=by))
    if state not in {AgendaPoint.State.HANDLED, AgendaPoint.State.MOVED}:
        raise ValidationError({"state": _("Vælg, om I talte om punktet.")})
    point.state, point.reason = state, reason.strip()
    if state == AgendaPoint.State.MOVED and not point.reason:
        raise ValidationError({"reason": _("Skriv, hvorfor punktet er gemt til en anden gang.")})
    point.save(update_fields=["state", "reason"])
    act = (
        "talte om et punkt."
        if state == AgendaPoint.State.HANDLED
        else "gemte et punkt til en anden gang."
    )
    return tell("meetings.point.settled", act, about=point.subject, by=by, state=state)


@transaction.atomic
def expect(talk: Talk, *, answers: dict[str, int], by: Person) -> Event:
    """Answer the statements; the other side sees it only when both have answered."""
    talk = Talk.objects.select_for_update(of=("self",)).get(pk=talk.pk)
    require(may_prepare(talk, by=by))
    if answers.keys() != BEFORE.keys() or not set(answers.values()) <= {1, 2, 3, 4, 5}:
        raise ValidationError(_("Svar på alle linjer."))
    expectation = Expectation(talk=talk, is_citizens=by.pk == talk.subject_id, answers=answers)
    expectation.full_clean()
    expectation.save()
    return tell("meetings.expected", "svarede på forventninger til samtalen.",
                about=talk.subject, by=by)  # fmt: skip


@transaction.atomic
def agree(talk: Talk, *, agreed: str, by: Person) -> Event:
    """Write what the two agreed about their expectations, when both have answered."""
    talk = Talk.objects.select_for_update(of=("self",)).get(pk=talk.pk)
    require(may_write_minutes(talk, by=by))
    if talk.expectations.count() < 2:
        raise ValidationError(_("Vent, til I begge har svaret."))
    if not agreed.strip():
        raise ValidationError({"agreed": _("Skriv, hvad I blev enige om.")})
    talk.agreed = agreed.strip()
    talk.save(update_fields=["agreed"])
    return tell("meetings.agreed", "skrev, hvad I aftalte om forventninger.",
                about=talk.subject, by=by)  # fmt: skip
