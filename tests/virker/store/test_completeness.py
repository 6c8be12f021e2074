"""What is registered late is not there yet, and the newest weeks say so."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from virker.store import Store, build, completeness
from virker.tables import from_arrow

DELAYS = np.array([0.6, 0.2, 0.1, 0.1])


def registered_late(weeks: int, each: int, seed: int, now: int):
    draw = np.random.default_rng(seed)
    week = np.repeat(np.arange(weeks), each)
    came = week + draw.choice(len(DELAYS), len(week), p=DELAYS)
    return week[came <= now], came[came <= now]


def test_the_share_already_there_is_found_from_how_late_rows_used_to_come():
    week, came = registered_late(60, 400, 1, now=59)

    found = completeness(week, came)

    assert found.share[-4:] == pytest.approx(np.cumsum(DELAYS)[::-1], abs=0.02)
    assert found.complete_until == 57


def test_counts_are_corrected_to_what_they_will_become():
    week, came = registered_late(60, 400, 2, now=59)

    counts = np.bincount(week, minlength=60).astype(float)

    assert counts[-1] < 280
    assert completeness(week, came).corrected(counts)[-3:] == pytest.approx([400] * 3, rel=0.1)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5)), min_size=1), st.integers(0, 9))
def test_newer_weeks_are_never_more_complete_than_older_ones(rows, seed):
    week, delay = np.array(rows).T
    order = np.random.default_rng(seed).permutation(len(week))

    found = completeness(week, week + delay)
    turned = completeness(week[order], (week + delay)[order])

    assert (np.diff(found.share) <= 1e-12).all()
    assert ((found.share >= 0) & (found.share <= 1)).all()
    assert (turned.share == found.share).all()


def test_nothing_can_be_said_from_rows_without_both_weeks():
    with pytest.raises(ValueError, match="both weeks"):
        completeness(np.array([5]), np.array([4]))


def test_the_store_remembers_from_which_week_it_is_not_complete_yet(tmp_path):
    week, came = registered_late(30, 20, 3, now=29)
    weeks = pa.table(
        {
            "person": [f"p{n}" for n in np.arange(len(week)) % 20 + 100 * np.arange(len(week))],
            "week": [str(w) for w in week],
            "state": ["job"] * len(week),
            "registered": [str(w) for w in came],
        }
    )

    assert Store(build(from_arrow({"weeks": weeks}), tmp_path)).complete_until in {26, 27}
