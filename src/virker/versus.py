"""One service against another for those who could have had either: overlap weights and AIPW.

Everybody who began one of the two is weighed by the chance of having begun the other. So those who
could have had either count most, and nobody is compared with people unlike them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from virker.sums import Part, Parts, add_up, by_person, expit, logistic, outcome_model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from virker.panel import Floats
    from virker.sums import Sums


@dataclass(frozen=True, slots=True)
class Versus:
    """What one service gave instead of another, on common support.

    Attributes:
        effect: First minus second at each horizon, outcome units. Shape (horizons,).
        covariance: Of `effect`, clustered by person. Shape (horizons, horizons).
        starts: Starts of the first and of the second.
        ess: Effective number of starts of each after weighting.
        common: Overlap as a share of the rarer service: near 1 when everybody could have had either,
            nought when the two are given to different people.
        smd: Largest standardised difference after weighting.
        persons: Persons with a start of either.
    """

    effect: Floats
    covariance: Floats
    starts: tuple[int, int]
    ess: tuple[float, float]
    common: float
    smd: float
    persons: int

    @property
    def se(self) -> Floats:
        """Standard errors of `effect`. Shape (horizons,)."""
        return np.sqrt(np.maximum(np.diag(self.covariance), 0))


def those_who_began(parts: Parts, first: int, second: int) -> Parts:
    """The decisions to begin one of two services; `start` is 1 for the first."""

    def made() -> Iterator[Part]:
        for part in parts():
            chosen = part.where((part.start == first) | (part.start == second))
            if chosen.n:
                yield replace(chosen, start=(chosen.start == first).astype(np.float64))

    return made


def versus(parts: Parts, columns: int) -> Versus:
    """Compare two services for those who could have had either (overlap population).

    Args:
        parts: From `those_who_began`; rows sorted by person.
        columns: How many columns the design has.

    Returns:
        The difference at every horizon, clustered by person; each service has its own outcome
        model, so it is right if either the choice or the outcomes are modelled right.

    Raises:
        NoSettling: Nobody began one of them.

    Source:
        Li, Morgan & Zaslavsky (2018), JASA 113, overlap weights; Mao, Li & Greene (2019),
        Statistical Methods in Medical Research 28(8), augmentation.
    """
    alpha = logistic(parts, columns)
    first = outcome_model(parts, lambda part: part.start)
    second = outcome_model(parts, lambda part: 1 - part.start)
    sums = add_up(parts, lambda part: _kernel(part, alpha, first, second))
    horizons = sums["total"].size - 1
    total, mass = sums["total"][:horizons], sums["total"][-1]
    effect = total / mass
    turn = np.hstack([np.eye(horizons), -effect[:, None]]) / mass
    counts = sums["counts"]
    return Versus(
        effect,
        turn @ sums["products"] @ turn.T,
        (int(counts[0]), int(counts[1])),
        (float(counts[2] ** 2 / counts[4]), float(counts[3] ** 2 / counts[5])),
        float(counts[7] / min(counts[0], counts[1])),
        _largest_difference(sums["balance"]),
        int(counts[6]),
    )


def _kernel(part: Part, alpha: Floats, first: Floats, second: Floats) -> Sums:
    x, y = part.x.astype(np.float64), part.y.astype(np.float64)
    chance, mine = expit(x @ alpha), part.start
    one, other = mine * (1 - chance), (1 - mine) * chance
    both = chance * (1 - chance)
    ahead, behind = x @ first, x @ second
    z = both[:, None] * (ahead - behind)
    z += one[:, None] * (y - ahead) - other[:, None] * (y - behind)
    sums = by_person(np.hstack([z, both[:, None]]), part.person)
    counts = [mine.sum(), (1 - mine).sum(), one.sum(), other.sum()]
    counts += [(one**2).sum(), (other**2).sum(), len(sums), both.sum()]
    shares = np.vstack([one, other])
    wide = np.hstack([np.ones((part.n, 1)), x])
    return {
        "total": sums.sum(axis=0),
        "products": sums.T @ sums,
        "counts": np.array(counts, np.float64),
        "balance": np.stack([shares @ wide, shares @ wide**2]),
    }


def _largest_difference(moments: Floats) -> float:
    counts = np.maximum(moments[0][:, :1], 1e-300)
    means, squares = moments[0][:, 1:] / counts, moments[1][:, 1:] / counts
    spread = np.sqrt(np.maximum((squares - means**2).mean(axis=0), 0))
    scale = np.where(spread > 1e-9, spread, np.inf)
    return float(np.abs((means[0] - means[1]) / scale).max(initial=0.0))
