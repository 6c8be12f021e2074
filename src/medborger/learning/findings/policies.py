"""Who may ask, and who may let others read the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    from medborger.foundation.people.models import Person


def may_ask(municipality_id: int, *, by: Person) -> bool:
    """Analysts, leaders and facilitators ask about their own municipality."""
    return Ability.SHAPE_THEORY in by.abilities and by.municipality_id == municipality_id


def may_publish(municipality_id: int, *, by: Person) -> bool:
    """A leader of the municipality lets others read, and takes back."""
    return Ability.LEAD in by.abilities and by.municipality_id == municipality_id
