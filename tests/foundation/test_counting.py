"""Counts that can be published."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medborger.foundation.counting import Count, Kind, Period, add_up, hide_small

parts = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 30), min_size=1)


def test_a_week_belongs_to_the_month_of_its_thursday():
    january = Period.month(2026, 1)

    assert (january.first, january.last) == (dt.date(2025, 12, 29), dt.date(2026, 2, 1))
    assert [week.name for week in january.weeks()] == [f"2026-W0{n}" for n in range(1, 6)]


@given(st.integers(2020, 2035))
def test_twelve_months_are_the_weeks_of_the_year_once_each(year):
    weeks = [week for month in range(1, 13) for week in Period.month(year, month).weeks()]

    assert len(weeks) == len(set(weeks)) == dt.date(year, 12, 28).isocalendar().week


def test_a_quarter_is_its_three_months():
    quarter = Period.quarter(2026, 2)

    assert quarter.name == "2026-Q2"
    assert dt.date(2026, 5, 15) in quarter
    assert dt.date(2026, 7, 15) not in quarter


@pytest.mark.parametrize("count", [Count(0, 0, 0), Count(3, 4, 4), Count(0, 9, 4)])
def test_without_enough_people_there_is_no_share_and_never_zero(count):
    assert count.share(least=5) is None


def test_with_enough_people_there_is_a_share():
    assert Count(3, 12, 5).share(least=5) == 0.25


def test_a_count_is_never_negative():
    with pytest.raises(ValueError, match="negative"):
        Count(-1, 3, 3)


def test_only_flows_add_up():
    assert add_up([Count(1, 2, 2), Count(3, 4, 4)]) == Count(4, 6, 6)
    with pytest.raises(ValueError, match="Only flows"):
        add_up([Count(1, 2, 2, Kind.STOCK)])


def worlds(shown, total, *, most=30):
    """All tables an outsider must think possible: the hidden parts, given what is shown."""
    hidden = [name for name, people in shown.items() if people is None]
    rest = total - sum(people for people in shown.values() if people is not None)
    if not hidden:
        return
    for values in product(range(rest + 1), repeat=len(hidden) - 1):
        if (last := rest - sum(values)) >= 0:
            yield dict(zip(hidden, [*values, last], strict=True))


@given(st.dictionaries(st.sampled_from("abc"), st.integers(0, 12), min_size=2))
def test_a_small_number_cannot_be_worked_out_from_the_total(table):
    shown = hide_small(table, least=5)

    for name, people in table.items():
        if 0 < people < 5 and len(table) > 1:
            possible = {world[name] for world in worlds(shown, sum(table.values()))}
            total_is_small = sum(table.values()) < 5
            only_zeros_beside = all(v == 0 for k, v in table.items() if k != name)
            assert len(possible) > 1 or total_is_small or only_zeros_beside


@given(parts)
def test_small_numbers_are_hidden_and_the_shown_ones_are_true(table):
    shown = hide_small(table, least=5)

    assert list(shown) == list(table)
    for name, people in shown.items():
        assert people is None or (people == table[name] and not 0 < people < 5)


def test_one_small_group_takes_the_smallest_neighbour_with_it():
    assert hide_small({"a": 2, "b": 40, "c": 9}, least=5) == {"a": None, "b": 40, "c": None}


def test_nothing_is_hidden_without_need():
    assert hide_small({"a": 0, "b": 7}, least=5) == {"a": 0, "b": 7}
