"""Looking several times without crying wolf."""

from __future__ import annotations

import numpy as np
import pytest

from virker.compare.looks import false_alarms, planned_limits
from virker.compare.monitor import confidence_sequence, normal_mixture
from virker.errors import VirkerError


def test_a_simulation_agrees_with_the_formula():
    rng = np.random.default_rng(1)
    z = rng.standard_normal((40_000, 10)).cumsum(axis=1) / np.sqrt(np.arange(1, 11))

    assert false_alarms(10) == pytest.approx((np.abs(z) > 1.96).any(axis=1).mean(), abs=0.006)


@pytest.mark.parametrize(
    ("shape", "looks", "first"),
    [("pocock", 2, 2.178), ("pocock", 5, 2.413), ("obrien_fleming", 2, 2.797),
     ("obrien_fleming", 5, 4.562)],
)  # fmt: skip
def test_planned_limits_are_those_of_the_books(shape, looks, first):
    """Jennison & Turnbull (2000), tables 2.1 and 2.3."""
    limits = planned_limits(looks, shape)

    assert limits.z[0] == pytest.approx(first, abs=2e-3)
    assert limits.false_alarms == pytest.approx(0.05, abs=1e-6)


def test_one_look_is_the_ordinary_interval():
    assert planned_limits(1).z == pytest.approx((1.959964,), abs=1e-5)


@pytest.mark.slow
def test_five_years_of_monthly_looks_stay_quiet_when_nothing_changes():
    """E30: at most 5 % over 60 looks; evidence saw 1.5 %. A five-point shift is found in time."""
    rng = np.random.default_rng(7)
    alarms, found = 0, []
    for _ in range(400):
        quiet, shifted = rng.binomial(200, 0.44, 60), rng.binomial(200, 0.49, 60)
        alarms += confidence_sequence(quiet, [200] * 60, 0.44).first_change is not None
        first = confidence_sequence(shifted, [200] * 60, 0.44).first_change
        found.append(99 if first is None else first + 1)

    assert alarms / 400 < 0.05
    assert np.median(found) <= 7


def test_the_price_is_less_than_twice_the_width():
    """Finding 5: 1.6 to 1.8 times, in the months it is made for."""
    n = np.array([300.0, 600, 1200, 2400, 4800])

    ratio = normal_mixture(n, 1200) / (1.959964 / np.sqrt(n))

    assert (ratio > 1.5).all()
    assert (ratio < 1.8).all()
    assert ratio.argmin() == 2


def test_a_first_month_without_any_success_is_not_sure():
    found = confidence_sequence([0], [10], 0.3)

    assert found.first_change is None
    assert found.low[0] == 0.0
    assert found.high[0] > 0.3


def test_a_chosen_sharpest_point_moves_the_sharpness():
    early = confidence_sequence([50], [100], 0.5, sharpest_at=100)
    late = confidence_sequence([50], [100], 0.5, sharpest_at=5000)

    assert early.high[0] - early.low[0] < late.high[0] - late.low[0]


@pytest.mark.parametrize(
    "ask",
    [
        lambda: false_alarms(0),
        lambda: planned_limits(0),
        lambda: confidence_sequence([1], [0], 0.5),
        lambda: confidence_sequence([1, 2], [3], 0.5),
        lambda: confidence_sequence([4], [3], 0.5),
        lambda: confidence_sequence([1], [3], 1.5),
    ],
)
def test_nonsense_is_refused(ask):
    with pytest.raises(VirkerError):
        ask()
