"""What the draw showed, and how wrong it goes without one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.virker.evidence import table
from virker.compare.linear import least_squares
from virker.compare.randomised import (
    difference,
    first_differences,
    fixed_effects,
)
from virker.errors import VirkerError

rows = st.lists(st.tuples(st.floats(-5, 5), st.integers(0, 1)), min_size=6, max_size=30).filter(
    lambda r: {t for _, t in r} == {0, 1}
)


@given(rows=rows, seed=st.integers(0, 99), shift=st.floats(-9, 9))
def test_neither_the_order_nor_the_level_matters(rows, seed, shift):
    y, drawn = np.array(rows).T
    order = np.random.default_rng(seed).permutation(len(y))

    plain = difference(y, drawn)

    assert difference(y[order] + shift, drawn[order]).estimate == pytest.approx(
        plain.estimate, abs=1e-9
    )
    assert plain.estimate == pytest.approx(y[drawn == 1].mean() - y[drawn == 0].mean(), abs=1e-9)


@given(rows=rows)
def test_clusters_of_one_are_no_clusters_at_all(rows):
    y, drawn = np.array(rows).T
    n = len(y)

    alone = difference(y, drawn, cluster=np.arange(n)).se
    robust = difference(y, drawn, errors="hc1").se

    assert alone == pytest.approx(robust, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("errors", ["classic", "hc0", "hc1", "hc2", "hc3"])
def test_weights_count_people_and_errors_agree_with_the_long_way(errors):
    rng = np.random.default_rng(4)
    x, y, w = rng.normal(size=(40, 2)), rng.normal(size=40), rng.uniform(0.5, 2, 40)
    fit = least_squares(y, x, weights=w, errors=errors)
    full = np.column_stack([np.ones(40), x])
    bread = np.linalg.inv(full.T @ (w[:, None] * full))
    b = bread @ full.T @ (w * y)
    e = y - full @ b
    h = np.array([w[i] * full[i] @ bread @ full[i] for i in range(40)])
    spread = {
        "classic": np.full(40, (w * e**2).sum() / 37) / w,
        "hc0": e**2,
        "hc1": e**2 * 40 / 37,
        "hc2": e**2 / (1 - h),
        "hc3": e**2 / (1 - h) ** 2,
    }[errors]
    long = (
        bread @ sum(w[i] ** 2 * spread[i] * np.outer(full[i], full[i]) for i in range(40)) @ bread
    )

    assert fit.coefficients == pytest.approx(b)
    assert fit.covariance == pytest.approx(long)


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: difference([1, 2, 3], [1, 1, 1]), "både nogen"),
        (lambda: difference([1, 2, 3], [1, 0, 2]), "0 eller 1"),
        (lambda: difference([1, np.nan, 3], [1, 0, 1]), "mangler"),
        (lambda: difference([1, 2, 3], [1, 0]), "rækker"),
        (lambda: difference([[1, 2]], [1, 0]), "række af tal"),
        (lambda: difference([1, 2, 3, 4], [1, 0, 1, 0], adjust=[1, 0, 1, 0]), "det samme"),
        (lambda: difference([1, 2, 3], [1, 0, 1], adjust=[3, 1]), "3 rækker"),
        (lambda: difference([1, 2, 3], [1, 0, 1], adjust=[3, 1, np.nan]), "mangler"),
        (lambda: difference([1, 2, 3], [1, 0, 1], cluster=[1, 1, 1]), "to klynger"),
        (lambda: difference([1, 2, 3], [1, 0, 1], cluster=[1, 1]), "cluster"),
        (lambda: difference([1, 2], [1, 0]), "for få rækker"),
        (lambda: least_squares([1, 2, 3], [1, 0, 1], names=["a", "b"]), "2 navne"),
        (lambda: least_squares([1, 2, 3], [1, 0, 1]).term("b"), "har ikke b"),
        (lambda: first_differences([1, 2], [1, 2], [1, 1], [0, 1]), "lige efter"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_words(ask, words):
    with pytest.raises(VirkerError, match=words):
        ask()


def test_a_model_without_a_constant_has_none():
    assert least_squares([2, 4, 6], [1, 2, 3], intercept=False).names == ("x1",)


def test_places_may_hang_together_over_time():
    data = table("wooldridge_ezunem.csv.gz")
    given_rows = (np.log(data["uclms"]), data["city"], data["year"], data["ez"])

    loose, tied = first_differences(*given_rows), first_differences(*given_rows, cluster=True)

    assert loose.estimate == pytest.approx(tied.estimate)
    assert tied.se != loose.se
    assert fixed_effects(*given_rows, cluster=True).df == 21
