"""Timing of events: a second opinion with its assumptions."""

from __future__ import annotations

import numpy as np
import pytest

from virker.errors import VirkerError
from virker.timing import _first_guess, _read, _scores, _Shape, timing_of_events

EFFECT = 0.5


def spells(seed, n=4000, *, effect=EFFECT, unseen=0.0):
    """Those with something unrecorded leave sooner and begin sooner; the service adds `effect`."""
    rng = np.random.default_rng(seed)
    strong = rng.random(n) < 0.5
    x = rng.normal(size=n)
    exit_rate = 0.02 * np.exp(0.3 * x + unseen * strong)
    start_rate = 0.015 * np.exp(-0.2 * x + unseen * strong)
    start = rng.exponential(1 / start_rate)
    own = rng.exponential(1 / exit_rate)
    end = np.where(own < start, own, start + (own - start) * np.exp(-effect))
    length = np.minimum(end, 104.0)
    return length, end <= 104, np.where(start < length, start, np.nan), x


def asked(seed, hidden="two_by_two", **more):
    length, left, start, x = spells(seed, **more)
    return timing_of_events(length, left, start, covariates=x, hidden=hidden)


def test_the_effect_is_found_where_nothing_is_hidden():
    found = asked(1)

    assert found.low <= EFFECT <= found.high
    assert not found.hidden
    assert found.agrees_with(0.03)
    assert not found.agrees_with(-0.03)


def test_what_is_hidden_behind_both_is_seen_and_taken_out():
    """Without it the effect looks larger than it is."""
    naive, found = asked(2, "none", unseen=1.5), asked(2, unseen=1.5)

    assert naive.low > EFFECT
    assert found.hidden
    assert found.effect < naive.effect
    assert found.low <= EFFECT <= found.high


@pytest.mark.slow
def test_intervals_hold_the_truth_in_most_samples():
    found = [asked(seed, n=3000, unseen=1.5) for seed in range(20)]

    assert sum(f.low <= EFFECT <= f.high for f in found) >= 16
    assert np.mean([f.effect for f in found]) == pytest.approx(EFFECT, abs=0.1)


def test_an_answer_that_holds_nought_contradicts_nobody():
    found = asked(3, n=400, effect=0.0)

    assert found.low <= 0 <= found.high
    assert found.agrees_with(1.0)
    assert found.agrees_with(-1.0)


def test_the_assumptions_stand_beside_the_answer():
    assert asked(4, "none", n=300).assumptions["da"][0].startswith("Ingen handler")


def test_the_slope_is_the_slope_of_the_likelihood():
    length, left, start, x = spells(5, n=60)
    rows = _read(length, left, start, np.column_stack([x, x**2]), (13.0, 26.0))
    shape = _Shape(3, 2)
    beta = _first_guess(rows, shape) + np.random.default_rng(1).normal(size=16) * 0.3
    _, slope = _scores(beta, rows, shape)

    for i in range(16):
        step = np.eye(16)[i] * 1e-6
        rise = _scores(beta + step, rows, shape)[0] - _scores(beta - step, rows, shape)[0]
        assert rise / 2e-6 == pytest.approx(slope[:, i], abs=1e-5)


def test_the_likelihood_is_that_of_the_definition():
    """One person at a time, the four kinds written out, one piece."""
    length, left, start, _ = spells(6, n=30)
    rows = _read(length, left, start, None, ())
    beta = np.array([-4.0, -4.5, 0.4, 0.7, -0.6, 0.2, -0.3, 0.5])

    values, _ = _scores(beta, rows, _Shape(1, 0))

    weight = np.exp([0, 0.2, -0.3, 0.5])
    for i in range(30):
        total = 0.0
        for share, (a, b) in zip(
            weight / weight.sum(), [(0, 0), (0.7, 0), (0, -0.6), (0.7, -0.6)], strict=True
        ):
            began = np.isfinite(start[i])
            wait = start[i] if began else length[i]
            out, into = np.exp(-4.0 + a), np.exp(-4.5 + b)
            chance = np.exp(-out * (wait + np.exp(0.4) * (length[i] - wait)) - into * wait)
            chance *= (out * np.exp(0.4 * began)) ** left[i] * into**began
            total += share * chance
        assert values[i] == pytest.approx(np.log(total))


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: timing_of_events([0, 1], [1, 1], [0, 0]), "længde over 0"),
        (lambda: timing_of_events([1, 1], [1, 1], [0]), "længde over 0"),
        (lambda: timing_of_events([1, 1], [0, 0], [0, 0]), "kommet videre"),
        (lambda: timing_of_events([1, 1], [1, 1], [2, np.nan]), "begyndt"),
    ],
)
def test_nothing_to_time_is_refused(ask, words):
    with pytest.raises(VirkerError, match=words):
        ask()
