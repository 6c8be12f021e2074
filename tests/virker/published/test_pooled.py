"""Published numbers: TrialEmulation's switch data (A11) and NHEFS (A10)."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from virker.engines.driver import NoSolution
from virker.errors import VirkerError
from virker.once import standardised_difference, start_weights, weighted_difference
from virker.pooled import pooled_hazard, standardised_survival, weighted_survival

EVIDENCE = Path(__file__).resolve().parents[4] / "shared" / "evidence"
beside = pytest.mark.skipif(
    not EVIDENCE.exists(), reason="../shared/evidence is not beside the repository"
)


def expected(name):
    return json.loads((EVIDENCE / "expected.json").read_text())[name]


@pytest.fixture(scope="module")
def smokers():
    """NHEFS as columns of numbers; missing is NaN."""
    with gzip.open(EVIDENCE / "data" / "nhefs.csv.gz", "rt") as file:
        rows = list(csv.DictReader(file))
    return {c: np.array([float(r[c] or "nan") for r in rows]) for c in rows[0] if c != "seqn"}


def known_about(people, *, change_in_smoking=False):
    """What the book adjusts for."""
    squared = ("age", "smokeintensity", "smokeyrs", "wt71")
    levels = {"education": (2, 3, 4, 5), "exercise": (1, 2), "active": (1, 2)}
    columns = [people["sex"], people["race"]]
    columns += [people[c] ** power for c in squared for power in (1, 2)]
    columns += [people[c] == level for c, known in levels.items() for level in known]
    if change_in_smoking:
        columns.append(people["smkintensity82_71"])
    return np.column_stack(columns).astype(float)


@beside
@pytest.mark.slow
def test_switching_treatment_gives_the_published_coefficients_and_clustered_error():
    published = expected("A11_trial_emulation_msm")
    rows = pq.read_table(EVIDENCE / "data" / "trialemulation_switch.parquet")
    known = ["catvarA", "catvarB", "catvarC", "nvarA", "nvarB", "nvarC"]
    names = ["id", "trial_period", "followup_time", "outcome", "assigned_treatment"]

    fit = pooled_hazard(
        *(rows[name].to_numpy() for name in names),
        np.column_stack([rows[name].to_numpy() for name in known]),
    )

    ordered = fit.coefficients[[0, 1, 8, 9, 2, 3, 4, 5, 6, 7]]
    np.testing.assert_allclose(ordered, published["coef"], atol=published["tol_coef"])
    assert fit.rows == published["rows"]
    assert fit.errors[1] == pytest.approx(published["robust_se_treatment"], abs=published["tol_se"])
    assert fit.unclustered_errors[1] == pytest.approx(published["naive_se_treatment"], abs=5e-4)


@beside
def test_quitting_smoking_changes_weight_as_the_book_says(smokers):
    published = expected("A10_nhefs")
    seen = ~np.isnan(smokers["wt82_71"])
    people = {name: column[seen] for name, column in smokers.items()}
    gain, quit_ = people["wt82_71"], people["qsmk"].astype(int)
    known = known_about(people)

    weighted = weighted_difference(gain, quit_, start_weights(quit_, known))
    standardised = standardised_difference(
        gain, quit_, known, products=people["smokeintensity"][:, None]
    )

    assert seen.sum() == published["n"]
    assert weighted_difference(gain, quit_).estimate == pytest.approx(published["naive"], abs=5e-3)
    assert weighted.estimate == pytest.approx(published["ipw"][0], abs=5e-3)
    assert weighted.error == pytest.approx(published["ipw"][1], abs=5e-3)
    assert (round(weighted.low, 1), round(weighted.high, 1)) == (2.4, 4.5)
    assert standardised == pytest.approx(published["standardised"], abs=5e-3)


@beside
def test_quitting_smoking_changes_survival_as_the_book_says(smokers):
    published, tol = expected("A10_nhefs"), 5e-3
    died, quit_ = smokers["death"].astype(int), smokers["qsmk"].astype(int)
    years, months = smokers["yrdth"], smokers["modth"]
    steps = np.where(died == 1, (years - 83) * 12 + months, 120).astype(int)
    known = known_about(smokers)

    plain = weighted_survival(steps, died, quit_)
    weighted = weighted_survival(steps, died, quit_, start_weights(quit_, known, stabilised=True))
    predicted = standardised_survival(
        steps, died, quit_, known_about(smokers, change_in_smoking=True)
    )

    for name, curves in (("unadjusted", plain), ("ipw", weighted), ("gformula", predicted)):
        at_120 = published[f"survival120_{name}"]
        assert curves.waited[119] == pytest.approx(at_120["no"], abs=tol)
        assert curves.started[119] == pytest.approx(at_120["yes"], abs=tol)


def rows_of_one_person(**change):
    one = {
        "person": np.zeros(3, int),
        "trial": np.zeros(3, int),
        "followup": np.arange(3),
        "outcome": np.array([0, 0, 1]),
        "arm": np.ones(3, int),
        "covariates": np.ones((3, 1)),
    }
    return one | change


@pytest.mark.parametrize(
    "change",
    [
        {"followup": np.array([0, 1, 3])},
        {"outcome": np.array([0, 1, 0])},
        {"arm": np.array([0, 1, 1])},
        {"covariates": np.array([[0.0], [1], [1]])},
        {"weight": np.array([0.0, 1, 1])},
    ],
)
def test_rows_that_are_no_trial_are_refused(change):
    with pytest.raises(VirkerError):
        pooled_hazard(**rows_of_one_person(**change))


def test_weights_that_change_by_week_are_weights_of_the_rows():
    draw = np.random.default_rng(4)
    person, week = np.repeat(np.arange(600), 2), np.tile(np.arange(2), 600)
    outcome, weight = (draw.random(1200) < 0.3).astype(int), draw.random(1200) + 0.5
    seen = ~((week == 1) & (np.roll(outcome, 1) == 1))
    person, week, outcome, weight = person[seen], week[seen], outcome[seen], weight[seen]
    arm = person % 2

    fit = pooled_hazard(
        person, 0 * person, week, outcome, arm, weight=weight, degrees=(0, 1), crossed=True
    )

    constant, started, later, later_started = fit.coefficients
    for a, w in ((0, 0), (0, 1), (1, 0), (1, 1)):
        rows = (arm == a) & (week == w)
        logit = constant + a * started + w * (later + a * later_started)
        share = np.average(outcome[rows], weights=weight[rows])
        assert 1 / (1 + np.exp(-logit)) == pytest.approx(share, abs=1e-9)


def test_a_covariate_that_decides_who_starts_is_refused():
    with pytest.raises(NoSolution):
        start_weights(np.array([0, 0, 1, 1]), np.array([[0.0], [0], [1], [1]]))
