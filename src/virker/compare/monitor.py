"""Looking every month, as often as you like: confidence sequences.

An ordinary 95 % interval is right once. Used again every month it cries wolf: 19 % false alarms
after ten looks. A confidence sequence holds at all looks together, planned or not, and pays for it
with intervals that are 1.6 to 1.8 times as wide.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from virker.arrays import Floats, Numbers, column
from virker.errors import VirkerError


@dataclass(frozen=True, slots=True)
class Sequence:
    """A running mean with intervals that hold at all looks together.

    Attributes:
        mean: After each look. Shape (looks,).
        low: Lower ends. Shape (looks,).
        high: Upper ends. Shape (looks,).
        n: People so far. Shape (looks,).
        first_change: The first look, counted from 0, whose interval leaves the reference out; None
            while there is none.
    """

    mean: Floats
    low: Floats
    high: Floats
    n: Floats
    first_change: int | None


def confidence_sequence(
    successes: Numbers,
    people: Numbers,
    reference: float,
    *,
    level: float = 0.95,
    sharpest_at: float | None = None,
) -> Sequence:
    """Follow a share month by month against a reference, and look as often as you like.

    Args:
        successes: New ones each month. Shape (months,).
        people: New people each month, at least 1. Shape (months,).
        reference: The share to compare with, agreed beforehand, in (0, 1).
        level: How often no look at all leaves the truth out.
        sharpest_at: After how many people the interval should be narrowest against an ordinary
            one; twelve times the first month's when left out. Choose it before looking: it must
            not depend on what is found.

    Returns:
        The running share with its sequence. The spread is that of the data so far, or of the
        reference where that is larger, so that a first month without any success is not sure.

    Raises:
        VirkerError: Months without people, or the reference is not a share.

    Source:
        Robbins (1970), Ann. Math. Stat. 41(5); Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas
        (2024), Annals of Statistics 52(6), eq. 14 (asymptotic; normal mixture).

    Examples:
        >>> followed = confidence_sequence([60, 65, 70], [100, 100, 100], 0.4)
        >>> followed.first_change
        0
    """
    new, people_new = column(successes, "successes"), column(people, "people")
    if len(new) != len(people_new) or bool((people_new < 1).any()):
        raise VirkerError("Hver måned skal have mindst én borger og et antal.")
    if bool(((new < 0) | (new > people_new)).any()) or not 0 < reference < 1:
        raise VirkerError("Antal og reference skal være andele mellem 0 og 1.")
    n = np.cumsum(people_new)
    share = np.cumsum(new) / n
    spread = np.sqrt(np.maximum(share * (1 - share), reference * (1 - reference)))
    tuned = sharpest_at if sharpest_at is not None else 12 * float(people_new[0])
    half = spread * normal_mixture(n, tuned, 1 - level)
    low, high = np.maximum(share - half, 0.0), np.minimum(share + half, 1.0)
    outside = np.flatnonzero((share - half > reference) | (share + half < reference))
    return Sequence(share, low, high, n, int(outside[0]) if len(outside) else None)


def normal_mixture(n: Floats, sharpest_at: float, alpha: float = 0.05) -> Floats:
    """Half width of a confidence sequence for a mean, in standard deviations of one person.

    Args:
        n: People so far. Shape (looks,).
        sharpest_at: After how many people it is narrowest against an ordinary interval.
        alpha: How often any look may leave the truth out.

    Source:
        Howard, Ramdas, McAuliffe & Sekhon (2021), Annals of Statistics 49(2), eq. 14 and 3.7.

    Examples:
        >>> width = normal_mixture(np.array([1200.0]), 1200) / (1.96 / np.sqrt(1200))
        >>> bool(1.5 < width[0] < 1.8)
        True
    """
    odds = -2 * np.log(alpha) + np.log(-2 * np.log(alpha) + 1)
    rho2 = odds / sharpest_at
    grown = n * rho2 + 1
    return np.sqrt(2 * grown / (n**2 * rho2) * np.log(np.sqrt(grown) / alpha))
