"""What the sparring pages show, and what the citizen is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Q

from medborger.encounter.plan.models import Goal, Step
from medborger.encounter.sparring.anonymous import Slice, anonymise, words_in
from medborger.encounter.sparring.models import Sparring
from medborger.foundation.people.models import Engagement, Person
from medborger.foundation.people.roles import Ability, roles_with

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from medborger.encounter.plan.models import Item


@dataclass(frozen=True, slots=True)
class Told:
    """A sparring as the citizen is told about it: that it was, between whom, and why; no words."""

    sent_at: dt.datetime
    asked_by: str
    asked: str
    purpose: str
    is_answered: bool


def taken_out(text: str, *, citizen: Person) -> Slice:
    """The text without whatever tells who it is about."""
    return anonymise(text, names_around(text, citizen=citizen))


def names_around(text: str, *, citizen: Person) -> list[str]:
    """What the citizen, those who work with them, and others in the house are called."""
    words = words_in(text)
    capitals = words | {word.title() for word in words}
    people = Person.objects.filter(municipality_id=citizen.municipality_id).filter(
        Q(given_name__in=capitals) | Q(family_name__in=capitals) | Q(pk=citizen.pk)
        | Q(citizens__citizen=citizen)
    )  # fmt: skip
    parts = people.order_by().distinct().values_list("given_name", "family_name")
    named = [f"{given} {family}" for given, family in parts]
    return [*named, citizen.municipality.name.removesuffix("Kommune"), *_called(citizen)]


def _called(citizen: Person) -> list[str]:
    """Those the citizen has named in steps."""
    steps = Step.objects.filter(goal__plan__subject=citizen).exclude(owner_name="")
    return list(steps.order_by().values_list("owner_name", flat=True).distinct())


def items_to_ask_about(citizen: Person, *, viewer: Person) -> list[Item]:
    """Open goals and steps that are no secret; a sparring can begin with their words."""
    goals = Goal.objects.visible_to(viewer).for_others().filter(plan__subject=citizen)
    steps = Step.objects.visible_to(viewer).for_others().filter(goal__plan__subject=citizen)
    return [
        *goals.filter(state=Goal.State.OPEN),
        *steps.filter(state=Step.State.ACTIVE, goal__state=Goal.State.OPEN),
    ]


def words_to_begin_with(items: list[Item], *, chosen: str) -> str:
    """What stands in the item somebody chose; nothing when there is no such item."""
    return next((item.wording for item in items if str(item.public_id) == chosen), "")


def colleagues_for(sparring: Sparring) -> QuerySet[Person]:
    """Professionals of the municipality who can be asked."""
    working = Engagement.objects.active().filter(role__in=roles_with(Ability.CASEWORK))
    people = Person.objects.filter(
        pk__in=working.values("person_id"),
        municipality_id=sparring.subject.municipality_id,
        is_active=True,
    ).exclude(pk__in=[sparring.asked_by_id, sparring.subject_id])
    ordered: QuerySet[Person] = people.order_by("given_name", "family_name", "pk")
    return ordered


def mine(viewer: Person) -> list[Sparring]:
    """What one has asked, and what one is asked; unanswered first."""
    found = Sparring.objects.visible_to(viewer)
    return list(found.order_by(F("answered_at").desc(nulls_first=True), "-begun_at"))


def told_to(citizen: Person) -> list[Told]:
    """What a citizen's own log says about sparring, newest first."""
    rows = Sparring.objects.filter(subject=citizen, sent_at__isnull=False)
    names = citizen.municipality.shows_staff_names
    return [
        Told(
            sent_at=row.sent_at,
            asked_by=row.asked_by.name if names else "",
            asked=row.asked.name if names else "",
            purpose=row.get_purpose_display(),
            is_answered=row.is_answered,
        )
        for row in rows.select_related("asked_by", "asked")
        .defer("slice", "answer")
        .order_by("-sent_at", "-pk")
        if row.sent_at is not None and row.asked is not None
    ]
