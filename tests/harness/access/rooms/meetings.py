"""What the meetings room holds about a citizen: an invitation, a talk to come, and one held."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from medborger.encounter.meetings import links
from medborger.encounter.meetings import services as meetings
from medborger.encounter.meetings.models import Invitation, Slot, Talk
from medborger.encounter.meetings.statements import AFTER, BEFORE
from medborger.foundation import clock

if TYPE_CHECKING:
    from medborger.foundation.people.models import Person
    from tests.harness.access.world import World


def fill(world: World, key: str, citizen: Person, helper: Person) -> None:
    """Invite, book a talk and prepare it; and hold another with minutes and answers."""
    day = clock.today() + dt.timedelta(days=9)
    meetings.offer_times(on=day, first=dt.time(8), last=dt.time(11), by=helper)
    meetings.invite(citizen, about=world.cage.new(key, "Message.text"), by=helper)
    invitation = Invitation.objects.get(subject=citizen)
    slots = list(Slot.objects.free().filter(worker=helper))
    meetings.book(invitation, slot=slots[0], by=citizen)
    talk = Talk.objects.get(subject=citizen)
    world.put("open", key, invitation)
    world.put("open", key, talk)
    world.put("open", key, slots[2])
    meetings.add_point(talk, text=world.cage.new(key, "AgendaPoint.text"), by=citizen)
    for side in (citizen, helper):
        meetings.expect(talk, answers=dict.fromkeys(BEFORE, 3), by=side)
    meetings.draft(talk, text="Vi talte om planen", by=helper)
    _hold_another(world, key, citizen, helper)
    if key == "citizen":
        world.words |= {
            "meetings:choose:token": links.invitation_token(invitation),
            "meetings:cancel_by_link:token": links.invitation_token(invitation),
            "meetings:calendar:token": links.calendar_token(citizen),
            "slot": str(slots[1].public_id),
            "code": invitation.code,
            "meetings:question:key": "open",
            "meetings:question:number": "1",
        }


def _hold_another(world: World, key: str, citizen: Person, helper: Person) -> None:
    text = world.cage.new(key, "Minutes.text")
    meetings.register(citizen, text=text, next_when="når hun er klar", next_reason="x", by=helper)
    held = Talk.objects.filter(subject=citizen, state=Talk.State.HELD).latest("pk")
    world.put("held", key, held)
    meetings.give_feedback(held, answers=dict.fromkeys(AFTER, "yes"), by=citizen)
