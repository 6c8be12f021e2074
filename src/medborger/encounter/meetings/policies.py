"""Who may invite, book, prepare and write. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medborger.encounter.meetings.models import Talk
from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    from medborger.encounter.meetings.models import Invitation, Slot
    from medborger.encounter.meetings.models.talks import OfTalk
    from medborger.foundation.people.models import Person

    Row = Talk | Invitation | OfTalk


def may_meet(citizen: Person, *, by: Person) -> bool:
    """Professionals of the citizen's municipality meet citizens, never themselves."""
    same = citizen.municipality_id == by.municipality_id
    return Ability.CASEWORK in by.abilities and same and citizen.pk != by.pk


def is_citizens(row: Row, *, by: Person) -> bool:
    """Whether the row is about oneself."""
    return row.subject.pk == by.pk


def may_choose(row: Row, *, by: Person) -> bool:
    """The citizen chooses the time; a professional may do it on the citizen's behalf."""
    return is_citizens(row, by=by) or may_meet(row.subject, by=by)


def may_prepare(talk: Talk, *, by: Person) -> bool:
    """The two who meet prepare, until the talk is cancelled."""
    takes_part = by.pk in {talk.subject_id, talk.worker_id}
    return takes_part and talk.state != Talk.State.CANCELLED


def may_write_minutes(talk: Talk, *, by: Person) -> bool:
    """The professional who holds the talk drafts the minutes."""
    return talk.worker_id == by.pk and talk.state != Talk.State.CANCELLED


def may_answer_after(talk: Talk, *, by: Person) -> bool:
    """The citizen answers once, after a talk that was held."""
    held = talk.state == Talk.State.HELD
    return talk.subject_id == by.pk and held and not hasattr(talk, "feedback")


def may_offer(slot_owner: Person, *, by: Person) -> bool:
    """Professionals offer their own times."""
    return Ability.CASEWORK in by.abilities and slot_owner.pk == by.pk


def may_take(slot: Slot, invitation: Invitation) -> bool:
    """A time in the citizen's municipality."""
    return slot.worker.municipality_id == invitation.subject.municipality_id
