"""What the studies say together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from virker.errors import VirkerError
from virker.literature import vote

studies = st.lists(st.tuples(st.floats(0.1, 5), st.sampled_from("+0-")), min_size=1, max_size=12)


@given(given_studies=studies)
def test_turning_every_study_round_turns_the_vote_round(given_studies):
    weights, signs = zip(*given_studies, strict=True)
    turned = [{"+": "-", "-": "+"}.get(sign, "0") for sign in signs]
    swap = {"positive": "negative", "negative": "positive"}

    there, back = vote(weights, signs).vote, vote(weights, turned).vote

    assert back == swap.get(there, there)


@given(given_studies=studies, times=st.floats(0.1, 10))
def test_only_the_relative_weight_counts(given_studies, times):
    weights, signs = zip(*given_studies, strict=True)

    shares = vote(weights, signs).shares

    assert vote([w * times for w in weights], signs).shares == pytest.approx(shares)
    assert sum(shares) == pytest.approx(1)


def test_exactly_the_limit_is_enough():
    assert vote([11, 9], ["-", "+"]).vote == "negative"
    assert vote([10.9, 9.1], ["-", "+"]).vote == "conflicting"


def test_too_few_studies_say_nothing():
    assert vote([], []).vote == "few_studies"
    assert vote([1], ["+"], least=2).vote == "few_studies"


@pytest.mark.parametrize("ask", [lambda: vote([1], []), lambda: vote([-1], ["+"]),
                                 lambda: vote([1], ["?"])])  # fmt: skip
def test_nonsense_is_refused(ask):
    with pytest.raises(VirkerError):
        ask()
