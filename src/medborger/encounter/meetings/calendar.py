"""A calendar feed (iCalendar, RFC 5545) that phones and calendars can follow by a signed link."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from medborger.encounter.meetings.models import Talk
from medborger.foundation import clock

if TYPE_CHECKING:
    from medborger.foundation.people.models import Person

BACK = dt.timedelta(days=60)


def feed(person: Person) -> bytes:
    """The person's talks from two months back and onwards. It names nobody but «samtale»."""
    calendar = Calendar()
    calendar.add("prodid", "-//Medborger//samtaler//DA")
    calendar.add("version", "2.0")
    talks = Talk.objects.filter(
        Q(subject=person) | Q(worker=person), starts_at__gte=clock.now() - BACK
    ).exclude(state=Talk.State.CANCELLED)
    for talk in talks.order_by("starts_at", "pk"):
        event = Event()
        event.add("uid", f"{talk.public_id}@medborger")
        event.add("dtstamp", clock.now())
        event.add("dtstart", talk.starts_at)
        event.add("dtend", talk.starts_at + dt.timedelta(minutes=talk.minutes))
        event.add("summary", _("Samtale"))
        event.add("location", str(talk.get_mode_display()))
        calendar.add_component(event)
    calendar.add_missing_timezones()
    written: bytes = calendar.to_ical()
    return written
