"""What a cohort's people are like, as columns: what the mix is made of before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from virker.errors import VirkerError
from virker.panel import CLUSTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from virker.cohort import Cohort
    from virker.panel import Bools, Floats, Ints

FEWEST = 10
"""A level that fewer spells have goes together with the first one: nothing can be said of it."""
NEVER_MIX = {*CLUSTERS, "reform_week", "after"}
"""Who served them and when the town changed is not what people are like."""


@dataclass(frozen=True, slots=True)
class Mix:
    """Columns that say what people were like when they began.

    Attributes:
        table: Shape (n, k); no missing: a missing number is the mean, with a column that says so.
        names: One per column.
    """

    table: Floats
    names: tuple[str, ...]

    def where(self, keep: Bools) -> Mix:
        """Some rows only; columns that then say nothing of their own are dropped."""
        table = self.table[keep]
        told = independent([np.column_stack([np.ones(len(table)), table])])
        kept = [int(column) - 1 for column in told if column]
        return Mix(table[:, kept], tuple(self.names[column] for column in kept))


def mix_of(spells: Cohort, adjust: Sequence[str] = ()) -> Mix:
    """Give what people were like when they began, as columns.

    Args:
        spells: A cohort.
        adjust: Names of what to take along; empty for everything recorded about persons and the
            benefit the spell began on (`group`), but never who served them.

    Raises:
        VirkerError: A name is not recorded.
    """
    people = spells.people
    known = [*people.numbers, *people.levels, "group"]
    wanted = list(adjust) or [name for name in known if name not in NEVER_MIX]
    made: list[tuple[str, Floats]] = []
    for name in wanted:
        if name == "group":
            made += _levels("group", *np.unique(spells.group, return_inverse=True))
        elif name in people.numbers:
            made += _number(name, people.numbers[name][spells.person])
        elif name in people.levels:
            codes, words = people.levels[name]
            made += _levels(name, np.array(["?", *words], np.str_), codes[spells.person] + 1)
        else:
            raise VirkerError(f"adjust nævner {name}, som ikke er registreret om borgerne.")
    if not made:
        return Mix(np.empty((spells.n, 0)), ())
    every = np.ones(spells.n, np.bool_)
    return Mix(np.column_stack([c for _, c in made]), tuple(n for n, _ in made)).where(every)


def _number(name: str, values: Floats) -> list[tuple[str, Floats]]:
    missing = np.isnan(values)
    if missing.all():
        return []
    filled = np.where(missing, np.nanmean(values), values)
    told = [(name, filled)]
    return [*told, (f"{name} missing", missing.astype(float))] if missing.any() else told


def _levels(name: str, words: object, codes: object) -> list[tuple[str, Floats]]:
    """One column per level but the most common one; rare levels go with that one."""
    labels, numbers = np.asarray(words, np.str_), np.asarray(codes, np.int64)
    count = np.bincount(numbers, minlength=len(labels))
    usual = int(count.argmax())
    return [
        (f"{name}: {labels[i]}", (numbers == i).astype(float))
        for i in np.flatnonzero(count >= FEWEST).tolist()
        if i != usual
    ]


def independent(designs: Iterable[Floats]) -> Ints:
    """Which columns say something the ones before them do not; sums over partitions.

    Examples:
        >>> independent([np.array([[1.0, 0.0, 1.0], [1.0, 1.0, 0.0], [1.0, 1.0, 0.0]])]).tolist()
        [0, 1]
    """
    gram = sum(design.T @ design for design in designs)
    left = np.array(gram, np.float64)
    size, kept = np.diag(left).copy(), list[int]()
    for column in range(len(left)):
        if left[column, column] > 1e-7 * size[column]:
            kept.append(column)
            left -= np.outer(left[:, column], left[column]) / left[column, column]
    return np.array(kept, np.int64)
