"""Sequential trials: the kernel agrees with every row written out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.virker.engines.trials import LONGEST, cut, design, only, some_trials
from virker.engines.driver import Local, NoSolution
from virker.engines.moments import follow, looped_moments
from virker.engines.reference import expanded, fit_by_hand
from virker.engines.sequential import TrialPass, fit_trials, powers, survival
from virker.errors import VirkerError


@pytest.mark.slow
@pytest.mark.parametrize("crossed", [False, True])
@pytest.mark.parametrize("lived", [False, True])
@pytest.mark.parametrize("degree", [1, 2, 3])
def test_the_hazard_is_the_one_of_the_rows_written_out_by_hand(crossed, lived, degree):
    people, model = some_trials(60, lived=lived), design(crossed=crossed, degree=degree)

    fit = fit_trials(Local([people]), model)

    theta, covariance = fit_by_hand(people, model)
    np.testing.assert_allclose(fit.theta, theta, atol=1e-9)
    np.testing.assert_allclose(fit.covariance, covariance, rtol=1e-7, atol=1e-9)
    assert fit.n == sum(1 for _ in expanded(people, model))


@pytest.mark.parametrize("parts", [1, 2, 7, 64])
def test_the_hazard_does_not_depend_on_how_people_are_divided(parts):
    people, model = some_trials(300), design()
    order = np.random.default_rng(parts).permutation(300)

    whole = fit_trials(Local([people]), model)
    divided = fit_trials(Local(cut(people, parts, order), threads=2), model)

    np.testing.assert_allclose(divided.theta, whole.theta, atol=1e-8)
    np.testing.assert_allclose(divided.covariance, whole.covariance, rtol=1e-8, atol=1e-10)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), parts=st.integers(1, 9))
def test_sums_over_parts_are_the_sums_over_everybody(seed, parts):
    people, model = some_trials(20, seed=seed), design(crossed=True)
    at = TrialPass(np.random.default_rng(seed).normal(0, 0.3, model.columns), model, meat=True)

    whole, divided = at(people), Local(cut(people, parts)).total(at)

    for name, value in whole.items():
        np.testing.assert_allclose(divided[name], value, rtol=1e-10, atol=1e-9)


def test_a_person_with_two_spells_is_one_person():
    people, model = some_trials(200), design()
    apart = replace(people, person=np.arange(len(people.person), dtype=np.int64))

    together, strangers = (fit_trials(Local([p]), model) for p in (people, apart))

    np.testing.assert_allclose(together.theta, strangers.theta, atol=1e-9)
    assert np.abs(together.errors / strangers.errors - 1).max() > 1e-3


def test_a_trial_counted_twice_is_a_trial_that_is_there_twice():
    people, model = some_trials(150), design()
    twice = replace(people, weight=people.weight * 2)

    once = fit_trials(Local([people]), model)
    both = fit_trials(Local([twice]), model)

    np.testing.assert_allclose(once.theta, both.theta, atol=1e-9)
    np.testing.assert_allclose(once.covariance, both.covariance, rtol=1e-7, atol=1e-12)


@pytest.mark.parametrize("x", [-20.0, 9.0])
def test_hazards_outside_the_table_are_summed_week_by_week(x):
    people, model = some_trials(30), design()
    theta = np.zeros(model.columns)
    theta[model.constant] = x

    sums = TrialPass(theta, model)(people)

    by = follow(model.followed, model.slopes(theta))
    moments = np.zeros(len(by.basis[0]) + by.product.shape[1])
    total = 0.0
    for s in range(len(people.opens)):
        for week in range(people.opens[s], people.closes[s]):
            looped_moments.py_func(x, 0, min(people.until[s] - week, 12), np.zeros(0), by, moments)
            total += people.weight[s] * moments[3]
    assert sums["hessian"][model.constant, model.constant] == pytest.approx(total, rel=1e-9)


def test_nobody_with_the_outcome_is_refused():
    people = replace(some_trials(30), ended=np.zeros(len(some_trials(30).ended), np.uint8))

    with pytest.raises(NoSolution):
        fit_trials(Local([people]), design())


def test_an_empty_country_is_refused():
    with pytest.raises(NoSolution):
        Local([])


def test_survival_falls_and_follows_the_arm():
    model = design(crossed=True)
    theta = np.zeros(model.columns)
    theta[-2:] = 0.5, 0.0

    waited, started = survival(model, theta, [-3.0, -3.0], 10)

    assert (np.diff(waited) < 0).all()
    np.testing.assert_allclose(waited, (1 - 1 / (1 + np.exp(3))) ** np.arange(1, 11))
    assert (started[1:] < waited[1:]).all()


@pytest.mark.parametrize(
    "wrong",
    [
        {"opens": np.zeros(3, np.int64)},
        {"weight": np.ones(1)},
        {"first": np.array([0, 9, 2], np.int64)},
        {"until": np.zeros(4, np.int32)},
    ],
)
def test_arrays_of_the_wrong_kind_or_length_are_refused(wrong):
    with pytest.raises(VirkerError):
        replace(some_trials(2), **wrong)


def test_weights_by_week_need_stretches_of_one_trial():
    people = some_trials(20)

    with pytest.raises(VirkerError):
        replace(people, lived=np.ones((len(people.opens), 12)))


def test_levels_and_weeks_outside_the_design_are_refused():
    people = some_trials(20)

    for model in (replace(design(), fixed=2), replace(design(), calendar=powers(LONGEST - 25, 2))):
        with pytest.raises(VirkerError):
            TrialPass(np.zeros(model.columns), model)(people)


def test_taking_nobody_is_taking_an_empty_sum():
    people, model = only(some_trials(20), np.arange(0)), design()

    sums = TrialPass(np.zeros(model.columns), model, meat=True)(people)

    assert not sums["n"].any()
    assert not sums["hessian"].any()
