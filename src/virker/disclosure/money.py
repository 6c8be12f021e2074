"""Sums of money: hidden when one person stands for most of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from virker.disclosure.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Sequence


def is_dominated(amounts: Sequence[float], rules: Rules | None = None) -> bool:
    """Whether one contributor stands for more of a sum than may be shown.

    Args:
        amounts: one per person, any unit, sign ignored; missing ones (NaN) are left out.
        rules: the thresholds.

    Source:
        The dominance rule, Hundepool et al. (2012), *Statistical Disclosure Control*, § 4.2.

    Examples:
        >>> is_dominated([900, 10, 10, 10, 10]), is_dominated([10, 10, 10, 10, 10])
        (True, False)
    """
    size = np.abs(np.asarray(amounts, np.float64))
    size = size[np.isfinite(size)]
    return bool(len(size) and size.max() > (rules or Rules()).share_of_one * size.sum())


def safe_sum(amounts: Sequence[float], rules: Rules | None = None) -> float | None:
    """The sum of amounts, or None when it would tell about one person.

    A sum is shown when at least `least` persons stand behind it and none dominates. Smallest and
    largest amounts are never shown.

    Examples:
        >>> safe_sum([100.0] * 6), safe_sum([100.0] * 4) is None
        (600.0, True)
    """
    told = rules or Rules()
    size = np.asarray(amounts, np.float64)
    size = size[np.isfinite(size)]
    if len(size) < told.least or is_dominated(size.tolist(), told):
        return None
    return float(size.sum())
