"""What calls for a professional today: signals about the work, never marks on a person.

Each signal is one question asked of the citizens the viewer works with, and only about what the
viewer may see. They are put together in the database, so a page asks as often for five citizens
as for five hundred.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import (
    BooleanField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from medborger.encounter.meetings.models import Talk
from medborger.encounter.plan.models import (
    Disagreement,
    Goal,
    Note,
    PlanVersion,
    Step,
    Suggestion,
    WaitsFor,
)
from medborger.foundation import clock
from medborger.foundation.access.models import Look
from medborger.foundation.journal.models import Event
from medborger.foundation.people.models import Person, PersonQuerySet, Relation

if TYPE_CHECKING:
    from collections.abc import Callable

QUIET = dt.timedelta(days=28)
"""A citizen is quiet when nothing has happened in the plan for this long."""
LONG_AGO = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing that can call for somebody.

    Attributes:
        key: Its name in addresses.
        label: What the professional reads.
        asks: Gives the condition a citizen must meet, for this viewer.
    """

    key: str
    label: Any
    asks: Callable[[Person], Q]


def _waits(viewer: Person, side: WaitsFor) -> Q:
    talks = Q()
    for model in (Goal, Step, Note):
        rows = model.objects.visible_to(viewer).filter(waits_for=side)
        talks |= Q(Exists(rows.filter(**{model.objects.all().owned_by: OuterRef("pk")})))
    return talks


def _us(viewer: Person) -> Q:
    return _waits(viewer, WaitsFor.MUNICIPALITY)


def _citizen(viewer: Person) -> Q:
    open_ones = Suggestion.objects.visible_to(viewer).waiting()
    asked = Q(Exists(open_ones.filter(plan__subject=OuterRef("pk"))))
    return _waits(viewer, WaitsFor.CITIZEN) | asked


def _unread(viewer: Person) -> Q:
    """The citizen has changed the plan since the viewer last opened something."""
    looks = Look.objects.filter(
        subject=OuterRef("plan__subject"), viewer=viewer, kind=Look.Kind.PAGE
    )
    newest = Subquery(looks.order_by("-at").values("at")[:1])
    last = Coalesce(newest, Value(LONG_AGO), output_field=DateTimeField())
    changes = PlanVersion.objects.visible_to(viewer).exclude(by=viewer)
    return Q(Exists(changes.filter(plan__subject=OuterRef("pk"), at__gt=last)))


def _disagreement(viewer: Person) -> Q:
    standing = Disagreement.objects.visible_to(viewer).standing()
    return Q(Exists(standing.filter(plan__subject=OuterRef("pk"))))


def _overdue(viewer: Person) -> Q:
    late = Step.objects.visible_to(viewer).filter(
        owner=Step.Owner.PROFESSIONAL, state=Step.State.ACTIVE, due_on__lt=clock.today()
    )
    return Q(Exists(late.filter(goal__plan__subject=OuterRef("pk"))))


def _quiet(_viewer: Person) -> Q:
    lately = Event.objects.filter(subject=OuterRef("pk"), at__gte=clock.now() - QUIET)
    return ~Q(Exists(lately))


def _uncoordinated(_viewer: Person) -> Q:
    active = Relation.objects.active().filter(is_coordinator=True)
    return ~Q(Exists(active.filter(citizen=OuterRef("pk"))))


def _talk(viewer: Person) -> Q:
    """A talk with the viewer is booked for today."""
    morning = make_aware(dt.datetime.combine(clock.today(), dt.time.min))
    today = (morning, morning + dt.timedelta(days=1))
    booked = Talk.objects.visible_to(viewer).filter(
        worker=viewer, state=Talk.State.BOOKED, starts_at__gte=today[0], starts_at__lt=today[1]
    )
    return Q(Exists(booked.filter(subject=OuterRef("pk"))))


SIGNALS = (
    Signal("samtale", _("Samtale i dag"), _talk),
    Signal("os", _("Venter på os"), _us),
    Signal("borgeren", _("Venter på borgeren"), _citizen),
    Signal("nyt", _("Nyt siden du sidst kiggede"), _unread),
    Signal("uenig", _("Uenighed"), _disagreement),
    Signal("over-tid", _("Løfte over tid"), _overdue),
    Signal("stille", _("Stille i 28 dage"), _quiet),
    Signal("tovholder", _("Ingen tovholder"), _uncoordinated),
)
BY_KEY = {signal.key: signal for signal in SIGNALS}


def name_of(signal: Signal) -> str:
    """The name of a signal's column; addresses may hold a hyphen, columns may not."""
    return f"signal_{signal.key.replace('-', '_')}"


def with_signals(people: PersonQuerySet, viewer: Person) -> PersonQuerySet:
    """Add every signal to each citizen, as a column that is true or false."""
    columns = {
        name_of(signal): ExpressionWrapper(signal.asks(viewer), output_field=BooleanField())
        for signal in SIGNALS
    }
    found: PersonQuerySet = people.annotate(**columns)
    return found
