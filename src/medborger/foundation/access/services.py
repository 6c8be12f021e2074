"""The only way into the trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from medborger.foundation import clock
from medborger.foundation.access.models import Look, OwnOpening
from medborger.foundation.people.models import Relation
from medborger.foundation.people.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from medborger.foundation.people.models import Person, Team


def seen(what: str, *, about: Person, by: Person, purpose: str) -> None:
    """Note that somebody looked. Own openings are counted but are no looks."""
    if about.pk == by.pk:
        _count_own_opening(by)
        return
    role, team = _hat(about, by)
    Look.objects.create(subject=about, viewer=by, role=role, team=team, what=what, purpose=purpose)


def listed(people: Iterable[Person], *, what: str, by: Person, purpose: str) -> None:
    """Note that these people stood on a list: one line per viewer, list, person and day."""
    role = _first_role(by)
    team = next((e.team for e in by.engagements_today if e.team is not None), None)
    at, on = clock.now(), clock.today()
    Look.objects.bulk_create(
        [
            Look(
                subject=person,
                viewer=by,
                role=role,
                team=team,
                kind=Look.Kind.LIST,
                what=what,
                purpose=purpose,
                at=at,
                on=on,
            )
            for person in people
            if person.pk != by.pk
        ],
        ignore_conflicts=True,
    )


def _count_own_opening(person: Person) -> None:
    openings = OwnOpening.objects.filter(person=person, on=clock.today())
    if openings.update(times=F("times") + 1):
        return
    _opening, is_new = openings.get_or_create(person=person, on=clock.today())
    if not is_new:  # two first openings at once
        openings.update(times=F("times") + 1)


def _hat(about: Person, by: Person) -> tuple[str, Team | None]:
    """The role and team in which somebody meets this citizen."""
    relation = (
        Relation.objects.active()
        .filter(citizen=about)
        .reaching(by)
        .select_related("team")
        .order_by("-is_coordinator", "pk")
        .first()
    )
    if relation is not None and relation.worker_id == by.pk:
        return relation.role, relation.team
    if relation is not None:
        return _first_role(by), relation.team
    team = next((e.team for e in by.engagements_today if e.team is not None), None)
    return _first_role(by), team


def _first_role(person: Person) -> str:
    held = [e.role for e in person.engagements_today if e.role != Role.CITIZEN]
    return held[0] if held else Role.CITIZEN
