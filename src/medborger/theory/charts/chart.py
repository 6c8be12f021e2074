"""Read a series: split it at its baselines, draw its limits, let the rules speak."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from medborger.theory.charts import mdc
from medborger.theory.charts.anhoej import Runs, read_runs
from medborger.theory.charts.limits import LIMITS, MDC_FACTOR, Limits, Settings, values_of
from medborger.theory.charts.series import ChartKind, RuleSet
from medborger.theory.charts.signals import Certainty, Rule, Signal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from medborger.theory.charts.series import Observation

ENOUGH_FOR_LIMITS = 13
"""With fewer points the limits are called trial limits ("foreløbige grænser")."""
FEWEST_FOR_BASELINE = 12
"""A frozen baseline of fewer periods says too little to judge the rest by."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """From `first` on, limits come from the periods up to `last`; None: from all of them.

    Positions count from 0 and both ends belong to the baseline.
    """

    first: int = 0
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """How to read a series."""

    rules: RuleSet = RuleSet.ANHOEJ_LIMITS
    baselines: tuple[Baseline, ...] = (Baseline(),)
    settings: Settings = field(default_factory=Settings)


@dataclass(frozen=True, slots=True)
class Dot:
    """One period as drawn: its number, its limits, and the rule that marks it."""

    observation: Observation
    limits: Limits | None
    mark: tuple[Rule, int] | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """The stretch that one baseline rules over."""

    first: int
    dots: tuple[Dot, ...]
    runs: Runs
    base_points: int

    @property
    def provisional(self) -> bool:
        """Too few points for firm limits."""
        return self.base_points < ENOUGH_FOR_LIMITS


@dataclass(frozen=True, slots=True)
class Chart:
    """A series that has been read. The last segment decides what it says today."""

    kind: ChartKind
    rules: RuleSet
    segments: tuple[Segment, ...]
    signals: tuple[Signal, ...]

    @property
    def dots(self) -> tuple[Dot, ...]:
        """Every period in order."""
        return tuple(dot for segment in self.segments for dot in segment.dots)

    @property
    def now(self) -> Segment:
        """The segment we are in."""
        return self.segments[-1]

    @property
    def points(self) -> int:
        """How many periods of the last segment the rules could look at."""
        return sum(dot.observation.counts for dot in self.now.dots)


def read(series: Sequence[Observation], kind: ChartKind, options: Options | None = None) -> Chart:
    """Draw the chart; a signal already there one period ago is confirmed."""
    options = options or Options()
    chart = _draw(series, kind, options)
    if not chart.signals:
        return chart
    last = max(at for at, o in enumerate(series) if o.counts)
    before = {(s.rule, s.way) for s in _earlier(series[:last], kind, options)}
    signals = tuple(
        dataclasses.replace(
            s,
            certainty=Certainty.CONFIRMED if (s.rule, s.way) in before else Certainty.TENTATIVE,
        )
        for s in chart.signals
    )
    return dataclasses.replace(chart, signals=signals)


def _earlier(
    series: Sequence[Observation], kind: ChartKind, options: Options
) -> tuple[Signal, ...]:
    """What the chart said one period ago, with the same baselines."""
    baselines = tuple(b for b in options.baselines if b.first < len(series))
    if not baselines or len(baselines) < len(options.baselines):
        return ()
    return _draw(series, kind, dataclasses.replace(options, baselines=baselines)).signals


def _draw(series: Sequence[Observation], kind: ChartKind, options: Options) -> Chart:
    """Draw every segment; the last one's rules give the signals."""
    starts = sorted(options.baselines, key=lambda b: b.first)
    ends = [b.first for b in starts[1:]] + [len(series)]
    segments = tuple(
        _segment(series[: ends[at]], baseline, kind, options) for at, baseline in enumerate(starts)
    )
    return Chart(kind, options.rules, segments, _signals(segments[-1], options.rules))


def _segment(
    series: Sequence[Observation], baseline: Baseline, kind: ChartKind, options: Options
) -> Segment:
    """Limits from the baseline, marks from the rules."""
    stretch = series[baseline.first :]
    base = stretch if baseline.last is None else series[baseline.first : baseline.last + 1]
    used = len(values_of(base))
    if not used:
        dots = tuple(Dot(o, None) for o in stretch)
        return Segment(baseline.first, dots, Runs(0, 0, 0, 0, 0), 0)
    at = LIMITS[kind](base, _factor(options))
    limits = [at(o) for o in stretch]
    runs = read_runs(values_of(stretch), limits[0].centre)
    marks = iter(_marks(stretch, limits, options.rules))
    dots = tuple(
        Dot(o, limit, next(marks) if o.counts else None)
        for o, limit in zip(stretch, limits, strict=True)
    )
    return Segment(baseline.first, dots, runs, used)


def _factor(options: Options) -> Settings:
    """Making Data Count rounds its factor; the others do not."""
    if options.rules is RuleSet.MDC:
        return dataclasses.replace(options.settings, factor=MDC_FACTOR)
    return options.settings


def _marks(
    stretch: Sequence[Observation], limits: Sequence[Limits], rules: RuleSet
) -> list[tuple[Rule, int] | None]:
    """Which points a rule names, gaps and points left out being skipped."""
    kept = [(o.value, lim) for o, lim in zip(stretch, limits, strict=True) if o.counts]
    values = [value for value, _ in kept if value is not None]
    edges = [limit for _, limit in kept]
    if rules is RuleSet.MDC:
        return mdc.mark(values, edges)
    if rules is RuleSet.ANHOEJ_LIMITS:
        return [
            (Rule.OUTSIDE, way) if (way := mdc.outside(value, limit)) else None
            for value, limit in zip(values, edges, strict=True)
        ]
    return [None] * len(values)


def _signals(segment: Segment, rules: RuleSet) -> tuple[Signal, ...]:
    """What the segment says at its last counted period, strongest rule first."""
    counted = [dot for dot in segment.dots if dot.observation.counts]
    if not counted:
        return ()
    last, found = counted[-1], []
    period = last.observation.period
    if last.mark is not None:
        found.append(Signal(last.mark[0], last.mark[1], period))
    if rules is not RuleSet.MDC and segment.runs.signal:
        rule = Rule.LONG_RUN if segment.runs.long_run else Rule.FEW_CROSSINGS
        found.append(Signal(rule, segment.runs.side, period))
    return tuple(found)
