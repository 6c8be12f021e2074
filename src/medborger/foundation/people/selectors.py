"""What the administrator's pages show: staff and teams, never citizens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from medborger.foundation.people.models import Engagement, Person, Team
from medborger.foundation.people.roles import STAFF
from medborger.foundation.sorting import danish

if TYPE_CHECKING:
    import uuid

    from django.db.models import QuerySet

    from medborger.foundation.people.models import Municipality


@dataclass(frozen=True, slots=True)
class StaffLine:
    """A member of staff and the roles they hold today; none when all have ended."""

    person: Person
    engagements: list[Engagement]


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team and how many work in it today."""

    team: Team
    members: int


def staff_of(municipality: Municipality) -> list[StaffLine]:
    """Everybody who works or has worked here, in Danish order."""
    people = _staff(municipality)
    today: dict[int, list[Engagement]] = {}
    for engagement in Engagement.objects.active().filter(person__in=people).select_related("team"):
        today.setdefault(engagement.person_id, []).append(engagement)
    lines = [StaffLine(person, today.get(person.pk, [])) for person in people]
    return sorted(lines, key=lambda line: danish(line.person.name))


def staff_member(municipality: Municipality, public_id: uuid.UUID) -> StaffLine | None:
    """One of them."""
    person = _staff(municipality).filter(public_id=public_id).first()
    return StaffLine(person, person.engagements_today) if person else None


def role_held(municipality: Municipality, pk: int) -> Engagement | None:
    """A role of today that an administrator may end: one of staff, never that of a citizen."""
    held = Engagement.objects.active().filter(role__in=STAFF, person__municipality=municipality)
    found: Engagement | None = held.select_related("person").filter(pk=pk).first()
    return found


def teams_of(municipality: Municipality) -> list[TeamLine]:
    """The teams, in Danish order."""
    members: dict[int, set[int]] = {}
    for engagement in Engagement.objects.active().filter(team__municipality=municipality):
        members.setdefault(engagement.team_id, set()).add(engagement.person_id)
    teams = sorted(municipality.teams.all(), key=lambda team: danish(team.name))
    return [TeamLine(team, len(members.get(team.pk, ()))) for team in teams]


def _staff(municipality: Municipality) -> QuerySet[Person]:
    held = Engagement.objects.filter(role__in=STAFF).values("person_id")
    found: QuerySet[Person] = Person.objects.filter(municipality=municipality, pk__in=held)
    return found.order_by("pk")
