"""Invite: in the citizen's own channel, in plain words, and only when there are times to choose."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from medborger.encounter.meetings.links import invitation_link
from medborger.encounter.meetings.models import Invitation, Slot
from medborger.encounter.meetings.policies import may_meet
from medborger.encounter.meetings.telling import (
    invitation_text,
    reminder_text,
    require,
    tell,
)
from medborger.foundation import clock
from medborger.foundation.language import threatens
from medborger.foundation.outbox.daily import daily
from medborger.foundation.outbox.services import write
from medborger.foundation.outbox.tasks import task

if TYPE_CHECKING:
    from collections.abc import Sequence

    from medborger.foundation.journal.models import Event
    from medborger.foundation.people.models import Person

VALID_DAYS = 28
REMIND_AFTER = dt.timedelta(days=5)


@transaction.atomic
def invite(
    citizen: Person, *, about: str, ground: str = "", valid_days: int = VALID_DAYS, by: Person
) -> Event:
    """Invite a citizen to choose a time. Sanction words need a chosen legal ground."""
    require(may_meet(citizen, by=by))
    if not about.strip():
        raise ValidationError({"about": _("Skriv, hvad I skal tale om.")})
    if (words := threatens(about)) and not ground.strip():
        problem = _("«%(word)s» lyder som en trussel. Skriv det venligt, eller vælg lovens grund.")
        raise ValidationError({"about": problem % {"word": words[0]}})
    invitation = Invitation(
        subject=citizen,
        by=by,
        about=about.strip(),
        ground=ground.strip(),
        expires_on=clock.today() + dt.timedelta(days=valid_days),
    )
    invitation.full_clean()
    invitation.save()
    text = invitation_text(invitation, invitation_link(invitation))
    write(citizen, subject_line="Vi vil gerne tale med dig", text=text, by=by)
    return tell(
        "meetings.invited", "inviterede til en samtale.", about=citizen, by=by,
        invitation=str(invitation.public_id),
    )  # fmt: skip


@transaction.atomic
def invite_many(citizens: Sequence[Person], *, about: str, by: Person) -> list[Event]:
    """Invite several, unless there are too few free times: then nobody, and say how many lack."""
    if not citizens:
        raise ValidationError({"citizens": _("Vælg mindst én borger.")})
    free = Slot.objects.filter(worker=by).free().count()
    waiting = Invitation.objects.filter(by=by).waiting().count()
    lacking = len(citizens) + waiting - free
    if lacking > 0:
        problem = ngettext(
            "Der mangler %(n)s ledig tid. Opret den først.",
            "Der mangler %(n)s ledige tider. Opret dem først.",
            lacking,
        )
        raise ValidationError({"citizens": problem % {"n": lacking}})
    return [invite(citizen, about=about, by=by) for citizen in citizens]


@transaction.atomic
def pause(invitation: Invitation, *, until: dt.date, by: Person) -> Event:
    """Send no reminder for a while; the link still works."""
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    require(may_meet(invitation.subject, by=by))
    if until < clock.today():
        raise ValidationError({"until": _("Vælg en dag, der ikke er gået.")})
    invitation.paused_until = until
    invitation.expires_on = max(invitation.expires_on, until + dt.timedelta(days=7))
    invitation.save(update_fields=["paused_until", "expires_on"])
    return tell("meetings.paused", "satte en invitation på pause.",
                about=invitation.subject, by=by)  # fmt: skip


@transaction.atomic
def close(invitation: Invitation, *, by: Person) -> Event:
    """Close an invitation; the link then says so in a friendly way."""
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    require(may_meet(invitation.subject, by=by))
    invitation.state = Invitation.State.CLOSED
    invitation.save(update_fields=["state"])
    return tell("meetings.closed", "lukkede en invitation.", about=invitation.subject, by=by)


@transaction.atomic
def remind(invitation: Invitation, *, by: Person) -> bool:
    """Remind once, unless the citizen has booked meanwhile; decided while holding the row."""
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    today = clock.today()
    resting = invitation.paused_until is not None and invitation.paused_until >= today
    stands = invitation.state == Invitation.State.OPEN and invitation.expires_on >= today
    if not stands or resting or invitation.reminded_at is not None:
        return False
    invitation.reminded_at = clock.now()
    invitation.save(update_fields=["reminded_at"])
    write(
        invitation.subject,
        subject_line="Vi vil stadig gerne tale med dig",
        text=reminder_text(invitation, invitation_link(invitation)),
        by=by,
    )
    return True


@daily
@task
def remind_all() -> None:
    """Remind those who have not chosen a time some days after the invitation."""
    due = Invitation.objects.waiting().filter(
        reminded_at__isnull=True, at__lte=clock.now() - REMIND_AFTER
    )
    for invitation in due.select_related("by").order_by("pk"):
        remind(invitation, by=invitation.by)
