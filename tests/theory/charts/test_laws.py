"""Laws that every chart keeps, whatever the numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medborger.theory.charts import (
    Baseline,
    ChartKind,
    Direction,
    Observation,
    Options,
    Rule,
    RuleSet,
    Settings,
    TargetOutlook,
    Verdict,
    outlook,
    read,
    share,
)
from medborger.theory.charts.anhoej import crossings_needed, read_runs
from medborger.theory.charts.limits import moving_ranges
from medborger.theory.charts.series import plain

numbers = st.lists(st.integers(-50, 50).map(float), min_size=2, max_size=40)


@given(numbers)
def test_a_missing_period_is_a_gap_and_not_a_fall(values):
    whole = read(plain(values), ChartKind.RUN)
    holed = read(plain([*values[:1], None, *values[1:]]), ChartKind.RUN)

    assert holed.now.runs == whole.now.runs
    assert len(holed.dots) == len(whole.dots) + 1
    assert holed.dots[1].observation.value is None
    assert holed.dots[1].mark is None


def test_no_step_is_taken_over_a_gap_but_one_is_over_a_point_left_out():
    assert moving_ranges(plain([1, 3, None, 10, 12])) == [2, 2]
    assert moving_ranges(plain([1, 3, 99, 4], left_out=[2])) == [2, 1]


@given(numbers)
def test_turning_the_scale_upside_down_turns_every_signal(values):
    up = read(plain(values), ChartKind.XMR, Options(RuleSet.MDC))
    down = read(plain([-v for v in values]), ChartKind.XMR, Options(RuleSet.MDC))

    assert [(s.rule, s.way) for s in up.signals] == [(s.rule, -s.way) for s in down.signals]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(30, 90)), min_size=1, max_size=30))
def test_limits_of_a_share_stay_between_nobody_and_everybody(pairs):
    chart = read([share("x", y, n) for y, n in pairs], ChartKind.P)

    for dot in chart.dots:
        assert dot.limits is not None
        assert 0 <= dot.limits.lower <= dot.limits.centre <= dot.limits.upper <= 1


def test_nobody_to_count_is_a_gap_and_never_zero_per_cent():
    assert share("2026-01", 0, 0).value is None


def test_a_frozen_baseline_ignores_what_came_later():
    calm = [10.0, 12, 9, 11, 10, 12, 9, 11, 10, 12, 9, 11]
    frozen = Options(baselines=(Baseline(0, 11),))

    before = read(plain(calm), ChartKind.XMR, frozen)
    after = read(plain([*calm, 40, 41, 42]), ChartKind.XMR, frozen)

    assert after.dots[0].limits == before.dots[0].limits
    assert [dot.mark for dot in after.dots[-3:]] == [(Rule.OUTSIDE, 1)] * 3


def test_a_new_baseline_starts_a_new_segment_with_its_own_middle():
    chart = read(
        plain([1, 2, 1, 2, 1, 2, 11, 12, 11, 12]),
        ChartKind.RUN,
        Options(baselines=(Baseline(0), Baseline(6))),
    )

    assert [segment.dots[0].limits.centre for segment in chart.segments] == [1.5, 11.5]
    assert not chart.signals


def test_a_chart_of_twelve_periods_has_provisional_limits_and_one_of_thirteen_has_not():
    assert read(plain([1, 2] * 6), ChartKind.XMR).now.provisional
    assert not read(plain([1, 2] * 6 + [1]), ChartKind.XMR).now.provisional


def test_a_chart_without_a_single_number_says_nothing():
    chart = read([Observation("2026-01", None)], ChartKind.P)

    assert chart.signals == ()
    assert chart.points == 0


def test_the_middle_of_a_run_chart_can_be_the_mean_when_asked_for():
    mean = Options(settings=Settings(mean_centre=True))

    assert read(plain([1, 1, 4]), ChartKind.RUN, mean).dots[0].limits.centre == 2
    assert read(plain([1, 1, 4]), ChartKind.RUN).dots[0].limits.centre == 1


@pytest.mark.parametrize(
    ("useful", "needed"), [(10, 2), (12, 3), (20, 6), (24, 8), (40, 14), (44, 16), (1, 0), (0, 0)]
)
def test_the_crossings_needed_are_the_lower_five_per_cent_point(useful, needed):
    assert crossings_needed(useful) == needed


def test_long_series_are_read_too():
    assert read_runs([1.0, -1.0] * 600, 0.0).crossings_needed > 500


@pytest.mark.parametrize(
    ("target", "better", "expected"),
    [
        (50, Direction.UP, TargetOutlook.NEVER),
        (-50, Direction.UP, TargetOutlook.ALWAYS),
        (50, Direction.DOWN, TargetOutlook.ALWAYS),
        (-50, Direction.DOWN, TargetOutlook.NEVER),
        (1.5, Direction.UP, TargetOutlook.SOMETIMES),
        (1.5, Direction.NEUTRAL, TargetOutlook.UNKNOWN),
    ],
)
def test_the_newest_limits_say_whether_a_target_can_be_reached(target, better, expected):
    chart = read(plain([1, 2, 1, 2, 1, 2]), ChartKind.XMR)

    assert outlook(chart, target, better) is expected


def test_a_rise_is_an_improvement_only_where_up_is_better():
    (signal,) = read(plain([1, 2, 3, 4, 5, 6, 7]), ChartKind.XMR, Options(RuleSet.MDC)).signals

    assert signal.verdict(Direction.UP) is Verdict.IMPROVEMENT
    assert signal.verdict(Direction.DOWN) is Verdict.CONCERN
    assert signal.verdict(Direction.NEUTRAL) is Verdict.NEUTRAL


def test_a_point_left_out_is_drawn_but_neither_judged_nor_counted():
    values = plain([1, 2, 1, 2, 90, 1, 2, 1])
    chart = read([replace(o, left_out=o.value == 90) for o in values], ChartKind.XMR)

    assert chart.dots[4].mark is None
    assert chart.dots[4].limits.upper < 10
