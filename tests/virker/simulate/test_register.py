"""The register with known truth: what people do there, and what we know about it."""

from __future__ import annotations

import time

import numpy as np
import pytest

from tests.virker.plain import plain_python
from virker.names import SERVICES
from virker.simulate import World, draws, life, register, simulate, truth, write
from virker.simulate.folder import _stops
from virker.simulate.register import no_orders
from virker.tables import read

SMALL = World(n=2_000, weeks=130)


@pytest.fixture(scope="module")
def lived():
    return simulate(SMALL)


def test_the_same_seed_gives_everybody_the_same_weeks_and_another_seed_does_not(lived):
    assert (simulate(SMALL).states == lived.states).all()
    assert (simulate(World(n=2_000, weeks=130, seed=2)).states != lived.states).any()


def test_a_persons_weeks_do_not_depend_on_who_else_is_counted(lived):
    few = np.array([7, 1_300, 7])

    alone = simulate(SMALL, people=lived.people, persons=few)

    assert (alone.states == lived.states[few]).all()


def test_the_compiled_kernel_and_plain_python_tell_the_same_lives():
    world = World(n=60, weeks=60, sel_u=0.5, fair_int=0.3)
    orders = no_orders(60)
    orders[:20, life.FORCE], orders[:20, life.FORCE_WEEK] = 2, 10
    orders[20:40, life.BLOCK], orders[20:40, life.BLOCK_FROM] = 1, 0
    orders[20:40, life.BLOCK_UNTIL] = 60
    orders[40:, life.EVERY], orders[40:, life.UNTIL], orders[40:, life.RULE_FROM] = 2, 26, 5
    orders[:, life.NO_MEETING] = 20
    compiled = simulate(world, orders=orders)

    with plain_python(life):
        plain = simulate(world, orders=orders)

    assert (compiled.states == plain.states).all()
    assert (compiled.flags == plain.flags).all()
    assert compiled.recorded == pytest.approx(plain.recorded)


def test_a_draw_is_the_same_compiled_and_plain():
    with np.errstate(over="ignore"):
        plain = [draws.draw.py_func(1, i, -3, 4) for i in range(20)]

    assert plain == [draws.draw(1, i, -3, 4) for i in range(20)]


def test_draws_are_spread_evenly_and_do_not_follow_each_other():
    drawn = np.array([[draws.draw(1, i, t, 3) for t in range(40)] for i in range(1_000)])

    assert drawn.min() >= 0
    assert drawn.max() < 1
    assert drawn.mean() == pytest.approx(0.5, abs=0.006)
    assert drawn.var() == pytest.approx(1 / 12, abs=0.002)
    assert abs(np.corrcoef(drawn[:, :-1].ravel(), drawn[:, 1:].ravel())[0, 1]) < 0.02
    assert abs(np.corrcoef(drawn[:-1].ravel(), drawn[1:].ravel())[0, 1]) < 0.02


def test_in_the_null_world_nothing_works():
    null = simulate(World(n=2_000, weeks=130, effects=0.0))

    effects = [t.effect for service in SERVICES for t in truth(null, service)]

    assert effects == [0.0] * len(effects)


def test_somebody_who_may_not_start_does_not_start(lived):
    orders = no_orders(SMALL.n)
    orders[:, life.BLOCK], orders[:, life.BLOCK_FROM] = 1, 0
    orders[:, life.BLOCK_UNTIL] = SMALL.weeks

    without = simulate(SMALL, people=lived.people, orders=orders)

    assert not ((without.flags // life.STARTED) % 4 == 1).any()


def test_a_start_from_one_benefit_is_counted_for_that_benefit_only(lived):
    every = truth(lived, "course", horizons=(4,))[0].n
    by_benefit = [
        truth(lived, "course", horizons=(4,), benefit=b)[0].n
        for b in ("UI", "KHJ", "KHA", "UH", "SDP")
    ]

    assert sum(by_benefit) == every
    assert truth(lived, "course", horizons=(4,), every_start=False)[0].n < every


def test_a_horizon_nobody_reached_has_no_truth(lived):
    told = truth(lived, "internship", horizons=(500,))[0]

    assert told.n == 0
    assert np.isnan(told.effect)


@pytest.mark.slow
def test_services_lock_in_first_and_then_help_except_courses():
    """Signs and sizes as in evidence.md §4 (there with four registers of 100,000)."""
    lived = simulate(World(n=20_000, weeks=208))

    told = {
        (service, t.horizon): t
        for service in SERVICES
        for t in truth(lived, service, every_start=False)
        if t.outcome == "job"
    }

    expected = {
        ("internship", 4): -0.025, ("internship", 26): 0.023, ("internship", 52): 0.026,
        ("wage_subsidy", 13): -0.070, ("wage_subsidy", 52): 0.029,
        ("course", 4): -0.018, ("course", 26): -0.021, ("course", 52): -0.017,
    }  # fmt: skip
    for key, effect in expected.items():
        assert told[key].effect == pytest.approx(effect, abs=4 * told[key].se + 0.006), key


def test_the_folder_can_be_read_and_tells_nothing_that_nobody_recorded(lived, tmp_path):
    data = read(write(lived, tmp_path / "register"))

    assert data.weeks.num_rows == SMALL.n * SMALL.weeks
    assert {"hidden", "chance", "u"}.isdisjoint(data.persons.column_names)
    assert data.persons["caseworker"].null_count == 0
    packed = data.weeks["state"].to_pylist()[: SMALL.weeks]
    assert packed[0] == data.weeks.to_pylist()[0]["state"]
    assert not data.report.errors


def test_a_service_in_the_folder_ends_the_week_after_its_last_week(lived, tmp_path):
    data = read(write(lived, tmp_path))
    rows, weeks = truth_starts(lived)

    stops = _stops(lived, rows, weeks)

    lengths = (stops - weeks)[stops >= 0]
    assert lengths.min() >= 1
    assert lengths.max() <= 31
    events = data.events.to_pylist()
    assert all(e["stop"] is None or e["stop"] > e["start"] for e in events)


def truth_starts(lived):
    rows, weeks = np.nonzero((lived.flags // life.STARTED) % 4)
    return rows, weeks


def test_a_spell_that_ran_when_we_began_has_its_true_start(lived, tmp_path):
    spells = read(write(lived, tmp_path)).spells.to_pylist()

    late = [s for s in spells if s["entry"] > s["start"]]

    assert late
    assert all(s["stop"] > s["entry"] for s in spells)


def test_a_register_with_a_person_twice_is_no_folder(lived, tmp_path):
    twice = simulate(SMALL, people=lived.people, persons=np.array([1, 1]))

    with pytest.raises(ValueError, match="every person once"):
        write(twice, tmp_path)


@pytest.mark.slow
def test_a_hundred_thousand_persons_for_five_years_take_ten_seconds_on_two_cores():
    simulate(World(n=10, weeks=5))
    began = time.process_time()

    simulate(World(n=100_000, weeks=260))

    assert (time.process_time() - began) / register.THREADS < 10
