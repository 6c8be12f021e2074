"""Start now against wait: the kernels agree with dense arithmetic on the same people."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.virker.engines.decisions import DESIGN, cut, dummies, only, some_decisions
from virker.engines.aipw import (
    Design,
    effects,
    fit_outcomes,
    fit_starts,
    outcome_in,
    person_sums,
)
from virker.engines.driver import Local, NoSolution
from virker.errors import VirkerError

OUTCOMES = [
    outcome_in([0], 4),
    outcome_in([0, 1], 26),
    outcome_in([0], 26, summed=True),
]


def dense_outcomes(people, outcomes):
    who = np.repeat(np.arange(len(people.first) - 1), np.diff(people.first))
    y = np.full((len(who), len(outcomes)), np.nan)
    for row, (person, week) in enumerate(zip(who, people.week, strict=True)):
        for c, o in enumerate(outcomes):
            if week + o.horizon < people.states.shape[1]:
                lived = o.worth[people.states[person, week + 1 : week + o.horizon + 1]]
                y[row, c] = lived.sum() if o.summed else lived[-1]
    return y


def dense_logit(x, a):
    theta = np.zeros(x.shape[1])
    for _ in range(30):
        share = 1 / (1 + np.exp(-x @ theta))
        theta = (
            theta
            + np.linalg.lstsq(
                x.T @ (x * (share * (1 - share))[:, None]), x.T @ (a - share), rcond=None
            )[0]
        )
    return theta


def dense_effect(people, design, service, outcomes, *, others_wait, most=1.0):
    """The textbook, one service at a time."""
    x, y = dummies(people, design), dense_outcomes(people, outcomes)
    who = np.repeat(np.arange(len(people.first) - 1), np.diff(people.first))
    keep = (people.start == service) | (people.start == 0) | others_wait
    a = (people.start == service)[keep].astype(float)
    odds = np.exp(x[keep] @ dense_logit(x[keep], a))
    result = []
    for column in y.T:
        seen = ~np.isnan(column[keep])
        waited = seen & (a == 0)
        mean = np.linalg.lstsq(x[keep][waited], column[keep][waited], rcond=None)[0]
        use = seen & (odds / (1 + odds) <= most)
        gap = (column[keep] - x[keep] @ mean)[use]
        top = np.bincount(who[keep][use], np.where(a[use] == 1, gap, -odds[use] * gap))
        bottom = np.bincount(who[keep][use], a[use], minlength=len(top))
        att = top.sum() / bottom.sum()
        result.append((att, np.sqrt(((top - att * bottom) ** 2).sum()) / bottom.sum()))
    return np.array(result).T


def estimated(engine, *, others_wait=False, outcomes=OUTCOMES, **kwargs):
    starts = fit_starts(engine, DESIGN, [1, 2], others_wait=others_wait)
    return effects(engine, starts, fit_outcomes(engine, starts, outcomes), **kwargs)


@pytest.mark.parametrize("others_wait", [False, True])
@pytest.mark.parametrize("most", [1.0, 0.12])
def test_the_effect_of_starting_is_the_textbook_one(others_wait, most):
    people = some_decisions(400)

    result = estimated(Local([people]), others_wait=others_wait, most=most)

    for k, service in enumerate([1, 2]):
        att, error = dense_effect(
            people, DESIGN, service, OUTCOMES, others_wait=others_wait, most=most
        )
        np.testing.assert_allclose(result.att[0, k], att, rtol=1e-9, atol=1e-11)
        np.testing.assert_allclose(result.errors[0, k], error, rtol=1e-9)


@pytest.mark.parametrize("parts", [2, 7, 64])
def test_the_effect_does_not_depend_on_how_people_are_divided(parts):
    people = some_decisions(300)
    shuffled = only(people, np.random.default_rng(3).permutation(300))

    whole = estimated(Local([people]), groups=2)
    divided = estimated(Local(cut(shuffled, parts), threads=2), groups=2)

    np.testing.assert_allclose(divided.att, whole.att, rtol=1e-8, atol=1e-10)
    np.testing.assert_allclose(divided.covariance, whole.covariance, rtol=1e-8, atol=1e-12)
    np.testing.assert_allclose(divided.overlap.after, whole.overlap.after, atol=1e-8)


def test_outcomes_given_ready_and_outcomes_read_from_the_weeks_agree():
    people = some_decisions(300)
    ready = replace(people, outcomes=dense_outcomes(people, OUTCOMES))

    read = estimated(Local([people]))
    given = estimated(Local([ready]), outcomes=())

    np.testing.assert_allclose(given.att, read.att, rtol=1e-9)
    np.testing.assert_allclose(given.ipw, read.ipw, rtol=1e-9)
    np.testing.assert_allclose(given.ra, read.ra, rtol=1e-9)


def test_a_person_counted_twice_is_a_person_who_is_there_twice():
    people = some_decisions(200)
    twice = replace(people, weight=np.full(200, 2.0))
    both = only(people, np.repeat(np.arange(200), 2))

    np.testing.assert_allclose(estimated(Local([twice])).att, estimated(Local([both])).att)


def test_the_persons_own_sums_give_the_same_error():
    people = some_decisions(200)
    engine = Local([people])
    starts = fit_starts(engine, DESIGN, [1, 2])
    expected = fit_outcomes(engine, starts, OUTCOMES)
    result = effects(engine, starts, expected)

    top, bottom = person_sums(people, starts, expected)

    influence = (top - result.att.ravel() * bottom) / bottom.sum(0)
    np.testing.assert_allclose(np.sqrt((influence**2).sum(0)), result.errors.ravel())


def test_weighting_makes_those_who_waited_look_like_those_who_started():
    overlap = estimated(Local([some_decisions(2000)])).overlap

    assert np.abs(overlap.before[0]).max() > 0.2
    assert np.abs(overlap.after).max() < 0.05
    assert (overlap.effective < overlap.waiters).all()
    assert (overlap.counts.sum(2) == np.stack([overlap.starters, overlap.waiters], 1)).all()


def test_a_service_nobody_started_is_refused():
    with pytest.raises(NoSolution):
        fit_starts(Local([some_decisions(100)]), DESIGN, [3])


def test_nobody_seen_at_the_horizon_is_refused():
    engine = Local([some_decisions(100)])
    starts = fit_starts(engine, Design(5, 2, 1, 1), [1])

    with pytest.raises(NoSolution):
        fit_outcomes(engine, starts, [outcome_in([0], 300)])


def test_horizons_out_of_order_are_refused():
    engine = Local([some_decisions(100)])
    starts = fit_starts(engine, DESIGN, [1])

    with pytest.raises(VirkerError):
        fit_outcomes(engine, starts, OUTCOMES[::-1])


@pytest.mark.parametrize(
    "wrong",
    [
        {"week": np.zeros(3, np.int64)},
        {"weight": np.ones(1)},
        {"first": np.array([0, 5, 2], np.int64)},
    ],
)
def test_arrays_of_the_wrong_kind_or_length_are_refused(wrong):
    with pytest.raises(VirkerError):
        replace(some_decisions(2), **wrong)


def test_levels_and_groups_outside_the_design_are_refused():
    engine = Local([some_decisions(100)])
    starts = fit_starts(engine, DESIGN, [1])
    expected = fit_outcomes(engine, starts, OUTCOMES)
    stranger = replace(some_decisions(100), group=np.full(100, 5, np.int16))

    with pytest.raises(VirkerError):
        fit_starts(engine, Design(4, 2, 1, 1), [1])
    with pytest.raises(VirkerError):
        effects(Local([stranger]), starts, expected, groups=2)
