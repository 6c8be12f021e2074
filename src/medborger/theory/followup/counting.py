"""The nightly count: finished periods become values; what has changed becomes a new revision."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from medborger.foundation import clock
from medborger.foundation.counting import Kind
from medborger.theory.catalogue import MEASURES
from medborger.theory.charts import Certainty
from medborger.theory.followup.charting import (
    last_finished,
    period_named,
    periods_between,
    read_sign,
)
from medborger.theory.followup.models import Sign, Signal, Value
from medborger.theory.followup.words import Frequency

if TYPE_CHECKING:
    from collections.abc import Sequence

    from medborger.foundation.people.models import Team

BACK = 24
"""Periods counted the first time."""
AGAIN = 3
"""Periods counted anew each night, for what is written down late."""


def count_all(*, back: int | None = None) -> int:
    """Count every sign that has a source; tells how many values were written."""
    signs = Sign.objects.exclude(measure="").exclude(frequency=Frequency.WAVE)
    return sum(count_sign(sign, back=back) for sign in signs.select_related("theory__municipality"))


@transaction.atomic
def count_sign(sign: Sign, *, back: int | None = None) -> int:
    """Count one sign's finished periods, whole and for each team, and see what its chart says."""
    measure = MEASURES.get(sign.measure)
    if measure is None or measure.function() is None:
        return 0
    if measure.version > sign.definition_version:
        sign.definition_version = measure.version
        sign.save(update_fields=["definition_version"])
    known: dict[int | None, dict[str, Value]] = defaultdict(dict)
    for value in Value.objects.current().filter(sign=sign).order_by("first_on"):
        known[value.team_id][value.period] = value
    names = _periods(sign, known[None], back)
    teams: list[Team | None] = [None]
    if "team" in measure.splits:
        teams += list(sign.theory.municipality.teams.all())
    fresh: list[Value] = []
    for team in teams:
        mine = known[team.pk if team else None]
        made = [_counted(sign, team, name, mine.get(name)) for name in names]
        fresh += _from_the_first_event([v for v in made if v], begun=min(mine, default="9"))
    Value.objects.bulk_create(fresh)
    if fresh:
        notice_signals(sign)
    return len(fresh)


def _periods(sign: Sign, known: dict[str, Value], back: int | None) -> list[str]:
    """The newest periods that have ended; more of them the first time."""
    last = last_finished(sign.frequency, clock.today())
    wanted = back or (AGAIN if known else BACK)
    names = [last]
    while len(names) < wanted:
        names.insert(0, _period_before(names[0]))
    missing = [n for n in periods_between(min(known), last) if n not in known] if known else []
    return sorted({*names, *missing})


def _period_before(name: str) -> str:
    year, _dash, rest = name.partition("-")
    letter, most = ("Q", 4) if rest.startswith("Q") else ("", 12)
    number = int(rest.removeprefix("Q")) - 1
    if number < 1:
        return f"{int(year) - 1}-{letter}{most}"
    return f"{year}-{letter}{number:0{1 if letter else 2}}"


def _counted(sign: Sign, team: Team | None, name: str, known: Value | None) -> Value | None:
    """A value for the period, or None when it is already written just so."""
    days = period_named(name)
    numbers = _numbers(sign, name, team)
    if known is not None and _stored(known) == numbers:
        return None
    return Value(
        sign=sign,
        team=team,
        period=name,
        first_on=days.first,
        last_on=days.last,
        revision=known.revision + 1 if known else 1,
        numerator=numbers.numerator,
        denominator=numbers.denominator,
        n=numbers.n,
        complete=_completeness(sign, name) if team is None else 1.0,
        definition_version=numbers.definition_version,
        data_until=clock.now(),
        why_corrected="Talt igen" if known else "",
    )


class Numbers(NamedTuple):
    """What is counted and what is stored, so that they can be compared."""

    numerator: float | None
    denominator: float | None
    n: int | None
    definition_version: int


def _numbers(sign: Sign, name: str, team: Team | None) -> Numbers:
    """Count a period now."""
    measure = MEASURES[sign.measure]
    function = measure.function()
    assert function is not None, "asked before"
    groups = {} if team is None else {"team": team}
    count = function(period_named(name), municipality=sign.theory.municipality, **groups)
    n = count.n if measure.counts_people else None
    return Numbers(count.numerator, count.denominator, n, sign.definition_version)


def _completeness(sign: Sign, name: str) -> float:
    """The share of the period's weeks in which something happened; what only stands is whole."""
    measure = MEASURES[sign.measure]
    function = measure.function()
    if function is None or measure.kind is not Kind.FLOW or not measure.counts_people:
        return 1.0
    weeks = period_named(name).weeks()
    municipality = sign.theory.municipality
    counted = sum(function(week, municipality=municipality).denominator > 0 for week in weeks)
    return counted / len(weeks)


def _stored(value: Value) -> Numbers:
    return Numbers(value.numerator, value.denominator, value.n, value.definition_version)


def _from_the_first_event(values: list[Value], *, begun: str) -> list[Value]:
    """Before the first event there is nothing, not even a gap."""
    begun = min([begun, *(v.period for v in values if v.denominator)])
    return [value for value in values if value.period >= begun]


def differences(sign: Sign) -> list[str]:
    """Periods where counting again does not give what is stored; empty when all is well."""
    measure = MEASURES.get(sign.measure)
    if measure is None or measure.function() is None:
        return []
    stored = Value.objects.current().filter(sign=sign, entered_by__isnull=True)
    ordered = stored.select_related("team").order_by("first_on", "pk")
    wrong = [v.period for v in ordered if _stored(v) != _numbers(sign, v.period, v.team)]
    return list(dict.fromkeys(wrong))


def notice_signals(sign: Sign) -> Sequence[Signal]:
    """Write down what the chart says now; the same signal a period later is confirmed."""
    reading = read_sign(
        sign,
        list(Value.objects.current().filter(sign=sign, team__isnull=True)),
        sign.baselines.all(),
    )
    if reading is None:
        return []
    written = []
    for seen in reading.chart.signals:
        rule, way = seen.rule.value, seen.way
        earlier = sign.signals.filter(rule=rule, way=way, answered_by__isnull=True).first()
        if seen.certainty is Certainty.CONFIRMED and earlier is not None:
            if not earlier.confirmed_in and earlier.period < seen.period:
                earlier.confirmed_in = seen.period
                earlier.save(update_fields=["confirmed_in"])
            written.append(earlier)
        elif not sign.signals.filter(rule=rule, way=way, period=seen.period).exists():
            made = Signal(sign=sign, rule=rule, way=way, period=seen.period)
            made.confirmed_in = seen.period if seen.certainty is Certainty.CONFIRMED else ""
            made.save()
            written.append(made)
    return written
