"""Comparisons that are as simple as a draw, a before and after in two groups, or a small panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from virker.arrays import Floats, Numbers, column, columns, flags, labels
from virker.compare.effect import Effect
from virker.compare.linear import Errors, LinearFit, least_squares
from virker.errors import VirkerError

if TYPE_CHECKING:
    from collections.abc import Sequence


def difference(
    outcome: Numbers,
    treated: Numbers,
    *,
    adjust: Numbers | None = None,
    errors: Errors = "classic",
    cluster: Numbers | Sequence[str] | None = None,
) -> Effect:
    """Compare those who were drawn with those who were not.

    It is an effect only when it was drawn by lot: on anything else this is the naive comparison,
    which is wrong in every direction (LaLonde 1986).

    Args:
        outcome: Shape (n,), any unit; shares as 0 and 1.
        treated: 1 for those who were drawn. Shape (n,).
        adjust: What was known before the draw; sharpens the answer. Shape (n, k).
        errors: How the spread is estimated.
        cluster: Who was drawn together, where whole teams or towns were. Shape (n,).

    Returns:
        Mean of the drawn minus mean of the others. Missing values are refused.

    Raises:
        VirkerError: One of the two groups is empty, or the shapes differ.

    Source:
        LaLonde (1986), AER 76(4); Lin (2013), AoAS 7(1) on adjustment.

    Examples:
        >>> round(difference([0, 1, 1, 1], [0, 0, 1, 1]).estimate, 6)
        0.5
    """
    y = column(outcome, "outcome")
    drawn = _both(treated, len(y))
    before = columns(adjust, "adjust", len(y))
    design = np.column_stack([drawn, before])
    names = ["treated", *(f"x{i + 1}" for i in range(before.shape[1]))]
    fit = least_squares(y, design, names=names, errors=errors, cluster=cluster)
    return _effect(fit, "treated", int(drawn.sum()), "adjusted" if before.size else "difference")


def difference_in_differences(
    outcome: Numbers,
    treated: Numbers,
    after: Numbers,
    *,
    adjust: Numbers | None = None,
    errors: Errors = "classic",
    cluster: Numbers | Sequence[str] | None = None,
) -> Effect:
    """Compare the change in one group with the change in another.

    Args:
        outcome: Shape (n,).
        treated: 1 in the group where something was changed. Shape (n,).
        after: 1 after the change. Shape (n,).
        adjust: What else the rows differ by. Shape (n, k).
        errors: How the spread is estimated.
        cluster: Who the rows belong to. Shape (n,).

    Returns:
        Change among the treated minus change among the others: an effect if both groups would
        have moved alike without the change.

    Source:
        Meyer, Viscusi & Durbin (1995), AER 85(3).

    Examples:
        >>> y, group, time = [1, 2, 1, 4, 1, 2, 1, 4], [0, 0, 1, 1] * 2, [0, 1, 0, 1] * 2
        >>> round(difference_in_differences(y, group, time).estimate, 6)
        2.0
    """
    y = column(outcome, "outcome")
    group, later = _both(treated, len(y)), _both(after, len(y), "after")
    more = columns(adjust, "adjust", len(y))
    design = np.column_stack([group * later, group, later, more])
    names = ["effect", "treated", "after", *(f"x{i + 1}" for i in range(more.shape[1]))]
    fit = least_squares(y, design, names=names, errors=errors, cluster=cluster)
    return _effect(fit, "effect", int(group.sum()), "difference_in_differences")


def first_differences(
    outcome: Numbers,
    unit: Numbers | Sequence[str],
    time: Numbers,
    treatment: Numbers,
    *,
    errors: Errors = "classic",
    cluster: bool = False,
) -> Effect:
    """Follow places over time and compare changes with changes in the same period.

    Args:
        outcome: One per place and period. Shape (n,). Rows with a missing outcome (NaN) give no
            change for that period and the next.
        unit: The place. Shape (n,).
        time: The period, counted in whole steps. Shape (n,).
        treatment: What was in force (0 to 1). Shape (n,).
        errors: How the spread is estimated.
        cluster: Whether to let the changes of a place hang together.

    Returns:
        The change in the outcome when the treatment begins.

    Source:
        Papke (1994), J. Public Economics 54; Wooldridge, Introductory Econometrics, ex. 13.8.

    Examples:
        >>> y = [0, 0, 0.1, 0, 1, 3.2, 0, 1, 1]
        >>> place, year, on = [1, 1, 1, 2, 2, 2, 3, 3, 3], [1, 2, 3] * 3, [0, 0, 0, 0, 0, 1, 0, 0, 0]
        >>> round(first_differences(y, place, year, on).estimate, 2)
        2.15
    """
    changes = _changes(outcome, unit, time, treatment)
    dummies = _dummies(changes[:, 1])
    design = np.column_stack([changes[:, 3], dummies])
    names = ["treatment", *(f"period{i}" for i in range(dummies.shape[1]))]
    places = changes[:, 0] if cluster else None
    fit = least_squares(changes[:, 2], design, names=names, errors=errors, cluster=places)
    return _effect(fit, "treatment", int((changes[:, 3] != 0).sum()), "first_differences")


def fixed_effects(
    outcome: Numbers,
    unit: Numbers | Sequence[str],
    time: Numbers,
    treatment: Numbers,
    *,
    also: Numbers | None = None,
    errors: Errors = "classic",
    cluster: bool = False,
) -> LinearFit:
    """Follow places over time with a level of their own and a level for every period.

    Right when the treatment begins at the same time everywhere, or works the same at all times;
    otherwise use `virker.compare.staggered.callaway_santanna`.

    Args:
        outcome: Shape (n,); NaN rows must be taken out first.
        unit: The place. Shape (n,).
        time: The period. Shape (n,).
        treatment: What was in force. Shape (n,).
        also: Further columns that change over time. Shape (n, k).
        errors: How the spread is estimated.
        cluster: Whether to let the rows of a place hang together.

    Returns:
        The fit; the answer is `.term("treatment")`, the further columns are `x1`, `x2`, ….

    Source:
        Wooldridge, Introductory Econometrics, ch. 14 (Holzer et al. 1993 for `jtrain`).

    Examples:
        >>> y = [0, 0, 0.1, 0, 1, 3.2, 0, 1, 1]
        >>> place, year, on = [1, 1, 1, 2, 2, 2, 3, 3, 3], [1, 2, 3] * 3, [0, 0, 0, 0, 0, 1, 0, 0, 0]
        >>> round(fixed_effects(y, place, year, on).term("treatment").estimate, 2)
        2.4
    """
    y = column(outcome, "outcome")
    codes, _ = labels(unit, "unit", len(y))
    more = columns(also, "also", len(y))
    periods, places = _dummies(column(time, "time", len(y))), _dummies(codes.astype(np.float64))
    design = np.column_stack([column(treatment, "treatment", len(y)), more, periods, places])
    names = ["treatment", *(f"x{i + 1}" for i in range(more.shape[1]))]
    names += [f"level{i}" for i in range(periods.shape[1] + places.shape[1])]
    owner = codes if cluster else None
    return least_squares(y, design, names=names, errors=errors, cluster=owner)


def _both(values: Numbers, rows: int, name: str = "treated") -> Floats:
    read = flags(values, name, rows).astype(np.float64)
    if read.min() == read.max():
        raise VirkerError(f"{name} skal have både nogen med 0 og nogen med 1.")
    return read


def _effect(fit: LinearFit, name: str, treated: int, method: str) -> Effect:
    term = fit.term(name)
    return Effect.normal(term.estimate, term.se, fit.n, treated, method, df=fit.df)


def _changes(
    outcome: Numbers, unit: Numbers | Sequence[str], time: Numbers, treatment: Numbers
) -> Floats:
    """Rows of place, period, change in outcome and change in treatment."""
    y = np.asarray(outcome, np.float64)
    codes, _ = labels(unit, "unit", len(y))
    when, on = column(time, "time", len(y)), column(treatment, "treatment", len(y))
    place = codes.astype(np.float64)
    rows = np.column_stack([place, when, y, on])[np.lexsort((when, codes))]
    step = np.diff(rows, axis=0)
    follows = (step[:, 0] == 0) & (step[:, 1] == 1) & np.isfinite(step[:, 2])
    if not bool(follows.any()):
        raise VirkerError("Ingen steder har to perioder lige efter hinanden.")
    return np.column_stack([rows[1:, :2], step[:, 2:]])[follows]


def _dummies(values: Floats) -> Floats:
    """One column per value but the first."""
    return (values[:, None] == np.unique(values)[None, 1:]).astype(np.float64)
