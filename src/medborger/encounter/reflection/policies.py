"""Who may write and read reflections. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    from medborger.encounter.reflection.models import Reflection
    from medborger.foundation.people.models import Person


def may_reflect(*, by: Person) -> bool:
    """Professionals who work with citizens."""
    return Ability.CASEWORK in by.abilities


def is_own(reflection: Reflection, *, by: Person) -> bool:
    """Nobody but the one who wrote it: no leader, no colleague, no administrator."""
    return reflection.owner_id == by.pk
