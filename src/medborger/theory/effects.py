"""A port: what the evidence engine has found, as follow-up may show it.

Theory does not know the evidence engine. The room that does fills `SOURCES` when the house starts.
A raw before and after can never come this way: an effect has an interval, a margin and a verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from medborger.foundation.people.models import Municipality


@dataclass(frozen=True, slots=True)
class Effect:
    """One published finding.

    Attributes:
        sentence: The finding in plain Danish.
        estimate: Difference in shares, or a share, in [-1, 1].
        low: Lower end of the 95 % interval.
        high: Upper end.
        margin: Largest loss that counts as "at least as good", agreed beforehand; None if none.
        verdict: better, at_least_as_good, worse or cannot_tell.
        published_on: The day it was published.
        address: The page of the finding.
    """

    sentence: str
    estimate: float
    low: float
    high: float
    margin: float | None
    verdict: str
    published_on: dt.date
    address: str


SOURCES: Final[list[Callable[[str, Municipality], Effect | None]]] = []
"""Asked in turn with a question's kind (`before_after`, `alike`, …); the first answer counts."""

KINDS: Final[dict[str, str]] = {
    "del 3: ikke-ringere-end": "before_after",
    "del 3: forskel i indsats mellem lige borgere": "alike",
}
"""What a published sign's formula asks of the evidence engine, by how it begins."""


def effect_for(formula: str, municipality: Municipality) -> Effect | None:
    """The newest published finding that a sign's formula asks for; None while there is none."""
    kind = next((kind for begins, kind in KINDS.items() if formula.startswith(begins)), None)
    if kind is None:
        return None
    answers = (source(kind, municipality) for source in SOURCES)
    return next((answer for answer in answers if answer is not None), None)
