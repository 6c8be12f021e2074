"""Thresholds, money and curves."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from virker.disclosure import Rules, is_dominated, safe_curve, safe_sum
from virker.errors import VirkerError
from virker.question import Question

RULES = Rules()


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_share_never_tells_of_a_few_on_either_side(some, others):
    share = RULES.share(some, some + others)

    if share is not None:
        assert some == 0 or some >= 5
        assert others == 0 or others >= 5
        assert 0 <= share <= 1


def test_illness_has_a_stricter_threshold():
    asked = Question(kind="describe", population={"benefit": ["UI", "SDP"]}).protocol()

    assert RULES.for_question(asked).least == 10
    assert RULES.for_question(Question(kind="describe").protocol()).least == 5


@pytest.mark.parametrize("wrong", [{"least": 0}, {"rounding": 0}, {"share_of_one": 1.5}])
def test_thresholds_that_hide_nothing_are_refused(wrong):
    with pytest.raises(VirkerError):
        Rules(**wrong)


def test_a_sum_one_person_stands_for_is_not_shown():
    assert is_dominated([1000.0, 1.0, 1.0, 1.0, 1.0, float("nan")])
    assert safe_sum([1000.0, 1.0, 1.0, 1.0, 1.0]) is None
    assert safe_sum([10.0, float("nan"), 10.0, 10.0, 10.0]) is None


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 6)), min_size=1, max_size=30),
    st.integers(0, 80),
)
def test_no_step_of_a_curve_is_made_by_a_few(weeks, more):
    events, lost = np.array(weeks).T
    at_risk = (events + lost)[::-1].cumsum()[::-1] + more
    share = np.cumsum(events) / max(at_risk[0], 1)

    curve = safe_curve(np.arange(len(events)), share, at_risk, events)

    assert (at_risk[curve.weeks] >= 5).all()
    until = np.cumsum(events)[curve.weeks]
    steps = np.diff(until, prepend=0)
    assert ((steps == 0) | (steps >= 5)).all()
    assert (np.diff(curve.share) >= 0).all()
    assert (curve.at_risk % 5 == 0).all()


def test_a_curve_stops_where_too_few_are_still_watched():
    curve = safe_curve(np.arange(3), np.zeros(3), np.array([9, 4, 9]), np.zeros(3, int))

    assert curve.weeks.tolist() == [0]
    assert curve.stopped_at == 1


def test_a_curve_of_unequal_parts_is_refused():
    with pytest.raises(VirkerError):
        safe_curve(np.arange(3), np.zeros(2), np.zeros(3, int), np.zeros(3, int))
