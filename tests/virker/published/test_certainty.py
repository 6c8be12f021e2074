"""Published numbers on how sure we may be, and on borrowing (sets A12-A18)."""

from __future__ import annotations

import numpy as np
import pytest

from tests.virker.evidence import expected, table
from virker.compare.linear import least_squares
from virker.compare.looks import false_alarms
from virker.compare.shares import newcombe
from virker.literature import vote
from virker.multiplicity import correct
from virker.pooling import james_stein, pool, posterior, with_prior
from virker.sensitivity import benchmark, e_value, robustness_value

SCHOOLS = [28, 8, -3, 7, -1, 1, 18, 12], [15, 10, 16, 11, 9, 11, 10, 18]
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


@pytest.mark.parametrize(
    ("rule", "key"), [("bh", "bh_5pct"), ("bonferroni", "bonferroni"), ("holm", "holm")]
)
def test_benjamini_and_hochbergs_own_example(rule, key):
    """A12."""
    published = expected("A12_multiple_testing")

    assert correct(published["p"], rule).count == published[key]


def test_newcombes_own_example():
    """A13."""
    published = expected("A13_newcombe")

    found = newcombe(*published["x"], *published["y"])

    assert [found.low, found.high] == pytest.approx(published["ci95"], abs=published["tol"])


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


def test_eight_schools_as_in_the_book():
    """A16."""
    published = expected("A16_partial_pooling")
    tol = published["tol"]

    fixed, moment = pool(*SCHOOLS, "fixed"), pool(*SCHOOLS, "dl")

    assert [fixed.estimate, fixed.se] == pytest.approx(published["eight_schools_fixed"], abs=tol)
    assert moment.between == published["eight_schools_tau2_DL"] == 0.0
    assert posterior(*SCHOOLS).means == pytest.approx(
        published["eight_schools_bayes_flat_tau"], abs=tol
    )


def test_batting_averages_as_efron_and_morris_had_them():
    """A16: Clemente's .400 becomes .294, and the error falls 3.5 times."""
    published = expected("A16_partial_pooling")["efron_morris"]
    data = table("pscl_efronmorris.csv.gz")
    early, later = data["y"], data["p"]

    kept, pulled = james_stein(early, early.mean() * (1 - early.mean()) / 45)

    gain = ((early - later) ** 2).sum() / ((pulled - later) ** 2).sum()
    assert [kept, pulled[0], gain] == pytest.approx(
        [published["shrink"], published["clemente"], published["tse_ratio"]], abs=0.02
    )


def test_own_and_others_with_the_weight_printed():
    """A16, E33."""
    published = expected("A16_partial_pooling")["local_plus_prior"]

    found = with_prior(*published["local"], *published["prior"])

    assert [found.estimate, found.se] == pytest.approx(published["posterior"], abs=1e-3)
    assert found.sentence() == "Jeres egne tal vejer 26 pct. Resten er lånt fra de andre."
    assert "26 per cent" in found.sentence("en")


def test_looking_again_and_again_cries_wolf_as_published():
    """A17."""
    published = expected("A17_repeated_looks")

    found = {looks: false_alarms(int(looks)) for looks in published["looks"]}

    assert found == pytest.approx(published["looks"], abs=published["tol"])


def test_the_rule_of_jobeffekter():
    """A18, E42."""
    cases = expected("A18_jobeffekter_vote")["cases"]

    assert len(cases) == 3
    for case in cases:
        assert vote(case["w"], case["dir"]).vote == case["out"]
