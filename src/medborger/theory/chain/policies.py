"""Who may shape a theory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    from medborger.foundation.people.models import Person


def may_shape_theories(municipality_id: int, *, by: Person) -> bool:
    """Those who shape theories, in their own municipality."""
    return Ability.SHAPE_THEORY in by.abilities and by.municipality_id == municipality_id
