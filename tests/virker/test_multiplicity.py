"""Many answers on one page."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from virker.errors import VirkerError
from virker.multiplicity import correct

several = st.lists(st.floats(0, 1), min_size=1, max_size=20)


@given(p=several)
def test_the_strict_rules_keep_no_more_than_the_mild(p):
    mild, strict, strictest = (correct(p, rule).count for rule in ("bh", "holm", "bonferroni"))

    assert mild >= strict >= strictest


@given(p=several, seed=st.integers(0, 99))
def test_the_order_on_the_page_does_not_matter(p, seed):
    order = np.random.default_rng(seed).permutation(len(p))

    for rule in ("bh", "holm", "bonferroni"):
        once, again = correct(p, rule).adjusted, correct(np.array(p)[order], rule).adjusted
        assert again == pytest.approx(np.array(once)[order])
        assert all(a >= raw - 1e-12 for a, raw in zip(once, p, strict=True))


@given(p=several)
def test_the_written_out_rule_of_benjamini_and_hochberg(p):
    ranked = sorted(p)
    last = max((i for i, v in enumerate(ranked, 1) if v <= 0.05 * i / len(p) + 1e-15), default=0)

    assert (
        correct(p).count == sum(v <= ranked[last - 1] for v in p)
        if last
        else not any(correct(p).kept)
    )


def test_what_is_no_probability_is_refused():
    with pytest.raises(VirkerError, match="mellem 0 og 1"):
        correct([1.2])
