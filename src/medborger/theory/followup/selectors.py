"""What the pages of follow-up show."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from medborger.foundation import clock
from medborger.theory.catalogue import MEASURES
from medborger.theory.charts.alarms import expected_this_month
from medborger.theory.followup.agenda import FourFields, Item, agenda, four_fields
from medborger.theory.followup.charting import last_finished
from medborger.theory.followup.models import BaselinePeriod, Decision, Review, Sign, Signal, Value
from medborger.theory.followup.reading import Around, SignReading, period_words, read_for_page
from medborger.theory.followup.words import Frequency, Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from medborger.theory.catalogue import Measure
    from medborger.theory.chain.models import Theory


@dataclass(frozen=True, slots=True)
class ElementRow:
    """One element: fidelity and effect side by side, never merged."""

    key: str
    text: str
    fidelity: tuple[SignReading, ...]
    effect: tuple[SignReading, ...]
    fields: FourFields


@dataclass(frozen=True, slots=True)
class SinceLast:
    """What has changed since the last review."""

    held_on: str
    signals: int
    decisions: tuple[Decision, ...]
    new_version: bool


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
    signs = list(theory.signs.filter(followed=True).select_related("theory__municipality"))
    readings = read_signs(theory, signs)
    due = tuple(theory.decisions.due().select_related("sign"))
    period = last_finished(Frequency.MONTH, clock.today())
    return ReviewPage(
        theory=theory,
        period=period,
        month=period_words(period),
        agenda=agenda(readings, due),
        rows=_rows(theory, readings),
        false_alarms=_false_alarms(readings),
        since_last=_since_last(theory, period),
        due=due,
        signs=tuple(signs),
    )


def read_signs(theory: Theory, signs: Sequence[Sign]) -> list[SignReading]:
    """Read signs with a fixed number of queries, however many they are."""
    values = _by_sign(
        Value.objects.current().filter(sign__in=signs, team__isnull=True).order_by("first_on")
    )
    baselines = _by_sign(BaselinePeriod.objects.filter(sign__in=signs))
    signals = _by_sign(Signal.objects.filter(sign__in=signs))
    trials = _by_sign(theory.trials.filter(sign__in=signs, started_on__isnull=False))
    decisions = _by_sign(theory.decisions.filter(sign__in=signs))
    titles = dict(theory.signs.values_list("key", "title"))
    return [
        read_for_page(
            sign,
            values[sign.pk],
            Around(
                baselines[sign.pk], signals[sign.pk], trials[sign.pk], decisions[sign.pk], titles
            ),
        )
        for sign in signs
    ]


def _by_sign(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.sign_id].append(row)
    return found


def _rows(theory: Theory, readings: Sequence[SignReading]) -> tuple[ElementRow, ...]:
    """Group by element, in the theory's reading order."""
    rows = []
    for element in theory.current.elements.all():
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


def _since_last(theory: Theory, period: str) -> SinceLast | None:
    """Compare with the review before this month's."""
    last = Review.objects.filter(theory=theory, period__lt=period).first()
    if last is None:
        return None
    seen = Signal.objects.filter(sign__theory=theory, sign__followed=True)
    signals = seen.filter(seen_at__date__gt=last.held_on).count()
    return SinceLast(
        held_on=f"{last.held_on:%d-%m-%Y}",
        signals=signals,
        decisions=tuple(last.decisions.all()),
        new_version=theory.versions.filter(created_at__date__gt=last.held_on).exists(),
    )


@dataclass(frozen=True, slots=True)
class SignLine:
    """One sign of the catalogue: counted, or what is missing."""

    sign: Sign
    measure: Measure | None
    state: str
    counted: bool


def sign_lines(theory: Theory) -> tuple[SignLine, ...]:
    """Every sign of a theory: computed, or "mangler kilde" with what is missing."""
    signs = list(theory.signs.select_related("theory__municipality"))
    return tuple(
        SignLine(
            r.sign, MEASURES.get(r.sign.measure), r.missing or r.read_out, counted=not r.missing
        )
        for r in read_signs(theory, signs)
    )


def decisions_matching(theory: Theory, text: str) -> list[Decision]:
    """The decision log, newest first; perhaps only what holds some words."""
    found = theory.decisions.select_related("sign", "trial", "version", "decided_by")
    if text:
        found = found.filter(reason__icontains=text) | found.filter(expectation__icontains=text)
    return list(found)
