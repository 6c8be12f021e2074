"""Beginning now against waiting, from a town's weeks to a sentence."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from tests.virker.people import a_panel, a_register, a_town, some_events
from virker.errors import VirkerError
from virker.gates import FEW, REASONS, reason, rule_on, smallest_effect
from virker.panel import panel
from virker.population import in_population
from virker.proof import begun, lived_again
from virker.protocol import Protocol, ProtocolError
from virker.question import Question
from virker.result import Check
from virker.run import run
from virker.simulate import life, simulate, write
from virker.simulate.register import no_orders
from virker.starting import answer, estimate, within_reach
from virker.tables import read
from virker.trials import gather, only_service, rule_for, service_named
from virker.verdicts import Verdict

SHORT = (4, 13, 26)
pytestmark = pytest.mark.slow


def asked(service="course", **changes):
    return Question(
        **{"kind": "start_vs_wait", "service": service, "horizons": SHORT, **changes}
    ).protocol()


@pytest.fixture(scope="module")
def town():
    return a_town()


@pytest.fixture(scope="module")
def told(town):
    return answer(asked(), town)


def test_the_estimates_lie_near_the_truth(town):
    protocol = asked()
    trials = gather(town, rule_for(town, ("course",), 26), protocol, "job", SHORT)
    true = lived_again(a_register(), "course", *begun(trials), SHORT)

    for point, truth in zip(answer(protocol, town).estimates, true, strict=True):
        assert abs(point.estimate - truth) < 3 * point.se


def test_a_folder_is_answered_as_its_people_are(town, told, tmp_path):
    write(a_register(), tmp_path)

    result = run(asked(), read(tmp_path))

    assert [e.estimate for e in result.estimates] == pytest.approx(
        [e.estimate for e in told.estimates], abs=1e-12
    )
    assert json.loads(result.to_json())["protocol_hash"] == asked().hash


def test_all_horizons_come_with_the_whole_curve(told):
    assert [e.horizon for e in told.estimates] == list(SHORT)
    assert [e.horizon for e in told.curve] == list(range(1, 27))
    assert {"lowest_week", "positive_from", "break_even_week"} <= set(told.details["lock_in"])


def test_weighting_and_regression_stand_beside_as_checks(told):
    for row, point in zip(told.details["methods"], told.estimates, strict=True):
        assert row["aipw"] == point.estimate
        assert abs(row["ipw"] - row["aipw"]) < 3 * point.se
        assert abs(row["ra"] - row["aipw"]) < 3 * point.se


def test_the_love_plot_shows_the_most_different_first(told):
    rows = told.details["love_plot"]

    assert abs(rows[0]["before"]) == max(abs(row["before"]) for row in rows)
    assert max(abs(row["after"]) for row in rows) < 0.1


@pytest.mark.parametrize("step", [97, 700])
def test_the_answer_does_not_depend_on_how_a_town_is_parted(town, step):
    rule = rule_for(town, ("course",), 13)
    whole = gather(town, rule, asked(), "job", (13,))
    cut = gather(town, rule, asked(), "job", (13,), step=step)
    one = estimate(whole, only_service(whole, 1))
    other = estimate(cut, only_service(cut, 1))
    assert other.aipw == pytest.approx(one.aipw, abs=1e-8)
    assert other.se == pytest.approx(one.se, abs=1e-8)


def test_decisions_too_many_to_remember_are_made_anew_with_the_same_answer(town, told, monkeypatch):
    monkeypatch.setattr("virker.trials.REMEMBER", 10)

    assert answer(asked(), town).estimates == told.estimates


def test_new_names_and_another_order_of_people_change_nothing(town, told):
    order = np.random.default_rng(1).permutation(town.n)
    rank = np.argsort(order)
    shuffled = replace(
        town,
        persons=np.array([f"x{i:05d}" for i in range(town.n)]),
        state=town.state[order],
        events={
            k: some_events(list(zip(rank[e.person], e.start, e.stop, e.amount, strict=True)))
            for k, e in town.events.items()
        },
        numbers={k: v[order] for k, v in town.numbers.items()},
        levels={k: (c[order], w) for k, (c, w) in town.levels.items()},
        served_by={k: v[order] for k, v in town.served_by.items()},
        weeks_before=town.weeks_before[order],
    )

    result = answer(asked(), shuffled)

    assert [e.estimate for e in result.estimates] == pytest.approx(
        [e.estimate for e in told.estimates], abs=1e-8
    )
    assert [e.se for e in result.estimates] == pytest.approx(
        [e.se for e in told.estimates], abs=1e-8
    )


def test_weeks_in_job_are_the_sum_of_the_curve(town, told):
    weeks = answer(asked(outcome="weeks_job"), town)

    assert weeks.estimates[-1].estimate == pytest.approx(sum(e.estimate for e in told.curve))


def test_clustering_by_caseworker_keeps_the_estimate(town, told):
    other = answer(asked(options={"cluster": "caseworker"}), town)

    assert [e.estimate for e in other.estimates] == pytest.approx(
        [e.estimate for e in told.estimates]
    )
    assert [e.se for e in other.estimates] != [e.se for e in told.estimates]
    with pytest.raises(VirkerError, match="klynge"):
        answer(asked(options={"cluster": "stjernetegn"}), town)


def test_more_planned_looks_give_wider_intervals(town, told):
    looked = answer(asked(looks=5), town)

    assert looked.estimates[0].high > told.estimates[0].high


def test_one_more_meeting_is_answered_by_the_same_design(town):
    result = answer(asked("meeting", primary=4), town)

    assert result.estimates == () or result.estimates[0].n_treated > 1_000
    assert "readiness" in " ".join(result.details["adjusted_for"])


def test_the_effect_of_one_more_meeting_is_found():
    """What was noted at earlier meetings decides who is met now, so it must be adjusted for."""
    switches = {"n": 5_000, "weeks": 130, "seed": 12}
    town, register = a_town(**switches), a_register(**switches)
    trials = gather(town, rule_for(town, ("meeting",), 13), asked("meeting"), "job", (4, 13))
    rows, weeks = begun(trials)
    orders = no_orders(len(rows))
    orders[:, life.NO_MEETING] = weeks
    without = simulate(
        register.world, people=register.people, persons=register.persons[rows], orders=orders
    )

    found = estimate(trials, only_service(trials, 1))

    for place, week in enumerate((4, 13)):
        lived = register.states[rows, weeks + week] == 0
        other = without.states[np.arange(len(rows)), weeks + week] == 0
        true = lived.astype(float).mean() - other.mean()
        assert abs(found.aipw[place] - true) < 3 * found.se[place]
    assert found.aipw[0] > 0


def test_the_smallest_effect_we_could_see_is_said_before_anything_is_run():
    table = {100: 0.135, 200: 0.096, 500: 0.060, 1_000: 0.043, 2_000: 0.030, 5_000: 0.019}

    for starts, effect in table.items():
        assert smallest_effect(starts) == pytest.approx(effect, rel=0.1)
    assert smallest_effect(0) == float("inf")


def test_too_few_who_began_are_refused_with_the_number(town):
    few = replace(town, events={**town.events, "kur": town.events["wage_subsidy"].of(0, 40)})

    result = answer(asked("kur"), few)

    assert result.verdict is Verdict.REFUSED
    assert result.estimates == ()
    assert "begyndte" in result.sentence("da")


def test_a_few_who_began_are_never_a_verdict(town):
    checks = [Check("few", FEW - 1, FEW, passed=False, consequence="downgrade")]

    ruling = rule_on(Verdict.BETTER, checks)

    assert ruling.verdict is Verdict.CANNOT_TELL
    assert ruling.reasons[0].code == "too_few"


def test_when_beginning_follows_from_what_is_recorded_the_answer_is_refused():
    lives = ["u" * 60] * 200
    starts = [(i, "course", 30, 31) for i in range(100)]
    people = a_panel(
        *lives, starts=starts, meetings=[(0, 3, 0.5)], marked=[1.0] * 100 + [0.0] * 100
    )
    people = replace(people, state=np.where(np.arange(60) > 50, 0, people.state).astype(np.uint8))

    result = answer(asked(horizons=(13,), adjust=("marked", "duration")), people)

    assert result.verdict is Verdict.REFUSED
    assert any(r.code.startswith(("overlap", "not_settling", "balance")) for r in result.reasons)


def test_something_hidden_that_drives_both_trips_the_placebo_gate():
    town = a_town(n=6_000, weeks=150, seed=3, sel_u=1.5)

    result = answer(asked("course"), town)

    assert result.verdict is Verdict.REFUSED
    assert {r.code for r in result.reasons} & {"placebo_outcome", "placebo_date"}


def test_horizons_the_data_cannot_reach_are_left_out_and_logged(town):
    result = answer(asked(horizons=(4, 13, 200), primary=13), town)

    assert [e.horizon for e in result.estimates] == [4, 13]
    assert result.deviations[0].field == "horizons"


def test_a_primary_horizon_beyond_the_data_is_refused_in_words(town):
    result = answer(asked(horizons=(4, 200), primary=200), town)

    assert result.verdict is Verdict.REFUSED
    assert "uge 200" in result.sentence("da")


def test_some_of_the_citizens_can_be_asked_about(town):
    young = in_population(town, {"age": {"min": 18, "max": 29}})

    assert 0 < young.sum() < town.n
    result = answer(asked(population={"age": {"max": 29}, "weeks": {"min": 5}}), town)
    assert result.details["decisions"] < answer(asked(), town).details["decisions"]


def test_one_benefit_group_can_be_asked_about(town):
    result = answer(asked(population={"group": ["UI", "KHJ"]}), town)

    assert set(result.details["groups"]) <= {"UI", "KHJ"}


def test_covariates_in_words_can_be_asked_about(town):
    name = "municipality"
    word = town.levels[name][1][0]

    assert in_population(town, {name: word}).sum() == (town.levels[name][0] == 0).sum()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"service": "raket"}, "raket"),
        ({"outcome": "lykke"}, "lykke"),
        ({"population": {"stjernetegn": "vædder"}}, "stjernetegn"),
        ({"population": {"age": 400}}, "Ingen borgere"),
        ({"adjust": "stjernetegn"}, "stjernetegn"),
    ],
)
def test_what_is_not_in_the_data_is_said_by_name(town, changes, says):
    with pytest.raises((VirkerError, ProtocolError), match=says):
        answer(asked(**changes), town)


def test_danish_names_of_services_are_understood(town):
    assert service_named(town, "praktik") == "internship"


def test_data_without_weeks_are_sent_back(tmp_path):
    (tmp_path / "persons.csv").write_text("person,age\na,3\n", encoding="utf-8")

    with pytest.raises(VirkerError, match="uger"):
        panel(read(tmp_path))


def test_every_reason_has_words_in_both_languages():
    for code in REASONS:
        said = reason(code, value=1, limit=2)
        assert said.da.endswith(".")
        assert said.en.endswith(".")


def test_trimming_names_the_new_population():
    ruling = rule_on(Verdict.BETTER, [], trimmed=0.02)

    assert ruling.verdict is Verdict.BETTER
    assert ruling.reasons[0].code == "new_population"


def test_the_horizons_within_reach_are_kept(town):
    assert within_reach(
        Protocol("start_vs_wait", ("course",), horizons=(4, 300), primary=4), town
    ) == (4,)
