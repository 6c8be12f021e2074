"""Who can see an item: names, before anything is shown to anybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from medborger.encounter.plan.models import Share, Step
from medborger.foundation.people.models import Engagement, Person

if TYPE_CHECKING:
    from medborger.encounter.plan.models import Item


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who works with the citizen: name, what they do, and where."""

    person: Person
    title: str
    unit: str

    @property
    def name(self) -> str:
        """The name."""
        return self.person.name

    @property
    def presentation(self) -> str:
        """Name, title and unit in one line."""
        return ", ".join(part for part in (self.name, self.title, self.unit) if part)


@dataclass(frozen=True, slots=True)
class WhoPage:
    """Who sees an item now, and whom it could be shown to."""

    item: Item
    everybody: list[Reader]
    shares: list[Share]
    others: list[Reader]
    waits_for_goal: bool


def readers_of(citizen: Person) -> list[Reader]:
    """Everybody who may open the citizen's plan today."""
    held = Engagement.objects.active().select_related("team")
    people = (
        Person.objects.who_may_open(citizen)
        .order_by("given_name", "family_name", "pk")
        .prefetch_related(Prefetch("engagements", held, to_attr="held"))
    )
    return [_reader(person) for person in people]


def who_page(item: Item) -> WhoPage:
    """Who sees this item: all who work with the citizen, or those it is shared with by name."""
    everybody = readers_of(item.subject)
    standing = Share.objects.standing().filter(**{item.kind: item}).select_related("person")
    shares = list(standing)
    named = {share.person_id for share in shares}
    others = [reader for reader in everybody if reader.person.pk not in named]
    in_private_goal = isinstance(item, Step) and item.goal.is_private
    return WhoPage(item, everybody, shares, others, in_private_goal)


def _reader(person: Person) -> Reader:
    engagements: list[Engagement] = person.held  # type: ignore[attr-defined] # prefetched
    unit = next((e.team.name for e in engagements if e.team is not None), "")
    role = next((e.get_role_display() for e in engagements), "")
    return Reader(person, person.title or str(role), unit)
