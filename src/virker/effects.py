"""The effect on those who began: AIPW from sums, with regression and weighting as checks.

Everything below is a sum over clusters of persons: two sums per horizon for those who began and
those who waited, and the products of those sums, which give the variance of any horizon and of
any combination of horizons in closed form.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from virker.sums import Part, Parts, add_up, by_person, expit

if TYPE_CHECKING:
    from virker.panel import Floats
    from virker.sums import Sums

MOST_LIKELY = 0.95
"""Those more likely than this to begin have nobody to be compared with, and are left out."""

Nuisance = Callable[[Part], tuple["Floats", "Floats"]]
"""For each row: the chance of beginning, and the outcomes expected without (rows, horizons)."""


@dataclass(frozen=True, slots=True)
class Effects:
    """What one pass of sums says about a service.

    Attributes:
        aipw: Effect at each horizon, outcome units. Shape (horizons,).
        covariance: Of `aipw`, clustered. Shape (horizons, horizons).
        ra: The same by the outcome model alone.
        ipw: The same by the start model alone.
        treated: Share of outcomes among those who began, as it was.
        rows: Decisions.
        starts: How many began.
        persons: Persons with at least one decision.
        ess: Effective number of decisions to wait.
        waiting: Decisions to wait.
        largest: Largest share of the weight that one decision has.
        trimmed: Share of those who began that nobody could be compared with.
        smd_before: Standardised difference per column, before. Shape (columns,).
        smd_after: The same after weighting.
    """

    aipw: Floats
    covariance: Floats
    ra: Floats
    ipw: Floats
    treated: Floats
    rows: int
    starts: int
    persons: int
    ess: float
    waiting: int
    largest: float
    trimmed: float
    smd_before: Floats
    smd_after: Floats

    @property
    def se(self) -> Floats:
        """Standard errors of `aipw`. Shape (horizons,)."""
        return np.sqrt(np.maximum(np.diag(self.covariance), 0))

    def through(self, contrast: Floats) -> tuple[Floats, Floats]:
        """Effects and standard errors of combinations of horizons, one per row of `contrast`."""
        variance = np.einsum("ij,jk,ik->i", contrast, self.covariance, contrast)
        return contrast @ self.aipw, np.sqrt(np.maximum(variance, 0))


def modelled(alpha: Floats, beta: Floats) -> Nuisance:
    """The chance and the expectation by a logistic and a linear model on the same columns."""

    def nuisance(part: Part) -> tuple[Floats, Floats]:
        x = part.x.astype(np.float64)
        return expit(x @ alpha), x @ beta

    return nuisance


def waiting(part: Part) -> Floats:
    """Weight one for those who waited: the outcome model is fitted on them alone."""
    return 1.0 - part.start


def effects(parts: Parts, nuisance: Nuisance, *, clusters: int = 0) -> Effects:
    """Find the average effect on those who began (ATT) at every horizon in one pass.

    Args:
        parts: Decisions with outcomes; rows sorted by person.
        nuisance: Chance of beginning and expected outcomes, row by row.
        clusters: How many clusters `part.cluster` counts; 0 clusters by person.

    Returns:
        Effects in the outcome's unit. Rows whose chance of beginning is above `MOST_LIKELY` are
        left out on both sides and reported as `trimmed`.

    Source:
        Robins, Rotnitzky & Zhao (1994), JASA 89; Sianesi (2004), REStat 86; variance as the
        influence function summed per person (Liang & Zeger 1986).
    """
    sums = add_up(parts, partial(_kernel, nuisance=nuisance, clusters=clusters))
    horizons = (sums["total"].size - 2) // 2
    total = sums["total"]
    begun, weight = total[horizons], total[-1]
    gain, loss = total[:horizons] / begun, total[horizons + 1 : -1] / weight
    products = sums["clusters"].T @ sums["clusters"] if clusters else sums["products"]
    turn = _influence(gain, loss, begun, weight)
    count = sums["counts"]
    return Effects(
        gain - loss,
        turn @ products @ turn.T,
        gain,
        sums["ipw"][0] / begun - sums["ipw"][1] / weight,
        sums["ipw"][0] / begun,
        int(count[0]),
        int(count[1]),
        int(count[2]),
        float(weight**2 / count[3]) if count[3] else 0.0,
        int(count[0] - count[1]),
        float(sums["most"].max() / weight) if weight else 1.0,
        float(count[4] / (count[4] + count[1])) if count[4] + count[1] else 1.0,
        *_balance(sums["balance"]),
    )


def _influence(gain: Floats, loss: Floats, begun: float, weight: float) -> Floats:
    """The linear map from the sums of a cluster to its influence on each horizon."""
    one = np.eye(len(gain))
    return np.hstack([one / begun, -gain[:, None] / begun, -one / weight, loss[:, None] / weight])


def _kernel(part: Part, nuisance: Nuisance, clusters: int) -> Sums:
    chance, expected = nuisance(part)
    keep = chance <= MOST_LIKELY
    lost = float(part.start[~keep].sum())
    if not keep.all():
        part, chance, expected = part.where(keep), chance[keep], expected[keep]
    begun, weight = part.start, (1 - part.start) * chance / (1 - chance)
    y = part.y.astype(np.float64)
    left = y - expected
    z = np.hstack([left * begun[:, None], begun[:, None], left * weight[:, None], weight[:, None]])
    persons = by_person(z, part.person)
    counts = [part.n, begun.sum(), len(persons), (weight**2).sum(), lost]
    sums = {
        "total": z.sum(axis=0),
        "ipw": np.vstack([begun @ y, weight @ y]),
        "counts": np.array(counts, np.float64),
        "most": np.array([weight.max() if part.n else 0.0]),
        "balance": _moments(part, weight),
    }
    if clusters:
        sums["clusters"] = np.zeros((clusters, z.shape[1]))
        np.add.at(sums["clusters"], part.cluster, z)
    else:
        sums["products"] = persons.T @ persons
    return sums


def _moments(part: Part, weight: Floats) -> Floats:
    """Counts, means and squares of the columns: began, waited, waited and weighted."""
    x = np.hstack([np.ones((part.n, 1)), part.x.astype(np.float64)])
    waited = 1 - part.start
    shares = np.vstack([part.start, waited, weight])
    return np.stack([shares @ x, shares @ x**2])


def _balance(moments: Floats) -> tuple[Floats, Floats]:
    """Standardised mean differences before and after weighting; nought where nothing varies."""
    counts = np.maximum(moments[0][:, :1], 1e-300)
    means, squares = moments[0][:, 1:] / counts, moments[1][:, 1:] / counts
    spread = squares - means**2
    scale = np.sqrt(np.maximum((spread[0] + spread[1]) / 2, 0))
    scale = np.where(scale > 1e-9, scale, np.inf)
    return (means[0] - means[1]) / scale, (means[0] - means[2]) / scale
