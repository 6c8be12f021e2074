"""What always holds of curves, whoever the people are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from virker.clustered import clustered_se, influence
from virker.curves import aalen_johansen, curves, kaplan_meier, log_log_interval
from virker.engines import reference_curves as reference
from virker.errors import NotPossible
from virker.risk import risk_sums


@st.composite
def people(draw):
    """Spells as (entry, stop, how); some watched only later, some still open."""
    stop = draw(st.lists(st.integers(1, 30), min_size=1, max_size=60))
    how = [draw(st.integers(0, 3)) for _ in stop]
    entry = [draw(st.sampled_from([0, 0, 0, draw(st.integers(0, s - 1))])) for s in stop]
    return list(zip(entry, stop, how, strict=True))


def columns(spells):
    entry, stop, how = zip(*spells, strict=True)
    return np.array(stop), np.array(how), np.array(entry)


def curve_of(spells):
    stop, how, entry = columns(spells)
    return aalen_johansen(stop, how, entry=entry, exits=["job", "education", "ill"])


@given(people())
def test_everybody_is_somewhere_every_week(spells):
    curve = curve_of(spells)

    assert curve.survival + curve.incidence.sum(0) == pytest.approx(np.ones(len(curve.times)))


@given(people())
def test_the_share_on_the_way_only_falls_and_the_shares_gone_only_rise(spells):
    curve = curve_of(spells)

    assert (np.diff(np.append(1.0, curve.survival)) <= 1e-12).all()
    assert (np.diff(curve.incidence, axis=1) >= -1e-12).all()


@given(people(), st.integers(0, 31))
def test_the_curve_agrees_with_the_plain_reference(spells, week):
    curve = curve_of(spells)

    told = [curve.on_the_way(week).estimate] + [
        curve.gone_to(e, week).estimate for e in curve.exits
    ]
    plain = [reference.share_on_the_way(spells, week)]
    plain += [reference.share_gone_to(spells, week, k) for k in (1, 2, 3)]
    assert told == pytest.approx(plain)


@given(people(), st.randoms(use_true_random=False))
def test_the_order_of_people_does_not_matter(spells, random):
    before = curve_of(spells)
    random.shuffle(spells)

    assert (curve_of(spells).incidence == before.incidence).all()


@given(people(), people(), st.integers(1, 5))
def test_sums_of_partitions_are_the_sums_of_all(some, others, groups):
    def sums(spells):
        stop, how, entry = columns(spells)
        names = [f"g{g}" for g in range(groups)]
        own = stop % groups
        return risk_sums(stop, how, entry=entry, group=own, groups=names, exits=["a", "b", "c"])

    together, added = curves(sums(some + others)), curves(sums(some) + sums(others))

    for one, two in zip(together, added, strict=True):
        assert (one.times == two.times).all()
        assert (one.incidence == two.incidence).all()
        assert one.n == two.n


@given(people())
def test_new_names_for_exits_change_nothing_else(spells):
    stop, how, entry = columns(spells)
    turned = np.array([0, 3, 1, 2])[how]

    curve = aalen_johansen(stop, how, entry=entry, exits=["a", "b", "c"])
    again = aalen_johansen(stop, turned, entry=entry, exits=["b", "c", "a"])

    assert again.gone_to("a", 15) == curve.gone_to("a", 15)
    assert (again.survival == curve.survival).all()


@given(people())
def test_counting_in_days_changes_nothing_but_the_times(spells):
    stop, how, entry = columns(spells)

    weeks = aalen_johansen(stop, how, entry=entry)
    days = aalen_johansen(stop * 7.5, how, entry=entry * 7.5)

    assert (weeks.incidence == days.incidence).all()
    assert (weeks.times * 7.5 == days.times).all()


@given(people(), st.integers(1, 30))
def test_mean_weeks_in_all_states_add_up(spells, within):
    curve = curve_of(spells)
    if curve.survival[-1] > 0 and within > curve.times[-1]:
        with pytest.raises(NotPossible):
            curve.mean_weeks(within)
        return

    means = curve.mean_weeks(within)

    assert sum(mean.weeks for mean in means) == pytest.approx(within)
    assert means[0].weeks == pytest.approx(reference.mean_weeks_on_the_way(spells, within))
    assert all(mean.se >= 0 for mean in means)


@given(people(), st.integers(1, 30))
def test_influences_add_up_to_zero(spells, week):
    stop, how, entry = columns(spells)
    curve = aalen_johansen(stop, how, entry=entry, exits=["a", "b", "c"])

    moved = influence(curve, stop, how, week, entry=entry)

    assert moved.sum(1) == pytest.approx(np.zeros(4), abs=1e-9)
    assert moved.sum(0) == pytest.approx(np.zeros(len(stop)), abs=1e-9)


def test_without_stopping_to_watch_the_standard_error_is_the_binomial_one():
    stop, how = np.repeat([3, 9, 20], [30, 20, 50]), np.repeat([1, 2, 1], [30, 20, 50])

    curve = aalen_johansen(stop, how)

    assert curve.gone_to("exit 1", 10).se == pytest.approx(np.sqrt(0.3 * 0.7 / 100))
    assert curve.on_the_way(10).se == pytest.approx(np.sqrt(0.5 * 0.5 / 100))
    single = clustered_se(curve, stop, how, np.arange(100), 10)
    assert single[1] == pytest.approx(np.sqrt(0.3 * 0.7 / 100))


def test_spells_told_twice_by_the_same_person_count_once_in_the_clustered_error():
    rng = np.random.default_rng(4)
    stop, how = rng.integers(1, 20, 200), rng.integers(0, 3, 200)
    once = clustered_se(aalen_johansen(stop, how), stop, how, np.arange(200), 12)
    stop2, how2, person = np.tile(stop, 2), np.tile(how, 2), np.tile(np.arange(200), 2)

    twice = clustered_se(aalen_johansen(stop2, how2), stop2, how2, person, 12)

    assert twice == pytest.approx(once)


def test_the_integrated_error_agrees_with_drawing_people_again():
    """Restricted mean weeks: closed form against the infinitesimal jackknife, by refitting."""
    rng = np.random.default_rng(5)
    stop, how = rng.integers(1, 40, 300), rng.integers(0, 3, 300)
    means = aalen_johansen(stop, how).mean_weeks(30)

    def without(i):
        keep = np.arange(300) != i
        return [m.weeks for m in aalen_johansen(stop[keep], how[keep]).mean_weeks(30)]

    told = np.array([without(i) for i in range(300)])
    jackknife = np.sqrt(299 / 300 * ((told - told.mean(0)) ** 2).sum(0))
    assert [m.se for m in means] == pytest.approx(jackknife, rel=0.02)


def test_one_minus_a_survival_curve_is_never_the_share_of_one_of_several_exits():
    with pytest.raises(NotPossible, match="aalen_johansen"):
        kaplan_meier([1, 2, 3], [1, 2, 0])


def test_an_exit_nobody_knows_is_refused_in_danish():
    with pytest.raises(NotPossible, match="Ingen gik til raket"):
        aalen_johansen([1, 2], [1, 1]).gone_to("raket", 1)


@pytest.mark.parametrize(
    ("stop", "how", "entry"),
    [
        ([1, np.nan], [1, 1], None), ([1, 2], [1, -1], None), ([-1, 2], [1, 1], None),
        ([3, 2], [1, 1], [3, 0]), ([3, 2], [1, 1], [np.nan, 0]),
    ],
)  # fmt: skip
def test_a_spell_nobody_could_have_watched_is_refused(stop, how, entry):
    with pytest.raises(ValueError, match=r"spell|negative"):
        risk_sums(stop, how, entry=entry)


def test_sums_of_different_exits_cannot_be_added():
    with pytest.raises(ValueError, match="cannot be added"):
        risk_sums([1], [1], exits=["a"]) + risk_sums([1], [1], exits=["b"])


def test_the_interval_stays_between_nobody_and_everybody():
    low, high = log_log_interval(0.99, 0.2)

    assert 0 <= low < 0.99 < high <= 1
    assert log_log_interval(1.0, 0.0) == (1.0, 1.0)


def test_a_curve_read_before_anybody_left_and_after_everybody_did():
    curve = kaplan_meier([4, 8], [1, 1])

    assert curve.on_the_way(0).estimate == 1.0
    assert curve.on_the_way(0).at_risk == 2
    assert curve.on_the_way(99).estimate == 0.0
    assert curve.on_the_way(99).at_risk == 0


def test_an_empty_group_has_an_empty_curve():
    empty = curves(risk_sums([2], [1], group=[1], groups=["nobody", "somebody"]))[0]

    assert empty.n == 0
    assert len(empty.times) == 0


@pytest.mark.slow
def test_a_million_spells_in_twenty_groups_take_less_than_two_seconds():
    import time

    rng = np.random.default_rng(1)
    stop, how = rng.integers(1, 261, 10**6), rng.integers(0, 6, 10**6)
    group = rng.integers(0, 20, 10**6)
    began = time.process_time()

    curves(risk_sums(stop, how, group=group))

    assert time.process_time() - began < 2


def test_counting_in_days_or_weeks_is_the_same():
    rng = np.random.default_rng(2)
    days, how = rng.integers(1, 200, 80), rng.integers(0, 3, 80)

    by_day = aalen_johansen(days, how)
    by_week = aalen_johansen(days / 7, how)

    assert by_week.times * 7 == pytest.approx(by_day.times)
    assert by_week.incidence == pytest.approx(by_day.incidence, abs=1e-12)
    assert by_week.incidence_se == pytest.approx(by_day.incidence_se, abs=1e-12)


def test_nobody_is_nowhere():
    curve = kaplan_meier([], [])

    assert (curve.n, curve.on_the_way(3).estimate) == (0, 1.0)
