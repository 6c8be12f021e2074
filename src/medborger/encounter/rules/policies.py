"""Who may say what the law asks of a citizen. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    from medborger.encounter.rules.pack import Rule
    from medborger.foundation.people.models import Person


def may_apply_rules(citizen: Person, *, by: Person) -> bool:
    """Professionals use the rules on others, never on themselves, in their own municipality."""
    same = citizen.municipality_id == by.municipality_id
    return Ability.CASEWORK in by.abilities and same and citizen.pk != by.pk


def may_keep_rules(municipality_id: int, *, by: Person) -> bool:
    """An administrator loads rules and deadlines for the own municipality."""
    return Ability.ADMINISTER in by.abilities and by.municipality_id == municipality_id


def may_exempt(rule: Rule | None) -> bool:
    """Only a population rule that allows it has exemptions."""
    return rule is not None and rule.exemption is not None
