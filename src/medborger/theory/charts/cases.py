"""Answer one stored chart case: plain numbers in, centre, limits and rules out.

The input's own names decide the chart: `hours` is a t chart, `count` and `size` a p chart,
`n` and `days` a u chart, `y` with `cl` a reading of runs, `y` with `freeze` or `exclude` a
c chart, and any other `y` an XmR chart with the rules of Making Data Count.
Positions in `exclude` count from 1, as people do.
"""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, Any

from medborger.theory.charts import mdc
from medborger.theory.charts.anhoej import Runs, read_runs
from medborger.theory.charts.chart import Baseline, Chart, Options, read
from medborger.theory.charts.limits import (
    MDC_FACTOR,
    SHEWHART_FACTOR,
    Settings,
    average_moving_range,
    moving_ranges,
)
from medborger.theory.charts.series import ChartKind, Observation, RuleSet, counts_of, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

Answer = dict[str, Any]


def answer(given: Mapping[str, Any]) -> Answer:
    """Read the case and say everything that can be said about it."""
    if "hours" in given:
        return _limits_of(_chart(plain(given["hours"]), ChartKind.T, given))
    if "count" in given:
        series = counts_of(given["count"], given["size"], left_out=_excluded(given))
        return _limits_of(_chart(series, ChartKind.P, given))
    if "days" in given:
        series = counts_of(given["n"], given["days"], left_out=_excluded(given))
        return _limits_of(_chart(series, ChartKind.U, given))
    if "cl" in given:
        return _runs_of(read_runs([float(y) for y in given["y"]], float(given["cl"])))
    if "freeze" in given or "exclude" in given:
        return _limits_of(_chart(plain(given["y"], left_out=_excluded(given)), ChartKind.C, given))
    return _mdc(given)


def _excluded(given: Mapping[str, Any]) -> list[int]:
    return [int(position) - 1 for position in given.get("exclude", ())]


def _chart(series: list[Observation], kind: ChartKind, given: Mapping[str, Any]) -> Chart:
    last = int(given["freeze"]) - 1 if "freeze" in given else None
    return read(series, kind, Options(baselines=(Baseline(0, last),)))


def _limits_of(chart: Chart) -> Answer:
    """Centre and last limits, average limits, and how the points run."""
    edges = [dot.limits for dot in chart.dots if dot.limits is not None]
    lowers = [edge.lower for edge in edges if edge.lower is not None]
    uppers = [edge.upper for edge in edges if edge.upper is not None]
    return {
        "cl": edges[-1].centre,
        "lcl": lowers[-1],
        "ucl": uppers[-1],
        "mean_lcl": statistics.fmean(lowers),
        "mean_ucl": statistics.fmean(uppers),
        **_runs_of(chart.now.runs),
    }


def _runs_of(runs: Runs) -> Answer:
    return {
        "n_useful": runs.useful,
        "longest_run": runs.longest,
        "longest_run_max": runs.longest_allowed,
        "n_crossings": runs.crossings,
        "n_crossings_min": runs.crossings_needed,
        "signal": runs.signal,
    }


def _mdc(given: Mapping[str, Any]) -> Answer:
    """An XmR chart read by Making Data Count."""
    factor = given.get("k", MDC_FACTOR)
    screen = bool(given.get("screen", True))
    settings = Settings(screen=screen, factor=SHEWHART_FACTOR if factor == "3/1.128" else factor)
    series = plain(given["y"], left_out=_excluded(given))
    last = int(given["fix"]) - 1 if "fix" in given else None
    rules = RuleSet.MDC if settings.factor == MDC_FACTOR else RuleSet.ANHOEJ_LIMITS
    chart = read(series, ChartKind.XMR, Options(rules, (Baseline(0, last),), settings))
    edge = next(dot.limits for dot in chart.dots if dot.limits is not None)
    values = [float(y) for y in given["y"]]
    base = series if last is None else series[: last + 1]
    types = ["Special Cause" if dot.mark else "Common Cause" for dot in chart.dots]
    return {
        "mean": edge.centre,
        "lpl": edge.lower,
        "upl": edge.upper,
        "amr": average_moving_range(moving_ranges(base), screen=screen),
        "flag": mdc.trend_flags(values),
        "rules": [dot.mark[0].value if dot.mark else None for dot in chart.dots],
        "types": types,
        "last2": types[-2:],
        **_runs_of(chart.now.runs),
    }
