"""What the pages of follow-up show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from medborger.foundation import clock
from medborger.theory.catalogue import MEASURES
from medborger.theory.charts.alarms import expected_this_month
from medborger.theory.followup.agenda import FourFields, Item, agenda, four_fields
from medborger.theory.followup.charting import last_finished
from medborger.theory.followup.gathering import current_values, gather, newest_elements
from medborger.theory.followup.reading import Around, SignReading, period_words, read_for_page
from medborger.theory.followup.since import SinceLast, since_last
from medborger.theory.followup.words import Frequency, Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from medborger.theory.catalogue import Measure
    from medborger.theory.chain.models import Element, Theory
    from medborger.theory.followup.models import Decision, Sign


@dataclass(frozen=True, slots=True)
class ElementRow:
    """One element: fidelity and effect side by side, never merged."""

    key: str
    text: str
    fidelity: tuple[SignReading, ...]
    effect: tuple[SignReading, ...]
    fields: FourFields


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The monthly review."""

    theory: Theory
    period: str
    month: str
    agenda: tuple[Item, ...]
    rows: tuple[ElementRow, ...]
    false_alarms: str
    since_last: SinceLast | None
    due: tuple[Decision, ...]
    signs: tuple[Sign, ...]


def review_page(theory: Theory) -> ReviewPage:
    """Gather the month for a theory's followed signs."""
    month = gather(theory, wanted=lambda sign: sign.followed)
    due = tuple(d for d in month.decisions if d.is_due)
    period = last_finished(Frequency.MONTH, clock.today())
    elements = newest_elements(theory)
    version_at = elements[0].version.created_at.date() if elements else None
    return ReviewPage(
        theory=theory,
        period=period,
        month=period_words(period),
        agenda=agenda(month.readings, due),
        rows=_rows(elements, month.readings),
        false_alarms=_false_alarms(month.readings),
        since_last=since_last(month, period=period, version_at=version_at),
        due=due,
        signs=month.signs,
    )


def _rows(elements: Sequence[Element], readings: Sequence[SignReading]) -> tuple[ElementRow, ...]:
    """Group by element, in the theory's reading order."""
    rows = []
    for element in elements:
        mine = [r for r in readings if r.sign.element_key == element.key]
        if mine:
            rows.append(
                ElementRow(
                    key=element.key,
                    text=element.text,
                    fidelity=tuple(r for r in mine if r.sign.question == Question.FIDELITY),
                    effect=tuple(r for r in mine if r.sign.question == Question.EFFECT),
                    fields=four_fields(mine),
                )
            )
    return tuple(rows)


def _false_alarms(readings: Sequence[SignReading]) -> str:
    charts = [r.chart_read for r in readings if r.chart_read is not None]
    expected = f"{expected_this_month(charts):.1f}".replace(".", ",")
    return _("Forventet antal falske alarmer denne måned: %(number)s.") % {"number": expected}


@dataclass(frozen=True, slots=True)
class SignLine:
    """One sign of the catalogue: counted, or what is missing."""

    sign: Sign
    measure: Measure | None
    state: str
    counted: bool


def sign_lines(theory: Theory) -> tuple[SignLine, ...]:
    """Every sign of a theory: computed, or "mangler kilde" with what is missing."""
    return tuple(
        SignLine(
            r.sign, MEASURES.get(r.sign.measure), r.missing or r.read_out, counted=not r.missing
        )
        for r in gather(theory).readings
    )


def decisions_matching(theory: Theory, text: str) -> list[Decision]:
    """The decision log, newest first; perhaps only what holds some words."""
    found = theory.decisions.select_related("sign", "trial", "version", "decided_by")
    if text:
        found = found.filter(reason__icontains=text) | found.filter(expectation__icontains=text)
    return list(found)


def number_now(decision: Decision) -> str:
    """The sign's newest number as people read it, to stand beside what was expected."""
    if decision.sign is None:
        return ""
    reading = read_for_page(decision.sign, current_values(decision.sign), Around())
    return reading.newest_told or _("intet grundlag")
