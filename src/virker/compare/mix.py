"""Before and after with the same mix of people.

If fewer young people come after a change than before it, the share in job moves by itself. Here
the people before are weighted to look like the people after. What is left is a difference, not an
effect: the labour market may have changed as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from virker.arrays import Bools, Floats, Ints, Numbers, column, columns, flags, labels, sums_by
from virker.compare.effect import Effect
from virker.compare.linear import least_squares
from virker.compare.logistic import logistic
from virker.errors import VirkerError

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class MixRow:
    """One characteristic before, after, and before with the mix of after; with SMDs to after."""

    name: str
    before: float
    after: float
    weighted: float
    smd: float
    smd_weighted: float


@dataclass(frozen=True, slots=True)
class Standardised:
    """After minus before, among people like those who came after.

    Attributes:
        difference: With interval clustered as asked.
        plain: The same without making the mixes alike.
        mix: One row per characteristic: what the mix was.
        effective_before: How many unweighted people the weighted ones before are worth.
        largest_weight: Share of all weight on the heaviest person before.
    """

    difference: Effect
    plain: Effect
    mix: tuple[MixRow, ...]
    effective_before: float
    largest_weight: float


def standardise(
    outcome: Numbers,
    after: Numbers,
    mix: Numbers | None,
    *,
    names: Sequence[str] | None = None,
    cluster: Numbers | Sequence[str] | None = None,
) -> Standardised:
    """Compare after with before among people like those who came after.

    Args:
        outcome: Shape (n,); a share as 0 and 1, or weeks.
        after: 1 for those who came after the change. Shape (n,).
        mix: What the mix is made of, known when they came. Shape (n, k); None for nothing.
        names: One per column of `mix`.
        cluster: Who the rows belong to. Shape (n,).

    Returns:
        Doubly robust: right when either the model of who came when or of the outcome is.
        Missing values are refused, not dropped.

    Raises:
        VirkerError: Nobody before or nobody after, or a characteristic is found on one side only.

    Source:
        Robins, Rotnitzky & Zhao (1994), JASA 89; Hernán & Robins, What If, ch. 13.

    Examples:
        >>> young = [0, 0, 0, 1, 0, 1, 1, 1]
        >>> found = standardise([1, 1, 1, 0, 1, 0, 0, 0], [0, 0, 0, 0, 1, 1, 1, 1], young)
        >>> round(found.plain.estimate, 2), round(found.difference.estimate, 2)
        (-0.5, 0.0)
    """
    y = column(outcome, "outcome")
    later = flags(after, "after", len(y))
    x = columns(mix, "mix", len(y))
    if bool(later.all()) or not bool(later.any()):
        raise VirkerError("Der skal være borgere både før og efter.")
    owner = np.arange(len(y)) if cluster is None else labels(cluster, "cluster", len(y))[0]
    named = tuple(names or (f"x{i + 1}" for i in range(x.shape[1])))
    plain = _difference(y, later, np.empty((len(y), 0)), owner)[0]
    adjusted, weights = _difference(y, later, x, owner)
    before = weights[~later]
    return Standardised(
        adjusted,
        plain,
        _mix_table(x, later, weights, named),
        float(before.sum() ** 2 / (before**2).sum()),
        float(before.max() / before.sum()),
    )


def _difference(y: Floats, later: Bools, x: Floats, owner: Ints) -> tuple[Effect, Floats]:
    """The AIPW difference for those after, and everybody's weight."""
    d = later.astype(np.float64)
    odds = np.ones(len(y))
    guess = np.full(len(y), y[~later].mean())
    if x.shape[1]:
        fitted = logistic(d, x).fitted
        odds = fitted / (1 - fitted)
        line = least_squares(y[~later], x[~later])
        guess = np.column_stack([np.ones(len(y)), x]) @ line.coefficients
    weights = np.where(later, 1.0, odds)
    left = y - guess
    mine, theirs = d / d.mean(), (1 - d) * odds / float(((1 - d) * odds).mean())
    shift = float((theirs * left).mean())
    estimate = float((mine * left).mean()) - shift
    influence = mine * (left - shift - estimate) - theirs * (left - shift)
    together = sums_by(owner, influence[:, None], int(owner.max()) + 1)
    se = float(np.sqrt((together**2).sum())) / len(y)
    method = "standardised" if x.shape[1] else "difference"
    return Effect.normal(estimate, se, len(y), int(d.sum()), method), weights


def _mix_table(
    x: Floats,
    later: Bools,
    weights: Floats,
    names: tuple[str, ...],
) -> tuple[MixRow, ...]:
    rows: list[MixRow] = []
    for i, name in enumerate(names):
        before, after = x[~later, i], x[later, i]
        weighted = float(np.average(before, weights=weights[~later]))
        one, two = float(before.mean()), float(after.mean())
        scale = float(np.sqrt((before.var() + after.var()) / 2)) or 1.0
        rows.append(MixRow(name, one, two, weighted, (two - one) / scale, (two - weighted) / scale))
    return tuple(rows)
