"""Many answers on one page: which may still be called answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from virker.arrays import Floats, Numbers, column
from virker.errors import VirkerError

Rule = Literal["bh", "holm", "bonferroni"]
"""`bh`: at most 5 % of what is called is wrong (Benjamini & Hochberg); `holm` and `bonferroni`: at
most 5 % chance of a single wrong one."""


@dataclass(frozen=True, slots=True)
class Several:
    """What many p-values are worth together.

    Attributes:
        adjusted: In the order they came; in [0, 1]. Shape (m,).
        kept: Which stand. Shape (m,).
    """

    adjusted: tuple[float, ...]
    kept: tuple[bool, ...]

    @property
    def count(self) -> int:
        """How many stand."""
        return sum(self.kept)


def correct(p: Numbers, rule: Rule = "bh", *, level: float = 0.05) -> Several:
    """Correct the p-values of one published page for how many they are.

    Args:
        p: One per answer, in [0, 1]. Shape (m,). Everything that was looked at belongs, also what
            is not shown.
        rule: What is kept rare.
        level: How rare.

    Returns:
        Adjusted p-values and which stand at the level. Missing ones are refused.

    Raises:
        VirkerError: A value is not a probability.

    Source:
        Benjamini & Hochberg (1995), JRSS B 57(1); Holm (1979), Scand. J. Statistics 6(2).

    Examples:
        >>> correct([0.01, 0.04, 0.03]).adjusted
        (0.03, 0.04, 0.04)
        >>> correct([0.01, 0.04, 0.03], "holm").count
        1
    """
    given = column(p, "p")
    if bool(((given < 0) | (given > 1)).any()):
        raise VirkerError("p skal ligge mellem 0 og 1.")
    adjusted = np.minimum(_adjust(given, rule), 1.0)
    kept = tuple(bool(value <= level + 1e-12) for value in adjusted.tolist())
    return Several(tuple(adjusted.tolist()), kept)


def _adjust(p: Floats, rule: Rule) -> Floats:
    m = len(p)
    if rule == "bonferroni":
        return p * m
    order = np.argsort(p, kind="stable")
    ranks = np.arange(1, m + 1)
    adjusted = np.empty(m)
    if rule == "holm":
        adjusted[order] = np.maximum.accumulate(p[order] * (m + 1 - ranks))
    else:
        adjusted[order] = np.minimum.accumulate((p[order] * m / ranks)[::-1])[::-1]
    return adjusted
