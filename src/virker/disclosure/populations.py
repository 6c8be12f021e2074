"""Populations described by conditions, and the smallest groups that several of them cut out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, Final, cast

from virker.errors import VirkerError

if TYPE_CHECKING:
    from virker.protocol import Plain

    Where = Mapping[str, Plain]

ELSE: Final = "\0else"
"""Stands for every value nobody mentioned."""
MOST: Final = 200_000
"""Combinations of conditions looked through before we say no."""


def is_inside(value: object, condition: Plain) -> bool:
    """Whether a value meets a condition of a protocol's population.

    Args:
        value: one value.
        condition: a value, several values, or `{"min": 18, "max": 29}` with both ends.

    Examples:
        >>> is_inside(20, {"min": 18, "max": 29}), is_inside("a", ("b", "c"))
        (True, False)
    """
    if isinstance(condition, Mapping):
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        low, high = condition.get("min"), condition.get("max")
        return _at_least(value, low) and _at_most(value, high)
    if isinstance(condition, tuple | list):
        return value in condition
    return value == condition


def atoms(populations: Sequence[Where]) -> list[tuple[int, ...]]:
    """Find the groups that the populations cut everybody into, by which populations each lies in.

    Args:
        populations: conditions by column; an empty one is everybody.

    Returns:
        Each atom as the places of the populations it lies in, no atom twice; people in none of
        them are left out. Values nobody mentioned, also missing ones, are one group per column.

    Raises:
        VirkerError: too many combinations to look through.

    Examples:
        >>> atoms([{}, {"female": 1}])
        [(0,), (0, 1)]
    """
    columns = sorted({name for where in populations for name in where})
    vectors = [_vectors(name, populations) for name in columns]
    size = 1
    for found in vectors:
        size *= len(found)
    if size > MOST:
        raise VirkerError(
            "Der er for mange overlappende udgivelser til, at vi kan se, om nogen kan kendes. "
            "Træk nogle af dem tilbage først."
        )
    everyone = (True,) * len(populations)
    cut = {
        tuple(n for n, inside in enumerate(zip(everyone, *choice, strict=True)) if all(inside))
        for choice in product(*vectors)
    }
    return sorted(cut - {()})


def _vectors(name: str, populations: Sequence[Where]) -> set[tuple[bool, ...]]:
    """The different ways a value of a column can lie inside and outside the populations."""
    conditions = [where.get(name, ELSE) for where in populations]
    return {
        tuple(c == ELSE or is_inside(value, c) for c in conditions)
        for value in _examples([c for c in conditions if c != ELSE])
    }


def _examples(conditions: Sequence[Plain]) -> list[object]:
    """One value from every group of values that the conditions can tell apart."""
    found: list[object] = [ELSE + ELSE]
    for condition in conditions:
        if isinstance(condition, Mapping):
            ends = [cast("float", end) for end in condition.values() if end is not None]
            found.extend(end + step for end in ends for step in _around(end))
        elif isinstance(condition, tuple):
            found.extend(condition)
        else:
            found.append(condition)
    return found


def _around(end: float) -> tuple[float, ...]:
    """Whole ends are whole numbers (ages, weeks); others can be missed by a hair."""
    step = 1 if float(end).is_integer() else abs(end) * 1e-9 + 1e-12
    return (-step, 0, step)


def _at_least(value: float, low: object) -> bool:
    return low is None or value >= cast("float", low)


def _at_most(value: float, high: object) -> bool:
    return high is None or value <= cast("float", high)
