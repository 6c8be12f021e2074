"""Was it our change? Compared with places that had not changed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.virker.folders import folder
from virker.errors import VirkerError
from virker.names import STATES
from virker.panel import Panel
from virker.places import tabulate
from virker.question import Question
from virker.reform import reform
from virker.run import run
from virker.tables import Data
from virker.verdicts import Verdict

WEEKS, PERIODS = 130, 10


def asked(**changes):
    return Question(
        **{"kind": "reform", "horizons": (13, 26, 52), "primary": 52, "margin": 0.02, **changes}
    ).protocol()


def towns(change, *, effect=0.0, drift=0.0, people=150, seed=1):
    """People with a job or not each week; a national dip half-way; towns change at given weeks."""
    rng = np.random.default_rng(seed)
    week = np.arange(WEEKS)
    rows, who, changes = [], [], []
    for town, at in enumerate(change):
        level = 0.5 + 0.1 * rng.normal() / 3 - 0.08 * (week >= 60)
        gain = 0 if at is None else effect * (week >= at)
        move = 0 if at is None else drift * week / WEEKS
        chance = rng.random((people, 1)) * 0.4 - 0.2 + level + gain + move
        rows.append(np.where(rng.random((people, WEEKS)) < chance, STATES["job"], STATES["UI"]))
        who += [town] * people
        changes += [np.nan if at is None else at] * people
    names = tuple(f"m{t:02d}" for t in range(len(change)))
    return as_panel(np.vstack(rows).astype(np.uint8), np.array(changes), np.array(who), names)


def as_panel(state, reform_week, town, names):
    return Panel(
        np.array([f"p{i:05d}" for i in range(len(state))]),
        0,
        state,
        {0: "job", 10: "UI"},
        {},
        {"reform_week": reform_week},
        {"municipality": (town, names)},
        weeks_before=np.zeros(len(state), np.int64),
    )


SEVERAL = [52, 52, 65, 65, 78, 78, *[None] * 14]


@pytest.fixture
def answered(monkeypatch):
    def answer(town, **changes):
        monkeypatch.setattr("virker.reform.panel", lambda _: town)
        return reform(asked(**changes), Data())

    return answer


def test_a_change_is_found_where_before_and_after_shows_a_fall(answered):
    result = answered(towns(SEVERAL, effect=0.06))

    assert result.details["method"] == "callaway_santanna"
    assert result.verdict is Verdict.BETTER
    for estimate in result.estimates:
        assert abs(estimate.estimate - 0.06) < 3 * estimate.se
    before = [point.estimate for point in result.curve if point.horizon <= 0]
    assert len(before) >= 4
    assert max(map(abs, before)) < 0.05


@pytest.mark.parametrize("against", ["never", "not_yet"])
def test_no_change_gives_no_answer_that_sounds_like_one(answered, against):
    result = answered(towns(SEVERAL), options={"against": against})

    assert result.verdict in {Verdict.CANNOT_TELL, Verdict.AT_LEAST_AS_GOOD}
    assert abs(result.primary.estimate) < 3 * result.primary.se
    assert result.details["changed"] == 6


def test_places_that_drifted_apart_before_are_refused(answered):
    result = answered(towns(SEVERAL, drift=0.6))

    assert result.verdict is Verdict.REFUSED
    assert [r.code for r in result.reasons] == ["pre_trend"]


def test_one_place_is_held_against_a_mixture_of_others(answered):
    town = towns([65, *[None] * 20], effect=0.08)
    by_name = answered(town)
    by_option = answered(town, options={"change": "65", "place": "m00"})

    assert by_name.details["method"] == "synthetic_did"
    assert by_name.verdict is Verdict.BETTER
    assert by_name.details["overall"]["p"] == pytest.approx(1 / 21)
    assert abs(by_name.primary.estimate - 0.08) < 3 * by_name.primary.se
    assert by_option.primary.estimate == by_name.primary.estimate


def test_with_few_other_places_chance_cannot_be_told(answered):
    result = answered(towns([65, None, None, None, None], effect=0.2))

    assert result.verdict is Verdict.CANNOT_TELL
    assert [r.code for r in result.reasons] == ["too_few_places"]


def test_a_place_that_nobody_resembles_is_refused(answered):
    town = towns([65, *[None] * 20])
    odd = (np.arange(WEEKS) // 13) % 2 == 1
    state = town.state.copy()
    state[:150, odd] = np.where(np.arange(150)[:, None] < 140, STATES["job"], STATES["UI"])
    state[:150, ~odd] = np.where(np.arange(150)[:, None] < 10, STATES["job"], STATES["UI"])
    town = replace(town, state=state)

    assert [r.code for r in answered(town).reasons] == ["poor_fit"]


def test_without_others_there_is_no_answer_because_before_and_after_is_no_effect(answered):
    result = answered(towns([65], effect=0.3))

    assert result.verdict is Verdict.REFUSED
    assert "ikke en effekt" in result.sentence("da")


def test_a_change_without_enough_before_is_refused(answered):
    assert [r.code for r in answered(towns([26, *[None] * 5])).reasons] == ["too_short"]


def test_horizons_the_change_is_too_new_for_are_logged(answered):
    result = answered(towns(SEVERAL, effect=0.05), horizons=(13, 104), primary=13)
    too_new = answered(towns(SEVERAL), horizons=(13, 104), primary=104)

    assert [e.horizon for e in result.estimates] == [13]
    assert result.deviations[0].field == "horizons"
    assert too_new.verdict is Verdict.REFUSED


def test_periods_are_counted_from_the_first_change():
    table = tabulate(asked(), towns([55, None, None]))

    assert table.offset == 3
    assert table.first.tolist() == [4, np.inf, np.inf]
    assert table.share.shape == (3, 9)
    assert table.people.tolist() == [150] * 3


def test_the_order_of_people_does_not_matter():
    town = towns(SEVERAL, people=20)
    order = np.random.default_rng(3).permutation(town.n)
    codes, names = town.levels["municipality"]
    turned = as_panel(town.state[order], town.numbers["reform_week"][order], codes[order], names)

    assert np.allclose(tabulate(asked(), turned).share, tabulate(asked(), town).share, atol=1e-12)


def test_only_some_people_can_be_asked_about():
    town = towns([52, None, None], people=20)
    town.numbers["age"] = np.arange(60) % 2

    table = tabulate(asked(population={"age": 1, "municipality": "m00"}), town)

    assert table.people.tolist() == [10] * 3


@pytest.mark.parametrize(
    ("change", "text"),
    [([None, None], "Intet sted"), ([40, None], "samme uge")],
)
def test_unclear_changes_are_refused_in_words(change, text):
    town = towns(change, people=4)
    if change[0]:
        town.numbers["reform_week"][0] = 41

    data = folder(weeks=as_rows(town), persons=who(town))

    with pytest.raises(VirkerError, match=text):
        run(asked(), data)


def as_rows(town):
    return [
        {"person": town.persons[i], "week": w, "state": town.labels[int(town.state[i, w])]}
        for i in range(town.n)
        for w in range(town.weeks)
    ]


def who(town):
    codes, names = town.levels["municipality"]
    return [
        {"person": p, "municipality": names[c], "reform_week": w}
        for p, c, w in zip(town.persons, codes, _weeks(town), strict=True)
    ]


def _weeks(town):
    return [None if np.isnan(w) else int(w) for w in town.numbers["reform_week"]]


def test_a_place_nobody_watched_is_named():
    town = towns([52, None], people=4)
    town.state[:4, :20] = 255

    with pytest.raises(VirkerError, match="ikke så nogen"):
        tabulate(asked(), town)


def test_weeks_are_no_share():
    with pytest.raises(VirkerError, match="andele"):
        tabulate(asked(outcome="weeks_job"), towns([52, None]))
