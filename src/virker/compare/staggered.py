"""Several places change at different times: Callaway & Sant'Anna.

Each group of places that changed at the same time is compared with places that had not changed,
and only then are the answers put together. Works on one small table of places and periods.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from virker.arrays import Bools, Floats, Numbers, column, columns, labels, sums_by
from virker.compare.bands import sup_t
from virker.compare.effect import Effect
from virker.compare.two_by_two import two_by_two
from virker.errors import VirkerError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Against = Literal["never", "not_yet"]
"""Compare with places that never change, or with all that have not changed yet."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The effect for the places that changed at `group`, in period `time`."""

    group: float
    time: float
    estimate: float
    se: float
    n_treated: int
    n_control: int

    @property
    def since(self) -> float:
        """Periods since the change; below nought before it."""
        return self.time - self.group


@dataclass(frozen=True, slots=True)
class Point:
    """One point of an event study, with its own interval and the band of the whole curve."""

    at: float
    estimate: float
    se: float
    low: float
    high: float
    band_low: float
    band_high: float


@dataclass(frozen=True, slots=True)
class Staggered:
    """All group × period effects of a staggered change.

    Attributes:
        cells: One per group and period; periods before the change too.
        influence: What each place adds to each cell. Shape (places, cells).
        group: When each place changed, infinite for never. Shape (places,).
        cluster: Which cluster each place lies in. Shape (places,).
        seed: Seed of the bands.
    """

    cells: tuple[Cell, ...]
    influence: Floats
    group: Floats
    cluster: np.ndarray[tuple[int], np.dtype[np.int64]]
    seed: int

    def overall(self) -> Effect:
        """The mean over all groups and periods after the change, larger groups counting more."""
        value, influence = self._mean(lambda cell: cell.since >= 0)
        treated = int(np.isfinite(self.group).sum())
        se = float(np.sqrt(self._covariance(influence[:, None])[0, 0]))
        return Effect.normal(value, se, len(self.group), treated, "callaway_santanna")

    def event_study(self, *, after_only: bool = False) -> tuple[Point, ...]:
        """The effect by periods since the change, ascending.

        Points before the change are the pre-trend: near nought when the places moved alike.
        """
        steps = sorted({c.since for c in self.cells if c.since >= 0 or not after_only})
        return self._points(steps, lambda cell, step: cell.since == step)

    def by_group(self) -> tuple[Point, ...]:
        """The mean effect of each group of places, by when it changed."""
        groups = sorted({c.group for c in self.cells if c.since >= 0})
        return self._points(groups, lambda c, group: c.group == group and c.since >= 0)

    def by_time(self) -> tuple[Point, ...]:
        """The mean effect in each period among the places that had changed."""
        times = sorted({c.time for c in self.cells if c.since >= 0})
        return self._points(times, lambda c, time: c.time == time and c.since >= 0)

    def before(self) -> tuple[Floats, Floats]:
        """The event-study points before the change and their covariance, for the pre-trend test."""
        return self.moments(after=False)[:2]

    def moments(self, *, after: bool) -> tuple[Floats, Floats, list[int]]:
        """Event-study points after (or before) the change, their covariance, and which they are."""
        steps = sorted({c.since for c in self.cells if (c.since >= 0) == after})
        values, covariance = self._several(steps, lambda cell, step: cell.since == step)
        return values, covariance, [int(step) for step in steps]

    def _points(
        self, at: Sequence[float], belongs: Callable[[Cell, float], bool]
    ) -> tuple[Point, ...]:
        values, covariance = self._several(at, belongs)
        spread = np.sqrt(np.diag(covariance))
        wide = sup_t(covariance, seed=self.seed) if bool((spread > 0).any()) else 1.96
        return tuple(
            Point(a, v, s, v - 1.959964 * s, v + 1.959964 * s, v - wide * s, v + wide * s)
            for a, v, s in zip(at, values.tolist(), spread.tolist(), strict=True)
        )

    def _several(
        self, at: Sequence[float], belongs: Callable[[Cell, float], bool]
    ) -> tuple[Floats, Floats]:
        means = [self._mean(lambda cell, a=a: belongs(cell, a)) for a in at]
        influence = np.column_stack([i for _, i in means] or [np.empty(len(self.group))])
        influence = influence[:, : len(means)]
        return np.array([value for value, _ in means]), self._covariance(influence)

    def _mean(self, keep: Callable[[Cell], bool]) -> tuple[float, Floats]:
        """A mean of cells weighted by how many places they stand for, and its influence."""
        chosen = [i for i, cell in enumerate(self.cells) if keep(cell)]
        values = np.array([self.cells[i].estimate for i in chosen])
        groups = np.array([self.cells[i].group for i in chosen])
        member = (self.group[:, None] == groups[None, :]).astype(np.float64)
        share = member.mean(axis=0)
        total = float(share.sum())
        drift = (member - share) / total
        drift = drift - drift.sum(axis=1, keepdims=True) * (share / total)
        influence = self.influence[:, chosen] @ (share / total) + drift @ values
        return float(values @ share) / total, influence

    def _covariance(self, influence: Floats) -> Floats:
        together = sums_by(self.cluster, influence, int(self.cluster.max()) + 1)
        return together.T @ together / len(self.group) ** 2


def callaway_santanna(
    outcome: Numbers,
    unit: Numbers | Sequence[str],
    time: Numbers,
    first_treated: Numbers,
    *,
    against: Against = "never",
    covariates: Numbers | None = None,
    cluster: Numbers | Sequence[str] | None = None,
    anticipation: int = 0,
    seed: int = 1,
) -> Staggered:
    """Estimate what a change did where places changed at different times.

    Args:
        outcome: One per place and period. Shape (n,).
        unit: The place. Shape (n,).
        time: The period. Shape (n,). Every place must have every period.
        first_treated: The period of the change; NaN, infinite or 0 for never. Shape (n,).
        against: Whom to compare with.
        covariates: What the trends may depend on, as it stood in each place's first period;
            then doubly robust. Shape (n, k).
        cluster: Which places hang together. Shape (n,).
        anticipation: Periods before the change in which it may already have been felt.
        seed: Seed of the bands.

    Returns:
        Group × period effects with `.overall()`, `.event_study()`, `.by_group()`, `.by_time()`.
        An effect if all would have moved alike without the change; look at `.before()`.
        Groups that changed in the first period have no before and are left out of the cells.

    Raises:
        VirkerError: Places lack periods, change twice, or there is nobody to compare with.

    Source:
        Callaway & Sant'Anna (2021), J. Econometrics 225(2); Sant'Anna & Zhao (2020).

    Examples:
        >>> y = [0, 1, 5, 0, 1, 4, 0, 1, 2, 0, 1, 2]
        >>> place, year = [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4], [1, 2, 3] * 4
        >>> callaway_santanna(y, place, year, [3] * 6 + [0] * 6).overall().estimate
        2.5
    """
    y = column(outcome, "outcome")
    grid = _grid(y, unit, time)
    group = _constant(_when(first_treated, len(y)), grid, "first_treated")
    x = columns(covariates, "covariates", len(y))[grid.rows[:, 0]]
    owner = np.arange(len(group)) if cluster is None else labels(cluster, "cluster", len(y))[0]
    owner = owner if cluster is None else owner[grid.rows[:, 0]]
    cells: list[Cell] = []
    influence: list[Floats] = []
    for g in np.unique(group[np.isfinite(group)]).tolist():
        for here, base, t in _periods(grid.times, g, anticipation):
            control = _controls(group, g, max(t, grid.times[base]) + anticipation, against)
            both = (group == g) | control
            change = grid.values[:, here] - grid.values[:, base]
            found = two_by_two(change[both], group[both] == g, x[both])
            own = np.zeros(len(group))
            own[both] = found.influence * len(group) / int(both.sum())
            se = float(np.sqrt((own**2).sum())) / len(group)
            counts = int((group == g).sum()), int(control.sum())
            cells.append(Cell(g, t, found.estimate, se, *counts))
            influence.append(own)
    if not cells or not any(cell.since >= 0 for cell in cells):
        raise VirkerError("Ingen steder har både perioder før og efter ændringen.")
    return Staggered(tuple(cells), np.column_stack(influence), group, owner, seed)


@dataclass(frozen=True, slots=True)
class _Grid:
    """Places × periods: the outcome, and which row each came from."""

    values: Floats
    rows: np.ndarray[tuple[int, int], np.dtype[np.int64]]
    times: list[float]


def _grid(y: Floats, unit: Numbers | Sequence[str], time: Numbers) -> _Grid:
    place, places = labels(unit, "unit", len(y))
    period, periods = labels(column(time, "time", len(y)), "time", len(y))
    rows = np.full((len(places), len(periods)), -1, np.int64)
    rows[place, period] = np.arange(len(y))
    if len(y) != rows.size or bool((rows < 0).any()):
        raise VirkerError("Hvert sted skal have netop én række for hver periode.")
    return _Grid(y[rows], rows, [float(p) for p in periods])


def _when(first_treated: Numbers, rows: int) -> Floats:
    when = np.asarray(first_treated, np.float64)
    if when.shape != (rows,):
        raise VirkerError(f"first_treated skal have {rows} rækker, en for hver.")
    return np.where(np.isfinite(when) & (when != 0), when, np.inf)


def _constant(values: Floats, grid: _Grid, name: str) -> Floats:
    laid = values[grid.rows]
    if bool((laid != laid[:, :1]).any()):
        raise VirkerError(f"{name} skal være det samme for et sted i alle perioder.")
    return laid[:, 0]


def _periods(times: list[float], g: float, anticipation: int) -> list[tuple[int, int, float]]:
    """Which period is compared with which: before the change with the one just before it."""
    earlier = [i for i, t in enumerate(times) if t < g - anticipation]
    if not earlier:
        return []
    base = earlier[-1]
    compared = {i: base if i > base else i - 1 for i in range(1, len(times)) if i != base}
    if base > 0:
        compared[base] = base - 1
    return [(i, compared[i], times[i]) for i in sorted(compared)]


def _controls(group: Floats, g: float, until: float, against: Against) -> Bools:
    never = np.isinf(group)
    control = never if against == "never" else never | ((group > until) & (group != g))
    if not bool(control.any()):
        raise VirkerError(
            "Der er ingen steder at sammenligne med. Tag steder med, der ikke har ændret noget."
        )
    return control
