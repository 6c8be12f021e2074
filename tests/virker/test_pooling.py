"""Lending from others, and saying how much."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from virker.errors import VirkerError
from virker.pooling import james_stein, pool, posterior, with_prior

SCHOOLS = [28, 8, -3, 7, -1, 1, 18, 12], [15, 10, 16, 11, 9, 11, 10, 18]
answers = st.lists(st.tuples(st.floats(-5, 5), st.floats(0.1, 3)), min_size=3, max_size=12).map(
    lambda pairs: tuple(np.array(pairs).T)
)


@given(given_answers=answers)
def test_a_lent_answer_lies_between_its_own_and_the_mean(given_answers):
    found = pool(*given_answers)

    for place in found.places:
        ends = sorted([place.own, found.estimate])
        assert ends[0] - 1e-9 <= place.estimate <= ends[1] + 1e-9
        assert 0 <= place.own_weight < 1


@given(given_answers=answers, shift=st.floats(-9, 9), seed=st.integers(0, 99))
def test_order_and_level_do_not_matter(given_answers, shift, seed):
    y, s = given_answers
    order = np.random.default_rng(seed).permutation(len(y))

    once, again = pool(y, s), pool(y[order] + shift, s[order])

    assert again.estimate == pytest.approx(once.estimate + shift, abs=1e-6)
    assert again.between == pytest.approx(once.between, abs=1e-6)


@given(given_answers=answers)
def test_the_restricted_likelihood_is_at_its_top(given_answers):
    y, s = given_answers

    def fit(between):
        v = s**2 + between
        mean = (y / v).sum() / (1 / v).sum()
        return -0.5 * (np.log(v).sum() + np.log((1 / v).sum()) + ((y - mean) ** 2 / v).sum())

    found = pool(y, s).between

    near = [found * 0.97, found * 1.03, found + 1e-4]
    assert all(fit(found) >= fit(b) - 1e-7 for b in near)


def test_places_that_differ_more_than_chance_are_seen():
    assert pool([0.0, 5.0, 10.0], [0.5, 0.5, 0.5]).q_p < 0.001
    assert pool([0.0, 0.1, 0.2], [0.5, 0.5, 0.5]).q_p > 0.5


def test_equal_places_keep_nothing_of_their_own():
    assert james_stein([1.0, 1.0, 1.0, 1.0], 0.1)[0] == 0.0


@pytest.mark.parametrize(
    "ask",
    [
        lambda: pool([1], [1]),
        lambda: pool([1, 2], [1, 0]),
        lambda: posterior([1, 2], [1, 1]),
        lambda: with_prior(1, 0, 1, 1),
        lambda: james_stein([1, 2, 3], 1),
    ],
)
def test_too_little_to_lend_from_is_refused(ask):
    with pytest.raises(VirkerError):
        ask()
