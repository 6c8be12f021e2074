"""Two marks for an element, never one: do we do it, and does it lead where we expect?"""

from __future__ import annotations

import enum
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from medborger.theory.followup.agenda import four_fields
from medborger.theory.followup.words import Question

if TYPE_CHECKING:
    from collections.abc import Iterable

    from medborger.theory.followup.reading import SignReading


class Mark(enum.Enum):
    """What a mark says."""

    GOOD = "good"
    BAD = "bad"
    UNKNOWN = "unknown"
    MISSING = "missing"

    @property
    def glyph(self) -> str:
        """The sign inside the mark."""
        return {"good": "✓", "bad": "!", "unknown": "?", "missing": "–"}[self.value]

    @property
    def label(self) -> str:
        """The mark in words."""
        return {
            "good": _("ja"),
            "bad": _("nej"),
            "unknown": _("det kan vi ikke sige endnu"),
            "missing": _("der mangler tal"),
        }[self.value]


@dataclass(frozen=True, slots=True)
class Marks:
    """The two marks; None where the element has no sign for the question."""

    fidelity: Mark | None = None
    effect: Mark | None = None


def marks_by_element(readings: Iterable[SignReading]) -> dict[str, Marks]:
    """Read the marks of every element that has a sign."""
    mine: dict[str, list[SignReading]] = defaultdict(list)
    for reading in readings:
        mine[reading.sign.element_key].append(reading)
    return {key: _marks(rows) for key, rows in mine.items()}


def _marks(rows: list[SignReading]) -> Marks:
    fields = four_fields(rows)
    fidelity = [r for r in rows if r.sign.question == Question.FIDELITY]
    effect = [r for r in rows if r.sign.question == Question.EFFECT]
    return Marks(
        fidelity=_mark(fidelity, fields.did) if fidelity else None,
        effect=_mark(effect, fields.worked) if effect else None,
    )


def _mark(rows: list[SignReading], answer: bool | None) -> Mark:
    if all(row.newest is None for row in rows):
        return Mark.MISSING
    return {True: Mark.GOOD, False: Mark.BAD, None: Mark.UNKNOWN}[answer]
