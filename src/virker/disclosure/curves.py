"""Curves that are safe to show: no step that a handful of people made, none with few at risk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from virker.disclosure.rules import Rules
from virker.errors import VirkerError

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class SafeCurve:
    """Points of a curve that may be shown.

    Attributes:
        weeks: shape (points), ascending.
        share: shape (points), in [0, 1], on a grid of rounded persons.
        at_risk: shape (points), persons rounded.
        stopped_at: First week not shown because too few were still watched; None if all were.
    """

    weeks: NDArray[np.int64]
    share: NDArray[np.float64]
    at_risk: NDArray[np.int64]
    stopped_at: int | None


def safe_curve(
    weeks: NDArray[np.int64],
    share: NDArray[np.float64],
    at_risk: NDArray[np.int64],
    events: NDArray[np.int64],
    rules: Rules | None = None,
) -> SafeCurve:
    """Keep the points of a curve that point at nobody.

    A week is shown when, since the last shown week, nothing happened or at least `least` persons
    had the event, and at least `least` were still at risk. Censorings are treated alike: at-risk
    numbers are rounded, so nobody leaving can be seen. Shares lie on a grid of `rounding` persons
    out of those who began, like percentages from rounded counts.

    Args:
        weeks: shape (points), ascending.
        share: shape (points), share in [0, 1] with (or without) the event at the end of the week.
        at_risk: shape (points), persons at risk in the week.
        events: shape (points), persons with any event in the week.
        rules: the thresholds.

    Raises:
        VirkerError: the arrays do not belong together.

    Examples:
        >>> weeks = np.arange(1, 5)
        >>> risk, events = np.array([40, 38, 32, 4]), np.array([2, 6, 0, 1])
        >>> curve = safe_curve(weeks, np.array([0.05, 0.2, 0.2, 0.4]), risk, events)
        >>> curve.weeks.tolist(), curve.share.tolist(), curve.stopped_at
        ([2, 3], [0.25, 0.25], 4)
    """
    told = rules or Rules()
    if len({len(weeks), len(share), len(at_risk), len(events)}) > 1:
        raise VirkerError("Kurvens uger, andele og antal skal være lige lange.")
    few = np.flatnonzero(np.asarray(at_risk) < told.least)
    end = int(few[0]) if len(few) else len(weeks)
    kept = _steps_of_enough(np.asarray(events)[:end], told.least)
    began = told.rounded(int(at_risk[0])) if end else 0
    rounded = np.array([told.rounded(n) for n in np.asarray(at_risk)[kept].tolist()], np.int64)
    stopped = int(weeks[end]) if end < len(weeks) else None
    return SafeCurve(
        np.asarray(weeks, np.int64)[kept],
        on_grid(np.asarray(share, np.float64)[kept], began, told),
        rounded,
        stopped,
    )


def on_grid(share: NDArray[np.float64], persons: int, rules: Rules) -> NDArray[np.float64]:
    """Move shares to the nearest that rounded counts out of so many persons can give.

    Examples:
        >>> on_grid(np.array([0.31, 0.99]), 20, Rules()).tolist()
        [0.25, 1.0]
    """
    if not persons:
        return np.zeros(0)
    steps = max(1, persons // rules.rounding)
    return np.asarray(np.round(share * steps) / steps, np.float64)


def _steps_of_enough(events: NDArray[np.int64], least: int) -> list[int]:
    """The weeks where, since the last shown one, nobody or enough had the event."""
    kept: list[int] = []
    since = 0
    for place, happened in enumerate(events.tolist()):
        since += happened
        if since == 0 or since >= least:
            kept.append(place)
            since = 0
    return kept
