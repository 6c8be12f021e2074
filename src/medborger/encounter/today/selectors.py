"""«I dag»: the citizens one works with, and what calls for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from medborger.encounter.plan.models import Plan
from medborger.encounter.today.signals import BY_KEY, SIGNALS, name_of, with_signals
from medborger.foundation.people.models import Person, Relation

if TYPE_CHECKING:
    from medborger.encounter.today.signals import Signal
    from medborger.foundation.people.models import PersonQuerySet

ON_A_PAGE = 25
"""Citizens on one page."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A signal, how many citizens it is about, and whether the list is held to it."""

    signal: Signal
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A citizen on the list, the way to the plan, and why they stand there."""

    citizen: Person
    plan: Plan | None
    signals: list[Signal]


@dataclass(frozen=True, slots=True)
class TodayPage:
    """The day of a professional."""

    signals: list[Counted]
    lines: list[Line]
    everybody: int
    after: str
    chosen: str
    search: str


def today_page(viewer: Person, *, chosen: str = "", search: str = "", after: str = "") -> TodayPage:
    """The citizens this professional works with, counted by signal, one page at a time."""
    people = with_signals(_citizens_of(viewer), viewer)
    if search:
        people = _named(people, search)
    counts = people.aggregate(
        everybody=Count("pk"),
        **{signal.key: Count("pk", filter=Q(**{name_of(signal): True})) for signal in SIGNALS},
    )
    if signal := BY_KEY.get(chosen):
        people = people.filter(**{name_of(signal): True})
    found = _page_of(people, after)
    shown = found[:ON_A_PAGE]
    return TodayPage(
        [Counted(s, counts[s.key], chosen=s.key == chosen) for s in SIGNALS],
        _lines(shown),
        counts["everybody"],
        str(shown[-1].public_id) if len(found) > ON_A_PAGE else "",
        chosen if chosen in BY_KEY else "",
        search,
    )


def _citizens_of(viewer: Person) -> PersonQuerySet:
    own = Relation.objects.active().filter(worker=viewer).values("citizen_id")
    people: PersonQuerySet = Person.objects.visible_to(viewer).filter(pk__in=own)
    return people


def _named(people: PersonQuerySet, search: str) -> PersonQuerySet:
    for word in search.split():
        people = people.filter(Q(given_name__icontains=word) | Q(family_name__icontains=word))
    return people


def _page_of(people: PersonQuerySet, after: str) -> list[Any]:
    """One page and one more, in the order of names; `after` is the last citizen before it."""
    people = people.order_by("given_name", "family_name", "pk")
    last = Person.objects.filter(public_id=after).first() if after else None
    if last is not None:
        given, family = last.given_name, last.family_name
        people = people.filter(
            Q(given_name__gt=given)
            | Q(given_name=given, family_name__gt=family)
            | Q(given_name=given, family_name=family, pk__gt=last.pk)
        )
    return list(people[: ON_A_PAGE + 1])


def _lines(people: list[Any]) -> list[Line]:
    plans = {plan.subject_id: plan for plan in Plan.objects.filter(subject__in=people)}
    return [
        Line(
            person,
            plans.get(person.pk),
            [signal for signal in SIGNALS if getattr(person, name_of(signal))],
        )
        for person in people
    ]
