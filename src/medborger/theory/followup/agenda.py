"""What a month asks of a team: overdue, new, improving, missing – in that order."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from medborger.theory.charts import Certainty, Direction, Verdict
from medborger.theory.followup.words import Question

if TYPE_CHECKING:
    from collections.abc import Iterable

    from medborger.theory.followup.models import Decision
    from medborger.theory.followup.reading import SignReading


class Urgency(enum.IntEnum):
    """The order of the agenda."""

    OVERDUE = 1
    NEW = 2
    IMPROVING = 3
    MISSING = 4


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the agenda."""

    urgency: Urgency
    title: str
    tells: str
    anchor: str

    @property
    def label(self) -> str:
        """The kind of line, in a word."""
        return {
            Urgency.OVERDUE: _("over tiden"),
            Urgency.NEW: _("nyt"),
            Urgency.IMPROVING: _("går frem"),
            Urgency.MISSING: _("mangler tal"),
        }[self.urgency]


def agenda(readings: Iterable[SignReading], due: Iterable[Decision]) -> tuple[Item, ...]:
    """Sort what the team should talk about."""
    items = [
        Item(
            Urgency.OVERDUE,
            decision.reason,
            _("Ventet: %(what)s") % {"what": decision.expectation},
            f"beslutning-{decision.pk}",
        )
        for decision in due
    ]
    for reading in readings:
        items += _items_of(reading)
    return tuple(sorted(items, key=lambda item: item.urgency))


def _items_of(reading: SignReading) -> list[Item]:
    title, anchor = reading.sign.title, reading.anchor
    if reading.missing:
        return [Item(Urgency.MISSING, title, reading.missing, anchor)]
    signals = reading.chart_read.signals if reading.chart_read else ()
    verdicts = {(s.verdict(reading.better), s.certainty) for s in signals}
    if reading.unanswered:
        return [Item(Urgency.NEW, title, reading.read_out, anchor)]
    if (Verdict.IMPROVEMENT, Certainty.CONFIRMED) in verdicts:
        return [Item(Urgency.IMPROVING, title, reading.read_out, anchor)]
    return []


@dataclass(frozen=True, slots=True)
class FourFields:
    """Did we do it, and did it work? Two answers that are never merged."""

    did: bool | None
    worked: bool | None
    needs_target: bool = False

    @property
    def advice(self) -> str:
        """What the two answers together ask of the team."""
        if self.did is None and self.needs_target:
            return _(
                "I har ikke sagt, hvor godt I vil gøre det, så ingen kan svare ja eller nej. Sæt "
                "et mål for tegnet. Først derefter kan I sige, om det virker."
            )
        if self.did is None:
            return _(
                "Vi ved ikke, om vi gør det, vi siger, i denne periode. Derfor kan vi ikke "
                "sige, om det virker. Find ud af det første først."
            )
        if self.worked is None:
            return (
                _("Vi gør det, vi siger. Om det virker, kan vi ikke se endnu. Bliv ved, og vent.")
                if self.did
                else _("Vi gør ikke det, vi siger. Få det i gang, før I spørger, om det virker.")
            )
        return {
            (True, True): _("Vi gør det, og det går, som vi håbede. Fortsæt, og del det."),
            (True, False): _(
                "Vi gør det, men det går ikke, som vi håbede. Se på, om antagelsen holder."
            ),
            (False, True): _(
                "Det går frem, men vi gør ikke det, vi siger. Find ud af, hvad der ellers virker."
            ),
            (False, False): _(
                "Vi gør ikke det, vi siger, og det går ikke frem. Få det i gang, før I dømmer idéen."
            ),
        }[self.did, self.worked]


def four_fields(readings: Iterable[SignReading]) -> FourFields:
    """Read an element's signs, fidelity and effect of the same newest period."""
    rows = list(readings)
    fidelity = [r for r in rows if r.sign.question == Question.FIDELITY]
    effect = [r for r in rows if r.sign.question == Question.EFFECT]
    did = _all([_kept(r) for r in fidelity])
    newest = {r.newest_period for r in fidelity if r.newest_period}
    same = [r for r in effect if r.newest_period in newest or not r.newest_period]
    aimless = any(r.newest is not None and r.sign.target is None for r in fidelity)
    worked = _all([_went_well(r) for r in same]) if did is not None else None
    return FourFields(did, worked, needs_target=aimless)


def _all(answers: list[bool | None]) -> bool | None:
    known = [answer for answer in answers if answer is not None]
    return all(known) if known and len(known) == len(answers) else None


def _kept(reading: SignReading) -> bool | None:
    """Whether the newest period reached its target; without a target nobody can say."""
    if reading.newest is None or reading.sign.target is None:
        return None
    if reading.better is Direction.DOWN:
        return reading.newest <= reading.sign.target
    return reading.newest >= reading.sign.target


def _went_well(reading: SignReading) -> bool | None:
    """Only a confirmed signal, or a target, answers whether it worked."""
    signals = reading.chart_read.signals if reading.chart_read else ()
    confirmed = [s for s in signals if s.certainty is Certainty.CONFIRMED]
    verdicts = {s.verdict(reading.better) for s in confirmed}
    if Verdict.CONCERN in verdicts:
        return False
    if Verdict.IMPROVEMENT in verdicts:
        return True
    return _kept(reading)
