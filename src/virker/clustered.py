"""Standard errors of curves when the same person has several spells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from virker.curves import Curve


def influence(
    curve: Curve,
    stop: ArrayLike,
    how: ArrayLike,
    at: float,
    *,
    entry: ArrayLike | None = None,
) -> NDArray[np.float64]:
    """Say how much each spell moved the curve at one time.

    Args:
        curve: Estimated from the same spells.
        stop: As in `aalen_johansen`. Shape: (n,).
        how: As in `aalen_johansen`. Shape: (n,).
        at: Weeks.
        entry: As in `aalen_johansen`. Shape: (n,).

    Returns:
        Influence on the share still on the way, and on the share gone to each exit.
        Shape: (K + 1, n). Each row adds up to zero.

    Source:
        Infinitesimal jackknife: the derivative of the product–limit formula in each week's
        hazards, Therneau & Atkinson, survival package, vignette "Multi-state models".
    """
    stops, left_to = np.asarray(stop, np.float64), np.asarray(how, np.int64)
    entries = np.full(len(stops), -1.0) if entry is None else np.asarray(entry, np.float64)
    entries = np.where(entries > 0, entries, -1.0)
    count = int(np.searchsorted(curve.times, at, side="right"))
    times, n = curve.times[:count], curve.at_risk[:count].astype(np.float64)
    last = np.searchsorted(times, stops, side="right")
    first = np.searchsorted(times, entries, side="right")
    gone = (stops <= at) & (left_to > 0)
    place = np.where(gone, np.minimum(last - 1, count - 1), 0)
    rows: list[NDArray[np.float64]] = []
    for k in range(len(curve.exits) + 1):
        any_exit, this_exit, risk = _weights(curve, k, count, n)
        running = np.append(0.0, np.cumsum(risk))
        own = np.where(gone, any_exit[place], 0.0) if count else np.zeros(len(stops))
        if k and count:
            own = own + np.where(gone & (left_to == k), this_exit[place], 0.0)
        rows.append(own - (running[last] - running[first]))
    return np.array(rows)


def _weights(
    curve: Curve, k: int, count: int, n: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Give what leaving (at all; to exit k) and being at risk at each time do to the curve."""
    d = curve.left[:, :count].sum(0)
    staying = np.divide(1.0, n - d, out=np.zeros(count), where=n > d)
    before = np.append(1.0, curve.survival)[:count]
    if k == 0:
        end = curve.survival[count - 1] if count else 1.0
        leaving = -end * staying
        return leaving, np.zeros(count), leaving * d / n
    share = curve.incidence[k - 1, :count]
    to_come = (share[-1] if count else 0.0) - share
    leaving, here = -to_come * staying, before / n
    return leaving, here, leaving * d / n + here * curve.left[k - 1, :count] / n


def clustered_se(
    curve: Curve,
    stop: ArrayLike,
    how: ArrayLike,
    person: ArrayLike,
    at: float,
    *,
    entry: ArrayLike | None = None,
) -> NDArray[np.float64]:
    """Give standard errors at one time when spells of the same person go together.

    Args:
        curve: Estimated from the same spells.
        stop: As in `aalen_johansen`. Shape: (n,).
        how: As in `aalen_johansen`. Shape: (n,).
        person: Number of each spell's person, 0 … Shape: (n,).
        at: Weeks.
        entry: As in `aalen_johansen`. Shape: (n,).

    Returns:
        For the share on the way, and for each exit. Shape: (K + 1,).

    Examples:
        >>> from virker.curves import aalen_johansen
        >>> stop, how = [1, 2, 2, 3], [1, 1, 2, 0]
        >>> curve = aalen_johansen(stop, how)
        >>> [round(float(se), 4) for se in clustered_se(curve, stop, how, [0, 1, 2, 3], 2)]
        [0.2165, 0.25, 0.2165]
    """
    moved = influence(curve, stop, how, at, entry=entry)
    who = np.asarray(person, np.int64)
    return np.array([np.sqrt((np.bincount(who, row) ** 2).sum()) for row in moved])
