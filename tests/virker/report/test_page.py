"""The report says the same as the result, and draws it."""

from __future__ import annotations

from xml.etree import ElementTree as ET  # our own drawing, not a stranger's

import pytest

from virker.protocol import KINDS
from virker.question import Question
from virker.report import page
from virker.report.charts import Point, balance_chart, curve_chart, ticks
from virker.report.said import CHECKS, HEADINGS, QUESTIONS, VERDICTS
from virker.result import Check, Estimate, Reason, Result, refuse
from virker.verdicts import Verdict

ASKED = Question(kind="start_vs_wait", service="praktik").protocol()
FOUND = Estimate.normal(52, 0.03, 0.01, 500, 60, method="aipw")


def drawing(svg):
    return ET.fromstring(svg)  # noqa: S314  # our own drawing


def a_result(**changes):
    given = {
        "estimates": (FOUND,),
        "checks": (Check("balance", 0.02, 0.1, passed=True),),
        "verdict": Verdict.BETTER,
        "curve": tuple(Estimate.normal(w, 0.001 * (w - 20), 0.01, 500, 60) for w in range(1, 53)),
    }
    return Result(ASKED, "ATT", **{**given, **changes})


def test_the_verdict_stands_before_every_number():
    told = page(a_result())

    assert told.index("Bedre.") < told.index("<table")
    assert "p-værdi" not in told
    assert "p-value" not in told


def test_danish_numbers_have_a_comma_and_english_a_point():
    told = page(a_result())

    assert "3,0" in told.split('id="en"', 1)[0]
    assert "3.0" in told.split('id="en"', 1)[1]


def test_what_could_not_be_answered_says_why_and_shows_no_number():
    told = page(refuse(ASKED, "ATT", Reason("too_few", "Der er for få.", "Too few.")))

    assert "Vi svarer ikke" in told
    assert "Der er for få." in told
    assert "<svg" not in told


def test_words_from_the_data_cannot_become_markup():
    rows = [{"name": "<script>x</script>", "before": 0.4, "after": 0.0}]

    assert "<script" not in page(a_result(details={"love_plot": rows}))


def test_a_missing_number_is_a_dash():
    told = page(a_result(checks=(Check("balance", float("nan"), 0.1, passed=False),)))

    assert ">–</td>" in told
    assert "Ikke bestået" in told


def test_the_curve_is_drawn_with_its_interval_and_nought():
    drawn = drawing(curve_chart([Point(1, -2, -3, -1), Point(2, 1, 0, 2)], "kurve", "x", "y"))

    assert drawn.attrib["aria-label"] == "kurve"
    classes = {child.attrib.get("class") for child in drawn}
    assert {"band", "line", "nought"} <= classes


def test_the_love_plot_has_two_marks_per_row():
    drawn = drawing(balance_chart([("alder", 0.5, 0.01), ("a & b", -0.2, 0.0)], "l", 0.1))

    assert [c.attrib.get("class") for c in drawn].count("before") == 2
    assert [c.attrib.get("class") for c in drawn].count("after") == 2


def test_nothing_to_draw_draws_nothing():
    assert curve_chart([], "", "", "") == ""
    assert balance_chart([], "", 0.1) == ""


@pytest.mark.parametrize("span", [(-0.01, 0.02), (0, 104), (-7.4, 3.2), (0, 1e-12)])
def test_ticks_are_few_and_inside(span):
    found = ticks(*span)

    assert 1 <= len(found) <= 7
    assert all(span[0] - 1e-6 <= tick <= span[1] + 1e-6 for tick in found)


def test_both_languages_have_the_same_words():
    assert set(HEADINGS["da"]) == set(HEADINGS["en"])
    assert set(VERDICTS["da"]) == set(VERDICTS["en"]) == {v.value for v in Verdict}
    assert set(QUESTIONS) == set(KINDS)
    assert all(len(pair) == 2 for pair in CHECKS.values())


def test_what_is_worth_knowing_is_said_in_words():
    details = {
        "starts": 900,
        "smallest_detectable_effect": 0.045,
        "lock_in": {"lowest_week": 6, "break_even_week": 31, "weeks_gained": -0.4},
        "sensitivity": {"e_value": 1.8, "robustness_value": 0.021},
        "trimmed": 0.02,
    }

    told = page(a_result(details=details))

    for words in (
        "4,5 procentpoint",
        "uge 6",
        "efter 31 uger",
        "−0,4 uger",
        "1,8 gange",
        "2,0 pct.",
    ):
        assert words in told
    assert "−0.4 weeks" in told


def test_weeks_never_earned_back_are_not_hidden():
    curve = {"lowest_week": 6, "break_even_week": None, "weeks_gained": -2.0}

    assert "ikke tjent ind" in page(a_result(details={"lock_in": curve}))


def test_a_handful_of_starts_is_not_told():
    assert "Begyndt: 3" not in page(a_result(details={"starts": 3}))
