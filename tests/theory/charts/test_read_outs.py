"""What a team reads under a chart: one plain sentence with rules, direction and certainty."""

from __future__ import annotations

import pytest
from django.utils import translation

from medborger.theory.charts import (
    Baseline,
    ChartKind,
    Direction,
    Observation,
    Options,
    RuleSet,
    Settings,
    TargetOutlook,
    read,
)
from medborger.theory.charts.series import plain
from medborger.theory.charts.words import outlook_words, read_out

CALM = [10.0, 12, 9, 11, 10, 12, 9, 11, 10, 12, 9, 11, 10, 12]
FROZEN = (Baseline(0, 13),)
BOTH = Options(baselines=FROZEN)
ANHOEJ = Options(RuleSet.ANHOEJ, FROZEN)
ANHOEJ_ALL = Options(RuleSet.ANHOEJ, (Baseline(),), Settings(mean_centre=True))
MDC = Options(RuleSet.MDC, FROZEN)
SLOW = [10.0, 11, 10.5] + [9.0] * 5 + [12.0] * 5 + [9.0] * 5 + [12.0] * 5

GOLDEN = [
    (
        ([*[9.0] * 12, 12, 9, 12, 12, 12, 9, 12, 12, 12], ChartKind.RUN, ANHOEJ_ALL, Direction.UP),
        (
            "Bekræftet forbedring: 12 perioder i træk lå under midten, "
            "og siden er tallene kommet op (Anhøjs regler)."
        ),
        (
            "Confirmed improvement: 12 periods in a row were below the middle, "
            "and the numbers have come up since (Anhøj's rules)."
        ),
    ),
    (
        (CALM, ChartKind.XMR, BOTH, Direction.UP),
        (
            "Ingen ændring at se: de 14 perioder svinger, som de plejer "
            "(Anhøjs regler og 3-sigma-grænser)."
        ),
        (
            "No change to see: the 14 periods vary as they usually do "
            "(Anhøj's rules and 3-sigma limits)."
        ),
    ),
    (
        (CALM[:6], ChartKind.RUN, Options(RuleSet.ANHOEJ), Direction.UP),
        (
            "Ingen ændring at se endnu: der er kun 6 perioder, "
            "og grænserne er foreløbige (Anhøjs regler)."
        ),
        (
            "No change to see yet: there are only 6 periods, and the limits are trial limits "
            "(Anhøj's rules)."
        ),
    ),
    (
        ([None], ChartKind.RUN, Options(RuleSet.ANHOEJ), Direction.UP),
        "Intet grundlag: der er ingen perioder at læse endnu.",
        "No basis: there are no periods to read yet.",
    ),
    (
        ([*CALM, 40], ChartKind.XMR, BOTH, Direction.UP),
        (
            "Foreløbigt tegn på forbedring: 15 ligger over den øvre grænse "
            "(Anhøjs regler og 3-sigma-grænser)."
        ),
        (
            "First sign of improvement: 15 is above the upper limit "
            "(Anhøj's rules and 3-sigma limits)."
        ),
    ),
    (
        ([*CALM, 40, 41], ChartKind.XMR, BOTH, Direction.DOWN),
        "Bekræftet tilbagegang: 16 ligger over den øvre grænse (Anhøjs regler og 3-sigma-grænser).",
        "Confirmed decline: 16 is above the upper limit (Anhøj's rules and 3-sigma limits).",
    ),
    (
        ([*CALM, 1], ChartKind.XMR, BOTH, Direction.NEUTRAL),
        (
            "Foreløbigt tegn på ændring: 15 ligger under den nedre grænse "
            "(Anhøjs regler og 3-sigma-grænser)."
        ),
        "First sign of change: 15 is below the lower limit (Anhøj's rules and 3-sigma limits).",
    ),
    (
        ([*CALM, *[10.4] * 8], ChartKind.RUN, ANHOEJ, Direction.UP),
        "Foreløbigt tegn på tilbagegang: 8 perioder i træk ligger under midten (Anhøjs regler).",
        "First sign of decline: 8 periods in a row are below the middle (Anhøj's rules).",
    ),
    (
        ([*CALM, *[11.0] * 10], ChartKind.RUN, ANHOEJ, Direction.UP),
        "Bekræftet forbedring: 11 perioder i træk ligger over midten (Anhøjs regler).",
        "Confirmed improvement: 11 periods in a row are above the middle (Anhøj's rules).",
    ),
    (
        (SLOW, ChartKind.RUN, Options(RuleSet.ANHOEJ, (Baseline(0, 2),)), Direction.UP),
        (
            "Bekræftet forbedring: tallene krydser sjældent midten og ligger nu mest over den "
            "(Anhøjs regler, foreløbige grænser)."
        ),
        (
            "Confirmed improvement: the numbers rarely cross the middle and now lie mostly above it "
            "(Anhøj's rules, trial limits)."
        ),
    ),
    (
        ([*CALM, 9, 9.5, 10, 10.5, 11, 11.5, 12], ChartKind.XMR, MDC, Direction.DOWN),
        (
            "Foreløbigt tegn på tilbagegang: syv perioder i træk er steget "
            "(reglerne fra Making Data Count)."
        ),
        "First sign of decline: seven periods in a row have risen (the Making Data Count rules).",
    ),
    (
        ([*CALM, 9, 6.0, 5.8], ChartKind.XMR, MDC, Direction.DOWN),
        (
            "Foreløbigt tegn på forbedring: to af tre perioder ligger tæt på den nedre grænse "
            "(reglerne fra Making Data Count)."
        ),
        (
            "First sign of improvement: two of three periods lie close to the lower limit "
            "(the Making Data Count rules)."
        ),
    ),
    (
        ([*CALM[:-1], *[11.0] * 9], ChartKind.XMR, MDC, Direction.NEUTRAL),
        (
            "Bekræftet ændring: syv perioder i træk ligger over midten "
            "(reglerne fra Making Data Count)."
        ),
        (
            "Confirmed change: seven periods in a row are above the middle "
            "(the Making Data Count rules)."
        ),
    ),
]


@pytest.mark.parametrize(("given", "danish", "english"), GOLDEN)
def test_the_team_reads_one_plain_danish_sentence(given, danish, english):
    values, kind, options, better = given

    with translation.override("da"):
        assert read_out(read(plain(values), kind, options), better) == danish


@pytest.mark.parametrize(("given", "danish", "english"), GOLDEN)
def test_the_same_sentence_stands_in_english(given, danish, english):
    values, kind, options, better = given

    with translation.override("en"):
        assert read_out(read(plain(values), kind, options), better) == english


def test_a_confirmed_signal_is_told_before_a_first_one():
    series = plain([*CALM, *[11.0] * 10, 40])

    with translation.override("da"):
        told = read_out(read(series, ChartKind.XMR, BOTH), Direction.UP)

    assert told.startswith("Bekræftet forbedring: 12 perioder")


def test_a_gap_at_the_end_neither_confirms_nor_takes_back_a_signal():
    seen = read(plain([*CALM, 40]), ChartKind.XMR, BOTH)
    later = read([*plain([*CALM, 40]), Observation("16", None)], ChartKind.XMR, BOTH)

    assert later.signals == seen.signals


@pytest.mark.parametrize("outlook", TargetOutlook)
def test_every_outlook_for_a_target_has_words(outlook):
    with translation.override("da"):
        assert outlook_words(outlook).endswith(".")
