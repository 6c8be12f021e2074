"""Shares, and how many people it takes to see a difference."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from virker.compare.shares import newcombe, people_needed, smallest_detectable, wilson
from virker.errors import VirkerError


@pytest.mark.parametrize(
    ("starts", "points"),
    [(100, 13.5), (200, 9.6), (500, 6.0), (1000, 4.3), (2000, 3.0), (5000, 1.9)],
)
def test_how_small_an_effect_a_municipality_can_see(starts, points):
    """Evidence finding 4; E23 asks for 10 %."""
    assert smallest_detectable(starts) * 100 == pytest.approx(points, rel=0.02)


@pytest.mark.parametrize(("margin", "people"), [(0.02, 9670), (0.03, 4298), (0.05, 1548)])
def test_how_many_it_takes_to_show_at_most_a_little_worse(margin, people):
    """Evidence finding 6."""
    assert people_needed(0.44, margin) == people


shares = st.tuples(st.integers(0, 50), st.integers(1, 50)).filter(lambda pair: pair[0] <= pair[1])


@given(one=shares, two=shares)
def test_turning_the_question_round_turns_the_answer_round(one, two):
    there, back = newcombe(*one, *two), newcombe(*two, *one)

    assert there.low == pytest.approx(-back.high)
    assert -1 <= there.low <= there.estimate <= there.high <= 1


@given(one=shares)
def test_a_share_lies_inside_its_interval(one):
    found = wilson(*one)

    assert 0 <= found.low <= found.estimate + 1e-12
    assert found.estimate - 1e-12 <= found.high <= 1


@pytest.mark.parametrize(
    "ask",
    [
        lambda: wilson(3, 2),
        lambda: wilson(0, 0),
        lambda: smallest_detectable(0),
        lambda: people_needed(1.0, 0.1),
        lambda: people_needed(0.5, 0),
    ],
)
def test_nonsense_is_refused(ask):
    with pytest.raises(VirkerError):
        ask()
