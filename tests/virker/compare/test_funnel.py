"""What one may expect with these citizens."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from virker.compare.funnel import Funnel, expected_given_mix
from virker.errors import VirkerError


def people(seed, *, spread=0.0, n=30_000, places=60, better=0.0):
    """Places with very different citizens; `spread` between places, place 7 better by `better`."""
    rng = np.random.default_rng(seed)
    place = rng.integers(0, places, n)
    far = rng.normal(size=n) + rng.normal(size=places)[place]
    own = rng.normal(size=places) * spread
    own[7 % places] += better
    eta = -0.5 - 0.8 * far + own[place]
    return rng.random(n) < 1 / (1 + np.exp(-eta)), place, far


def test_places_with_other_citizens_are_within_what_one_may_expect():
    """E32: the raw shares differ wildly; the funnel is quiet and calibrated."""
    found = expected_given_mix(*people(1))

    raw = [place.observed for place in found.places]
    assert max(raw) - min(raw) > 0.3
    assert sum(place.unusual for place in found.places) <= 1
    assert found.calibrated
    assert all(place.low <= place.expected <= place.high for place in found.places)


def test_one_place_that_truly_differs_stands_out():
    found = expected_given_mix(*people(2, better=0.8))

    assert [place.name for place in found.places if place.unusual] == [7]
    assert found.place(7).difference > 0.1
    assert 0 < found.place(7).shrunk < found.place(7).difference


def test_when_all_places_differ_a_little_nobody_is_singled_out():
    found = expected_given_mix(*people(3, spread=0.2))

    assert found.dispersion > 1.5
    assert sum(place.unusual for place in found.places) <= 3


def test_there_is_no_league_table():
    found = expected_given_mix(*people(4))

    assert [place.name for place in found.places] == sorted(place.name for place in found.places)
    assert not any("rank" in name for name in (*Funnel.__slots__, *type(found.places[0]).__slots__))


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_names_and_order_do_not_matter(seed):
    y, place, far = people(seed, n=1500, places=6, spread=0.3)
    order = np.random.default_rng(seed).permutation(len(y))

    once = expected_given_mix(y, place, far)
    again = expected_given_mix(y[order], np.array([f"by {p}" for p in place])[order], far[order])

    for before, after in zip(once.places, again.places, strict=True):
        assert after.difference == pytest.approx(before.difference, abs=1e-9)
    assert once.dispersion == pytest.approx(again.dispersion)


def test_too_few_places_and_unknown_ones_are_refused():
    with pytest.raises(VirkerError, match="tre steder"):
        expected_given_mix([0, 1, 0, 1], [1, 1, 2, 2], [1, 2, 3, 4])
    with pytest.raises(VirkerError, match="ingen tal"):
        expected_given_mix(*people(5, n=900, places=3 + 5)).place("?")
