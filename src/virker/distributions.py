"""The few distributions intervals are made from, typed."""

from __future__ import annotations

from importlib import import_module
from statistics import NormalDist

_special = import_module("scipy.special")
_NORMAL = NormalDist()


def normal_quantile(share: float) -> float:
    """The z below which a share of a standard normal lies.

    Examples:
        >>> round(normal_quantile(0.975), 3)
        1.96
    """
    return _NORMAL.inv_cdf(share)


def normal_p(z: float) -> float:
    """Two-sided p-value of a standard normal z."""
    return float(2 * _special.ndtr(-abs(z)))


def t_quantile(share: float, df: float) -> float:
    """The t below which a share of Student's t lies; infinite degrees of freedom give the normal."""
    return normal_quantile(share) if df == float("inf") else float(_special.stdtrit(df, share))


def chi2_p(value: float, df: float) -> float:
    """Probability that a chi-squared is larger.

    Examples:
        >>> round(chi2_p(3.841, 1), 3)
        0.05
    """
    return float(_special.chdtrc(df, value))


def wald(
    estimate: float, se: float, level: float = 0.95, df: float = float("inf")
) -> tuple[float, float]:
    """Two-sided interval: estimate ± quantile · standard error."""
    half = t_quantile(0.5 + level / 2, df) * se
    return estimate - half, estimate + half
