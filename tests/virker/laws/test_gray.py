"""What always holds of Gray's test."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from virker.gray import gray, gray_of
from virker.logrank import log_rank
from virker.risk import risk_sums

SPELLS = st.lists(
    st.tuples(st.integers(1, 9), st.integers(0, 2), st.integers(0, 2)), min_size=6, max_size=40
)


@given(SPELLS, st.randoms())
@settings(max_examples=60)
def test_the_order_and_the_names_of_groups_do_not_matter(spells, random):
    shuffled = list(spells)
    random.shuffle(shuffled)
    one = gray(*(list(column) for column in zip(*spells, strict=True)))
    stop, how, group = (np.array(column) for column in zip(*shuffled, strict=True))

    two = gray(stop, how, np.array([2, 0, 1])[group])

    assert two.statistic == pytest.approx(one.statistic, abs=1e-6)
    assert one.expected.sum() == pytest.approx(one.observed.sum())


@given(SPELLS)
@settings(max_examples=60)
def test_parts_added_give_the_whole(spells):
    stop, how, group = (np.array(column) for column in zip(*spells, strict=True))
    names = {"groups": ("a", "b", "c"), "exits": ("asked", "other")}
    half = len(stop) // 2
    parts = [risk_sums(stop[p], how[p], group=group[p], **names)
             for p in (slice(half), slice(half, None))]  # fmt: skip

    whole = gray_of(risk_sums(stop, how, group=group, **names))
    added = gray_of(parts[0] + parts[1])

    assert added.statistic == pytest.approx(whole.statistic, abs=1e-9)


def test_equal_groups_differ_in_nothing():
    stop, how = np.tile([1, 2, 3, 4, 5], 8), np.tile([1, 2, 1, 0, 1], 8)

    assert gray(stop, how, np.repeat([0, 1], 20)).statistic == pytest.approx(0, abs=1e-9)


def test_without_other_exits_what_is_expected_is_that_of_the_log_rank():
    rng = np.random.default_rng(4)
    stop, group = rng.integers(1, 30, 200), rng.integers(0, 3, 200)

    assert gray(stop, np.ones(200, int), group).expected == pytest.approx(
        log_rank(stop, np.ones(200), group).expected
    )


@pytest.mark.slow
def test_no_difference_is_called_one_in_five_of_a_hundred():
    rng = np.random.default_rng(0)
    called = 0
    for _ in range(400):
        stop, group = rng.geometric(0.1, 200), rng.integers(0, 2, 200)
        how = rng.choice([0, 1, 2], 200, p=[0.3, 0.3, 0.4])
        called += gray(stop, how, group).p < 0.05

    assert 8 <= called <= 34


def test_one_group_gone_early_is_no_trouble():
    test = gray([1, 1, 1, 1, 2, 3], [0, 1, 1, 1, 1, 1], [0, 0, 0, 0, 1, 1])

    assert np.isfinite(test.statistic)
    assert test.observed.tolist() == [3, 2]
