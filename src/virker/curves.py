"""What happens to people: how many are still on the way, and where the others went.

Exact in discrete time: everybody who leaves in the same week leaves together, nobody is put
before another. One minus a survival curve is never the share that went to one of several exits:
that share is `Curve.incidence`, and there is no other way to get one here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import norm

from virker.errors import NotPossible
from virker.risk import risk_sums

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from virker.risk import RiskSums


@dataclass(frozen=True, slots=True)
class Point:
    """A share at one time, with its standard error and interval.

    Attributes:
        time: Weeks since the start of the spell.
        estimate: Share in [0, 1].
        se: Standard error; NaN where nobody was left to tell.
        low: Lower end of the 95 % interval (log–log scale).
        high: Upper end.
        at_risk: Spells on the way just before the time.
    """

    time: float
    estimate: float
    se: float
    low: float
    high: float
    at_risk: int


@dataclass(frozen=True, slots=True)
class Mean:
    """Mean weeks in a state within the first `within` weeks."""

    state: str
    within: float
    weeks: float
    se: float


@dataclass(frozen=True, slots=True)
class Curve:
    """One group's curves: steps at `times`, constant between, right-continuous.

    Attributes:
        group: The group's name.
        exits: Names of the K exits.
        times: Times at which somebody left. Shape: (T,).
        at_risk: Spells on the way just before each time. Shape: (T,).
        left: Exits at each time. Shape: (K, T).
        censored: Spells we stopped watching at each time. Shape: (T,).
        survival: Share still on the way just after each time. Shape: (T,).
        survival_se: Greenwood's standard error. Shape: (T,).
        incidence: Share gone to each exit just after each time. Shape: (K, T).
        incidence_se: Standard error (multinomial, Aalen–Johansen). Shape: (K, T).
        n: Spells.
    """

    group: str
    exits: tuple[str, ...]
    times: NDArray[np.float64]
    at_risk: NDArray[np.int64]
    left: NDArray[np.int64]
    censored: NDArray[np.int64]
    survival: NDArray[np.float64]
    survival_se: NDArray[np.float64]
    incidence: NDArray[np.float64]
    incidence_se: NDArray[np.float64]
    n: int

    def on_the_way(self, time: float) -> Point:
        """Read the share still on the way after `time` weeks."""
        return self._point(time, self.survival, self.survival_se, 1.0)

    def gone_to(self, name: str, time: float) -> Point:
        """Read the share that went to one exit within `time` weeks.

        Raises:
            NotPossible: There is no such exit.
        """
        if name not in self.exits:
            raise NotPossible(f"Ingen gik til {name}. Vælg en af: {', '.join(self.exits)}.")
        k = self.exits.index(name)
        return self._point(time, self.incidence[k], self.incidence_se[k], 0.0)

    def _point(
        self, time: float, values: NDArray[np.float64], ses: NDArray[np.float64], start: float
    ) -> Point:
        place = int(np.searchsorted(self.times, time, side="right")) - 1
        here = int(np.searchsorted(self.times, time))
        at_risk = int(self.at_risk[here]) if here < len(self.times) else 0
        if place < 0:
            return Point(time, start, 0.0, start, start, at_risk)
        low, high = log_log_interval(float(values[place]), float(ses[place]))
        return Point(time, float(values[place]), float(ses[place]), low, high, at_risk)

    def mean_weeks(self, within: float) -> tuple[Mean, ...]:
        """Give the mean weeks on the way and after each exit, within the first `within` weeks.

        The weeks add up to `within`. Somebody who left stays in the exit they left to.

        Args:
            within: Weeks, up to which the group was watched.

        Raises:
            NotPossible: Nobody was watched that long, so the rest is a guess.

        Source:
            Andersen (2013), Decomposition of number of life years lost, Stat Med 32:5278–5285;
            the variance is the curve's own, integrated.
        """
        if self.survival[-1] > 0 and within > self.times[-1]:
            raise NotPossible(
                f"Ingen er fulgt i {within:g} uger. Vælg højst {self.times[-1]:g} uger."
            )
        keep = self.times <= within
        times = self.times[keep]
        spans = np.diff(np.append(times, within))
        first = times[0] if len(times) else within
        on = float(first + (self.survival[keep] * spans).sum())
        means = [Mean("on the way", within, on, self._mean_se(None, times, spans))]
        for k, name in enumerate(self.exits):
            weeks = float((self.incidence[k, keep] * spans).sum())
            means.append(Mean(name, within, weeks, self._mean_se(k, times, spans)))
        return tuple(means)

    def _mean_se(
        self, k: int | None, times: NDArray[np.float64], spans: NDArray[np.float64]
    ) -> float:
        """Integrate the influence of each week's hazards over the rest of the time."""
        count = len(times)
        n, d = self.at_risk[:count].astype(np.float64), self.left[:, :count].sum(0)
        rest = np.cumsum(spans[::-1])[::-1]
        if k is None:
            area = np.cumsum((self.survival[:count] * spans)[::-1])[::-1]
            return float(np.sqrt(np.sum(area**2 * _over_rest(d, n))))
        share, dk = self.incidence[k, :count], self.left[k, :count]
        area = np.cumsum((share * spans)[::-1])[::-1] - share * rest
        before = np.append(1.0, self.survival[: max(count - 1, 0)])[:count] * rest
        return float(np.sqrt(_variance(area, before, n, d, dk).sum()))


def _over_rest(d: NDArray[np.int64], n: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give d / (n (n − d)), and 0 where everybody left (their weight is 0 as well)."""
    rest = n - d
    return np.divide(d, n * rest, out=np.zeros(len(n)), where=rest > 0)


def _variance(
    after: NDArray[np.float64],
    before: NDArray[np.float64],
    n: NDArray[np.float64],
    d: NDArray[np.int64],
    dk: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Give each time's part of the variance of what its hazards lead to (multinomial exits)."""
    return (
        after**2 * _over_rest(d, n)
        + before**2 * (n - dk) * dk / n**3
        - 2 * after * before * dk / n**2
    )


def log_log_interval(share: float, se: float, level: float = 0.95) -> tuple[float, float]:
    """Give an interval that stays between 0 and 1.

    Source:
        Kalbfleisch & Prentice (2002), The Statistical Analysis of Failure Time Data, p. 18.

    Examples:
        >>> tuple(round(end, 4) for end in log_log_interval(0.7529, 0.0963))
        (0.5033, 0.8893)
    """
    if not 0 < share < 1 or not np.isfinite(se):
        return share, share
    log = np.log(share)
    width = float(norm.ppf((1 + level) / 2)) * se / abs(share * log)
    return float(share ** np.exp(width)), float(share ** np.exp(-width))


def curves(sums: RiskSums) -> tuple[Curve, ...]:
    """Estimate every group's curves from its sums (Kaplan–Meier and Aalen–Johansen).

    Args:
        sums: Counts, of one partition or of all of them added.

    Returns:
        One curve per group, in the order of the groups; a group without spells has no times.

    Source:
        Kaplan & Meier (1958), JASA 53:457–481. Aalen & Johansen (1978), Scand J Stat 5:141–150.
        Variance: the multinomial delta method, Marubini & Valsecchi (1995), p. 341.

    Examples:
        >>> job, ill = 1, 2
        >>> curve, = curves(risk_sums([1, 2, 2, 3], [job, job, ill, 0], exits=["job", "ill"]))
        >>> curve.survival.tolist(), curve.incidence.tolist()
        ([0.75, 0.25, 0.25], [[0.25, 0.5, 0.5], [0.0, 0.25, 0.25]])
    """
    return tuple(_curve(sums, group) for group in range(len(sums.groups)))


def _curve(sums: RiskSums, group: int) -> Curve:
    gone = sums.left[group].sum(0) > 0
    n = sums.at_risk[group, gone]
    left: NDArray[np.int64] = sums.left[group, 1:][:, gone]
    censored: NDArray[np.int64] = sums.left[group, 0][gone]
    total: NDArray[np.int64] = left.sum(0)
    survival: NDArray[np.float64] = np.cumprod(1 - total / n, dtype=np.float64)
    before = np.append(1.0, survival[:-1])[: len(n)]
    incidence = np.cumsum(before * left / n, axis=1)
    nf = n.astype(np.float64)
    green = np.cumsum(_over_rest(total, nf))
    se = np.where(survival > 0, survival * np.sqrt(green), np.nan)
    parts = [
        _incidence_variance(f, before, nf, total, dk) for f, dk in zip(incidence, left, strict=True)
    ]
    return Curve(
        sums.groups[group],
        sums.exits,
        sums.times[gone],
        n,
        left,
        censored,
        survival,
        se,
        incidence,
        np.sqrt(np.maximum(np.array(parts).reshape(incidence.shape), 0)),
        int(sums.left[group].sum()),
    )


def _incidence_variance(
    share: NDArray[np.float64],
    before: NDArray[np.float64],
    n: NDArray[np.float64],
    d: NDArray[np.int64],
    dk: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Sum `_variance` up to every time at once: (F(t) − F(s))² opened, three running sums."""
    w, c = _over_rest(d, n), before * dk / n**2
    own = np.cumsum(before**2 * (n - dk) * dk / n**3)
    zero, one, two = np.cumsum(w), np.cumsum(w * share), np.cumsum(w * share**2)
    cross = share * np.cumsum(c) - np.cumsum(c * share)
    return share**2 * zero - 2 * share * one + two + own - 2 * cross


def kaplan_meier(
    stop: ArrayLike,
    event: ArrayLike,
    *,
    entry: ArrayLike | None = None,
) -> Curve:
    """Estimate the share still on the way, whatever they leave to.

    Args:
        stop: Weeks until the end, or until we stopped watching. Shape: (n,).
        event: True (or 1) where the spell ended; False where we stopped watching. Shape: (n,).
        entry: Weeks until we began to watch (left entry). Shape: (n,).

    Raises:
        NotPossible: `event` has several kinds; a survival curve of one of them, turned around,
            would overstate it. Use `aalen_johansen`.

    Examples:
        >>> weeks = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
        >>> ended = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
        >>> round(kaplan_meier(weeks, ended).on_the_way(10).estimate, 4)
        0.7529
    """
    how = np.asarray(event).astype(np.int64)
    if how.max(initial=0) > 1:
        raise NotPossible("Der er flere slags afgang. Brug aalen_johansen, der tæller dem alle.")
    return curves(risk_sums(stop, how, entry=entry, exits=("ended",)))[0]


def aalen_johansen(
    stop: ArrayLike,
    how: ArrayLike,
    *,
    entry: ArrayLike | None = None,
    exits: Sequence[str] | None = None,
) -> Curve:
    """Estimate the share gone to each of several exits.

    Args:
        stop: Weeks until the end, or until we stopped watching. Shape: (n,).
        how: 0 where we stopped watching, else 1 … K. Shape: (n,).
        entry: Weeks until we began to watch (left entry). Shape: (n,).
        exits: Names of exits 1 … K.

    Examples:
        >>> curve = aalen_johansen([1, 2, 2, 3], [1, 1, 2, 0], exits=["job", "education"])
        >>> curve.gone_to("job", 2).estimate
        0.5
    """
    return curves(risk_sums(stop, how, entry=entry, exits=exits))[0]
