"""Where the numbers may be expected next, if nothing has changed: centre and limits."""

from __future__ import annotations

import itertools
import math
import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medborger.theory.charts.series import ChartKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from medborger.theory.charts.series import Observation

MDC_FACTOR = 2.66
"""NHS Making Data Count rounds 3 / 1.128 to 2.66."""
SHEWHART_FACTOR = 3 / 1.128
"""Montgomery, Introduction to Statistical Quality Control, eq. 6.33."""
SCREEN_FACTOR = 3.267
"""A moving range this many times the average is left out (Nelson 1982)."""
T_POWER = 3.6
"""Times between rare events become near normal at the power 1/3.6 (Nelson 1994)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Centre and limits for one period; no limits where the kind has none."""

    centre: float
    lower: float | None = None
    upper: float | None = None

    @property
    def near(self) -> tuple[float, float] | None:
        """Two thirds of the way out: where "two in three" begins."""
        if self.lower is None or self.upper is None:
            return None
        return (
            self.centre - (self.centre - self.lower) * 2 / 3,
            self.centre + (self.upper - self.centre) * 2 / 3,
        )


def moving_ranges(observations: Sequence[Observation]) -> list[float]:
    """Steps from one period to the next; a gap has no step over it, a point left out has."""
    kept = [o.value for o in observations if not o.left_out]
    pairs = itertools.pairwise(kept)
    return [abs(b - a) for a, b in pairs if a is not None and b is not None]


def average_moving_range(ranges: Sequence[float], *, screen: bool) -> float:
    """Mean step; screening leaves out wild steps once and takes the mean again."""
    if not ranges:
        return 0.0
    mean = statistics.fmean(ranges)
    kept = [r for r in ranges if r < SCREEN_FACTOR * mean] if screen else list(ranges)
    return statistics.fmean(kept) if kept else mean


def values_of(observations: Sequence[Observation]) -> list[float]:
    """The numbers that count."""
    return [o.value for o in observations if o.counts and o.value is not None]


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices that change limits: documented in every report that uses them."""

    screen: bool = False
    factor: float = SHEWHART_FACTOR
    mean_centre: bool = False


def run_limits(base: Sequence[Observation], settings: Settings) -> Callable[[Observation], Limits]:
    """The middle of the baseline: the median, or the mean when asked for. No limits."""
    values = values_of(base)
    centre = statistics.fmean(values) if settings.mean_centre else statistics.median(values)
    return lambda _: Limits(centre)


def xmr_limits(base: Sequence[Observation], settings: Settings) -> Callable[[Observation], Limits]:
    """Mean plus and minus a factor times the average moving range."""
    mean = statistics.fmean(values_of(base))
    reach = settings.factor * average_moving_range(moving_ranges(base), screen=settings.screen)
    return lambda _: Limits(mean, mean - reach, mean + reach)


def _pooled(base: Sequence[Observation]) -> float:
    """All events over all opportunity in the baseline."""
    used = [o for o in base if o.counts and o.value is not None and o.size]
    size = math.fsum(o.size or 0.0 for o in used)
    return math.fsum((o.value or 0.0) * (o.size or 0.0) for o in used) / size


def p_limits(base: Sequence[Observation], _: Settings) -> Callable[[Observation], Limits]:
    """Three binomial standard errors for each period's own size, cut to 0–1."""
    centre = _pooled(base)

    def at(o: Observation) -> Limits:
        if not o.size:
            return Limits(centre)
        reach = 3 * math.sqrt(max(0.0, centre * (1 - centre)) / o.size)
        return Limits(centre, max(0.0, centre - reach), min(1.0, centre + reach))

    return at


def u_limits(base: Sequence[Observation], _: Settings) -> Callable[[Observation], Limits]:
    """Three Poisson standard errors for each period's own size, cut at 0."""
    centre = _pooled(base)

    def at(o: Observation) -> Limits:
        if not o.size:
            return Limits(centre)
        reach = 3 * math.sqrt(centre / o.size)
        return Limits(centre, max(0.0, centre - reach), centre + reach)

    return at


def c_limits(base: Sequence[Observation], _: Settings) -> Callable[[Observation], Limits]:
    """Three square roots of the mean count, cut at 0."""
    centre = statistics.fmean(values_of(base))
    reach = 3 * math.sqrt(centre)
    return lambda _: Limits(centre, max(0.0, centre - reach), centre + reach)


def t_limits(base: Sequence[Observation], settings: Settings) -> Callable[[Observation], Limits]:
    """An X chart of the waiting times to the power 1/3.6, carried back; below 0 is 0."""
    if min(values_of(base)) <= 0:
        msg = "En ventetid mellem hændelser skal være over 0."
        raise ValueError(msg)
    bent = [
        type(o)(o.period, None if o.value is None else o.value ** (1 / T_POWER), o.size, o.left_out)
        for o in base
    ]
    inner = xmr_limits(bent, settings)(bent[0])
    back = [max(0.0, edge or 0.0) ** T_POWER for edge in (inner.centre, inner.lower, inner.upper)]
    return lambda _: Limits(*back)


LIMITS: dict[
    ChartKind, Callable[[Sequence[Observation], Settings], Callable[[Observation], Limits]]
] = {
    ChartKind.RUN: run_limits,
    ChartKind.XMR: xmr_limits,
    ChartKind.P: p_limits,
    ChartKind.C: c_limits,
    ChartKind.U: u_limits,
    ChartKind.T: t_limits,
}
"""For each kind of chart: how a baseline becomes limits for any period."""
