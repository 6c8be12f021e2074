"""Month by month in one place: with something to compare with, or not an effect."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.virker.evidence import table
from virker.compare.series import interrupted_series
from virker.errors import VirkerError


def months(seed, *, effect=0.0, drift=0.0, n=72):
    """A place and its neighbour with a season and a common dip; the change comes at month 48."""
    rng = np.random.default_rng(seed)
    when = np.arange(n)
    common = 0.05 * np.sin(2 * np.pi * when / 12) - 0.04 * (when > 44)
    mine = 0.5 + common + drift * when + effect * (when >= 48) + rng.normal(size=n) * 0.01
    return mine, 0.4 + common + rng.normal(size=n) * 0.01


def test_before_and_after_alone_is_never_an_effect():
    """E29: the dip would have been taken for harm."""
    mine, _ = months(1)

    alone = interrupted_series(mine, 48)

    assert alone.level.high < 0
    with pytest.raises(VirkerError, match="ikke en effekt"):
        alone.effect()


def test_with_a_neighbour_the_common_dip_is_no_harm():
    mine, neighbour = months(1)

    found = interrupted_series(mine, 48, control=neighbour)

    assert found.moved_alike
    assert found.effect().low <= 0 <= found.effect().high


def test_a_true_change_is_found_beside_the_dip():
    mine, neighbour = months(2, effect=0.05)

    found = interrupted_series(mine, 48, control=neighbour).effect()

    assert found.low <= 0.05 <= found.high
    assert found.low > 0


def test_a_place_that_drifted_away_before_has_no_effect_to_show():
    mine, neighbour = months(3, drift=0.002)

    with pytest.raises(VirkerError, match="fulgtes ikke ad"):
        interrupted_series(mine, 48, control=neighbour).effect()


def test_claims_in_anderson_alone_agree_with_the_long_way_and_are_no_effect():
    """E28, D13 (ezanders): the season is months, the answer that of the long way round."""
    data = table("wooldridge_ezanders.csv.gz")
    y = np.log(data["uclms"][np.isfinite(data["uclms"])])
    change = int(np.argmax(data["ez"] == 1))
    when = np.arange(len(y)) - change
    after = when >= 0
    season = np.array([[float(i % 12 == m) for m in range(12)] for i in range(len(y))])
    design = np.column_stack([season, when, after, after * when])
    memory = interrupted_series(y, change).memory
    gap = np.abs(np.subtract.outer(when, when))
    weight = np.linalg.inv(memory**gap)
    long = np.linalg.solve(design.T @ weight @ design, design.T @ weight @ y)

    found = interrupted_series(y, change)

    assert found.level.estimate == pytest.approx(long[13])
    assert found.slope.estimate == pytest.approx(long[14])
    with pytest.raises(VirkerError, match="ikke en effekt"):
        found.effect()


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10**6), shift=st.floats(-1, 1), slope=st.floats(-0.1, 0.1))
def test_a_level_and_a_season_of_its_own_do_not_matter(seed, shift, slope):
    mine, _ = months(seed)
    again = mine + shift + slope * np.arange(72) + 0.1 * (np.arange(72) % 12 == 3)

    one, two = interrupted_series(mine, 48), interrupted_series(again, 48)

    assert one.level.estimate == pytest.approx(two.level.estimate, abs=1e-9)
    assert one.level.se == pytest.approx(two.level.se, rel=1e-6)


@pytest.mark.slow
def test_intervals_hold_when_months_hang_together():
    hits = 0
    for seed in range(200):
        rng = np.random.default_rng(seed)
        noise = np.zeros(120)
        for i in range(1, 120):
            noise[i] = 0.4 * noise[i - 1] + rng.normal()
        found = interrupted_series(noise, 60, season=1)
        hits += found.level.low <= 0 <= found.level.high

    assert 182 <= hits <= 199


def test_the_expected_line_is_what_would_have_gone_on():
    y = np.arange(12.0) + 3.0 * (np.arange(12) >= 6)

    found = interrupted_series(y, 6, season=1)

    assert found.expected == pytest.approx(np.arange(12.0))
    assert found.observed == pytest.approx(y)


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: interrupted_series([1, 2, 3, 4, 5], 2, season=1), "tre perioder"),
        (lambda: interrupted_series(range(20), 10), "to år"),
        (lambda: interrupted_series(range(8), 4, season=1, control=[1, 2]), "8"),
    ],
)
def test_too_short_a_series_is_refused_in_words(ask, words):
    with pytest.raises(VirkerError, match=words):
        ask()
