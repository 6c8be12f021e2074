"""The house hides small numbers in one way, whoever shows them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from medborger.foundation.counting import hide_small
from virker.disclosure import Rules, protect


@given(
    st.lists(st.integers(0, 30), min_size=1, max_size=7),
    st.sampled_from([3, 5, 10]),
)
def test_a_page_and_a_finding_hide_the_same_groups(counts, least):
    page = hide_small({str(n): people for n, people in enumerate(counts)}, least=least)
    finding = protect(counts, Rules(least=least), totals_known=True)

    assert finding.hidden[:-1].tolist() == [people is None for people in page.values()]
