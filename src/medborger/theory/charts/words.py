"""Say what a chart shows in one plain sentence: the rules, the way, and how sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from medborger.theory.charts.series import RuleSet
from medborger.theory.charts.signals import Certainty, Rule, Verdict
from medborger.theory.charts.targets import TargetOutlook

if TYPE_CHECKING:
    from medborger.theory.charts.chart import Chart
    from medborger.theory.charts.signals import Direction, Signal


def read_out(chart: Chart, better: Direction) -> str:
    """One sentence for the team; a confirmed signal is told before a first one."""
    if not chart.points:
        return _("Intet grundlag: der er ingen perioder at læse endnu.")
    if not chart.signals:
        return _calm(chart)
    chief = chief_signal(chart)
    parts = {
        "verdict": verdict_words(chief, better),
        "what": _what(chart, chief),
        "rules": rule_set_name(chart.rules),
    }
    if chart.now.provisional:
        return _("%(verdict)s: %(what)s (%(rules)s, foreløbige grænser).") % parts
    return _("%(verdict)s: %(what)s (%(rules)s).") % parts


def chief_signal(chart: Chart) -> Signal:
    """The signal we are most sure of; the first rule wins a tie."""
    return max(chart.signals, key=lambda s: s.certainty is Certainty.CONFIRMED)


def _calm(chart: Chart) -> str:
    """Nothing has changed that chance would not do."""
    parts = {"points": chart.points, "rules": rule_set_name(chart.rules)}
    if chart.now.provisional:
        return (
            ngettext(
                "Ingen ændring at se endnu: der er kun %(points)s periode, "
                "og grænserne er foreløbige (%(rules)s).",
                "Ingen ændring at se endnu: der er kun %(points)s perioder, "
                "og grænserne er foreløbige (%(rules)s).",
                chart.points,
            )
            % parts
        )
    return (
        _("Ingen ændring at se: de %(points)s perioder svinger, som de plejer (%(rules)s).") % parts
    )


def rule_set_name(rules: RuleSet) -> str:
    """The name of the rules, as the sentence gives it."""
    return {
        RuleSet.ANHOEJ: _("Anhøjs regler"),
        RuleSet.ANHOEJ_LIMITS: _("Anhøjs regler og 3-sigma-grænser"),
        RuleSet.MDC: _("reglerne fra Making Data Count"),
    }[rules]


def verdict_words(signal: Signal, better: Direction) -> str:
    """Better, worse or only different; first sign or confirmed."""
    return {
        (Verdict.IMPROVEMENT, Certainty.TENTATIVE): _("Foreløbigt tegn på forbedring"),
        (Verdict.IMPROVEMENT, Certainty.CONFIRMED): _("Bekræftet forbedring"),
        (Verdict.CONCERN, Certainty.TENTATIVE): _("Foreløbigt tegn på tilbagegang"),
        (Verdict.CONCERN, Certainty.CONFIRMED): _("Bekræftet tilbagegang"),
        (Verdict.NEUTRAL, Certainty.TENTATIVE): _("Foreløbigt tegn på ændring"),
        (Verdict.NEUTRAL, Certainty.CONFIRMED): _("Bekræftet ændring"),
    }[signal.verdict(better), signal.certainty]


def _what(chart: Chart, signal: Signal) -> str:
    """What the eye should look for on the chart."""
    parts = {"run": chart.now.runs.longest, "period": signal.period}
    up = signal.way > 0
    if signal.rule is Rule.LONG_RUN and not chart.now.runs.lasts:
        return (
            _("%(run)s perioder i træk lå under midten, og siden er tallene kommet op")
            if up
            else _("%(run)s perioder i træk lå over midten, og siden er tallene kommet ned")
        ) % parts
    sentences = {
        Rule.LONG_RUN: (
            _("%(run)s perioder i træk ligger over midten"),
            _("%(run)s perioder i træk ligger under midten"),
        ),
        Rule.FEW_CROSSINGS: (
            _("tallene krydser sjældent midten og ligger nu mest over den"),
            _("tallene krydser sjældent midten og ligger nu mest under den"),
        ),
        Rule.OUTSIDE: (
            _("%(period)s ligger over den øvre grænse"),
            _("%(period)s ligger under den nedre grænse"),
        ),
        Rule.TREND: (
            _("syv perioder i træk er steget"),
            _("syv perioder i træk er faldet"),
        ),
        Rule.TWO_IN_THREE: (
            _("to af tre perioder ligger tæt på den øvre grænse"),
            _("to af tre perioder ligger tæt på den nedre grænse"),
        ),
        Rule.SHIFT: (
            _("syv perioder i træk ligger over midten"),
            _("syv perioder i træk ligger under midten"),
        ),
    }
    return sentences[signal.rule][0 if up else 1] % parts


def outlook_words(outlook: TargetOutlook) -> str:
    """What can be expected of the target, if nothing is changed."""
    return {
        TargetOutlook.ALWAYS: _("Målet nås i alle almindelige perioder."),
        TargetOutlook.NEVER: _("Målet nås ikke, som vi arbejder nu."),
        TargetOutlook.SOMETIMES: _("Om målet nås, skifter tilfældigt fra periode til periode."),
        TargetOutlook.UNKNOWN: _("Vi kan endnu ikke sige, om målet kan nås."),
    }[outlook]


def rule_words(rule: Rule, way: int) -> str:
    """Why a point is marked, in a few words."""
    return {
        Rule.OUTSIDE: _("over den øvre grænse") if way > 0 else _("under den nedre grænse"),
        Rule.TREND: _("en del af en stigning") if way > 0 else _("en del af et fald"),
        Rule.TWO_IN_THREE: _("tæt på grænsen"),
        Rule.SHIFT: _("en del af en forskydning"),
        Rule.LONG_RUN: _("en del af en lang række"),
        Rule.FEW_CROSSINGS: _("krydser sjældent midten"),
    }[rule]
