"""One sign as the page shows it: chart, sentence, numbers, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _

from medborger.design.charts import LineChart, Point, Unit
from medborger.theory.catalogue import MEASURES, what_is_missing
from medborger.theory.charts import ChartKind, Direction, outlook
from medborger.theory.charts.words import outlook_words, read_out, rule_words
from medborger.theory.followup.charting import Reading, period_named, read_sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from medborger.theory.charts import Chart
    from medborger.theory.charts.chart import Dot
    from medborger.theory.followup.models import (
        BaselinePeriod,
        Decision,
        Sign,
        Signal,
        TrialAction,
        Value,
    )


@dataclass(frozen=True, slots=True)
class SignReading:
    """Everything the page says about one sign."""

    sign: Sign
    chart_read: Chart | None
    drawing: LineChart | None
    read_out: str
    missing: str
    outlook: str
    newest: float | None
    newest_period: str
    newest_value: Value | None
    signals: tuple[Signal, ...]
    decision: Decision | None
    balance: str

    @property
    def better(self) -> Direction:
        """Which way is better."""
        return Direction(self.sign.better)

    @property
    def unanswered(self) -> tuple[Signal, ...]:
        """Signals that no decision has answered."""
        return tuple(s for s in self.signals if s.answered_by_id is None)

    def told(self, period: str) -> str:
        """The number of a period as people read it; empty when there is no basis."""
        if self.chart_read is None:
            return ""
        found = (d.observation for d in self.chart_read.dots if d.observation.period == period)
        return number_words(next((o.value for o in found), None), self.chart_read.kind)

    @property
    def newest_told(self) -> str:
        """The newest number as people read it; empty when there is no basis."""
        return self.told(self.newest_period)

    @property
    def anchor(self) -> str:
        """Where the sign stands on the page."""
        return f"tegn-{self.sign.key}".replace(".", "-")


@dataclass(frozen=True, slots=True)
class Around:
    """What lies around a sign's values."""

    baselines: Sequence[BaselinePeriod] = ()
    signals: Sequence[Signal] = ()
    trials: Sequence[TrialAction] = ()
    decisions: Sequence[Decision] = ()
    titles: dict[str, str] | None = None


def read_for_page(sign: Sign, values: Sequence[Value], around: Around) -> SignReading:
    """Read one sign with everything around it."""
    found = read_sign(sign, values, around.baselines)
    chart = found.chart if found else None
    newest, period = _newest(found)
    missing = _missing(sign, found)
    return SignReading(
        sign=sign,
        chart_read=chart,
        drawing=_drawing(sign, found, around.trials) if found else None,
        read_out=read_out(chart, Direction(sign.better)) if chart else "",
        missing=missing,
        outlook=_outlook(sign, chart),
        newest=newest,
        newest_period=period,
        newest_value=found.values[-1] if found else None,
        signals=tuple(around.signals),
        decision=next(iter(around.decisions), None),
        balance=(around.titles or {}).get(sign.balanced_by, sign.balanced_by),
    )


def _newest(found: Reading | None) -> tuple[float | None, str]:
    """The newest period and its number; a gap has no number."""
    if found is None:
        return None, ""
    last = found.chart.dots[-1].observation
    return last.value, last.period


def _missing(sign: Sign, found: Reading | None) -> str:
    """Why there is nothing to read, in words; empty when there is."""
    if found is not None and found.chart.points:
        last = found.chart.dots[-1].observation
        if last.value is None:
            return _("Intet grundlag for %(period)s.") % {"period": period_words(last.period)}
        return ""
    measure = MEASURES.get(sign.measure)
    if measure is None or measure.function() is None:
        return _("Mangler kilde: %(what)s.") % {"what": what_is_missing(sign.formula)}
    return _("Der er ikke talt noget endnu. Tallene kommer, når en måned er gået.")


def _outlook(sign: Sign, chart: Chart | None) -> str:
    if chart is None or sign.target is None:
        return ""
    return outlook_words(outlook(chart, sign.target, Direction(sign.better)))


def number_words(value: float | None, kind: ChartKind) -> str:
    """A share in per cent, another number as it is; empty when there is none."""
    if value is None:
        return ""
    shown = round(value * 100, 1) if kind is ChartKind.P else round(value, 2)
    number = localize(int(shown) if shown == int(shown) else shown, use_l10n=True)
    return _("%(number)s %%") % {"number": number} if kind is ChartKind.P else str(number)


def period_words(name: str) -> str:
    """A period as people write it: maj 26, 2. kvartal 26."""
    year, _dash, rest = name.partition("-")
    if rest.startswith("Q"):
        return _("%(number)s. kvartal %(year)s") % {"number": rest[1:], "year": year[2:]}
    middle = period_named(name).first.replace(month=int(rest), day=15, year=int(year))
    return date_format(middle, "b y")


def _drawing(sign: Sign, found: Reading, trials: Sequence[TrialAction]) -> LineChart:
    share = found.chart.kind is ChartKind.P
    notes = {
        name: _("Prøvehandlingen «%(title)s» begyndte") % {"title": trial.title}
        for trial in trials
        if trial.started_on
        for name in found.periods
        if trial.started_on in period_named(name)
    }
    return LineChart(
        id=f"chart-{sign.pk}",
        title=sign.title,
        description=read_out(found.chart, Direction(sign.better)),
        points=tuple(
            _point(dot, value, notes.get(dot.observation.period, ""))
            for dot, value in zip(found.chart.dots, found.values, strict=True)
        ),
        unit=Unit.SHARE if share else Unit.NUMBER,
        value_label=_("Andel") if share else _("Tal"),
        breaks=found.breaks,
        provisional=found.chart.now.provisional,
    )


def _point(dot: Dot, value: Value | None, note: str) -> Point:
    seen, limits = dot.observation, dot.limits
    known = seen.value is not None and value is not None
    return Point(
        label=period_words(seen.period),
        value=seen.value,
        centre=limits.centre if limits else None,
        low=limits.lower if limits else None,
        high=limits.upper if limits else None,
        mark=rule_words(*dot.mark) if dot.mark else "",
        note=note,
        tells=_("%(some)g af %(all)g") % {"some": value.numerator, "all": value.denominator}
        if known and value is not None
        else "",
    )
