"""What the draw showed, and how wrong it goes without one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.virker.evidence import expected, table
from virker.compare.linear import least_squares
from virker.compare.randomised import (
    difference,
    difference_in_differences,
    first_differences,
    fixed_effects,
)
from virker.errors import VirkerError


def joined(first, second, name):
    return np.concatenate([first[name], second[name]])


@pytest.mark.parametrize(
    ("key", "file", "others"),
    [
        ("lalonde722", "daag_nswdemo", None),
        ("dw445", "daag_nsw74demo", None),
        ("dw_vs_psid1", "daag_nsw74demo", "daag_psid1"),
        ("dw_vs_cps1", "daag_nsw74demo", "daag_cps1"),
    ],
)
def test_the_drawn_trainees_earned_what_was_published(key, file, others):
    """A05: and the naive comparisons are as absurd as LaLonde found."""
    published = expected("A05_nsw")
    data = table(f"{file}.csv.gz")
    y, drawn = data["re78"], data["trt"]
    if others:
        rest, mine = table(f"{others}.csv.gz"), drawn == 1
        y = np.concatenate([y[mine], rest["re78"]])
        drawn = np.concatenate([drawn[mine], np.zeros(len(rest["re78"]))])

    found = difference(y, drawn)

    assert [found.estimate, found.se] == pytest.approx(published[key], abs=published["tol"])


def test_adjusting_the_draw_gives_the_published_numbers():
    """LaLonde 1986: 798 (472). Dehejia & Wahba 1999: 1,672 (638)."""
    data = table("daag_nswdemo.csv.gz")
    before = np.column_stack(
        [data["age"], data["age"] ** 2, data["educ"], data["black"], data["hisp"], data["nodeg"]]
    )

    found = difference(data["re78"], data["trt"], adjust=before)

    assert [found.estimate, found.se] == pytest.approx([798.4, 472.1], abs=0.1)


def test_the_spread_may_differ_between_the_drawn_and_the_others():
    """Evidence D1 and D2: HC1 488.1, HC2 671.0."""
    first, second = table("daag_nswdemo.csv.gz"), table("daag_nsw74demo.csv.gz")

    assert difference(first["re78"], first["trt"], errors="hc1").se == pytest.approx(488.1, abs=0.1)
    assert difference(second["re78"], second["trt"], errors="hc2").se == pytest.approx(
        671.0, abs=0.1
    )


def test_higher_sickness_benefit_lasted_longer_in_kentucky():
    """A06."""
    published = expected("A06_did_injury")
    data = table("wooldridge_injury.csv.gz")
    ky = data["ky"] == 1

    found = difference_in_differences(data["ldurat"][ky], data["highearn"][ky], data["afchnge"][ky])

    assert found.n == published["n"]
    assert [found.estimate, found.se] == pytest.approx(
        [published["est"], published["se"]], abs=published["tol"]
    )


def test_enterprise_zones_lowered_claims():
    """A07."""
    published = expected("A07_ezunem_first_difference")
    data = table("wooldridge_ezunem.csv.gz")

    found = first_differences(np.log(data["uclms"]), data["city"], data["year"], data["ez"])

    assert found.n == published["n"]
    assert [found.estimate, found.se] == pytest.approx(
        [published["est"], published["se"]], abs=published["tol"]
    )


def test_enterprise_zones_with_a_level_for_every_city():
    """Evidence D13: fixed effects -.104 (.055)."""
    data = table("wooldridge_ezunem.csv.gz")

    fit = fixed_effects(np.log(data["uclms"]), data["city"], data["year"], data["ez"])

    assert fit.term("treatment").estimate == pytest.approx(-0.104, abs=5e-4)
    assert fit.term("treatment").se == pytest.approx(0.055, abs=5e-4)


def test_training_grants_lowered_the_scrap_rate():
    """Evidence D14: -.252 (.151), lag -.422 (.210)."""
    data = table("wooldridge_jtrain.csv.gz")
    lag = np.nan_to_num(data["grant_1"])
    firms = np.unique(data["fcode"])
    whole = [f for f in firms if np.isfinite(data["lscrap"][data["fcode"] == f]).all()]
    mine = np.isin(data["fcode"], whole)

    fit = fixed_effects(
        data["lscrap"][mine],
        data["fcode"][mine],
        data["year"][mine],
        data["grant"][mine],
        also=lag[mine],
    )

    assert [fit.term("treatment").estimate, fit.term("treatment").se] == pytest.approx(
        [-0.252, 0.151], abs=6e-4
    )
    assert [fit.term("x1").estimate, fit.term("x1").se] == pytest.approx([-0.422, 0.210], abs=6e-4)


@pytest.mark.parametrize(
    ("grade", "effect", "se"),
    [("k", 13.90, 2.45), ("1", 29.78, 2.83), ("2", 19.39, 2.71), ("3", 15.59, 2.40)],
)
def test_small_classes_read_and_counted_better(grade, effect, se):
    """Evidence D15: Stock & Watson, with robust standard errors."""
    data = table("aer_STAR.csv.gz")
    arm = np.char.strip(data[f"star{grade}"])
    score = data[f"read{grade}"] + data[f"math{grade}"]
    here = np.isfinite(score) & np.isin(arm, ["regular", "small", "regular+aide"])
    design = np.column_stack([arm[here] == "small", arm[here] == "regular+aide"])

    small = least_squares(score[here], design, names=["small", "aide"], errors="hc1").term("small")

    assert [small.estimate, small.se] == pytest.approx([effect, se], abs=6e-3)


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
