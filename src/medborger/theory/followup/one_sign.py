"""What the page about one sign shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from medborger.theory.catalogue import MEASURES
from medborger.theory.charts import ChartKind
from medborger.theory.charts.signals import Rule
from medborger.theory.charts.words import rule_words
from medborger.theory.followup.groups import Group, by_team
from medborger.theory.followup.reading import Around, number_words, period_words, read_for_page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from medborger.theory.catalogue import Measure
    from medborger.theory.followup.models import (
        BaselinePeriod,
        Decision,
        Sign,
        Signal,
        TrialAction,
        Value,
    )
    from medborger.theory.followup.reading import SignReading


@dataclass(frozen=True, slots=True)
class SignalLine:
    """One signal in words: which rule, since when, how sure, and what it turned out to be."""

    signal: Signal
    tells: str

    @property
    def certainty(self) -> str:
        """A first signal is a question; seen again, it is confirmed."""
        if not self.signal.confirmed_in:
            return _("foreløbig")
        return _("bekræftet %(period)s") % {"period": period_words(self.signal.confirmed_in)}


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group with its number in words."""

    group: Group
    told: str


@dataclass(frozen=True, slots=True)
class SignPage:
    """One sign with everything around it."""

    sign: Sign
    measure: Measure | None
    reading: SignReading
    signals: tuple[SignalLine, ...]
    groups: tuple[GroupLine, ...]
    corrected: tuple[Value, ...]
    narratives: tuple[Value, ...]
    incomplete: tuple[tuple[str, int], ...]
    baselines: tuple[BaselinePeriod, ...]
    trials: tuple[TrialAction, ...]
    decisions: tuple[Decision, ...]
    gaps: tuple[str, ...]


def sign_page(sign: Sign) -> SignPage:
    """Gather one sign; the number of questions to the database is fixed."""
    everything = list(
        sign.values.select_related("team", "entered_by").order_by("first_on", "revision")
    )
    newest = {(v.team_id, v.period): v for v in everything}
    values = [v for v in newest.values() if v.team_id is None]
    baselines = tuple(sign.baselines.select_related("decision", "trial"))
    signals = tuple(sign.signals.select_related("answered_by"))
    trials = tuple(sign.trials.filter(started_on__isnull=False))
    decisions = tuple(sign.decisions.select_related("decided_by", "trial"))
    titles = dict(sign.theory.signs.filter(key=sign.balanced_by).values_list("key", "title"))
    around = Around(baselines, signals, trials, decisions, titles)
    reading = read_for_page(sign, values, around)
    return SignPage(
        sign=sign,
        measure=MEASURES.get(sign.measure),
        reading=reading,
        signals=tuple(SignalLine(s, _told(s)) for s in signals),
        groups=_groups(sign, newest.values(), reading),
        corrected=tuple(v for v in everything if v.revision > 1 and v.team_id is None),
        narratives=tuple(v for v in values if v.narrative),
        incomplete=tuple((period_words(v.period), _percent(v)) for v in values if v.complete < 1),
        baselines=baselines,
        trials=trials,
        decisions=decisions,
        gaps=_gaps(reading),
    )


def _percent(value: Value) -> int:
    return round(value.complete * 100)


def _told(signal: Signal) -> str:
    return _("%(what)s i %(period)s") % {
        "what": rule_words(Rule(signal.rule), signal.way),
        "period": period_words(signal.period),
    }


def _groups(sign: Sign, values: Iterable[Value], reading: SignReading) -> tuple[GroupLine, ...]:
    rows = [v for v in values if v.period == reading.newest_period]
    whole = next((v for v in rows if v.team_id is None), None)
    kind = reading.chart_read.kind if reading.chart_read else ChartKind.P
    found = by_team(whole, [v for v in rows if v.team_id is not None], least=sign.least)
    return tuple(GroupLine(g, number_words(g.share, kind) or _("intet grundlag")) for g in found)


def _gaps(reading: SignReading) -> tuple[str, ...]:
    """Periods without a number; a gap is shown as a gap."""
    if reading.chart_read is None:
        return ()
    dots = reading.chart_read.dots
    return tuple(period_words(d.observation.period) for d in dots if d.observation.value is None)
