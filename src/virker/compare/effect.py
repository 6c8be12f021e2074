"""One difference with its uncertainty."""

from __future__ import annotations

from dataclasses import dataclass

from virker.distributions import wald


@dataclass(frozen=True, slots=True)
class Effect:
    """A difference between two groups, in the outcome's unit.

    Attributes:
        estimate: The difference.
        se: Standard error, same unit.
        low: Lower end of the interval.
        high: Upper end.
        n: Rows behind the number.
        n_treated: How many of them were treated.
        method: How it was found.
    """

    estimate: float
    se: float
    low: float
    high: float
    n: int
    n_treated: int
    method: str

    @classmethod
    def normal(
        cls,
        estimate: float,
        se: float,
        n: int,
        n_treated: int,
        method: str,
        *,
        level: float = 0.95,
        df: float = float("inf"),
    ) -> Effect:
        """An effect whose interval is `estimate ± quantile · se`."""
        low, high = wald(estimate, se, level, df)
        return cls(estimate, se, low, high, n, n_treated, method)
