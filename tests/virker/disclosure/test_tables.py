"""Nobody can work out a small number from a table, whatever the table."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from virker.disclosure import Rules, protect
from virker.disclosure.bounds import with_totals
from virker.errors import VirkerError

EXACT = Rules(rounding=1)
MOST = 15
groups = st.lists(st.integers(0, 40), min_size=1, max_size=8)
small_tables = hnp.arrays(
    np.int64, st.tuples(st.integers(2, 4), st.integers(2, 4)), elements=st.integers(0, 14)
)


def worlds(table):
    """Every table of whole persons an outsider must think possible with at most so many in a cell."""
    shown = np.where(table.hidden, -1, table.counts)
    inner = shown[:-1, :-1]
    free = [tuple(place) for place in np.argwhere(inner < 0)]
    for values in product(range(MOST + 1), repeat=len(free)):
        guess = inner.copy()
        for place, value in zip(free, values, strict=True):
            guess[place] = value
        full = with_totals(guess)
        if ((shown < 0) | (full == shown)).all():
            yield full


@given(groups)
def test_small_groups_are_hidden_and_shown_ones_are_true(counts):
    table = protect(counts, EXACT)

    for place, people in enumerate([*counts, sum(counts)]):
        assert table.hidden[place] or table.counts[place] == people
        assert not 0 < people < 5 or table.hidden[place]


@given(groups)
def test_every_hidden_group_could_be_anything_within_five_persons(counts):
    table = protect(counts, EXACT)

    full = [*counts, sum(counts)]
    assert table.proved
    for (place,), known in table.proof.items():
        assert known.low <= full[place] <= known.high
        assert known.high - known.low >= 5


@settings(max_examples=30, deadline=None)
@given(small_tables)
def test_in_two_directions_every_hidden_cell_is_proved_unknown(counts):
    table = protect(counts, EXACT)

    full = with_totals(counts)
    assert table.proved
    assert set(table.proof) == set(zip(*np.nonzero(table.hidden), strict=True))
    for place, known in table.proof.items():
        assert known.low <= full[place] <= known.high
        assert known.width >= 5


@pytest.mark.slow
@settings(max_examples=5, deadline=None)
@given(hnp.arrays(np.int64, (2, 2), elements=st.integers(0, 7)))
def test_the_proof_agrees_with_trying_every_table_of_persons(counts):
    table = protect(counts, EXACT)

    tried = list(worlds(table))
    for place, known in table.proof.items():
        if known.high > MOST:
            continue
        possible = {int(world[place]) for world in tried}
        assert min(possible) == known.low
        assert max(possible) == known.high


@settings(max_examples=10, deadline=None)
@given(hnp.arrays(np.int64, (2, 2, 2), elements=st.integers(0, 9)))
def test_in_three_directions_whole_persons_are_counted(counts):
    table = protect(counts, EXACT)

    assert table.proved
    assert all(known.width >= 5 for known in table.proof.values())


@given(groups, st.integers(5, 60))
def test_one_more_row_that_may_be_shown_never_hides_what_was_shown(counts, more):
    before, after = protect(counts, EXACT), protect([*counts, more], EXACT)

    assert not (after.hidden[: len(counts)] & ~before.hidden[: len(counts)]).any()


@given(groups, st.lists(st.integers(0, 9), min_size=8, max_size=8))
def test_more_people_in_groups_that_were_big_enough_never_hide_more_groups(counts, arriving):
    grown = [n + more if n >= 5 else n for n, more in zip(counts, arriving, strict=False)]

    assert protect(grown, EXACT).hidden.sum() <= protect(counts, EXACT).hidden.sum()


@given(groups, st.randoms(use_true_random=False))
def test_the_order_of_the_groups_does_not_matter(counts, random):
    distinct = sorted(set(counts))
    order = random.sample(range(len(distinct)), len(distinct))

    hidden = protect(distinct, EXACT).hidden[:-1]
    turned = protect([distinct[n] for n in order], EXACT).hidden[:-1]
    assert turned.tolist() == [hidden[n] for n in order]


def test_a_total_everybody_knows_cannot_be_hidden_and_that_is_said():
    table = protect([2, 1, 0], totals_known=True)

    assert table.hidden.tolist() == [True, True, True, False]
    assert not table.proved


def test_a_municipality_sized_table_is_hidden_within_seconds():
    counts = np.random.default_rng(1).poisson(8, (40, 12))

    assert protect(counts).proved


@pytest.mark.parametrize("wrong", [[], [-1, 4], np.zeros((1, 1, 1, 1), int)])
def test_what_is_no_table_is_refused(wrong):
    with pytest.raises(VirkerError):
        protect(wrong)
