"""The offer and taking part: what a draw says about each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from virker.arrays import Numbers, column, columns, flags
from virker.compare.effect import Effect
from virker.errors import VirkerError

if TYPE_CHECKING:
    from virker.panel import Floats

LEAST_F = 10.0
"""Least F of the draw on taking part; below it taking part is not spoken of."""


class WeakDraw(VirkerError):
    """The draw hardly changed who took part."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A draw with and without taking part.

    Attributes:
        offered: Effect of the offer on everybody drawn (intention to treat).
        took_part: Effect of taking part on those who took part because they were drawn
            (complier average effect); None when the draw hardly changed who took part.
        compliance: How much more often the drawn took part, a share.
        f: How strongly the draw moved taking part, an F value.
    """

    offered: Effect
    took_part: Effect | None
    compliance: float
    f: float


def offer(
    outcome: Numbers, drawn: Numbers, took: Numbers | None = None, *, adjust: Numbers | None = None
) -> Offer:
    """Compare those who were drawn with those who were not, and those who took part because of it.

    Args:
        outcome: Shape (n,), any unit; shares as 0 and 1. Missing values are refused.
        drawn: 1 for those who were drawn. Shape (n,).
        took: 1 for those who took part; None when everybody drawn did and nobody else.
        adjust: What was known before the draw. Shape (n, k).

    Returns:
        Both effects with standard errors that allow for unequal spread (HC1).

    Raises:
        VirkerError: A group is empty, or the shapes differ.

    Source:
        Imbens & Angrist (1994), Econometrica 62(2); Staiger & Stock (1997) for F above 10.

    Examples:
        >>> told = offer([0, 1, 1, 1, 0, 0, 1, 0], [1, 1, 1, 1, 0, 0, 0, 0], [1, 1, 1, 1, 0, 0, 0, 0])
        >>> told.offered.estimate, told.compliance
        (0.5, 1.0)
    """
    y = column(outcome, "outcome")
    z = flags(drawn, "drawn", len(y)).astype(np.float64)
    d = z if took is None else flags(took, "took", len(y)).astype(np.float64)
    if not 0 < z.sum() < len(z):
        raise VirkerError(
            "Enten blev alle trukket ud, eller også blev ingen. Så er der intet svar."
        )
    known = np.column_stack([np.ones(len(y)), columns(adjust, "adjust", len(y))])
    cut_y, cut_z, cut_d = (v - known @ np.linalg.lstsq(known, v, rcond=None)[0] for v in (y, z, d))
    free = len(y) / (len(y) - known.shape[1] - 1)
    itt, itt_se, _ = _through(cut_y, cut_z, cut_z, free)
    first, first_se, _ = _through(cut_d, cut_z, cut_z, free)
    f = float("inf") if first_se == 0 else (first / first_se) ** 2
    took_part = None
    if f >= LEAST_F:
        late, late_se, _ = _through(cut_y, cut_d, cut_z, free)
        took_part = Effect.normal(late, late_se, len(y), int(d.sum()), "took part")
    return Offer(Effect.normal(itt, itt_se, len(y), int(z.sum()), "offer"), took_part, first, f)


def _through(y: Floats, x: Floats, z: Floats, free: float) -> tuple[float, float, Floats]:
    """The slope of y on x, told through z, its standard error and what is left."""
    moved = float(z @ x)
    slope = float(z @ y) / moved
    left = y - slope * x
    return slope, float(np.sqrt(free * np.sum((z * left) ** 2))) / abs(moved), left
