"""Write down a whole talk at once: points, minutes, next step, next contact, and share it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from medborger.encounter.meetings.models import AgendaPoint, Talk
from medborger.encounter.meetings.policies import may_write_minutes
from medborger.encounter.meetings.services.preparing import settle_point
from medborger.encounter.meetings.services.talking import draft, hold, publish, take_next_step
from medborger.encounter.meetings.telling import require
from medborger.encounter.plan.models import Goal, Step

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from medborger.foundation.journal.models import Event
    from medborger.foundation.people.models import Person


@dataclass(frozen=True, slots=True)
class Settled:
    """A point, what became of it, and why it was moved if it was."""

    point: AgendaPoint
    state: str
    reason: str = ""


@transaction.atomic
def complete(
    talk: Talk,
    *,
    text: str,
    settled: Sequence[Settled] = (),
    step: str = "",
    step_owner: str = Step.Owner.PROFESSIONAL,
    goal: Goal | None = None,
    next_on: dt.date | None = None,
    next_when: str = "",
    next_reason: str = "",
    by: Person,
) -> Event:
    """Write a booked talk down in one go, and share the minutes with the citizen."""
    talk = Talk.objects.select_for_update(of=("self",)).get(pk=talk.pk)
    require(may_write_minutes(talk, by=by))
    if talk.state != Talk.State.BOOKED:
        raise ValidationError(_("Samtalen er allerede skrevet færdig eller aflyst."))
    for one in settled:
        settle_point(one.point, state=one.state, reason=one.reason, by=by)
    take_next_step(goal, step, step_owner, by=by)
    draft(talk, text=text, by=by)
    hold(talk, next_on=next_on, next_when=next_when, next_reason=next_reason, by=by)
    return publish(Talk.objects.get(pk=talk.pk), by=by)
