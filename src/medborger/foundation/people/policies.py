"""Who may give roles and begin work with a citizen. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    from medborger.foundation.people.models import Person


def may_administer(municipality_id: int, *, by: Person) -> bool:
    """An administrator looks after the own municipality, and no other."""
    return Ability.ADMINISTER in by.abilities and by.municipality_id == municipality_id


def may_work_with(citizen: Person, *, worker: Person, by: Person) -> bool:
    """Staff of the same municipality begin work with a citizen: themselves or their leader."""
    same = citizen.municipality_id == worker.municipality_id == by.municipality_id
    may = bool({Ability.CASEWORK, Ability.LEAD, Ability.ADMINISTER} & by.abilities)
    return same and may and citizen.pk != worker.pk
