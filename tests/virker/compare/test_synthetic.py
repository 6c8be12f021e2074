"""One place that changed, and what the others say would have happened."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from tests.virker.evidence import table
from tests.virker.plain import plain_python
from virker.compare import synthetic
from virker.compare.synthetic import placebo_test, synthetic_did
from virker.errors import VirkerError


def panel(seed, places=12, periods=14, effect=0.0):
    rng = np.random.default_rng(seed)
    y = (
        rng.normal(size=(places, 1))
        + rng.normal(size=(1, periods))
        + rng.normal(size=(places, 2)) @ rng.normal(size=(2, periods))
        + 0.3 * rng.normal(size=(places, periods))
    )
    y[0, 10:] += effect
    return y, np.arange(places) == 0


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_the_weights_are_the_best_there_are(seed):
    """Against a general optimiser on the same problem."""
    y, treated = panel(seed, places=7)
    found = synthetic_did(y, treated, 10)
    control, mine = y[~treated], y[treated].mean(axis=0)
    noise = np.diff(control[:, :10], axis=1).std(ddof=1)
    strength = 4**0.25 * noise
    x = control[:, :10].T - control[:, :10].mean(axis=1)
    target = mine[:10] - mine[:10].mean()

    def loss(w):
        return strength**2 * w @ w + ((x @ w - target) ** 2).mean()

    best = minimize(
        loss,
        np.full(6, 1 / 6),
        bounds=[(0, 1)] * 6,
        method="SLSQP",
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
        options={"ftol": 1e-14},
    )

    assert loss(found.unit_weights) <= best.fun * (1 + 1e-3)


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10**6), shift=st.floats(-5, 5))
def test_the_level_of_a_municipality_does_not_matter(seed, shift):
    """Shocks common to all do move it a little: they widen the differences that set the penalty."""
    y, treated = panel(seed)
    moved = y + shift * np.arange(len(y))[:, None]

    plain, again = synthetic_did(y, treated, 10), synthetic_did(moved, treated, 10)

    assert again.estimate == pytest.approx(plain.estimate, abs=0.02)


def test_an_effect_put_in_is_found():
    still, moved = panel(2), panel(2, effect=3.0)

    change = synthetic_did(*moved, 10).estimate - synthetic_did(*still, 10).estimate

    assert change == pytest.approx(3.0)


@pytest.mark.slow
def test_pretended_changes_are_unusual_no_oftener_than_they_should_be():
    """E27: p is uniform where nothing changed (US state wages, blocks of twelve states)."""
    data = table("synthdid_cps.csv.gz")
    states, row = np.unique(data["state"], return_inverse=True)
    years, col = np.unique(data["year"], return_inverse=True)
    y = np.empty((len(states), len(years)))
    y[row, col] = data["log_wage"]
    p = []
    for block in np.split(np.random.default_rng(1).permutation(48), 4):
        mine = y[block, :20]
        p += [placebo_test(mine, np.arange(12) == i, 14).p for i in range(0, 12, 3)]

    assert 0.3 < np.mean(p) < 0.75
    assert np.mean(np.array(p) <= 1 / 12) < 0.3


Y = np.arange(12.0).reshape(3, 4)


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: synthetic_did(Y[0], [1], 2), "steder gange perioder"),
        (lambda: synthetic_did(Y * np.nan, [1, 0, 0], 2), "manglende"),
        (lambda: synthetic_did(Y, [0, 0, 0], 2), "ét sted med"),
        (lambda: synthetic_did(Y, [1, 1, 0], 2), "to uden"),
        (lambda: synthetic_did(Y, [1, 0, 0], 1), "to perioder før"),
        (lambda: synthetic_did(Y, [1, 0, 0], 4), "én efter"),
        (lambda: placebo_test(np.vstack([Y, Y]), [1, 1, 0, 0, 0, 0], 2), "ét sted ad gangen"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_words(ask, words):
    with pytest.raises(VirkerError, match=words):
        ask()


def test_places_that_never_move_give_no_effect():
    y = np.repeat([[1.0], [2.0], [3.0]], 5, axis=1)

    assert synthetic_did(y, [1, 0, 0], 3).estimate == pytest.approx(0.0)


def test_compiled_and_plain_python_find_the_same_weights():
    y, treated = panel(3, places=8, periods=12, effect=1.0)

    compiled = synthetic_did(y, treated, 10)
    with plain_python(synthetic):
        plain = synthetic_did(y, treated, 10)

    assert plain.unit_weights == pytest.approx(compiled.unit_weights, abs=1e-12)
    assert plain.estimate == pytest.approx(compiled.estimate, abs=1e-12)


def test_places_that_never_move_are_no_trouble_in_plain_python_either():
    with plain_python(synthetic):
        found = synthetic_did(np.ones((4, 6)), [1, 0, 0, 0], 4)

    assert found.estimate == 0
