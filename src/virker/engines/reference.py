"""What sequential trials mean, in plain Python: every row written out, every sum by hand.

Slow and short on purpose. The kernels must agree with this; when in doubt, this is right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from virker.engines.driver import Floats, inverse, solve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from virker.engines.sequential import TrialDesign, Trials


@dataclass(frozen=True)
class Row:
    """One person in one trial in one week of follow-up."""

    person: int
    columns: Floats
    outcome: bool
    weight: float


def expanded(trials: Trials, design: TrialDesign) -> Iterator[Row]:
    """Write out every person × trial × follow-up week."""
    for spell in range(len(trials.person)):
        for stretch in range(trials.first[spell], trials.first[spell + 1]):
            for week in range(trials.opens[stretch], trials.closes[stretch]):
                yield from _followed(trials, design, spell, stretch, week)


def _followed(
    trials: Trials, design: TrialDesign, spell: int, stretch: int, week: int
) -> Iterator[Row]:
    """Follow one trial week by week until the outcome, the last known week, or the end."""
    last = trials.until[stretch] - 1
    for k in range(min(last - week + 1, len(design.followed))):
        weight = trials.weight[stretch]
        if trials.lived.shape[1]:
            weight *= trials.lived[stretch, k] / trials.lived[stretch, 0]
        yield Row(
            person=int(trials.person[spell]),
            columns=columns_of(trials, design, (spell, stretch, week), k),
            outcome=bool(trials.ended[stretch]) and week + k == last,
            weight=weight,
        )


def columns_of(trials: Trials, design: TrialDesign, where: tuple[int, int, int], k: int) -> Floats:
    """Write out the columns of one row, dummies and all; ``where`` is spell, stretch, trial week."""
    spell, stretch, week = where
    fixed, varying = np.zeros(design.fixed), np.zeros(design.varying)
    fixed[[c for c in trials.factors[spell] if c >= 0]] = 1
    varying[[c for c in trials.varying[stretch] if c >= 0]] = 1
    arm = float(trials.arm[stretch])
    parts = [
        fixed,
        [1.0, arm],
        varying,
        trials.numbers[stretch],
        design.calendar[week],
        design.followed[k],
        *([arm * design.followed[k]] if design.crossed else []),
    ]
    return np.concatenate(parts)


def fit_by_hand(trials: Trials, design: TrialDesign) -> tuple[Floats, Floats]:
    """Fit the pooled logistic hazard on the written-out rows.

    Returns:
        Coefficients (p), and their covariance (p, p) clustered by person.
    """
    rows = list(expanded(trials, design))
    theta = np.zeros(design.columns)
    theta[design.constant] = -4.0
    step = np.ones(design.columns)
    while np.abs(step).max() > 1e-10:
        hessian, scores = sums_by_hand(rows, theta)
        step = solve(hessian, np.sum(list(scores.values()), axis=0))
        theta = theta + step * min(1.0, 4 / np.abs(step).max())
    hessian, scores = sums_by_hand(rows, theta)
    bread = inverse(hessian)
    meat = np.sum([np.outer(score, score) for score in scores.values()], axis=0)
    return theta, bread @ meat @ bread


def sums_by_hand(rows: list[Row], theta: Floats) -> tuple[Floats, dict[int, Floats]]:
    """Add up the Hessian, and the score of every person."""
    hessian = np.zeros((len(theta), len(theta)))
    scores: dict[int, Floats] = {}
    for row in rows:
        share = 1 / (1 + np.exp(-row.columns @ theta))
        score = row.weight * (row.outcome - share) * row.columns
        scores[row.person] = scores.get(row.person, np.zeros_like(theta)) + score
        hessian += row.weight * share * (1 - share) * np.outer(row.columns, row.columns)
    return hessian, scores
