"""As one may expect, given who the citizens are; and no league table."""

from __future__ import annotations

import numpy as np
import pytest

from tests.virker.folders import folder, spell
from virker.errors import VirkerError
from virker.question import Question
from virker.run import run
from virker.verdicts import Verdict


def asked(**changes):
    return Question(
        **{"kind": "expected", "horizons": (4, 13), "primary": 13, "margin": 0.05, **changes}
    ).protocol()


def places(*, gain=0.0, n=600, seed=1, hard=1.5, number=6, follows=True, registered=False):
    """Places whose citizens are ever further from work; the last does better by `gain`."""
    rng = np.random.default_rng(seed)
    rows, people = [], []
    for place in range(number):
        x = rng.normal(size=n) - hard * place / number
        extra = gain if place == number - 1 else 0.0
        chance = 1 / (1 + np.exp(-(x if follows else 0 * x))) * 0.8 + extra
        gone = rng.random(n) < chance
        for i in range(n):
            person = f"{place}-{i}"
            rows.append(spell(person, int(rng.integers(1, 13)) if gone[i] else 40,
                              "job" if gone[i] else None))  # fmt: skip
            if registered:
                rows[-1]["registered"] = rows[-1]["stop"] + i % 4
            people.append({"person": person, "near_work": float(x[i]), "municipality": f"m{place}"})
    return folder(spells=rows, persons=people)


def test_a_place_with_citizens_far_from_work_is_not_blamed_for_it():
    result = run(asked(options={"place": "m5"}), places())
    rows = {row["name"]: row for row in result.details["places"]}

    assert rows["m5"]["observed"] < rows["m0"]["observed"] - 0.1
    assert abs(rows["m5"]["difference"]) < 3 * rows["m5"]["se"]
    assert result.verdict in {Verdict.CANNOT_TELL, Verdict.AT_LEAST_AS_GOOD}
    assert "viser ikke, hvorfor" in result.sentence("da")


def test_a_place_that_does_better_than_others_would_is_told():
    by_option = run(asked(options={"place": "m5"}), places(gain=0.15))
    by_population = run(asked(population={"municipality": "m5"}), places(gain=0.15))

    assert by_option.verdict is Verdict.BETTER
    assert by_option.primary.estimate == by_population.primary.estimate
    assert "better than may be expected" in by_option.sentence("en")


def test_all_places_stand_by_name_and_nobody_is_ranked():
    result = run(asked(), places(gain=0.2))

    names = [row["name"] for row in result.details["places"]]
    assert names == sorted(names)
    assert [e.label for e in result.estimates if e.horizon == 13] == names
    assert result.verdict is Verdict.CANNOT_TELL
    assert result.reasons[0].code == "no_place"
    assert "af 6 steder" in result.sentence("da")
    assert "of 6 places" in result.sentence("en")


def test_few_places_are_refused():
    result = run(asked(), places(number=2))

    assert [r.code for r in result.reasons] == ["too_few_places", "benchmark"]


def test_a_small_place_is_refused():
    result = run(asked(options={"place": "x"}), places())

    assert [r.code for r in result.reasons] == ["place_too_small", "benchmark"]


def test_an_expectation_that_does_not_fit_is_not_used():
    result = run(asked(), places(follows=False, number=4, n=150))

    assert [r.code for r in result.reasons] == ["calibrated", "benchmark"]


def test_without_places_or_in_weeks_it_cannot_be_asked():
    with pytest.raises(VirkerError, match="mangler municipality"):
        run(asked(), folder(spells=[spell("a", 3, "job")]))
    with pytest.raises(VirkerError, match="andele"):
        run(asked(outcome="weeks_job"), places(n=5))


def test_weeks_that_are_not_complete_are_not_counted():
    data = places(n=150, registered=True)

    assert any("ikke færdige endnu" in text for text in run(asked(), data).warnings)


def test_somebody_who_came_twice_counts_once():
    data = places(n=150)
    again = [spell(f"{place}-{i}", 40, None, start=100, number=2)
             for place in range(6) for i in range(150)]  # fmt: skip
    rows = [{**row, "spell": str(row["spell"])} for row in data.spells.to_pylist()] + again
    twice = folder(spells=rows, persons=data.persons.to_pylist())

    assert run(asked(), twice).estimates == run(asked(), data).estimates


def test_a_horizon_nobody_was_watched_to_has_no_numbers():
    result = run(asked(horizons=(13, 80)), places(n=150))

    assert {e.horizon for e in result.estimates} == {13}
