"""Practice in registers with known truth: reforms and caseworkers (`./test truth`)."""

from __future__ import annotations

import numpy as np
import pytest

from virker.places import tabulate
from virker.proof import as_panel
from virker.question import Question
from virker.reform import reform
from virker.run import run
from virker.simulate import World, simulate, write
from virker.tables import Data, read

pytestmark = pytest.mark.truth
WEEKS = (13, 26, 52)


def reformed(seed):
    """The answer to a reform, and what it truly did: the same weeks without it."""
    switches = {"n": 12_000, "weeks": 208, "seed": seed}
    town, without = (as_panel(simulate(World(**switches, ref_job=e))) for e in (0.3, 0.0))
    protocol = Question(kind="reform", horizons=WEEKS, margin=0.01).protocol()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("virker.reform.panel", lambda _: town)
        result = reform(protocol, Data())
    with_it, plain = tabulate(protocol, town), tabulate(protocol, without)
    truth = {}
    for weeks in WEEKS:
        period = with_it.first + (weeks - 1) // 13
        here = np.flatnonzero(period < with_it.share.shape[1])
        when = period[here].astype(int)
        truth[weeks] = float((with_it.share[here, when] - plain.share[here, when]).mean())
    return result, truth


@pytest.fixture(scope="module")
def reforms():
    return [reformed(seed) for seed in (1, 2, 3)]


def test_what_a_reform_did_is_found_without_bias(reforms):
    for weeks in WEEKS:
        z = [
            (estimate.estimate - truth[weeks]) / estimate.se
            for result, truth in reforms
            for estimate in result.estimates
            if estimate.horizon == weeks
        ]
        assert abs(np.sum(z)) / len(z) ** 0.5 < 3


def test_a_reform_with_an_effect_is_never_called_worse(reforms):
    assert all(result.verdict != "worse" for result, _ in reforms)


def test_the_spread_between_caseworkers_is_inside_its_interval_in_most_towns(tmp_path):
    """Planted: .40 in log odds. Nothing planted between sexes or origins."""
    inside, alarms, looks = 0, 0, 6
    for seed in range(looks):
        folder = write(
            simulate(World(n=4_000, weeks=110, munis=1, seed=40 + seed)), tmp_path / str(seed)
        )
        result = run(Question(kind="alike", service="internship").protocol(), read(folder))
        inside += result.primary.low <= 0.4 <= result.primary.high
        alarms += sum(row["differs"] for row in result.details["odds"])

    assert inside >= 4
    assert alarms <= 2
