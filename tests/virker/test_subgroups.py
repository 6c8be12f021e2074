"""For whom it works, how robust it is, and any learner inside."""

from __future__ import annotations

import numpy as np
import pytest

from tests.virker.people import a_town
from virker.errors import VirkerError
from virker.learned import cross_fitted, folds
from virker.question import Question
from virker.starting import answer, estimate
from virker.subgroups import by_group, declared
from virker.sums import Part
from virker.trials import gather, only_service, rule_for

pytestmark = pytest.mark.slow
WEEKS = (4, 13, 26)


def asked(**changes):
    given = {"kind": "start_vs_wait", "service": "course", "horizons": WEEKS, "primary": 26}
    return Question(**{**given, **changes}).protocol()


@pytest.fixture(scope="module")
def trials():
    town = a_town(3_000, 150, 3)
    return gather(town, rule_for(town, ("course",), 26), asked(), "job", WEEKS)


def test_declared_groups_are_told_after_lending_with_the_weight_on_their_own():
    result = answer(asked(options={"groups": "female"}), a_town(3_000, 150, 3))

    told = result.details["groups_told"]
    labels = {e.label for e in result.estimates} - {""}
    assert labels == {"female: 0", "female: 1"}
    for row in told["groups"]:
        assert 0 <= row["own_weight"] <= 1
    assert ("sikre tegn" in result.sentence("da")) is not told["differ"]


def test_a_group_lies_between_its_own_number_and_the_mean(trials):
    found = by_group(only_service(trials, 1), trials.panel, "female", len(trials.design.columns), 2)

    for place in found.pooled.places:
        low, high = sorted((place.own, found.pooled.estimate))
        assert low - 1e-12 <= place.estimate <= high + 1e-12


def test_groups_that_truly_differ_are_told_apart():
    """Half the people gain thirty points, the other half nothing."""
    rng = np.random.default_rng(1)
    n = 4_000
    person, start = np.arange(n), (rng.random(n) < 0.4).astype(float)
    one = person % 2 == 0
    y = (rng.random(n) < 0.3 + 0.3 * start * one).astype(float)[:, None]
    whole = Part(np.ones((n, 1)), start, person, person, person, y, person % 2)
    town = a_town()

    found = by_group(lambda: [whole], town, "group", 1, 0)

    assert found.differ
    assert found.pooled.places[0].estimate > 0.2
    assert abs(found.pooled.places[1].estimate) < 0.1


def test_what_is_no_group_is_said_in_words():
    town = a_town()

    with pytest.raises(VirkerError, match="stjernetegn"):
        declared(town, "stjernetegn")
    with pytest.raises(VirkerError, match="værdier"):
        declared(town, "employed_before")


def test_how_strong_something_hidden_would_have_to_be_is_told():
    result = answer(asked(), a_town(3_000, 150, 3))

    if result.verdict.value != "refused":
        told = result.details["sensitivity"]
        assert told["e_value"] >= told["e_value_interval"] >= 1
        assert 0 <= told["robustness_value_interval"] <= told["robustness_value"] <= 1


class Logistic:
    """A small learner with the face of scikit-learn's."""

    def fit(self, x, y):
        self.theta = np.zeros(x.shape[1])
        for _ in range(12):
            p = 1 / (1 + np.exp(-x @ self.theta))
            held = (x * (p * (1 - p))[:, None]).T @ x + 0.05 * np.eye(x.shape[1])
            self.theta = self.theta + np.linalg.solve(held, x.T @ (y - p) - 0.05 * self.theta)

    def predict_proba(self, x):
        p = 1 / (1 + np.exp(-x @ self.theta))
        return np.column_stack([1 - p, p])


class Mean:
    """Expects the same of everybody."""

    def fit(self, x, y):
        self.mean = y.mean()

    def predict(self, x):
        return np.full(len(x), self.mean)


def test_a_plugged_learner_gives_nearly_the_same_answer(trials):
    parts = only_service(trials, 1)

    plain = estimate(trials, parts)
    learned = cross_fitted(parts, trials.panel.n, start=Logistic, outcome=Mean, count=3)

    assert np.abs(learned.aipw - plain.aipw).max() < 2 * plain.se.max()


def test_nobody_is_both_learned_from_and_asked_about(trials):
    seen = []

    class Watching(Mean):
        def fit(self, x, y):
            super().fit(x, y)
            self.rows = {row.tobytes() for row in x}

        def predict(self, x):
            seen.append(any(row.tobytes() in self.rows for row in x[:200]))
            return super().predict(x)

    cross_fitted(only_service(trials, 1), trials.panel.n, start=Logistic, outcome=Watching, count=2)

    assert not any(seen)


def test_folds_are_by_lot_and_the_same_for_the_same_seed():
    assert (folds(50, 5, 3) == folds(50, 5, 3)).all()
    assert (folds(50, 5, 3) != folds(50, 5, 4)).any()


def test_one_fold_is_no_fold(trials):
    with pytest.raises(VirkerError, match="to hold"):
        cross_fitted(only_service(trials, 1), 10, start=Logistic, outcome=Mean, count=1)
