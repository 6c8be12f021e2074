"""What a chart has seen: which rule, which way, how sure."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Rule(enum.Enum):
    """The rule that spoke."""

    LONG_RUN = "long_run"
    FEW_CROSSINGS = "few_crossings"
    OUTSIDE = "outside"
    TREND = "trend"
    TWO_IN_THREE = "two_in_three"
    SHIFT = "shift"


class Certainty(enum.Enum):
    """A first signal is a question to the team; the next period confirms it."""

    TENTATIVE = "foreløbig"
    CONFIRMED = "bekræftet"


class Direction(enum.Enum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"
    NEUTRAL = "neutral"


class Verdict(enum.Enum):
    """What a signal means for the people it is about."""

    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Signal:
    """One rule has spoken at one period; `way` is +1 upwards or −1 downwards."""

    rule: Rule
    way: int
    period: str
    certainty: Certainty = Certainty.TENTATIVE

    def verdict(self, better: Direction) -> Verdict:
        """Whether this is the way we hoped for."""
        if better is Direction.NEUTRAL:
            return Verdict.NEUTRAL
        hoped = 1 if better is Direction.UP else -1
        return Verdict.IMPROVEMENT if self.way == hoped else Verdict.CONCERN
