"""From stored values to a chart: gaps for missing periods, baselines, breaks and limits."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medborger.foundation.counting import Period
from medborger.theory.catalogue import MEASURES
from medborger.theory.charts import Baseline, Chart, ChartKind, Observation, Options, read
from medborger.theory.charts.chart import FEWEST_FOR_BASELINE
from medborger.theory.followup.words import Frequency

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from medborger.theory.followup.models import BaselinePeriod, Sign, Value


@dataclass(frozen=True, slots=True)
class Reading:
    """A sign's values in order, one for each period, and the chart that was read from them."""

    periods: tuple[str, ...]
    values: tuple[Value | None, ...]
    chart: Chart
    breaks: tuple[int, ...]


def period_after(name: str) -> str:
    """The name of the next period: 2026-12 → 2027-01, 2026-Q4 → 2027-Q1."""
    year, _dash, rest = name.partition("-")
    letter, most = ("Q", 4) if rest.startswith("Q") else ("", 12)
    number = int(rest.removeprefix("Q")) + 1
    if number > most:
        return f"{int(year) + 1}-{letter}{1:0{1 if letter else 2}}"
    return f"{year}-{letter}{number:0{1 if letter else 2}}"


def period_named(name: str) -> Period:
    """The days of a period by its name."""
    year, _dash, rest = name.partition("-")
    if rest.startswith("Q"):
        return Period.quarter(int(year), int(rest[1:]))
    return Period.month(int(year), int(rest))


def periods_between(first: str, last: str) -> list[str]:
    """All names from first to last, both included."""
    names = [first]
    while names[-1] < last:
        names.append(period_after(names[-1]))
    return names


def last_finished(frequency: str, today: dt.date) -> str:
    """The newest period that has ended."""
    quarterly = frequency == Frequency.QUARTER
    day = today.replace(day=1)
    while True:
        period = (
            Period.quarter(day.year, (day.month + 2) // 3)
            if quarterly
            else Period.month(day.year, day.month)
        )
        if period.last < today:
            return period.name
        day = (day - dt.timedelta(days=1)).replace(day=1)


def observe(period: str, value: Value | None, least: int) -> Observation:
    """One period: a share with its size, or a gap when there is no basis."""
    if value is None or not value.has_basis(least):
        return Observation(period, None)
    assert value.numerator is not None
    assert value.denominator is not None
    return Observation(period, value.numerator / value.denominator, value.denominator)


def read_sign(
    sign: Sign, values: Sequence[Value], baselines: Iterable[BaselinePeriod] = ()
) -> Reading | None:
    """Read a sign's current values for the whole municipality; None when there are none."""
    rows = {value.period: value for value in values if value.team_id is None}
    if not rows:
        return None
    names = (
        periods_between(min(rows), max(rows)) if sign.frequency != Frequency.WAVE else sorted(rows)
    )
    ordered = tuple(rows.get(name) for name in names)
    observed = [observe(n, v, sign.least) for n, v in zip(names, ordered, strict=True)]
    breaks = _breaks(ordered)
    options = Options(baselines=_baselines(names, observed, breaks, baselines))
    chart = read(observed, chart_kind(sign, observed), options)
    starts = tuple(b.first for b in options.baselines if b.first)
    return Reading(tuple(names), ordered, chart, starts)


def chart_kind(sign: Sign, observed: Sequence[Observation]) -> ChartKind:
    """A p chart for shares; an X chart where a number can be above 1."""
    measure = MEASURES.get(sign.measure)
    kind = measure.chart if measure else ChartKind.P
    if kind is ChartKind.P and any((o.value or 0) > 1 for o in observed):
        return ChartKind.XMR
    return kind


def _breaks(values: Sequence[Value | None]) -> list[int]:
    """Positions where the definition changed: the line must not be read across."""
    found, before = [], None
    for at, value in enumerate(values):
        if value is None:
            continue
        if before is not None and value.definition_version != before:
            found.append(at)
        before = value.definition_version
    return found


def _baselines(
    names: Sequence[str],
    observed: Sequence[Observation],
    breaks: Sequence[int],
    chosen: Iterable[BaselinePeriod],
) -> tuple[Baseline, ...]:
    """All points to begin with; a new stretch at each chosen baseline and each break."""
    found = {0: Baseline(0, None)}
    for at in breaks:
        if any(o.counts for o in observed[at:]):
            found[at] = Baseline(at, None)
    for baseline in sorted(chosen, key=lambda b: b.starts):
        if baseline.first not in names or baseline.last not in names:
            continue
        first, last = names.index(baseline.first), names.index(baseline.last)
        if sum(o.counts for o in observed[first : last + 1]) >= FEWEST_FOR_BASELINE:
            found[first] = Baseline(first, last)
    return tuple(found[at] for at in sorted(found))
