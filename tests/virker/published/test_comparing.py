"""Published numbers on drawing lots and on changes (sets A05-A09)."""

from __future__ import annotations

import numpy as np
import pytest

from tests.virker.evidence import expected, table
from virker.compare.linear import least_squares
from virker.compare.randomised import (
    difference,
    difference_in_differences,
    first_differences,
    fixed_effects,
)
from virker.compare.staggered import callaway_santanna
from virker.compare.synthetic import leave_one_out, placebo_test, synthetic_did


def counties():
    data = table("mpdta.csv.gz")
    return data["lemp"], data["countyreal"], data["year"], data["first.treat"]


def smoking():
    data = table("california_prop99.csv.gz")
    states, row = np.unique(data["State"], return_inverse=True)
    years, col = np.unique(data["Year"], return_inverse=True)
    y = np.empty((len(states), len(years)))
    y[row, col] = data["PacksPerCapita"]
    return y, states == "California", states.tolist()


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


def test_minimum_wages_and_young_jobs_as_published():
    """A08: overall, by periods since, and by group."""
    published = expected("A08_callaway_santanna_mpdta")

    found = callaway_santanna(*counties())

    tol = published["tol"]
    overall = found.overall()
    assert [overall.estimate, overall.se] == pytest.approx(published["simple"], abs=tol)
    after = {str(int(p.at)): [p.estimate, p.se] for p in found.event_study(after_only=True)}
    assert set(after) == set(published["dynamic"])
    for since, both in published["dynamic"].items():
        assert after[since] == pytest.approx(both, abs=tol)
    groups = {str(int(p.at)): p.estimate for p in found.by_group()}
    assert groups == pytest.approx(published["group"], abs=tol)


def test_adjusting_for_size_gives_the_vignettes_doubly_robust_numbers():
    """Did vignette, xformla = ~lpop: -.0418; by period -.0211, -.0530, -.1404, -.1069."""
    found = callaway_santanna(*counties(), covariates=table("mpdta.csv.gz")["lpop"])

    after = [p.estimate for p in found.event_study(after_only=True)]

    assert found.overall().estimate == pytest.approx(-0.0418, abs=1e-4)
    assert after == pytest.approx([-0.0211, -0.0530, -0.1404, -0.1069], abs=1e-4)


def test_californians_smoked_less_as_published():
    """A09."""
    published = expected("A09_sdid_california")

    found = synthetic_did(*smoking()[:2], 19)

    assert found.estimate == pytest.approx(published["att"], abs=published["tol"])
    assert found.unit_weights.sum() == pytest.approx(1)
    assert found.time_weights.sum() == pytest.approx(1)
    assert (found.treated - found.counterfactual)[19:].mean() == pytest.approx(found.estimate)


@pytest.mark.slow
def test_the_answer_does_not_hang_on_one_state():
    y, treated, names = smoking()

    without = leave_one_out(y, treated, 19, names)

    assert len(without) > 5
    assert all(-18 < estimate < -14 for estimate in without.values())


@pytest.mark.slow
def test_few_other_states_saw_so_large_a_fall():
    y, treated, _ = smoking()

    found = placebo_test(y, treated, 19)

    assert found.p == pytest.approx(2 / 39)
    assert found.se == pytest.approx(9.37, abs=0.01)
