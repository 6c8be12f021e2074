"""Which of a sign's numbers may leave the house: whole per cent, and no small groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from medborger.theory.catalogue import MEASURES
from medborger.theory.charts import ChartKind
from medborger.theory.followup.reading import period_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from medborger.theory.followup.models import Value
    from medborger.theory.followup.reading import SignReading


@dataclass(frozen=True, slots=True)
class PublicNumber:
    """One sign's newest number as anybody may read it."""

    key: str
    title: str
    question: str
    element_key: str
    told: str
    period: str


def public_numbers(readings: Iterable[SignReading]) -> tuple[PublicNumber, ...]:
    """The followed signs with what may be shown of each."""
    return tuple(_number(r) for r in readings if r.sign.followed)


def _number(reading: SignReading) -> PublicNumber:
    value = reading.newest_value
    told = _told(value, reading) if value is not None else _("intet grundlag")
    period = period_words(reading.newest_period) if reading.newest_period else ""
    return PublicNumber(
        key=reading.sign.key,
        title=reading.sign.title,
        question=reading.sign.get_question_display(),
        element_key=reading.sign.element_key,
        told=told,
        period=period,
    )


def _told(value: Value, reading: SignReading) -> str:
    """A share in whole per cent; hidden when it, or what is left, is a small group."""
    least = reading.sign.least
    if not value.has_basis(least) or value.numerator is None or value.denominator is None:
        return _("intet grundlag")
    measure = MEASURES.get(reading.sign.measure)
    if measure is not None and not measure.counts_people:
        return _plain(value.numerator, value.denominator, measure.chart)
    rest = value.denominator - value.numerator
    if any(0 < part < least for part in (value.numerator, rest)):
        return _("for få til at vise")
    return _plain(value.numerator, value.denominator, ChartKind.P)


def _plain(numerator: float, denominator: float, kind: ChartKind) -> str:
    if kind is ChartKind.P:
        return _("%(number)s %%") % {"number": round(100 * numerator / denominator)}
    return f"{numerator / denominator:g}".replace(".", ",")


def indicators(readings: Iterable[SignReading]) -> list[dict[str, Any]]:
    """The same as CIDS indicators, each with one report."""
    return [
        {
            "@id": f"urn:medborger:sign:{one.key}",
            "hasName": one.title,
            "medborger:question": one.question,
            "hasIndicatorReport": {
                "@type": "cids:IndicatorReport",
                "value": one.told,
                "forPeriod": one.period,
            },
        }
        for one in public_numbers(readings)
    ]
