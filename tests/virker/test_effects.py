"""Sums over persons give the effect, its error and the checks, and agree with the reference."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.virker import reference
from virker.curve import comes_back, lock_in
from virker.effects import effects, modelled, waiting
from virker.errors import VirkerError
from virker.sums import NoSettling, Part, add_up, by_person, logistic, outcome_model, solve


def some_decisions(n=240, seed=1, horizons=3, persons=80):
    g = np.random.default_rng(seed)
    person = np.sort(g.integers(0, persons, n))
    x = np.column_stack([np.ones(n), g.normal(size=n), g.random(n) < 0.4])
    start = (g.random(n) < 1 / (1 + np.exp(1.5 - x[:, 1]))).astype(float)
    y = (g.random((n, horizons)) < 0.4 + 0.1 * x[:, [2]] + 0.1 * start[:, None]).astype(np.uint8)
    whole = np.zeros(n, np.int64)
    return Part(x, start, person, whole, person % 7, y, whole, {"earlier": np.full((n, 2), np.nan)})


def parted(part, size):
    """The same rows, cut between persons."""
    edges = range(0, int(part.person.max()) + 1, size)
    return lambda: [part.where((part.person >= e) & (part.person < e + size)) for e in edges]


def found_in(parts, clusters=0):
    alpha = logistic(parts, 3)
    return effects(parts, modelled(alpha, outcome_model(parts, waiting)), clusters=clusters)


def test_the_engine_agrees_with_the_short_reference():
    part = some_decisions()

    found = found_in(lambda: [part])

    for h in range(3):
        x, start, y = part.x.tolist(), part.start.tolist(), part.y[:, h].tolist()
        estimate, error = reference.att(x, start, y, part.person.tolist())
        assert found.aipw[h] == pytest.approx(estimate, abs=1e-10)
        assert found.se[h] == pytest.approx(error, abs=1e-10)


@pytest.mark.parametrize("size", [1, 7, 33])
def test_the_answer_does_not_depend_on_how_people_are_parted(size):
    part = some_decisions()
    whole, cut = found_in(lambda: [part]), found_in(parted(part, size))

    assert np.allclose(whole.aipw, cut.aipw, atol=1e-8)
    assert np.allclose(whole.covariance, cut.covariance, atol=1e-8)
    assert np.allclose(whole.smd_after, cut.smd_after, atol=1e-8)
    assert (whole.persons, whole.starts, whole.largest) == (
        cut.persons,
        cut.starts,
        pytest.approx(cut.largest),
    )


@given(st.randoms(use_true_random=False))
def test_the_order_of_people_does_not_matter(lottery):
    part = some_decisions(n=120, persons=40)
    names = list(range(40))
    lottery.shuffle(names)
    renamed = np.array(names)[part.person]
    order = np.argsort(renamed, kind="stable")
    arrays = {k: getattr(part, k)[order] for k in ("x", "start", "week", "cluster", "y", "group")}
    other = Part(
        person=renamed[order], extra={k: v[order] for k, v in part.extra.items()}, **arrays
    )

    assert np.allclose(found_in(lambda: [part]).aipw, found_in(lambda: [other]).aipw, atol=1e-8)
    assert np.allclose(found_in(lambda: [part]).se, found_in(lambda: [other]).se, atol=1e-8)


def test_weighting_makes_the_groups_alike():
    found = found_in(lambda: [some_decisions(2_000, persons=500)])

    assert np.abs(found.smd_before).max() > 0.2
    assert np.abs(found.smd_after).max() < 0.1


def test_clustering_by_caseworker_changes_the_error_and_not_the_estimate():
    part = some_decisions()

    by_caseworker, by_citizen = found_in(lambda: [part], 7), found_in(lambda: [part])

    assert np.allclose(by_caseworker.aipw, by_citizen.aipw)
    assert not np.allclose(by_caseworker.se, by_citizen.se)


def test_clustering_by_person_by_hand_is_clustering_by_person():
    part = some_decisions()
    renamed = Part(
        part.x, part.start, part.person, part.week, part.person, part.y, part.group, part.extra
    )

    assert np.allclose(found_in(lambda: [renamed], 80).se, found_in(lambda: [part]).se)


def test_those_nobody_can_be_compared_with_are_left_out_and_counted():
    part = some_decisions()
    sure = partial(_almost_sure, modelled(logistic(lambda: [part], 3), np.zeros((3, 3))))

    found = effects(lambda: [part], sure)

    assert found.trimmed == pytest.approx(part.start[part.x[:, 2] == 1].sum() / part.start.sum())
    assert found.rows == (part.x[:, 2] == 0).sum()


def test_when_everyone_is_left_out_nothing_is_said():
    part = some_decisions()
    with np.errstate(all="ignore"):
        found = effects(lambda: [part], lambda p: (np.full(p.n, 0.99), np.zeros(p.y.shape)))

    assert found.trimmed == 1.0
    assert found.largest == 1.0
    assert found.ess == 0.0


def _almost_sure(nuisance, part):
    chance, expected = nuisance(part)
    return np.where(part.x[:, 2] == 1, 0.99, chance), expected


def test_weeks_gained_are_the_sum_of_the_curve_with_its_own_error():
    found = found_in(lambda: [some_decisions()])

    total, error = found.through(np.ones((1, 3)))

    assert total[0] == pytest.approx(found.aipw.sum())
    assert error[0] == pytest.approx(np.sqrt(found.covariance.sum()))
    assert lock_in(found).weeks_gained == pytest.approx(found.aipw.sum())


@pytest.mark.parametrize(
    ("curve", "week"),
    [([1, 1], 0), ([-1, -1], None), ([-1, 0, 1], 2), ([1, -1, 1, 2], 3), ([1, -1], None)],
)
def test_the_curve_says_when_it_has_turned_for_good(curve, week):
    assert comes_back(np.array(curve, float)) == week


def test_nobody_to_count_is_said_in_words():
    with pytest.raises(VirkerError, match="ingen"):
        add_up(list, lambda part: {})
    assert by_person(np.zeros((0, 2)), np.zeros(0)).shape == (0, 2)


@pytest.mark.parametrize("all_of_them", [0.0, 1.0])
def test_when_nobody_or_everybody_began_there_is_nothing_to_compare(all_of_them):
    part = some_decisions()
    same = Part(
        part.x,
        np.full(part.n, all_of_them),
        part.person,
        part.week,
        part.cluster,
        part.y,
        part.group,
    )

    with pytest.raises(NoSettling, match="begyndte"):
        logistic(lambda: [same], 3)


def test_a_model_that_needs_more_passes_than_allowed_says_so():
    with pytest.raises(NoSettling, match="falder ikke til ro"):
        logistic(lambda: [some_decisions()], 3, most=1)


def test_a_column_nobody_has_and_one_that_repeats_another_do_no_harm():
    gram = np.array([[4.0, 0.0, 4.0], [0.0, 0.0, 0.0], [4.0, 0.0, 4.0]])

    assert np.allclose(solve(gram, np.array([8.0, 0.0, 8.0])), [1.0, 0.0, 1.0])
