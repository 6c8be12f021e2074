"""Four verdicts, and never more than the numbers can carry."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from virker.verdicts import Verdict, is_lower_but_inside, judge

ends = st.floats(-1, 1)


@pytest.mark.parametrize(
    ("low", "high", "margin", "verdict"),
    [
        (0.01, 0.05, None, Verdict.BETTER),
        (0.01, 0.05, 0.02, Verdict.BETTER),
        (-0.01, 0.05, 0.02, Verdict.AT_LEAST_AS_GOOD),
        (-0.015, -0.005, 0.02, Verdict.AT_LEAST_AS_GOOD),
        (-0.01, 0.05, None, Verdict.CANNOT_TELL),
        (-0.05, 0.05, 0.02, Verdict.CANNOT_TELL),
        (-0.05, -0.01, 0.02, Verdict.WORSE),
        (-0.05, -0.01, None, Verdict.WORSE),
        (-0.02, 0.0, 0.02, Verdict.CANNOT_TELL),
        (float("nan"), float("nan"), 0.02, Verdict.CANNOT_TELL),
    ],
)
def test_the_interval_and_the_margin_decide(low, high, margin, verdict):
    assert judge(low, high, margin) is verdict


@given(a=ends, b=ends)
def test_without_an_agreed_margin_nobody_says_at_least_as_good(a, b):
    assert judge(min(a, b), max(a, b)) is not Verdict.AT_LEAST_AS_GOOD


@given(a=ends, b=ends, margin=st.floats(0, 1), wider=st.floats(0, 1))
def test_an_interval_that_grows_never_makes_the_verdict_surer(a, b, margin, wider):
    low, high = min(a, b), max(a, b)
    strength = {Verdict.BETTER: 2, Verdict.AT_LEAST_AS_GOOD: 1}
    narrow = strength.get(judge(low, high, margin), 0)

    assert strength.get(judge(low - wider, high + wider, margin), 0) <= narrow


def test_when_less_is_better_the_interval_is_turned_round():
    assert judge(-0.05, -0.01, higher_is_better=False) is Verdict.BETTER


def test_lower_but_inside_the_margin_is_known():
    assert is_lower_but_inside(-0.01, -0.005, 0.02)
    assert not is_lower_but_inside(-0.01, 0.005, 0.02)
    assert not is_lower_but_inside(-0.01, -0.005, None)


def test_nonsense_is_refused():
    with pytest.raises(ValueError, match="negativ"):
        judge(0, 1, -0.1)
    with pytest.raises(ValueError, match="byttet"):
        judge(1, 0)
