"""The number of false alarms we promise a team is the number that chance gives."""

from __future__ import annotations

import numpy as np
import pytest

from medborger.theory.charts import ChartKind, Options, RuleSet, Settings, read
from medborger.theory.charts.alarms import (
    Shape,
    autocorrelation,
    chance_of_new_signal,
    expected_this_month,
    signals_at,
    unchanged_series,
)
from medborger.theory.charts.chart import Baseline
from medborger.theory.charts.limits import MDC_FACTOR
from medborger.theory.charts.series import plain

SHAPES = [
    Shape(24, 12, ChartKind.XMR, RuleSet.MDC),
    Shape(25, 25, ChartKind.RUN, RuleSet.ANHOEJ),
    Shape(24, 24, ChartKind.XMR, RuleSet.ANHOEJ_LIMITS, 0.4),
    Shape(30, 20, ChartKind.XMR, RuleSet.ANHOEJ_LIMITS, 0.2),
]


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_the_fast_reading_of_many_series_is_the_reading_of_each(shape):
    series = unchanged_series(shape, 300, 7)
    fast = signals_at(series, shape)

    factor = MDC_FACTOR if shape.rules is RuleSet.MDC else 3 / 1.128
    options = Options(shape.rules, (Baseline(0, shape.base - 1),), Settings(factor=factor))
    for at, row in enumerate(series):
        slow = read(plain(row), shape.kind, options)
        found = {(name, int(ways[at])) for name, ways in fast.items() if ways[at]}
        assert found == {(s.rule.value, s.way) for s in slow.signals}


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_the_promised_number_is_within_a_fifth_of_a_longer_simulation(shape):
    promised = chance_of_new_signal(shape)
    longer = chance_of_new_signal(shape, 200_000, 99)

    assert promised == pytest.approx(longer, rel=0.2)


def test_making_data_count_gives_about_one_alarm_on_a_wall_of_thirty_one():
    month = 31 * chance_of_new_signal(Shape(24, 12, ChartKind.XMR, RuleSet.MDC))

    assert month == pytest.approx(31 * 0.037, rel=0.2)


def test_a_series_that_remembers_gives_more_false_alarms():
    calm = chance_of_new_signal(Shape(24, 24, ChartKind.XMR, RuleSet.ANHOEJ_LIMITS))
    sticky = chance_of_new_signal(Shape(24, 24, ChartKind.XMR, RuleSet.ANHOEJ_LIMITS, 0.4))

    assert sticky > 2 * calm


def test_the_memory_of_a_series_is_found_in_the_series_itself():
    row = unchanged_series(Shape(4000, 1, ChartKind.XMR, RuleSet.MDC, 0.4), 1, 3)[0]

    assert autocorrelation(row) == pytest.approx(0.4, abs=0.051)
    assert autocorrelation([1.0, 1.0, None, 1.0]) == 0
    assert autocorrelation([1.0] * 20) == 0
    assert autocorrelation([1.0, None] * 10) == 0


def test_the_page_adds_up_the_chances_of_its_charts():
    rng = np.random.default_rng(1)
    chart = read(plain(rng.standard_normal(24)), ChartKind.XMR)

    assert expected_this_month([chart] * 6) == pytest.approx(6 * expected_this_month([chart]))
    assert expected_this_month([read(plain([1.0]), ChartKind.XMR)]) == 0
