"""People in the store are the people of the folder, however the rows lay and however they are cut."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from virker.engines.driver import Local, NoSolution
from virker.engines.sequential import TrialDesign, TrialPass, fit_trials, powers
from virker.engines.watched import TrialPlan
from virker.errors import BadData, VirkerError
from virker.histories import histories
from virker.names import STATES
from virker.simulate import World, simulate, write
from virker.store import FromStore, Store, Watching, build
from virker.tables import Data, from_arrow, read

WORLD = World(n=400, weeks=120, munis=4)
COVARIATES = ("education", "female")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write(simulate(WORLD), tmp_path_factory.mktemp("register"))


@pytest.fixture(scope="module")
def data(folder):
    return read(folder)


@pytest.fixture(scope="module")
def store(data, tmp_path_factory):
    return Store(build(data, tmp_path_factory.mktemp("store"), parts=3))


def plan(store):
    benefit = np.zeros(256, bool)
    benefit[[byte for state, byte in STATES.items() if byte >= 10]] = True
    job = np.zeros(256, bool)
    job[STATES["job"]] = True
    level = np.full(256, -1, np.int16)
    level[STATES["SDP"]] = 0
    kinds = store.kinds
    return TrialPlan(benefit, job, level, 1, kinds.index("internship"), kinds.index("meeting"))


def design(watching):
    weeks = powers(104, 2, 100.0)
    return TrialDesign(watching.fixed, 3, weeks, weeks)


def rows(table):
    return sorted(map(repr, table.to_pylist()))


def test_everything_about_everybody_comes_back(data, store):
    again = store.read()

    for name in ("weeks", "spells", "events", "persons"):
        before, after = getattr(data, name), getattr(again, name)
        assert rows(after.select(before.column_names)) == rows(before)
    assert (histories(again).states == histories(data).states).all()


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 1000), st.integers(1, 9))
def test_the_order_of_rows_and_the_number_of_partitions_change_nothing(store, data, seed, parts):
    draw = np.random.default_rng(seed)
    names = ("weeks", "spells", "events", "persons")
    tables = {name: getattr(data, name) for name in names}
    shuffled = {n: t.take(draw.permutation(len(t))).combine_chunks() for n, t in tables.items()}

    with tempfile.TemporaryDirectory() as place:
        other = Store(build(Data(**shuffled), place, parts=parts))
        pieces = [part.batch() for part in other.partitions()]

    mine = pa.Table.from_batches([p.batch() for p in store.partitions()]).combine_chunks()
    assert pa.Table.from_batches(pieces).combine_chunks().equals(mine)


@pytest.mark.slow
@pytest.mark.parametrize("parts", [1, 2, 7, 64])
def test_the_answer_is_the_same_to_eight_digits_whatever_the_partitions(data, tmp_path, parts):
    store = Store(build(data, tmp_path, parts=parts))
    watching = Watching.of(store, plan(store), COVARIATES)
    whole = fit_trials(Local([watching(build_one(data, tmp_path))]), design(watching))

    kept = FromStore(store, watching, columns=watching.columns, threads=2)
    found = fit_trials(kept, design(watching))

    np.testing.assert_allclose(found.theta, whole.theta, rtol=1e-8, atol=1e-8)
    np.testing.assert_allclose(found.covariance, whole.covariance, rtol=1e-8, atol=1e-12)


def build_one(data, place):
    return Store(build(data, place / "one", parts=1)).partition(0)


def test_partitions_made_anew_each_pass_add_up_to_the_same(store):
    watching = Watching.of(store, plan(store), COVARIATES)
    at = TrialPass(np.full(design(watching).columns, -0.1), design(watching), meat=True)

    kept = FromStore(store, watching).total(at)
    anew = FromStore(store, watching, columns=watching.columns, keep=False, threads=1).total(at)

    assert all((kept[name] == anew[name]).all() for name in kept)


def test_csv_parquet_and_arrow_give_the_same_store(data, tmp_path):
    names = ("weeks", "spells", "events", "persons")
    tables = {name: getattr(data, name) for name in names}
    (tmp_path / "csv").mkdir()
    for name, table in tables.items():
        with (tmp_path / "csv" / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, table.column_names)
            writer.writeheader()
            writer.writerows(table.to_pylist())

    stores = [
        Store(build(source, tmp_path / str(place), parts=2))
        for place, source in enumerate([tmp_path / "csv", from_arrow(tables), data])
    ]

    first, *others = (
        [rows(pa.Table.from_batches([p.batch() for p in s.partitions()]).select(["person", "_states", "_event_start"]))]
        for s in stores
    )  # fmt: skip
    assert all(other == first for other in others)


def test_persons_a_table_was_filtered_from_do_not_come_back(tmp_path):
    weeks = pa.table({"person": ["a", "b"], "week": ["7", "7"], "state": ["job", "UI"]})
    both = from_arrow({"weeks": weeks})

    one = Data(weeks=both.weeks.slice(1).combine_chunks())

    assert Store(build(one, tmp_path)).read().persons.to_pylist() == [{"person": "b"}]


def test_a_folder_with_errors_makes_no_store(tmp_path):
    (tmp_path / "weeks.csv").write_text("person,week,state\na,2026-W07,gylden\n")

    with pytest.raises(BadData):
        build(tmp_path, tmp_path / "store")
    assert not (tmp_path / "store").exists()


def test_what_is_no_store_says_so(tmp_path):
    with pytest.raises(VirkerError, match="er ikke et lager"):
        Store(tmp_path)
    (tmp_path / "store.json").write_text('{"version": 99}')
    with pytest.raises(VirkerError, match="anden udgave"):
        Store(tmp_path)


def test_a_column_with_a_name_of_the_stores_own_is_refused(tmp_path):
    persons = pa.table({"person": ["a"], "_first": [1]})

    with pytest.raises(VirkerError, match="_first"):
        build(from_arrow({"persons": persons}), tmp_path)


def test_persons_without_weeks_are_kept_and_an_empty_store_cannot_be_counted(tmp_path):
    tables = {
        "persons": pa.table({"person": ["b", "a"], "age": [30, None]}),
        "weeks": pa.table({"person": ["b"], "week": ["7"], "state": ["job"]}),
    }
    store = Store(build(from_arrow(tables), tmp_path / "two"))

    assert store.read().persons.to_pylist() == [
        {"person": "a", "age": None},
        {"person": "b", "age": 30},
    ]
    assert store.weeks_seen() == (7, 8)
    assert store.levels("age") == {"age": (30,)}
    with pytest.raises(NoSolution):
        FromStore(Store(build(Data(), Path(tmp_path / "none"))), lambda part: part)
