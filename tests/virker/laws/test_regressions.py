"""What always holds of regressions, and that compiled and plain Python agree."""

from __future__ import annotations

import numpy as np
import pytest

from tests.virker.plain import plain_python
from virker import cox as cox_module
from virker import hazards
from virker.cox import cox
from virker.errors import NotPossible
from virker.finegray import fine_gray
from virker.fits import covariates, least_share, newton
from virker.hazards import discrete_hazard
from virker.logrank import log_rank


@pytest.fixture
def lives():
    rng = np.random.default_rng(3)
    n = 400
    x = np.column_stack([rng.integers(0, 2, n), rng.normal(size=n)]).astype(float)
    stop = rng.geometric(0.06 * np.exp(0.5 * x[:, 0])).clip(2, 52)
    entry = np.where(rng.random(n) < 0.3, rng.integers(0, stop), 0)
    return stop, stop < 52, x, entry


def log_likelihood(stop, event, x, entry, beta):
    """Efron's partial likelihood, written as in his paper, one death at a time."""
    value = 0.0
    for t in np.unique(stop[event]):
        risk = (stop >= t) & ((entry < t) | (entry == 0))
        dead = event & (stop == t)
        w = np.exp(x @ beta)
        for place in range(dead.sum()):
            value -= np.log(w[risk].sum() - place / dead.sum() * w[dead].sum())
        value += (x[dead] @ beta).sum()
    return value


def test_cox_stands_on_the_top_of_the_likelihood(lives):
    stop, event, x, entry = lives
    fit = cox(stop, event, x, entry=entry)

    here = log_likelihood(stop, event, x, entry, fit.coef)
    step = 1e-3
    around = [
        log_likelihood(stop, event, x, entry, fit.coef + step * np.array(move))
        for move in ([1, 0], [-1, 0], [0, 1], [0, -1])
    ]

    assert all(value < here for value in around)
    curvature = [(2 * here - around[i] - around[i + 1]) / step**2 for i in (0, 2)]
    assert fit.se == pytest.approx(1 / np.sqrt(curvature), rel=0.05)


@pytest.mark.parametrize("fit", [cox, discrete_hazard])
def test_cutting_a_row_in_two_changes_nothing(lives, fit):
    stop, event, x, entry = lives
    whole = fit(stop, event, x, entry=entry, cluster=np.arange(len(stop)))
    late = entry > 0
    pieces = [(entry[late], stop[late], event[late], x[late], np.flatnonzero(late))]
    early = ~late
    half = np.maximum(stop[early] // 2, 1)
    pieces += [
        (np.zeros(early.sum()), half, np.zeros(early.sum(), bool), x[early], np.flatnonzero(early)),
        (half, stop[early], event[early], x[early], np.flatnonzero(early)),
    ]
    begins, ends, dead, table, person = (np.concatenate(part) for part in zip(*pieces, strict=True))

    both = fit(ends, dead, table, entry=begins, cluster=person)

    assert both.coef == pytest.approx(whole.coef, abs=1e-8)
    assert both.se == pytest.approx(whole.se, abs=1e-8)
    assert both.clustered_se == pytest.approx(whole.clustered_se, abs=1e-8)


@pytest.mark.parametrize(("module", "fit"), [(cox_module, cox), (hazards, discrete_hazard)])
@pytest.mark.parametrize("extra", [{}, {"ties": "breslow"}, {"link": "logit"}])
def test_compiled_and_plain_python_agree(lives, module, fit, extra):
    if ("ties" in extra and fit is not cox) or ("link" in extra and fit is cox):
        return
    stop, event, x, entry = (part[:120] for part in lives)
    compiled = fit(stop, event, x, entry=entry, cluster=np.arange(120), **extra)

    with plain_python(module):
        plain = fit(stop, event, x, entry=entry, cluster=np.arange(120), **extra)

    assert plain.coef == pytest.approx(compiled.coef, abs=1e-9)
    assert plain.clustered_se == pytest.approx(compiled.clustered_se, abs=1e-9)


@pytest.mark.parametrize("fit", [cox, discrete_hazard])
def test_people_told_twice_do_not_make_us_surer(lives, fit):
    stop, event, x, _ = lives
    once = fit(stop, event, x, cluster=np.arange(len(stop)))

    twice = fit(
        np.tile(stop, 2), np.tile(event, 2), np.tile(x, (2, 1)),
        cluster=np.tile(np.arange(len(stop)), 2), **({"ties": "breslow"} if fit is cox else {}),
    )  # fmt: skip
    base = cox(stop, event, x, cluster=np.arange(len(stop)), ties="breslow") if fit is cox else once

    assert twice.clustered_se == pytest.approx(base.clustered_se, rel=1e-6)
    assert twice.se == pytest.approx(base.se / np.sqrt(2), rel=1e-6)


def test_a_grouped_cox_model_is_what_the_cloglog_says(lives):
    stop, event, x, entry = lives

    assert discrete_hazard(stop, event, x, entry=entry).coef == pytest.approx(
        cox(stop, event, x, entry=entry).coef, abs=0.03
    )


def test_a_covariate_that_decides_who_leaves_is_refused():
    stop, event = np.arange(1, 41), np.repeat([True, False], 20)

    with pytest.raises(NotPossible, match="afgør udfaldet alene"):
        cox(stop, event, event.astype(float))


def test_a_covariate_told_twice_is_refused(lives):
    stop, event, x, _ = lives

    with pytest.raises(NotPossible):
        cox(stop, event, np.column_stack([x[:, 0], x[:, 0]]))


def test_a_missing_covariate_is_refused():
    with pytest.raises(ValueError, match="missing"):
        covariates([1.0, np.nan], None)


def test_a_coefficient_can_be_asked_for_by_name(lives):
    stop, event, x, _ = lives
    fit = cox(stop, event, x, names=["works", "age"])
    clustered = cox(stop, event, x, names=["works", "age"], cluster=np.arange(len(stop)))

    assert fit["age"] == (fit.coef[1], fit.se[1])
    assert clustered["age"] == (clustered.coef[1], clustered.clustered_se[1])


def test_without_other_exits_fine_gray_is_cox(lives):
    stop, event, x, _ = lives
    everybody = np.ones(len(stop), bool)

    fit = fine_gray(stop, everybody.astype(int), x)

    assert fit.coef == pytest.approx(cox(stop, everybody, x, ties="breslow").coef, abs=1e-6)
    assert fine_gray(stop, event.astype(int), x).coef == pytest.approx(
        cox(stop, event, x, ties="breslow").coef, abs=1e-6
    )


def test_two_equal_groups_leave_at_the_same_pace_and_the_order_of_groups_does_not_matter(lives):
    stop, event, _, entry = lives
    group = np.arange(len(stop)) % 3
    turned = np.array([2, 0, 1])[group]

    equal = log_rank(np.tile(stop, 2), np.tile(event, 2), np.repeat([0, 1], len(stop)))
    one = log_rank(stop, event, group, entry=entry)
    two = log_rank(stop, event, turned, entry=entry)

    assert equal.statistic == pytest.approx(0, abs=1e-9)
    assert one.statistic == pytest.approx(two.statistic)
    assert one.df == 2
    assert one.observed.sum() == pytest.approx(one.expected.sum())


def test_exits_that_a_covariate_decides_from_week_to_week_are_refused():
    stop, left = [1, 2, 2, 1, 2, 2, 2], [1, 1, 0, 0, 1, 1, 0]

    with pytest.raises(NotPossible, match="afgør udfaldet alene"):
        discrete_hazard(stop, left, [0, 1, 1, 0, 1, 0, 1])


def test_a_week_in_which_everybody_left_says_nothing(lives):
    stop, event, x, entry = lives
    last = stop.max() + 1
    everybody = np.full(5, last), np.ones(5, bool), np.ones((5, 2)), np.zeros(5)

    alone = discrete_hazard(stop, event, x, entry=entry)
    joined = discrete_hazard(
        *(np.concatenate([a, b]) for a, b in zip((stop, event, x), everybody, strict=False)),
        entry=np.concatenate([entry, np.full(5, last - 1)]),
    )

    assert joined.coef == pytest.approx(alone.coef, abs=1e-7)
    assert joined.events == alone.events + 5


def test_a_covariate_equal_for_all_is_refused(lives):
    stop, event, _, _ = lives

    with pytest.raises(NotPossible, match="ens for alle"):
        cox(stop, event, np.ones(len(stop)))


def test_a_climb_that_does_not_end_is_refused_in_words():
    def steep(beta):
        return 1e6 * float(beta[0]), np.array([1e6]), np.array([[1.0]])

    with pytest.raises(NotPossible, match="meget større"):
        newton(steep, 1, most=3)


@pytest.mark.parametrize("now", [[[np.nan]], [[0.0]]])
def test_nothing_left_to_learn_is_no_information(now):
    assert least_share(np.array(now), np.eye(1)) == 0
    assert least_share(np.eye(1), np.zeros((1, 1))) == 0
    assert least_share(np.zeros((0, 0)), np.zeros((0, 0))) == 1


def test_a_step_too_far_is_halved_until_it_climbs():
    def hill(beta):
        off = float(beta[0]) - 5
        steep = np.tanh(off)
        return np.log(2) - np.logaddexp(off, -off), np.array([-steep]), np.array([[1 - steep**2]])

    top, value, _ = newton(hill, 1)

    assert top[0] == pytest.approx(5)
    assert value == pytest.approx(0, abs=1e-9)
