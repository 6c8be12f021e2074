"""Before and after, among the same kind of people."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from virker.compare.mix import standardise
from virker.errors import VirkerError


def people(seed, n=4000, change=0.0):
    """Fewer young ones come after; the young find jobs more often; nothing else moves."""
    rng = np.random.default_rng(seed)
    after = rng.random(n) < 0.5
    young = rng.random(n) < np.where(after, 0.3, 0.6)
    prior = rng.normal(size=n) - 0.3 * after
    p = 0.3 + 0.25 * young + 0.05 * np.clip(prior, -2, 2) + change * after
    return (rng.random(n) < p) * 1.0, after, np.column_stack([young, prior])


def test_another_mix_is_not_another_result():
    """E25: the bias of the plain comparison is removed."""
    y, after, mix = people(1, n=40_000)

    found = standardise(y, after, mix, names=["young", "prior"])

    assert found.plain.high < -0.05
    assert found.difference.low <= 0 <= found.difference.high
    assert {row.name: abs(row.smd_weighted) < 0.02 < abs(row.smd) for row in found.mix} == {
        "young": True,
        "prior": True,
    }


@pytest.mark.slow
def test_intervals_hold_the_truth_as_often_as_they_say():
    hits = sum(
        found.low <= 0.04 <= found.high
        for found in (
            standardise(*people(seed, 1500, change=0.04)).difference for seed in range(200)
        )
    )

    assert 181 <= hits <= 198


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_with_one_characteristic_it_is_the_mean_over_its_groups(seed):
    """The long way: difference in each group, weighted by the people after."""
    y, after, mix = people(seed, 300)
    young = mix[:, 0] == 1
    long = sum(
        (after & g).sum() / after.sum() * (y[after & g].mean() - y[~after & g].mean())
        for g in (young, ~young)
    )

    found = standardise(y, after, mix[:, 0])

    assert found.difference.estimate == pytest.approx(long, abs=1e-8)
    assert found.effective_before <= (~after).sum() + 1e-9


def test_without_a_mix_it_is_the_plain_difference():
    y, after, _ = people(3, 200)

    found = standardise(y, after, None)

    assert found.difference.estimate == found.plain.estimate
    assert found.mix == ()


def test_the_same_person_twice_is_not_two_people():
    y, after, mix = people(4, 500)
    who = np.concatenate([np.arange(500)] * 2)

    once = standardise(y, after, mix)
    twice = standardise(np.tile(y, 2), np.tile(after, 2), np.tile(mix, (2, 1)), cluster=who)

    assert twice.difference.estimate == pytest.approx(once.difference.estimate, abs=1e-8)
    assert twice.difference.se == pytest.approx(once.difference.se, abs=1e-8)


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: standardise([1, 0], [1, 1], None), "både før og efter"),
        (lambda: standardise([1, 0], [0, 0], None), "både før og efter"),
        (lambda: standardise([1, 0] * 9, [1, 0] * 9, [1, 0] * 9), "afgør"),
    ],
)
def test_groups_that_do_not_overlap_are_refused(ask, words):
    with pytest.raises(VirkerError, match=words):
        ask()


def test_a_characteristic_all_share_changes_nothing_in_the_table():
    y, after, mix = people(5, 400)

    found = standardise(y, after, mix[:, 0], names=["young"])

    assert found.mix[0].weighted == pytest.approx(found.mix[0].after, abs=1e-8)
