"""How many false alarms must a team expect this month, when nothing has changed?

Simulated series with the chart's own length, baseline and autocorrelation are read by the
chart's own rules; a false alarm is a signal that was not there one period earlier.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from medborger.theory.charts.anhoej import crossings_needed, longest_allowed
from medborger.theory.charts.limits import MDC_FACTOR, SHEWHART_FACTOR
from medborger.theory.charts.series import ChartKind, RuleSet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from medborger.theory.charts.chart import Chart

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

DRAWS = 20_000
"""Simulated series for each kind of chart."""
STEP = 0.05
"""Autocorrelation is rounded to this, so that charts alike share a simulation."""


@dataclass(frozen=True, slots=True)
class Shape:
    """All that the false-alarm rate depends on."""

    points: int
    base: int
    kind: ChartKind
    rules: RuleSet
    autocorrelation: float = 0.0


def expected_this_month(charts: Iterable[Chart]) -> float:
    """False alarms to expect over all the charts of one page, each month."""
    return sum(chance_of_new_signal(shape_of(chart)) for chart in charts if chart.points > 1)


def shape_of(chart: Chart) -> Shape:
    """Read length, baseline and autocorrelation off the last segment."""
    values = [dot.observation.value if dot.observation.counts else None for dot in chart.now.dots]
    base = min(chart.now.base_points, chart.points)
    return Shape(chart.points, base, chart.kind, chart.rules, autocorrelation(values))


def autocorrelation(values: Iterable[float | None]) -> float:
    """How much one period resembles the one before it, between −0.5 and 0.9; gaps are skipped."""
    row = list(values)
    kept = [value for value in row if value is not None]
    if len(kept) < 8:
        return 0.0
    mean = sum(kept) / len(kept)
    spread = sum((value - mean) ** 2 for value in kept) / len(kept)
    if spread == 0:
        return 0.0
    products = [
        (a - mean) * (b - mean)
        for a, b in itertools.pairwise(row)
        if a is not None and b is not None
    ]
    if not products:
        return 0.0
    rough = sum(products) / len(products) / spread
    return round(min(0.9, max(-0.5, rough)) / STEP) * STEP


@lru_cache(maxsize=512)
def chance_of_new_signal(shape: Shape, draws: int = DRAWS, seed: int = 20_260_101) -> float:
    """Share of unchanged series in which the newest period brings a new signal."""
    if shape.points < 2:
        return 0.0
    series = unchanged_series(shape, draws, seed)
    now, before = signals_at(series, shape), signals_at(series[:, :-1], shape)
    fresh = np.zeros(draws, dtype=bool)
    for rule, ways in now.items():
        fresh |= (ways != 0) & (ways != before.get(rule, np.zeros_like(ways)))
    return float(fresh.mean())


def unchanged_series(shape: Shape, draws: int, seed: int) -> Floats:
    """Normal noise that remembers a little of the period before; rows are series."""
    rng = np.random.default_rng(seed)
    noise = rng.standard_normal((draws, shape.points))
    r = shape.autocorrelation
    for at in range(1, shape.points):
        noise[:, at] = r * noise[:, at - 1] + np.sqrt(1 - r * r) * noise[:, at]
    return noise


def signals_at(series: Floats, shape: Shape) -> dict[str, Ints]:
    """For each rule the way it points at the last period: +1, −1, or 0 for silence."""
    base = series[:, : min(shape.base, series.shape[1])]
    centre = np.median(base, axis=1) if shape.kind is ChartKind.RUN else base.mean(axis=1)
    sides = np.sign(series - centre[:, None]).astype(np.int64)
    reach = _reach(base, shape)
    if shape.rules is RuleSet.MDC:
        return _mdc(series, sides, centre, reach)
    found = _runs(sides)
    if shape.rules is RuleSet.ANHOEJ_LIMITS and shape.kind is not ChartKind.RUN:
        found["outside"] = _outside(series[:, -1], centre, reach)
    return found


def _reach(base: Floats, shape: Shape) -> Floats:
    """From centre to limit: by moving ranges, or known where the sizes give it (p, c, u)."""
    if shape.kind in {ChartKind.P, ChartKind.C, ChartKind.U} or base.shape[1] < 2:
        return np.full(base.shape[0], 3.0)
    factor = MDC_FACTOR if shape.rules is RuleSet.MDC else SHEWHART_FACTOR
    moved: Floats = factor * np.abs(np.diff(base, axis=1)).mean(axis=1)
    return moved


def _outside(last: Floats, centre: Floats, reach: Floats) -> Ints:
    return (last > centre + reach).astype(np.int64) - (last < centre - reach).astype(np.int64)


def _runs(sides: Ints) -> dict[str, Ints]:
    """Anhøj's two rules over all series at once."""
    rows = sides.shape[0]
    longest, current, previous, crossings, held = (np.zeros(rows, np.int64) for _ in range(5))
    for side in sides.T:
        some, same = side != 0, side == previous
        crossings += some & ~same & (previous != 0)
        current = np.where(some, np.where(same, current + 1, 1), current)
        held = np.where(some & (current >= longest), side, held)
        longest = np.maximum(longest, current)
        previous = np.where(some, side, previous)
    useful = (sides != 0).sum(axis=1)
    most = int(sides.shape[1])
    allowed = np.array([longest_allowed(n) for n in range(most + 1)])[useful]
    needed = np.array([crossings_needed(n) for n in range(most + 1)])[useful]
    long_run = longest > allowed
    few = ~long_run & (crossings < needed)
    return {
        "long_run": np.where(long_run, np.where(current == longest, held, -held), 0),
        "few_crossings": np.where(few, _ending_side(sides, useful, previous), 0),
    }


def _ending_side(sides: Ints, useful: Ints, last: Ints) -> Ints:
    """Where most of the later half lies."""
    order = np.cumsum(sides != 0, axis=1) - 1
    total = np.where(order >= (useful // 2)[:, None], sides, 0).sum(axis=1)
    return np.where(total == 0, last, np.sign(total))


def _mdc(series: Floats, sides: Ints, centre: Floats, reach: Floats) -> dict[str, Ints]:
    """The rule of Making Data Count that marks the last period first."""
    rows = series.shape[0]
    outside = _outside(series[:, -1], centre, reach)
    trend, shift, two = (np.zeros(rows, np.int64) for _ in range(3))
    if series.shape[1] >= 7:
        steps = np.sign(np.diff(series[:, -7:], axis=1)).sum(axis=1)
        trend = (steps == 6).astype(np.int64) - (steps == -6)
        total = sides[:, -7:].sum(axis=1)
        shift = (total == 7).astype(np.int64) - (total == -7)
    if series.shape[1] >= 3:
        gap = np.abs(series[:, -3:] - centre[:, None])
        near = (gap > reach[:, None] * 2 / 3) & (gap <= reach[:, None])
        together = np.abs(sides[:, -3:].sum(axis=1)) == 3
        two = np.where(together & (near.sum(axis=1) >= 2) & near[:, -1], sides[:, -1], 0)
    found: dict[str, Ints] = {}
    silent = np.ones(rows, dtype=bool)
    for name, ways in (
        ("outside", outside),
        ("trend", trend),
        ("two_in_three", two),
        ("shift", shift),
    ):
        found[name] = np.where(silent, ways, 0)
        silent &= ways == 0
    return found
