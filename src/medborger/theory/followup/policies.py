"""Who may read signs, and who may decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    from medborger.foundation.people.models import Person


def may_decide(municipality_id: int, *, by: Person) -> bool:
    """Those who lead, in their own municipality."""
    return Ability.LEAD in by.abilities and by.municipality_id == municipality_id


def may_enter_values(municipality_id: int, *, by: Person) -> bool:
    """Those who shape theories, in their own municipality."""
    return Ability.SHAPE_THEORY in by.abilities and by.municipality_id == municipality_id


def may_deliver(municipality_id: int, *, by: Person) -> bool:
    """Those who read signs, in their own municipality: who delivers writes it down."""
    return Ability.READ_SIGNS in by.abilities and by.municipality_id == municipality_id


def may_point_out(municipality_id: int, *, by: Person) -> bool:
    """Everybody who has a role in the municipality, citizens too."""
    return bool(by.abilities) and by.municipality_id == municipality_id
