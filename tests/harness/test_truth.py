"""Long simulations against the known truth: `./test truth`.

Forty registers in a world where services work, forty where nothing does, and one large register
with something nobody wrote down. About half an hour on two cores.
"""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from virker.names import SERVICES
from virker.proof import as_panel, likely_range, prove
from virker.protocol import HORIZONS
from virker.question import Question
from virker.simulate import World, simulate
from virker.starting import answer
from virker.tally import pooled_coverage, tally

pytestmark = pytest.mark.truth
REGISTERS = 40
PERSONS = 10_000


def many(first, **switches):
    worlds = [World(n=PERSONS, seed=first + s, **switches) for s in range(REGISTERS)]
    os.environ["OMP_NUM_THREADS"] = "1"
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        return tally([cell for cells in pool.map(prove, worlds) for cell in cells])


@pytest.fixture(scope="module")
def lived():
    return many(201)


@pytest.fixture(scope="module")
def nothing_works():
    return many(301, effects=0.0)


def told(lines):
    return "\n".join(
        f"{line.service:13} {line.horizon:4} truth {100 * line.truth:6.2f} "
        f"bias {100 * line.bias:6.2f} ({line.bias_z:5.2f} s.e.) {line.covered}/{line.registers}"
        for line in lines
    )


def test_bias_lies_within_three_standard_errors(lived):
    assert len(lived) == len(SERVICES) * len(HORIZONS)
    assert max(abs(line.bias_z) for line in lived) <= 3, told(lived)


def test_every_cell_covers_the_truth_in_33_of_40_registers(lived):
    assert min(line.covered for line in lived) >= 33, told(lived)


def test_the_intervals_hold_the_truth_as_often_as_they_say(lived):
    assert 0.91 <= pooled_coverage(lived) <= 0.98, told(lived)


def test_where_nothing_works_false_alarms_stay_within_binomial_limits(nothing_works):
    for line in nothing_works:
        low, high = likely_range(line.registers, 0.05, level=0.999)
        assert low <= line.excluded_zero <= high, told(nothing_works)


def test_something_hidden_trips_the_placebo_gate():
    people = as_panel(simulate(World(n=60_000, seed=7, sel_u=1.0)))
    asked = Question(kind="start_vs_wait", service="course").protocol()

    result = answer(asked, people)

    assert result.verdict.value == "refused"
    assert {r.code for r in result.reasons} & {"placebo_outcome", "placebo_date"}
