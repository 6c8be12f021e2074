"""How strong something unrecorded must be."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.virker.evidence import expected, table
from virker.compare.linear import least_squares
from virker.errors import VirkerError
from virker.sensitivity import (
    benchmark,
    e_value,
    matched_pairs,
    ratio_of_shares,
    robustness_value,
)

COLUMNS = ["directlyharmed", "age", "farmer_dar", "herder_dar", "pastvoted", "hhsize_darfur",
           "female"]  # fmt: skip


def darfur():
    data = table("darfur.csv")
    villages = np.unique(data["village"])[1:]
    x = np.column_stack(
        [*(data[name] for name in COLUMNS), data["village"][:, None] == villages[None, :]]
    )
    names = [*COLUMNS, *map(str, villages)]
    return data["peacefactor"], x, names


def test_e_values_as_published():
    """A14."""
    published = expected("A14_e_value")

    assert e_value(3.9, 1.8, 8.7).estimate == pytest.approx(published["rr39"], abs=1e-3)
    assert e_value(3.9, 1.8, 8.7).interval == pytest.approx(published["ci18"], abs=1e-3)
    assert e_value(0.8).estimate == pytest.approx(published["rr08"], abs=1e-3)


def test_the_robustness_of_the_darfur_survey_as_published():
    """A15: the regression with villages, and what would take it away."""
    published = expected("A15_sensemakr_darfur")
    y, x, names = darfur()
    fit = least_squares(y, x, names=names)
    harm = fit.term("directlyharmed")

    found = robustness_value(harm.estimate, harm.se, fit.df)

    assert [harm.estimate, harm.se, found.partial_r2, found.value, found.interval_value] == (
        pytest.approx(
            [published[k] for k in ("est", "se", "partial_r2", "rv", "rv_alpha")],
            abs=published["tol"],
        )
    )


@pytest.mark.parametrize(
    ("times", "estimate", "se", "low", "high"),
    [(1, 0.0752, 0.0219, 0.0323, 0.1182), (2, 0.0529, 0.0204, 0.0130, 0.0929),
     (3, 0.0304, 0.0187, -0.0063, 0.0670)],
)  # fmt: skip
def test_something_as_important_as_being_a_woman_as_published(times, estimate, se, low, high):
    """Cinelli & Hazlett (2020), sensemakr's summary of Darfur, benchmark `female`."""
    y, x, names = darfur()
    fit, chosen = (
        least_squares(y, x, names=names),
        least_squares(x[:, 0], x[:, 1:], names=names[1:]),
    )
    harm, woman, drawn = fit.term("directlyharmed"), fit.term("female"), chosen.term("female")

    found = benchmark(
        harm.estimate,
        harm.se,
        fit.df,
        t_outcome=woman.estimate / woman.se,
        t_treatment=drawn.estimate / drawn.se,
        times=times,
    )

    assert [found.estimate, found.se, found.low, found.high] == pytest.approx(
        [estimate, se, low, high], abs=1e-4
    )


@given(ratio=st.floats(0.01, 100))
def test_harm_and_help_of_the_same_size_need_the_same(ratio):
    assert e_value(ratio).estimate == pytest.approx(e_value(1 / ratio).estimate, rel=1e-6)
    assert e_value(ratio, ratio / 200, ratio * 200).interval == 1.0
    assert e_value(0.5, 0.3, 0.8).interval == pytest.approx(e_value(1 / 0.8).estimate)


@given(t=st.floats(0, 400), df=st.integers(5, 10_000))
def test_the_interval_needs_less_than_the_estimate(t, df):
    found = robustness_value(t, 1.0, df)

    assert 0 <= found.interval_value <= found.value + 1e-9
    assert found.value <= 1


def test_the_mirrored_estimate_is_pulled_towards_nought_too():
    up = benchmark(1.0, 0.1, 500, t_outcome=3.0, t_treatment=3.0)
    down = benchmark(-1.0, 0.1, 500, t_outcome=3.0, t_treatment=3.0)

    assert up.estimate == pytest.approx(-down.estimate)
    assert 0 < up.estimate < 1


@given(better=st.integers(0, 30), worse=st.integers(1, 30), gamma=st.floats(1, 6))
def test_the_sign_test_written_out(better, worse, gamma):
    n, p = better + worse, gamma / (1 + gamma)
    long = sum(comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(better, n + 1))

    assert matched_pairs(better, worse, gamma) == pytest.approx(long, abs=1e-9)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: e_value(-1),
        lambda: e_value(2, 3, 4),
        lambda: robustness_value(1, 0, 10),
        lambda: benchmark(1, 0.1, 10, t_outcome=1, t_treatment=30),
        lambda: ratio_of_shares(0, 0.1),
        lambda: matched_pairs(0, 0, 1),
    ],
)
def test_nonsense_is_refused(ask):
    with pytest.raises(VirkerError):
        ask()
