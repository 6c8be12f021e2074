"""On Spark everybody gets the same answer as on one machine, however they are dealt out."""

from __future__ import annotations

import importlib.util
import shutil
from functools import partial

import numpy as np
import pytest

from virker.engines.sequential import TrialDesign, TrialPass, fit_trials, powers
from virker.engines.spark import OnSpark, local_session
from virker.engines.watched import TrialPlan
from virker.names import STATES
from virker.simulate import World, simulate, write
from virker.store import FromStore, Store, Watching, build

pytestmark = [
    pytest.mark.harness,
    pytest.mark.filterwarnings("ignore"),  # Spark's own warnings are not ours to mend
    pytest.mark.skipif(
        importlib.util.find_spec("pyspark") is None or shutil.which("java") is None,
        reason="pyspark eller java er her ikke; kør ./test spark",
    ),
]
PERSONS = 1_000


@pytest.fixture(scope="module")
def spark():
    session = local_session()
    yield session
    session.stop()


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = write(simulate(World(n=PERSONS, weeks=160)), tmp_path_factory.mktemp("register"))
    return Store(build(folder, tmp_path_factory.mktemp("store"), parts=8))


@pytest.fixture(scope="module")
def watching(store):
    benefit, job = np.zeros(256, bool), np.zeros(256, bool)
    benefit[[byte for byte in STATES.values() if byte >= 10]] = True
    job[STATES["job"]] = True
    level = np.full(256, -1, np.int16)
    level[STATES["SDP"]] = 0
    kinds = store.kinds
    plan = TrialPlan(benefit, job, level, 1, kinds.index("internship"), kinds.index("meeting"))
    return Watching.of(store, plan, ("education", "female"))


@pytest.fixture(scope="module")
def design(watching):
    weeks = powers(104, 2, 100.0)
    return TrialDesign(watching.fixed, 3, weeks, weeks)


@pytest.fixture(scope="module")
def on_spark(spark, store, watching):
    return partial(OnSpark, spark, store, watching, columns=watching.columns)


@pytest.fixture(scope="module")
def here(store, watching, design):
    return fit_trials(FromStore(store, watching, columns=watching.columns), design)


@pytest.fixture(scope="module")
def at_the_answer(store, watching, design, here):
    at = TrialPass(here.theta, design, meat=True)
    return at, FromStore(store, watching).total(at)


def test_a_whole_fit_gives_the_same_answer_to_eight_digits(on_spark, design, here):
    there = fit_trials(on_spark(partitions=3), design)

    np.testing.assert_allclose(there.theta, here.theta, rtol=1e-8, atol=1e-8)
    np.testing.assert_allclose(there.covariance, here.covariance, rtol=1e-8, atol=1e-11)
    assert there.n == here.n


@pytest.mark.parametrize("partitions", [1, 2, 7, 64])
def test_the_sums_are_the_same_to_eight_digits_however_people_are_dealt_out(
    on_spark, at_the_answer, partitions
):
    at, here = at_the_answer

    there = on_spark(partitions=partitions).total(at)

    for name, value in here.items():
        np.testing.assert_allclose(there[name], value, rtol=1e-8, atol=1e-8)


def test_files_as_they_lie_give_the_same_sums(on_spark, store, watching, design):
    at = TrialPass(np.full(design.columns, -0.1), design, meat=True)

    there = on_spark(keep=False).total(at)
    here = FromStore(store, watching).total(at)

    for name, value in here.items():
        np.testing.assert_allclose(there[name], value, rtol=1e-9, atol=1e-9)


def test_what_comes_back_from_spark_holds_sums_and_no_person(on_spark, design):
    at = TrialPass(np.zeros(design.columns), design)

    sums = on_spark().total(at)

    assert {name: value.shape for name, value in sums.items()} == {
        "hessian": (design.columns,) * 2,
        "score": (design.columns,),
        "meat": (design.columns,) * 2,
        "n": (1,),
    }
