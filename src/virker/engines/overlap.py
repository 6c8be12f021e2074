"""Whether those who started and those who waited look alike, from sums."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from virker.engines.driver import Floats, Sums


@dataclass(frozen=True)
class Overlap:
    """Whether the compared people look alike, per service.

    Shape: ``before``, ``after`` (services, columns): standardised mean difference of every
    column before and after weighting, in standard deviations of the starters and waiters
    together. ``counts`` (services, 2, 48): starters and waiters by log-odds of starting, from
    −10 to 2 in steps of 0.25. ``starters``, ``waiters``, ``trimmed_starters``,
    ``trimmed_waiters``, ``effective`` (effective sample size of the waiters), ``largest_share``
    (largest weight as a share of all weight): (services).
    """

    before: Floats
    after: Floats
    counts: Floats
    starters: Floats
    waiters: Floats
    trimmed_starters: Floats
    trimmed_waiters: Floats
    effective: Floats
    largest_share: Floats


def overlap_of(sums: Sums) -> Overlap:
    """Read balance and overlap from the sums of an effect pass."""
    starters, waiters, weight, square, cut_starters, cut_waiters = sums["counts"].T
    amounts = np.stack([starters, waiters, weight], 1)[:, :, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = sums["levels"] / amounts
        variance = sums["squares"] / amounts - mean**2
        spread = np.sqrt((variance[:, 0] + variance[:, 1]) / 2)
        gaps = [
            np.where(spread > 1e-12, (mean[:, 0] - mean[:, side]) / spread, 0.0) for side in (1, 2)
        ]
        return Overlap(
            before=gaps[0],
            after=gaps[1],
            counts=sums["overlap"],
            starters=starters,
            waiters=waiters,
            trimmed_starters=cut_starters,
            trimmed_waiters=cut_waiters,
            effective=weight**2 / square,
            largest_share=sums["largest"] / weight,
        )
