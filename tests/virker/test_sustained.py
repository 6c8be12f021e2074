"""Beginning now against not at all: another question, another answer."""

from __future__ import annotations

import numpy as np
import pytest

from tests.virker.people import a_panel, a_register, a_town
from virker.never import MOST_WEIGHT, Waiting, follow_waiting
from virker.proof import begun, lived_again
from virker.question import Question
from virker.run import run
from virker.simulate import write
from virker.sustained import answer, estimate
from virker.tables import read
from virker.trials import gather, rule_for

pytestmark = pytest.mark.slow
WEEKS = (13, 52)
TOWN = {"n": 5_000, "weeks": 160, "seed": 4}


def asked(service="internship", **changes):
    return Question(
        **{"kind": "sustained", "service": service, "horizons": WEEKS, **changes}
    ).protocol()


@pytest.fixture(scope="module")
def trials():
    town = a_town(**TOWN)
    return gather(town, rule_for(town, ("internship",), 52), asked(), "job", WEEKS)


def test_the_truth_against_not_at_all_is_found(trials):
    found = estimate(trials, asked())

    for place, (week, effect) in enumerate(zip(WEEKS, found, strict=True)):
        true = lived_again(a_register(**TOWN), "internship", *begun(trials), WEEKS, span=week)
        assert abs(effect.aipw[0] - true[place]) < 3 * effect.se[0]


def test_someone_who_begins_later_is_followed_until_then():
    people = Waiting(np.array([[5, 5, 5, 5, 5, 5, 9, 9]]), np.zeros((1, 7)))

    assert people.until(np.array([0]), np.array([1]), 4)[0] == 1
    assert people.until(np.array([0]), np.array([1]), 5)[0] == 0


def test_weights_grow_with_every_week_let_pass_and_are_cut():
    passed = np.log(np.array([[1.0, 1.0, 2.0, 4.0, 1e9]]))
    people = Waiting(np.full((1, 6), 99), passed)

    at = [people.until(np.array([0]), np.array([0]), h)[1][0] for h in (1, 2, 3, 4)]
    assert at == pytest.approx([1.0, 2.0, 4.0, MOST_WEIGHT])


def test_the_weights_make_up_for_those_who_were_lost(trials):
    waiting = follow_waiting(trials, asked())
    part = next(iter(trials.parts()))

    free, weight = waiting.until(part.person, part.week, 13)

    waited = part.start == 0
    assert (free * weight)[waited].mean() == pytest.approx(1.0, abs=0.05)


def test_a_folder_is_answered_and_the_estimand_is_named(tmp_path):
    write(a_register(), tmp_path)

    result = run(asked("course", horizons=(13, 26), primary=26), read(tmp_path))

    assert "sustained" in result.estimand
    assert "not beginning it at all" in result.estimand
    assert result.verdict.value in {"better", "worse", "cannot_tell", "refused"}


def test_too_few_are_refused_in_words():
    people = a_panel(*["u" * 80] * 40, starts=[(0, "course", 30, 33)])

    result = answer(asked("course", horizons=(13,), primary=13), people)

    assert result.verdict.value == "refused"
    assert "begyndte" in result.sentence("da")
