"""How strong something unrecorded must be."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from virker.errors import VirkerError
from virker.sensitivity import (
    benchmark,
    e_value,
    matched_pairs,
    ratio_of_shares,
    robustness_value,
)

COLUMNS = ["directlyharmed", "age", "farmer_dar", "herder_dar", "pastvoted", "hhsize_darfur",
           "female"]  # fmt: skip


@given(ratio=st.floats(0.01, 100))
def test_harm_and_help_of_the_same_size_need_the_same(ratio):
    assert e_value(ratio).estimate == pytest.approx(e_value(1 / ratio).estimate, rel=1e-6)
    assert e_value(ratio, ratio / 200, ratio * 200).interval == 1.0
    assert e_value(0.5, 0.3, 0.8).interval == pytest.approx(e_value(1 / 0.8).estimate)


@given(t=st.floats(0, 400), df=st.integers(5, 10_000))
def test_the_interval_needs_less_than_the_estimate(t, df):
    found = robustness_value(t, 1.0, df)

    assert 0 <= found.interval_value <= found.value + 1e-9
    assert found.value <= 1


def test_the_mirrored_estimate_is_pulled_towards_nought_too():
    up = benchmark(1.0, 0.1, 500, t_outcome=3.0, t_treatment=3.0)
    down = benchmark(-1.0, 0.1, 500, t_outcome=3.0, t_treatment=3.0)

    assert up.estimate == pytest.approx(-down.estimate)
    assert 0 < up.estimate < 1


@given(better=st.integers(0, 30), worse=st.integers(1, 30), gamma=st.floats(1, 6))
def test_the_sign_test_written_out(better, worse, gamma):
    n, p = better + worse, gamma / (1 + gamma)
    long = sum(comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(better, n + 1))

    assert matched_pairs(better, worse, gamma) == pytest.approx(long, abs=1e-9)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: e_value(-1),
        lambda: e_value(2, 3, 4),
        lambda: robustness_value(1, 0, 10),
        lambda: benchmark(1, 0.1, 10, t_outcome=1, t_treatment=30),
        lambda: ratio_of_shares(0, 0.1),
        lambda: matched_pairs(0, 0, 1),
    ],
)
def test_nonsense_is_refused(ask):
    with pytest.raises(VirkerError):
        ask()


def test_a_ratio_with_nought_is_refused():
    with pytest.raises(VirkerError, match="over 0"):
        ratio_of_shares(0.2, 0.0)
