"""Which of several services is best for the same people."""

from __future__ import annotations

import numpy as np
import pytest

from tests.virker.people import a_register, a_town
from virker.pairwise import LEAST_COMMON, answer
from virker.question import Question
from virker.run import run
from virker.simulate import life, simulate, write
from virker.simulate.register import no_orders
from virker.sums import Part
from virker.tables import read
from virker.trials import gather, rule_for
from virker.versus import those_who_began, versus
from virker.words import lix

pytestmark = pytest.mark.slow
TOWN = {"n": 4_000, "weeks": 140, "seed": 6}
BOTH = ("internship", "course")


def asked(services=BOTH, **changes):
    given = {"kind": "pairwise", "service": services, "horizons": (4, 26), "primary": 26}
    return Question(**{**given, **changes}).protocol()


@pytest.fixture(scope="module")
def told():
    return answer(asked(), a_town(**TOWN))


def test_a_folder_is_answered_with_one_label_per_pair(tmp_path):
    write(a_register(), tmp_path)
    three = ("praktik", "løntilskud", "course")

    result = run(asked(three), read(tmp_path))

    assert {row["pair"] for row in result.details["pairs"]} == {
        "internship / wage_subsidy", "internship / course", "wage_subsidy / course",
    }  # fmt: skip


def test_the_truth_between_two_services_is_found():
    """Internship against course for those who had the internship and could have had the course."""
    register, town = a_register(**TOWN), a_town(**TOWN)
    trials = gather(town, rule_for(town, BOTH, 26), asked(), "job", (4, 26))
    parts = those_who_began(trials.parts, 1, 2)
    found = versus(parts, len(trials.design.columns))

    from virker.sums import expit, logistic

    alpha = logistic(parts, len(trials.design.columns))
    rows = [(p.person, p.week, p.start, expit(p.x @ alpha)) for p in parts()]
    person, week, first, chance = (np.concatenate(column) for column in zip(*rows, strict=True))
    orders = no_orders(len(person))
    orders[:, life.FORCE_WEEK] = week
    orders[:, life.FORCE] = np.where(first == 1, 3, 1)
    other = simulate(
        register.world, people=register.people, persons=register.persons[person], orders=orders
    )
    weight = chance * (1 - chance)
    for place, horizon in enumerate((4, 26)):
        lived = register.states[person, week + horizon] == 0
        instead = other.states[np.arange(len(person)), week + horizon] == 0
        gain = np.where(first == 1, 1, -1) * (lived.astype(float) - instead)
        assert abs(found.effect[place] - np.average(gain, weights=weight)) < 3 * found.se[place]


def test_turning_the_pair_around_turns_the_sign(told):
    other = answer(asked(BOTH[::-1]), a_town(**TOWN))

    assert [e.estimate for e in other.estimates] == pytest.approx(
        [-e.estimate for e in told.estimates], abs=1e-9
    )


def test_groups_are_alike_after_weighting(told):
    balance = next(check for check in told.checks if check.name == "balance")

    assert balance.value < 1e-6


def test_several_pairs_have_wider_intervals(told):
    three = answer(asked(("internship", "course", "wage_subsidy")), a_town(**TOWN))
    of_pair = [e for e in three.estimates if e.label == "internship / course"]

    assert of_pair[0].estimate != 0
    assert of_pair[0].high - of_pair[0].low > told.estimates[0].high - told.estimates[0].low


def test_services_for_different_people_are_not_compared():
    n = 400
    x = np.column_stack([np.ones(n), np.repeat([0.0, 1.0], n // 2)])
    start = np.repeat([1.0, 2.0], n // 2)
    person = np.arange(n)
    whole = Part(x, start, person, person, person, np.zeros((n, 1)), person * 0)

    found = versus(those_who_began(lambda: [whole], 1, 2), 2)

    assert found.common < LEAST_COMMON


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_sentence_never_ranks_what_it_cannot_tell_apart(told, language):
    said = told.sentence(language)

    assert said.endswith(".")
    if told.verdict.value == "cannot_tell":
        assert "ikke sige" in said or "cannot say" in said
    assert lix(told.sentence("da")) <= 35
