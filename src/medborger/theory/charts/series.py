"""What a chart is drawn from: one observation for each period, gaps and all."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class ChartKind(enum.Enum):
    """Which limits belong to the numbers."""

    RUN = "run"  # any number, median, no limits
    XMR = "xmr"  # one measured number for each period
    P = "p"  # a share: so many of so many
    C = "c"  # a count of events from equal opportunity
    U = "u"  # a rate: events for each unit of opportunity
    T = "t"  # the time between rare events


class RuleSet(enum.Enum):
    """Which rules decide that something has changed; always named in the read-out."""

    ANHOEJ = "anhoej"
    ANHOEJ_LIMITS = "anhoej_3sigma"
    MDC = "mdc"


@dataclass(frozen=True, slots=True)
class Observation:
    """One period: what was seen, out of how much. A missing period is a gap, never a zero."""

    period: str
    value: float | None
    size: float | None = None
    left_out: bool = False

    @property
    def counts(self) -> bool:
        """Whether rules and limits may look at it."""
        return self.value is not None and not self.left_out


def share(period: str, numerator: float, denominator: float) -> Observation:
    """So many of so many; nobody to count is a gap."""
    if denominator <= 0:
        return Observation(period, None)
    return Observation(period, numerator / denominator, denominator)


def plain(values: Iterable[float | None], *, left_out: Iterable[int] = ()) -> list[Observation]:
    """Make observations of bare numbers; `left_out` are positions counted from 0."""
    skip = set(left_out)
    return [
        Observation(str(at + 1), None if value is None else float(value), left_out=at in skip)
        for at, value in enumerate(values)
    ]


def counts_of(
    counts: Sequence[float], sizes: Sequence[float], *, left_out: Iterable[int] = ()
) -> list[Observation]:
    """Make observations of counts and how much they were counted in."""
    skip = set(left_out)
    pairs = zip(counts, sizes, strict=True)
    return [
        Observation(str(at + 1), y / n if n > 0 else None, n, at in skip)
        for at, (y, n) in enumerate(pairs)
    ]
