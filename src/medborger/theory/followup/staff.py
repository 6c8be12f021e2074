"""Who can be responsible for something in a theory's follow-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medborger.foundation.people.models import Person
from medborger.foundation.people.roles import ROLES, Ability

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from medborger.foundation.people.models import Municipality

ROLES_THAT_READ = [role for role, card in ROLES.items() if Ability.READ_SIGNS in card.abilities]


def staff_of(municipality: Municipality) -> QuerySet[Person]:
    """Those of the municipality who read signs today, by name."""
    people: QuerySet[Person] = Person.objects.filter(
        municipality=municipality, engagements__role__in=ROLES_THAT_READ, is_active=True
    )
    return people.distinct().order_by("given_name", "family_name", "pk")
