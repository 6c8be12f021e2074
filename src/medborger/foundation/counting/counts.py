"""So many of so many."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Kind(StrEnum):
    """How a count relates to time."""

    FLOW = "flow"
    """Events that happened in the period. Flows add up."""
    STOCK = "stock"
    """How it stands when the period ends."""
    WINDOW = "window"
    """Distinct persons in the days up to the period's end."""


@dataclass(frozen=True, slots=True)
class Count:
    """A numerator, a denominator, and the number of persons behind them.

    Attributes:
        numerator: So many (units of the measure).
        denominator: Of so many.
        n: Distinct persons behind the denominator; the threshold is set on this.
        kind: How the count relates to time.
        is_net: What came less what went; only then may the numerator be below 0.
    """

    numerator: int
    denominator: int
    n: int
    kind: Kind = Kind.FLOW
    is_net: bool = False

    def __post_init__(self) -> None:
        if min(0 if self.is_net else self.numerator, self.denominator, self.n) < 0:
            raise ValueError("A count is never negative.")

    def has_basis(self, least: int) -> bool:
        """Whether anything may be said: something was counted, from enough persons."""
        return self.denominator > 0 and self.n >= least

    def share(self, least: int) -> float | None:
        """The share in [0, 1], or None for «intet grundlag»; never 0 for want of data."""
        return self.numerator / self.denominator if self.has_basis(least) else None


def add_up(counts: Iterable[Count]) -> Count:
    """Add flows of several periods or units by summing numerators and denominators.

    `n` is summed too: it is then an upper bound on distinct persons, used for units, whose
    persons differ. For periods, measures count the longer period anew.

    Raises:
        ValueError: One of them is not a flow; stocks and windows do not add up.
    """
    parts = list(counts)
    if any(part.kind is not Kind.FLOW for part in parts):
        raise ValueError("Only flows add up.")
    return Count(
        sum(part.numerator for part in parts),
        sum(part.denominator for part in parts),
        sum(part.n for part in parts),
    )
