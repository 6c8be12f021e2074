"""One place changed: what would have happened there? Synthetic difference in differences.

Other places, and earlier periods, are weighted so that together they moved like the place before
it changed. Chance is judged by pretending that each of the other places had changed instead.
Works on one small table of places and periods.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from virker.arrays import Bools, Floats, Numbers, flags
from virker.errors import VirkerError

if TYPE_CHECKING:
    from collections.abc import Sequence

ROUNDS = 10_000


@dataclass(frozen=True, slots=True)
class Synthetic:
    """A synthetic difference in differences.

    Attributes:
        estimate: Mean effect on the treated places over the periods after the change.
        unit_weights: Of the other places; sum to 1. Shape (controls,).
        time_weights: Of the periods before; sum to 1. Shape (periods before,).
        treated: Mean outcome of the treated places. Shape (periods,).
        counterfactual: The same without the change, as far as we can tell. Shape (periods,).
        by_period: Effect in each period; before the change what is left over. Shape (periods,).
    """

    estimate: float
    unit_weights: Floats
    time_weights: Floats
    treated: Floats
    counterfactual: Floats
    by_period: Floats


@dataclass(frozen=True, slots=True)
class Placebo:
    """How unusual an effect is among places where nothing was changed.

    Attributes:
        estimate: The effect.
        p: Share of all places, the treated one among them, with an effect at least as large.
        se: Spread of the placebo effects.
        placebos: One per pretended change.
    """

    estimate: float
    p: float
    se: float
    placebos: Floats


def synthetic_did(outcome: Numbers, treated: Numbers, periods_before: int) -> Synthetic:
    """Estimate what a change did in one place, or in a few that changed at the same time.

    Args:
        outcome: Places down, periods across, ascending; no missing. Shape (places, periods).
        treated: 1 for the places that changed. Shape (places,).
        periods_before: How many of the periods lie before the change; at least 2.

    Returns:
        The effect with its weights and curves. It has no standard error of its own: see
        `placebo_test`.

    Raises:
        VirkerError: Too few places or periods, or numbers are missing.

    Source:
        Arkhangelsky, Athey, Hirshberg, Imbens & Wager (2021), AER 111(12), algorithm 1, with the
        authors' regularisation, stopping rule and sparsifying.

    Examples:
        >>> y = [[1, 2, 3, 4], [2, 3, 4, 5], [1, 2, 3, 9]]
        >>> round(synthetic_did(y, [0, 0, 1], 3).estimate, 6)
        5.0
    """
    y, changed = _checked(outcome, treated, periods_before)
    control, mine = y[~changed], y[changed].mean(axis=0)
    noise = float(np.diff(control[:, :periods_before], axis=1).std(ddof=1))
    after = y.shape[1] - periods_before
    strength = (int(changed.sum()) * after) ** 0.25 * noise
    least = 1e-5 * noise
    before = control[:, :periods_before]
    time = _weights(
        np.column_stack([before, control[:, periods_before:].mean(axis=1)]), 1e-6 * noise, least
    )
    unit = _weights(np.column_stack([before.T, mine[:periods_before]]), strength, least)
    gap = mine - unit @ control
    level = float(time @ gap[:periods_before])
    by_period = gap - level
    estimate = float(by_period[periods_before:].mean())
    return Synthetic(estimate, unit, time, mine, mine - by_period, by_period)


def placebo_test(outcome: Numbers, treated: Numbers, periods_before: int) -> Placebo:
    """Pretend that each untreated place had changed, and see how unusual the real one is.

    Args:
        outcome: As `synthetic_did`.
        treated: As `synthetic_did`; one treated place.
        periods_before: As `synthetic_did`.

    Returns:
        The smallest possible p is 1 / places: with 20 places nothing can be surer than 5 %.

    Raises:
        VirkerError: More than one place changed.

    Source:
        Abadie, Diamond & Hainmueller (2010), JASA 105(490); Arkhangelsky et al. (2021), alg. 4.

    Examples:
        >>> rng = np.random.default_rng(1)
        >>> y = rng.normal(size=(20, 12)); y[0, 8:] += 9
        >>> placebo_test(y, [1] + [0] * 19, 8).p
        0.05
    """
    y, changed = _checked(outcome, treated, periods_before)
    if int(changed.sum()) != 1:
        raise VirkerError("Placebo-prøven er for ét sted ad gangen.")
    found = synthetic_did(y, changed, periods_before).estimate
    others = y[~changed]
    pretended = [
        synthetic_did(others, np.arange(len(others)) == i, periods_before).estimate
        for i in range(len(others))
    ]
    placebos = np.array(pretended)
    as_large = int((np.abs(placebos) >= abs(found) - 1e-12).sum())
    return Placebo(found, (1 + as_large) / (1 + len(placebos)), float(placebos.std()), placebos)


def leave_one_out(
    outcome: Numbers, treated: Numbers, periods_before: int, names: Sequence[str]
) -> dict[str, float]:
    """The effect without each of the places that weigh most, by the name of the place left out.

    Args:
        outcome: As `synthetic_did`.
        treated: As `synthetic_did`.
        periods_before: As `synthetic_did`.
        names: One per place.

    Examples:
        >>> y = [[1, 2, 3, 4], [2, 3, 4, 5], [0, 1, 2, 3], [1, 2, 3, 9]]
        >>> without = leave_one_out(y, [0, 0, 0, 1], 3, ["a", "b", "c", "d"])
        >>> sorted(without)
        ['a', 'b', 'c']
    """
    y, changed = _checked(outcome, treated, periods_before)
    weights = synthetic_did(y, changed, periods_before).unit_weights
    heavy = np.flatnonzero(~changed)[weights > 0.01]
    kept = [(int(i), np.arange(len(y)) != i) for i in heavy]
    return {
        names[i]: synthetic_did(y[keep], changed[keep], periods_before).estimate for i, keep in kept
    }


def _checked(outcome: Numbers, treated: Numbers, periods_before: int) -> tuple[Floats, Bools]:
    y = np.asarray(outcome, np.float64)
    if y.ndim != 2 or not bool(np.isfinite(y).all()):
        raise VirkerError("outcome skal være steder gange perioder uden manglende tal.")
    changed = flags(treated, "treated", len(y))
    if not bool(changed.any()) or int((~changed).sum()) < 2:
        raise VirkerError("Der skal være mindst ét sted med ændring og to uden.")
    if not 2 <= periods_before < y.shape[1]:
        raise VirkerError("Der skal være mindst to perioder før ændringen og én efter.")
    return y, changed


def _weights(table: Floats, strength: float, least: float) -> Floats:
    """Weights on all but the last column that mimic it, first found, then thinned and refined."""
    centred = table - table.mean(axis=0)
    x, target = np.ascontiguousarray(centred[:, :-1]), np.ascontiguousarray(centred[:, -1])
    even = np.ones_like(x[0]) / x.shape[1]
    first = frank_wolfe(x, target, even, strength, least, 100)
    heavy = first * (first > first.max() / 4)
    start = np.asarray(heavy / heavy.sum(), np.float64)
    return frank_wolfe(x, target, start, strength, least, ROUNDS)


@njit(cache=True, nogil=True)
def frank_wolfe(
    x: Floats, target: Floats, weights: Floats, strength: float, least: float, rounds: int
) -> Floats:
    """Minimise strength² · |w|² + |xw − target|² / rows over weights that sum to 1.

    Args:
        x: Columns to be weighted. Shape (rows, columns).
        target: What they should mimic. Shape (rows,).
        weights: Where to begin; sum to 1. Shape (columns,).
        strength: How much even weights are preferred.
        least: Stop when a round gains less than its square.
        rounds: Stop after so many.
    """
    rows = len(target)
    ridge = rows * strength**2
    weights = weights.copy()
    fit = x @ weights - target
    loss = strength**2 * np.sum(weights**2) + np.sum(fit**2) / rows
    for _ in range(rounds):
        slope = fit @ x + ridge * weights
        best = np.argmin(slope)
        direction = -weights
        direction[best] += 1
        moved = x[:, best] - target - fit
        bend = np.sum(moved**2) + ridge * np.sum(direction**2)
        if bend <= 0:
            return weights
        stride = min(1.0, max(0.0, -np.sum(slope * direction) / bend))
        weights += stride * direction
        fit += stride * moved
        now = strength**2 * np.sum(weights**2) + np.sum(fit**2) / rows
        if loss - now <= least**2:
            return weights
        loss = now
    return weights
