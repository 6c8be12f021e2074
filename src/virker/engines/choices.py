"""Decisions: who could start what, week by week, and the columns the models read them by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from virker.engines.arrays import default, require, require_rising
from virker.engines.choice_rows import Rows
from virker.errors import VirkerError

if TYPE_CHECKING:
    from virker.engines.driver import Floats

NO_NUMBERS: Floats = np.zeros((0, 0))


@dataclass(frozen=True)
class Decisions:
    """Who could start what, week by week: one partition of persons, rows sorted by person and week.

    Shape:
        ``first`` (persons + 1) int64: rows ``first[i]:first[i+1]`` belong to person ``i``.
        ``week`` (rows) int16: column of ``states`` at the start of the decision week.
        ``start`` (rows) uint8: 0 waited, k started service k this week.
        ``factors`` (persons, F) int16: column (0 …) of the person's level in each fixed
        factor, −1 for the reference level. Never dummy columns.
        ``varying`` (rows, V) int16: the same for factors that change by week, counted on their own.
        ``person_numbers`` (persons, A) and ``numbers`` (rows, B) float64: numeric covariates.
        ``states`` (persons, weeks) uint8: state code in every week of the calendar.
        ``outcomes`` (rows, C) float64: outcomes that are not read from ``states``; may be empty.
        ``weight`` (persons) float64: 1, or a bootstrap weight. ``group`` (persons) int16: 0 …
    Unit: weeks. Missing: a covariate may not be missing (make it a level); an outcome may be
    NaN, or its week may lie beyond the last column of ``states``: that row is left out there.
    Errors: wrong type, order or length raises :class:`VirkerError`.
    """

    first: npt.NDArray[np.int64]
    week: npt.NDArray[np.int16]
    start: npt.NDArray[np.uint8]
    factors: npt.NDArray[np.int16]
    varying: npt.NDArray[np.int16]
    states: npt.NDArray[np.uint8]
    person_numbers: Floats = field(default_factory=lambda: NO_NUMBERS)
    numbers: Floats = field(default_factory=lambda: NO_NUMBERS)
    outcomes: Floats = field(default_factory=lambda: NO_NUMBERS)
    weight: Floats = field(default_factory=lambda: np.zeros(0))
    group: npt.NDArray[np.int16] = field(default_factory=lambda: np.zeros(0, np.int16))

    def __post_init__(self) -> None:
        """Fill what was left out, and refuse arrays the kernels would misread."""
        persons, rows = len(self.first) - 1, len(self.week)
        default(self, "weight", np.ones(persons))
        default(self, "group", np.zeros(persons, np.int16))
        default(self, "person_numbers", np.zeros((persons, 0)))
        default(self, "numbers", np.zeros((rows, 0)))
        default(self, "outcomes", np.zeros((rows, 0)))
        require(self, _shape_of(persons, rows))
        require_rising(self.first, rows)


def _shape_of(persons: int, rows: int) -> dict[str, tuple[str, int]]:
    return {
        "first": ("int64", persons + 1),
        "week": ("int16", rows),
        "start": ("uint8", rows),
        "factors": ("int16", persons),
        "varying": ("int16", rows),
        "person_numbers": ("float64", persons),
        "numbers": ("float64", rows),
        "states": ("uint8", persons),
        "outcomes": ("float64", rows),
        "weight": ("float64", persons),
        "group": ("int16", persons),
    }


@dataclass(frozen=True)
class Design:
    """How many columns the models have, the same in every partition.

    Columns of every model, in this order: ``fixed`` levels, person numbers, the constant,
    ``varying`` levels, numbers.
    """

    fixed: int
    varying: int
    person_numbers: int = 0
    numbers: int = 0

    @property
    def constant(self) -> int:
        """Column of the constant."""
        return self.fixed + self.person_numbers

    @property
    def columns(self) -> int:
        """Number of columns."""
        return self.constant + 1 + self.varying + self.numbers

    def rows(self, part: Decisions) -> Rows:
        """Hand the partition to a kernel, which trusts every number it is given.

        Raises:
            VirkerError: a level, week or number of covariates outside what the design allows.
        """
        inside = (
            part.factors.max(initial=-1) < self.fixed
            and part.varying.max(initial=-1) < self.varying
            and part.week.min(initial=0) >= 0
            and part.person_numbers.shape[1] == self.person_numbers
            and part.numbers.shape[1] == self.numbers
        )
        if not inside:
            raise VirkerError(
                "Et niveau, en uge eller et antal oplysninger passer ikke til modellen."
            )
        return Rows(**{name: getattr(part, name) for name in Rows._fields})
