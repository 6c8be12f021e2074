"""Shares: how far apart, and how many people it takes to see it."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt

from virker.distributions import normal_quantile
from virker.errors import VirkerError

SPREAD = 0.483
"""Measured on the register with known truth: the standard error of an effect on being in job is
about 0.483 / sqrt(starts) when there are plenty of others to compare with."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A number with the two ends of its interval."""

    estimate: float
    low: float
    high: float


def wilson(successes: int, n: int, level: float = 0.95) -> Interval:
    """Interval for one share, which never leaves [0, 1].

    Args:
        successes: How many, 0 up to `n`.
        n: Of how many, at least 1.
        level: How often the interval holds the truth.

    Raises:
        VirkerError: There are more successes than people, or nobody.

    Source:
        Wilson (1927), JASA 22(158).

    Examples:
        >>> share = wilson(5, 10)
        >>> round(share.low, 3), round(share.high, 3)
        (0.237, 0.763)
    """
    if not 0 <= successes <= n or n < 1:
        raise VirkerError("Antallet skal ligge mellem 0 og dem, der er talt med.")
    z = normal_quantile(0.5 + level / 2)
    p = successes / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return Interval(p, max(0.0, middle - half), min(1.0, middle + half))


def newcombe(
    successes: int, n: int, successes_before: int, n_before: int, level: float = 0.95
) -> Interval:
    """Difference between two shares, with an interval that is right for small numbers too.

    Args:
        successes: In the first group.
        n: People in the first group.
        successes_before: In the second group.
        n_before: People in the second group.
        level: How often the interval holds the truth.

    Returns:
        First share minus second, in [-1, 1].

    Source:
        Newcombe (1998), Statistics in Medicine 17, method 10.

    Examples:
        >>> found = newcombe(56, 70, 48, 80)
        >>> round(found.low, 4), round(found.high, 4)
        (0.0524, 0.3339)
    """
    one, two = wilson(successes, n, level), wilson(successes_before, n_before, level)
    gap = one.estimate - two.estimate
    below = sqrt((one.estimate - one.low) ** 2 + (two.high - two.estimate) ** 2)
    above = sqrt((one.high - one.estimate) ** 2 + (two.estimate - two.low) ** 2)
    return Interval(gap, gap - below, gap + above)


def smallest_detectable(
    starts: int, *, spread: float = SPREAD, power: float = 0.8, level: float = 0.95
) -> float:
    """Smallest effect on a share that so many starts would show with 80 % power.

    Args:
        starts: How many began, at least 1.
        spread: Standard error times sqrt(starts).
        power: How often a true effect of that size is found.
        level: Of the two-sided interval.

    Returns:
        A share in [0, 1]; 0.03 is three percentage points.

    Source:
        Cohen (1988); the spread is measured, see `SPREAD`.

    Examples:
        >>> [round(smallest_detectable(n), 3) for n in (100, 500, 2000)]
        [0.135, 0.061, 0.03]
    """
    if starts < 1:
        raise VirkerError("Der skal være mindst én, der er begyndt.")
    return (normal_quantile(0.5 + level / 2) + normal_quantile(power)) * spread / sqrt(starts)


def people_needed(share: float, margin: float, *, power: float = 0.8, level: float = 0.95) -> int:
    """People per group it takes to show "at most `margin` worse" when nothing has changed.

    Args:
        share: The expected share in both groups, in (0, 1).
        margin: The agreed margin, a share above 0.
        power: How often it is shown when it is true.
        level: Two-sided; 95 % is the one-sided 2.5 % of a non-inferiority question.

    Source:
        Blackwelder (1982), Controlled Clinical Trials 3(4).

    Examples:
        >>> [people_needed(0.44, margin) for margin in (0.02, 0.03, 0.05)]
        [9670, 4298, 1548]
    """
    if not 0 < share < 1 or margin <= 0:
        raise VirkerError("Andelen skal ligge mellem 0 og 1, og margin skal være over 0.")
    z = normal_quantile(0.5 + level / 2) + normal_quantile(power)
    return ceil(z * z * 2 * share * (1 - share) / margin**2)
