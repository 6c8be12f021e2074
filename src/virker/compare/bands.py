"""Bands that hold for a whole curve at once, not only point by point."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from virker.errors import VirkerError

if TYPE_CHECKING:
    from virker.arrays import Floats


def sup_t(covariance: Floats, *, level: float = 0.95, draws: int = 20_000, seed: int = 1) -> float:
    """How many standard errors a band must reach to hold at all points at once.

    Args:
        covariance: Of the points of the curve. Shape (k, k). A point without spread is left out.
        level: How often the whole curve lies inside.
        draws: Curves drawn by lot; the error of the answer is about 1/sqrt(draws).
        seed: Seed of the lot: the same seed, the same answer.

    Returns:
        The level's quantile of the largest |t|; 1.96 for one point, more for several.

    Raises:
        VirkerError: No point has any spread.

    Source:
        Montiel Olea & Plagborg-Møller (2019), J. Applied Econometrics 34(1), algorithm 1.

    Examples:
        >>> 2.3 < sup_t(np.eye(3)) < 2.5
        True
    """
    spread = np.sqrt(np.diag(covariance))
    keep = spread > 0
    if not bool(keep.any()):
        raise VirkerError("Ingen af punkterne har nogen usikkerhed, så der er intet bånd.")
    correlation = covariance[np.ix_(keep, keep)] / np.outer(spread[keep], spread[keep])
    values, vectors = np.linalg.eigh(correlation)
    root = vectors * np.sqrt(np.maximum(values, 0))
    normal = np.random.default_rng(seed).standard_normal((draws, int(keep.sum())))
    largest: Floats = np.abs(normal @ root.T).max(axis=1)
    return float(np.quantile(largest, level))
