"""Two groups, two periods: the smallest difference in differences, doubly robust on request."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from virker.arrays import Bools, Floats, inverse
from virker.compare.logistic import logistic


@dataclass(frozen=True, slots=True)
class TwoByTwo:
    """An effect on the treated, and what each row adds to it (mean nought). Shape (n,)."""

    estimate: float
    influence: Floats


def two_by_two(change: Floats, treated: Bools, x: Floats) -> TwoByTwo:
    """Compare the change of the treated with the change of the others who look like them.

    Args:
        change: Outcome after minus before. Shape (n,).
        treated: Shape (n,).
        x: Columns the change may depend on, without a constant; none is allowed. Shape (n, k).

    Source:
        Sant'Anna & Zhao (2020), J. Econometrics 219(1), eq. 2.6 and 3.1 (`drdid_panel`).

    Examples:
        >>> two_by_two(np.array([3.0, 1.0]), np.array([True, False]), np.empty((2, 0))).estimate
        2.0
    """
    d = treated.astype(np.float64)
    return _robust(change, d, x) if x.shape[1] else _plain(change, d)


def _plain(change: Floats, d: Floats) -> TwoByTwo:
    p = d.mean()
    one, nought = change[d == 1].mean(), change[d == 0].mean()
    influence = d / p * (change - one) - (1 - d) / (1 - p) * (change - nought)
    return TwoByTwo(float(one - nought), influence)


def _robust(change: Floats, d: Floats, x: Floats) -> TwoByTwo:
    """Doubly robust estimate; both models' own uncertainty is in the influence."""
    design = np.column_stack([np.ones(len(d)), x])
    score = logistic(d, x)
    odds = (1 - d) * score.fitted / (1 - score.fitted)
    bread = inverse((design * (1 - d)[:, None]).T @ design / len(d))
    left = change - design @ (bread @ (design.T @ ((1 - d) * change)) / len(d))
    one = float((d * left).mean() / d.mean())
    nought = float((odds * left).mean() / odds.mean())
    by_score = design * (d - score.fitted)[:, None] @ (score.covariance * len(d))
    by_line = design * ((1 - d) * left)[:, None] @ bread
    treated = d * (left - one) - by_line @ (design * d[:, None]).mean(axis=0)
    pull = (design * (odds * (left - nought))[:, None]).mean(axis=0)
    control = odds * (left - nought) + by_score @ pull
    control = control - by_line @ (design * odds[:, None]).mean(axis=0)
    return TwoByTwo(one - nought, treated / d.mean() - control / odds.mean())
