"""Book, move and cancel. The booking stops the reminders in the same transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from medborger.encounter.meetings.models import Invitation, Slot, Talk
from medborger.encounter.meetings.policies import may_choose, may_take
from medborger.encounter.meetings.telling import moment, require, tell
from medborger.foundation import clock
from medborger.foundation.outbox.services import write
from medborger.foundation.people.models import Relation

if TYPE_CHECKING:
    from medborger.foundation.journal.models import Event
    from medborger.foundation.people.models import Person, Team


@transaction.atomic
def book(invitation: Invitation, *, slot: Slot, via: str = "", by: Person) -> Event:
    """Choose a time; whoever had another by the same invitation has moved to this one."""
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    require(may_choose(invitation, by=by))
    if not invitation.is_usable:
        raise ValidationError(_("Invitationen gælder ikke længere. Ring, så finder vi en tid."))
    slot = _held(slot, invitation)
    earlier = _talk_of(invitation)
    if earlier is not None:
        earlier.slot, earlier.starts_at = slot, slot.starts_at
        earlier.minutes, earlier.mode = slot.minutes, slot.mode
        earlier.worker, earlier.team = slot.worker, _team(invitation, slot)
        earlier.save(update_fields=["slot", "starts_at", "minutes", "mode", "worker", "team"])
        talk, act, kind = earlier, "flyttede samtalen til", "meetings.moved"
    else:
        talk = Talk.objects.create(
            subject=invitation.subject, worker=slot.worker, invitation=invitation, slot=slot,
            starts_at=slot.starts_at, minutes=slot.minutes, mode=slot.mode,
            team=_team(invitation, slot),
        )  # fmt: skip
        act, kind = "valgte en tid til samtale:", "meetings.booked"
    invitation.state = Invitation.State.BOOKED
    invitation.save(update_fields=["state"])
    _confirm(talk, by=by)
    return tell(
        kind, f"{act} {moment(talk.starts_at)}.", about=talk.subject, by=by, via=via,
        talk=str(talk.public_id),
    )  # fmt: skip


@transaction.atomic
def cancel(talk: Talk, *, via: str = "", by: Person) -> Event:
    """Cancel a talk; the time is free again, and the invitation waits for another."""
    talk = Talk.objects.select_for_update(of=("self",)).get(pk=talk.pk)
    require(may_choose(talk, by=by))
    if talk.state != Talk.State.BOOKED:
        raise ValidationError(_("Samtalen er allerede holdt eller aflyst."))
    talk.state, talk.slot = Talk.State.CANCELLED, None
    talk.save(update_fields=["state", "slot"])
    waiting = Invitation.objects.filter(talks=talk, state=Invitation.State.BOOKED)
    waiting.update(state=Invitation.State.OPEN)
    _tell_the_other(talk, "Samtalen er aflyst", by=by)
    return tell("meetings.cancelled", f"aflyste samtalen {moment(talk.starts_at)}.",
                about=talk.subject, by=by, via=via, talk=str(talk.public_id))  # fmt: skip


def _held(slot: Slot, invitation: Invitation) -> Slot:
    found = Slot.objects.select_for_update(of=("self",)).filter(pk=slot.pk).first()
    if found is None or not may_take(found, invitation):
        raise ValidationError({"slot": _("Vælg en tid fra listen.")})
    if found.starts_at <= clock.now() or Talk.objects.filter(slot=found).exists():
        raise ValidationError({"slot": _("Tiden er lige blevet taget. Vælg en anden.")})
    return found


def _talk_of(invitation: Invitation) -> Talk | None:
    booked = Talk.objects.select_for_update(of=("self",))
    return booked.filter(invitation=invitation, state=Talk.State.BOOKED).first()


def _team(invitation: Invitation, slot: Slot) -> Team | None:
    relation = (
        Relation.objects.active()
        .filter(citizen=invitation.subject, worker=slot.worker)
        .select_related("team")
        .first()
    )
    return relation.team if relation is not None else None


def _confirm(talk: Talk, *, by: Person) -> None:
    when = moment(talk.starts_at)
    text = f"I taler sammen {when} ({talk.get_mode_display()}). Du kan flytte eller aflyse på linket i invitationen."
    write(talk.subject, subject_line="Tiden er aftalt", text=text, by=by)
    _tell_the_other(talk, "En borger har valgt en tid", by=by)


def _tell_the_other(talk: Talk, subject_line: str, *, by: Person) -> None:
    other = talk.worker if by.pk != talk.worker_id else talk.subject
    text = f"{subject_line}: {moment(talk.starts_at)}. Log ind for at se mere."
    write(other, subject_line=subject_line, text=text, by=by)
