"""The short form of `./test truth`: small registers, and only what small registers can show."""

from __future__ import annotations

import numpy as np
import pytest

from tests.virker.people import a_town
from virker.names import SERVICES
from virker.proof import Cell, likely_range, prove
from virker.question import Question
from virker.simulate import World
from virker.starting import answer
from virker.tally import pooled_coverage, tally

pytestmark = pytest.mark.slow
WEEKS = (4, 13, 26)
REGISTERS = 5


def cells(**switches):
    worlds = [World(n=2_000, weeks=140, seed=500 + s, **switches) for s in range(REGISTERS)]
    return [cell for world in worlds for cell in prove(world, horizons=WEEKS)]


@pytest.fixture(scope="module")
def lived():
    return cells()


@pytest.fixture(scope="module")
def nothing_works():
    return cells(effects=0.0)


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("weeks", WEEKS)
def test_the_truth_is_found_without_bias(lived, service, weeks):
    z = [cell.z for cell in lived if (cell.service, cell.horizon) == (service, weeks)]

    assert abs(np.sum(z)) / len(z) ** 0.5 < 3


def test_most_intervals_hold_the_truth(lived):
    low, _ = likely_range(REGISTERS * len(SERVICES), 0.95, level=0.999)

    assert pooled_coverage(tally(lived)) >= low / (REGISTERS * len(SERVICES))


def test_where_nothing_works_nothing_is_found_more_often_than_by_chance(nothing_works):
    low, high = likely_range(REGISTERS * len(SERVICES), 0.05, level=0.999)

    for weeks in WEEKS:
        alarms = [c for c in nothing_works if c.horizon == weeks and abs(c.estimate) > 1.96 * c.se]
        assert low <= len(alarms) <= high
    assert all(cell.truth == 0 for cell in nothing_works)


def test_something_nobody_wrote_down_is_caught_by_the_years_before():
    town = a_town(n=6_000, weeks=150, seed=3, sel_u=1.5)
    asked = Question(kind="start_vs_wait", service="course", horizons=WEEKS).protocol()

    result = answer(asked, town)

    assert result.verdict.value == "refused"
    assert {r.code for r in result.reasons} & {"placebo_outcome", "placebo_date"}


def test_a_tally_counts_what_it_is_given():
    told = [
        Cell("course", 4, seed, 0.0, estimate, 0.01) for seed, estimate in ((1, 0.03), (2, 0.01))
    ]

    line = tally(told)[0]

    assert (line.covered, line.excluded_zero, line.registers) == (1, 1, 2)
    assert line.bias == pytest.approx(0.02)
    assert line.bias_z == pytest.approx(2.0)
