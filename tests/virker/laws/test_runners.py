"""What always holds from a folder to an answer: order, names and files do not matter."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.virker.folders import folder, spell
from virker.question import Question
from virker.run import run

KINDS = {
    "describe": {"horizons": (4, 13)},
    "before_after": {"horizons": (4, 13), "options": {"change": "60"}},
    "expected": {"horizons": (13,), "options": {"place": "m1"}},
    "monitor": {"horizons": (13,), "options": {"change": "60"}},
}


def town(seed, n=600):
    rng = np.random.default_rng(seed)
    start = rng.integers(0, 120, n)
    near = rng.normal(size=n)
    gone = rng.random(n) < 1 / (1 + np.exp(-near))
    stop = np.where(gone, rng.integers(1, 13, n), 40)
    exits = np.where(rng.random(n) < 0.8, "job", "education")
    spells = [
        spell(f"p{i}", int(stop[i]), str(exits[i]) if gone[i] else None, start=int(start[i]))
        for i in range(n)
    ]
    people = [
        {"person": f"p{i}", "near": float(near[i]), "municipality": f"m{i % 3}"} for i in range(n)
    ]
    return spells, people


def answer(kind, spells, people):
    result = run(
        Question(kind=kind, **KINDS[kind]).protocol(), folder(spells=spells, persons=people)
    )
    return result.verdict, [
        (e.label, e.horizon, e.estimate, e.se, e.low, e.high, e.n) for e in result.estimates
    ]


def same(one, other):
    assert one[0] == other[0]
    assert [row[:2] for row in one[1]] == [row[:2] for row in other[1]]
    assert np.array([row[2:] for row in one[1]]) == pytest.approx(
        np.array([row[2:] for row in other[1]]), abs=1e-8
    )


@pytest.mark.parametrize("kind", KINDS)
@given(seed=st.integers(0, 10**6))
@settings(max_examples=5, deadline=None)
def test_the_order_of_rows_does_not_matter(kind, seed):
    spells, people = town(seed)
    rng = np.random.default_rng(seed)

    there = answer(kind, spells, people)
    back = answer(
        kind, [spells[i] for i in rng.permutation(600)], [people[i] for i in rng.permutation(600)]
    )

    same(there, back)


@pytest.mark.parametrize("kind", ["describe", "before_after", "monitor"])
@given(seed=st.integers(0, 10**6))
@settings(max_examples=5, deadline=None)
def test_what_people_are_called_does_not_matter(kind, seed):
    spells, people = town(seed)
    names = {f"p{i}": f"x{(i * 7919 + seed) % 100_003:06d}" for i in range(600)}

    renamed = [[{**row, "person": names[row["person"]]} for row in rows] for rows in town(seed)]

    same(answer(kind, spells, people), answer(kind, *renamed))


@given(seed=st.integers(0, 10**6))
@settings(max_examples=5, deadline=None)
def test_shares_only_grow_and_stay_below_all(seed):
    spells, people = town(seed, n=120)

    curve = run(Question(kind="describe", horizons=(13,)).protocol(),
                folder(spells=spells, persons=people)).curve  # fmt: skip

    shares = [point.estimate for point in curve]
    assert all(0 <= a <= b <= 1 for a, b in pairwise(shares))
    assert all(p.low <= p.estimate <= p.high for p in curve)


@pytest.mark.parametrize("kind", ["before_after", "monitor"])
def test_turning_the_outcome_round_turns_the_answer_round(kind):
    """Weights and mixes do not care whether we count those who left or those who did not."""
    spells, people = town(5)
    turned = [
        {**row, "exit": {"job": "education", "education": "job"}.get(row["exit"])} for row in spells
    ]
    both = {**KINDS[kind], "outcome": "job_or_education"}
    question = Question(kind=kind, **both).protocol()

    one = run(question, folder(spells=spells, persons=people)).primary
    other = run(question, folder(spells=turned, persons=people)).primary

    assert (one.estimate, one.se) == pytest.approx((other.estimate, other.se))
