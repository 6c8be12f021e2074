"""A port: who has had the talks or offers a population rule counts.

The rooms that hold talks and offers fill it; until then the leader's page says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from medborger.encounter.rules.pack import Rule

REACHED: dict[str, Callable[[Rule, set[int]], set[int]]] = {}
"""By the rule's key: of these people, those who have had what the rule asks."""


def reached(rule: Rule, people: set[int]) -> set[int] | None:
    """Those who have had what the rule asks; None while nobody counts it."""
    count = REACHED.get(rule.key)
    return None if count is None else count(rule, people) & people
