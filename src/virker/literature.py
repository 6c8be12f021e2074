"""What the rest of the world found, counted by the rule of jobeffekter.dk."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from virker.errors import VirkerError

if TYPE_CHECKING:
    from collections.abc import Sequence

Direction = Literal["+", "0", "-"]


class Vote(StrEnum):
    """What the studies say together."""

    POSITIVE = "positive"
    NONE = "none"
    NEGATIVE = "negative"
    CONFLICTING = "conflicting"
    FEW_STUDIES = "few_studies"


@dataclass(frozen=True, slots=True)
class Tally:
    """A vote with the shares behind it.

    Attributes:
        vote: What the studies say together.
        shares: Share of the weight that points up, nowhere, down.
        studies: How many.
    """

    vote: Vote
    shares: tuple[float, float, float]
    studies: int


NAMES = {"+": Vote.POSITIVE, "0": Vote.NONE, "-": Vote.NEGATIVE}
ENOUGH = 0.55
"""Share of the weighted evidence that must agree."""


def vote(
    weights: Sequence[float], directions: Sequence[Direction | str], *, least: int = 1
) -> Tally:
    """Count the weighted direction of studies of one service for one target group.

    It counts only the studies entered; show it beside the local answer, never merged with it.

    Args:
        weights: How much each study counts, at least 0. Shape (k,).
        directions: `+`, `0` or `-`, one per study.
        least: Fewer studies than this are too few, whatever they say.

    Returns:
        The direction that at least 55 % of the weight agrees on; else `conflicting`, or
        `few_studies` when there are too few to disagree.

    Raises:
        VirkerError: Lengths differ, a weight is negative, or a direction is something else.

    Source:
        jobeffekter.dk, "Fortolkning af resultater".

    Examples:
        >>> vote([3, 1, 1], ["+", "+", "-"]).vote.value
        'positive'
    """
    if len(weights) != len(directions) or any(weight < 0 for weight in weights):
        raise VirkerError("Hver undersøgelse skal have en vægt på mindst 0 og en retning.")
    if any(direction not in NAMES for direction in directions):
        raise VirkerError("Retningen skal være +, 0 eller -.")
    total = sum(weights)
    if total <= 0 or len(weights) < least:
        return Tally(Vote.FEW_STUDIES, (0.0, 0.0, 0.0), len(weights))
    pairs = list(zip(weights, directions, strict=True))
    shares = [sum(w for w, d in pairs if d == sign) / total for sign in NAMES]
    agreed = [name for share, name in zip(shares, NAMES.values(), strict=True) if share >= ENOUGH]
    chosen = agreed[0] if agreed else Vote.CONFLICTING
    return Tally(chosen, (shares[0], shares[1], shares[2]), len(weights))
