"""A change that came at different times in different places."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from virker.compare.bands import sup_t
from virker.compare.pretrends import breakdown, event_plot, honest, pre_trend
from virker.compare.staggered import callaway_santanna
from virker.errors import VirkerError


def places(seed, *, effect=0.0, groups=(4.0, 5.0, np.inf), each=20, periods=6):
    """Places with a level of their own, a common trend, and an effect that grows."""
    rng = np.random.default_rng(seed)
    group = np.repeat(groups, each)
    time = np.arange(1.0, periods + 1)
    level = rng.normal(size=len(group))[:, None]
    since = time[None, :] - group[:, None]
    y = level + 0.3 * time + effect * np.clip(since + 1, 0, None)
    y = y + rng.normal(size=y.shape) * 0.5
    unit = np.repeat(np.arange(len(group)), periods)
    return y.ravel(), unit, np.tile(time, len(group)), np.repeat(group, periods)


def slow_reference(y, unit, time, group, against):
    """Every mean written out."""
    value = {(u, t): v for u, t, v in zip(unit, time, y, strict=True)}
    when = dict(zip(unit, group, strict=True))
    times = sorted(set(time))
    total = weight = 0.0
    for g in sorted({v for v in when.values() if np.isfinite(v) and v > times[0]}):
        for t in [t for t in times if t >= g]:
            mine = [u for u in when if when[u] == g]
            others = [
                u for u in when
                if np.isinf(when[u]) or (against == "not_yet" and when[u] > t and when[u] != g)
            ]  # fmt: skip

            def step(who, t=t, g=g):
                return np.mean([value[u, t] - value[u, g - 1] for u in who])

            total += len(mine) * (step(mine) - step(others))
            weight += len(mine)
    return total / weight


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6), against=st.sampled_from(["never", "not_yet"]))
def test_every_mean_written_out_gives_the_same(seed, against):
    data = places(seed, each=4)

    found = callaway_santanna(*data, against=against).overall().estimate

    assert found == pytest.approx(slow_reference(*data, against), abs=1e-10)


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_order_names_and_common_trends_do_not_matter(seed):
    y, unit, time, group = places(seed, each=5)
    order = np.random.default_rng(seed).permutation(len(y))
    names = np.array([f"by {99 - u}" for u in unit])

    plain = callaway_santanna(y, unit, time, group).overall()
    again = callaway_santanna((y + 7 * time**2)[order], names[order], time[order], group[order])

    assert again.overall().estimate == pytest.approx(plain.estimate, abs=1e-8)
    assert again.overall().se == pytest.approx(plain.se, abs=1e-8)


@pytest.mark.slow
def test_intervals_hold_the_truth_as_often_as_they_say():
    """True overall effect 1.4 and 1.5 … averaged by cells: known from the design."""
    truth = callaway_santanna(*places(0, effect=1.0)).cells
    mean = np.mean([c.since + 1 for c in truth if c.since >= 0])
    hits = 0
    for seed in range(200):
        found = callaway_santanna(*places(seed, effect=1.0)).overall()
        hits += found.low <= mean <= found.high

    assert 180 <= hits <= 199


@pytest.mark.slow
def test_the_band_holds_the_whole_curve():
    hits = 0
    for seed in range(200):
        curve = callaway_santanna(*places(seed), seed=seed).event_study()
        hits += all(p.band_low <= 0 <= p.band_high for p in curve)

    assert 178 <= hits <= 199


def test_the_band_is_wider_than_each_interval_and_seeded():
    curve = event_plot(callaway_santanna(*places(3)))

    assert all(p.band_low < p.low < p.high < p.band_high for p in curve)
    assert curve == event_plot(callaway_santanna(*places(3)))


def test_clustered_places_count_once():
    y, unit, time, group = places(5)
    twice = [np.concatenate([v, v]) for v in (y, time, group)]
    names = np.concatenate([unit, unit + 1000])
    owner = np.concatenate([unit, unit])

    once = callaway_santanna(y, unit, time, group).overall()
    doubled = callaway_santanna(twice[0], names, twice[1], twice[2], cluster=owner).overall()

    assert doubled.estimate == pytest.approx(once.estimate)
    assert doubled.se == pytest.approx(once.se)


def test_a_change_that_was_felt_early_is_measured_from_before_it_was_felt():
    y, unit, time, group = places(6, effect=0.0)
    y = y + 5.0 * (time >= group - 1)

    late = callaway_santanna(y, unit, time, group).overall().estimate
    early = callaway_santanna(y, unit, time, group, anticipation=1).overall().estimate

    assert abs(late) < 1
    assert early > 4


def test_the_mean_by_calendar_time_is_there_too():
    found = callaway_santanna(*places(7, effect=1.0))

    assert [p.at for p in found.by_time()] == [4.0, 5.0, 6.0]
    assert found.by_time()[0].estimate == pytest.approx(1.0, abs=0.6)


def test_places_that_drift_apart_fail_the_pre_trend():
    y, unit, time, group = places(8)
    drifting = y + 0.6 * time * np.isfinite(group)

    still = pre_trend(*callaway_santanna(y, unit, time, group).before())
    moved = pre_trend(*callaway_santanna(drifting, unit, time, group).before())

    assert still.passed
    assert not moved.passed
    assert moved.largest > still.largest


def test_the_honest_interval_grows_with_time_and_drift_until_it_holds_nought():
    near, far = honest(0.1, 0.01, 0, 0.02), honest(0.1, 0.01, 3, 0.02)
    times = breakdown(0.1, 0.01, 0, 0.02)
    edge = honest(0.1, 0.01, 0, 0.02, times)

    assert far.low < near.low < 0.1 < near.high < far.high
    assert edge.low == pytest.approx(0.0)
    assert breakdown(0.1, 0.1, 0, 0.02) == 0.0
    assert breakdown(0.1, 0.01, 0, 0.0) == float("inf")


def test_a_curve_of_one_point_has_the_ordinary_width():
    assert sup_t(np.eye(1), draws=200_000) == pytest.approx(1.96, abs=0.02)
    assert sup_t(np.diag([1.0, 0.0]), draws=200_000) == pytest.approx(1.96, abs=0.02)


Y, UNIT, TIME, GROUP = [0.0, 1, 0, 2], [1, 1, 2, 2], [1, 2, 1, 2], [2, 2, 0, 0]


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: callaway_santanna(Y[:3], UNIT[:3], TIME[:3], GROUP[:3]), "hver periode"),
        (lambda: callaway_santanna(Y, UNIT, TIME, [2, 1, 0, 0]), "det samme"),
        (lambda: callaway_santanna(Y, UNIT, TIME, [2, 2]), "4 rækker"),
        (lambda: callaway_santanna(Y, UNIT, TIME, [2, 2, 2, 2]), "at sammenligne med"),
        (lambda: callaway_santanna(Y, UNIT, TIME, [1, 1, 0, 0]), "før og efter"),
        (lambda: pre_trend([], np.empty((0, 0))), "for få perioder"),
        (lambda: sup_t(np.zeros((2, 2))), "intet bånd"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_words(ask, words):
    with pytest.raises(VirkerError, match=words):
        ask()


def test_places_without_any_chance_in_them_still_have_a_curve():
    found = callaway_santanna(
        [0.0, 1, 0, 3, 0, 1, 0, 3], [1, 1, 2, 2, 3, 3, 4, 4], [1, 2] * 4, [0, 0, 2, 2] * 2
    )

    (point,) = found.event_study()

    assert (point.estimate, point.se, point.band_low) == (2.0, 0.0, 2.0)
