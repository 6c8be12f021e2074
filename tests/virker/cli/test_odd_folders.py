"""Legal folders that do not look like ours: another's exports must give the same answer."""

from __future__ import annotations

import json
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest
import yaml

from tests.virker.people import a_register
from virker.calendar import week_number
from virker.cli import main
from virker.names import STATES
from virker.simulate import write

pytestmark = pytest.mark.slow
TABLES = ("weeks", "spells", "events", "persons")
ASKED = {
    "describe": {"kind": "describe", "horizons": [4, 26]},
    "start_vs_wait": {"kind": "start_vs_wait", "service": "praktik", "horizons": [13]},
    "monitor": {"kind": "monitor", "horizons": [13]},
    "expected": {"kind": "expected", "horizons": [26]},
    "alike": {"kind": "alike", "service": "course", "options": {"attributes": ["nonwestern"]}},
    "before_after": {"kind": "before_after", "horizons": [13], "margin": 0.02},
    "rct": {"kind": "rct", "horizons": [13], "options": {"drawn": "female"}},
}


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    place = write(a_register(), tmp_path_factory.mktemp("plain"))
    return {name: pq.read_table(place / f"{name}.parquet") for name in TABLES}


def put(tables, place, kind="parquet"):
    place.mkdir()
    for name, table in tables.items():
        if kind == "csv":
            pacsv.write_csv(plain(table), place / f"{name}.csv")
        else:
            pq.write_table(table, place / f"{name}.parquet")
    return place


def plain(table):
    return pa.table({n: texts(table[n]) for n in table.column_names})


def texts(column):
    return column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column


def changed(table, name, how):
    values = [None if v is None else how(v) for v in texts(table[name]).to_pylist()]
    return table.set_column(table.column_names.index(name), name, pa.array(values))


def with_times(tables, how):
    made = {}
    for name, given in tables.items():
        table = given
        for column in {"week", "start", "stop", "entry"} & set(given.column_names):
            table = changed(table, column, how)
        made[name] = table
    return made


def answer(kind, data, tmp_path, capsys=None):
    asked, out = tmp_path / f"{kind}.yaml", tmp_path / f"out-{kind}"
    asked.write_text(yaml.safe_dump(ASKED[kind]), encoding="utf-8")
    code = main(["run", str(asked), "--data", str(data), "--out", str(out), "--quiet", "--again"])
    assert code == 0
    return json.loads((out / "result.json").read_text("utf-8"))


def numbers(result):
    return [[e["horizon"], e["estimate"], e["se"], e["n"]] for e in result["estimates"]]


def close(one, other):
    assert len(one) == len(other)
    for left, right in zip(one, other, strict=True):
        assert left == pytest.approx(right, rel=1e-8, abs=1e-10)


def numeric_ids(tables):
    return {n: changed(t, "person", lambda v: int(v[1:])) for n, t in tables.items()}


def odd_ids(tables):
    return {n: changed(t, "person", lambda v: f'Ærø, "{v}" ☃') for n, t in tables.items()}


def plain_counts(tables):
    return with_times(tables, lambda v: float(week_number(v)))


def bytes_of_states(tables):
    return {**tables, "weeks": changed(tables["weeks"], "state", STATES.get)}


def disorder(tables):
    rng = np.random.default_rng(3)
    return {n: t.take(pa.array(rng.permutation(t.num_rows))) for n, t in tables.items()}


def unused_columns(tables):
    return {
        n: t.append_column("note", pa.array(['hej, "du"\nny linje'] * t.num_rows))
        for n, t in tables.items()
        if n != "persons"
    } | {"persons": tables["persons"]}


@pytest.mark.parametrize(
    ("odd", "kind"),
    [
        (numeric_ids, "csv"),
        (numeric_ids, "parquet"),
        (odd_ids, "csv"),
        (plain_counts, "csv"),
        (plain_counts, "parquet"),
        (bytes_of_states, "parquet"),
        (disorder, "csv"),
        (unused_columns, "csv"),
    ],
)
@pytest.mark.parametrize("asked", ["describe", "start_vs_wait"])
def test_the_same_people_told_in_another_way_get_the_same_answer(
    tables, odd, kind, asked, tmp_path
):
    ours = answer(asked, put(tables, tmp_path / "ours"), tmp_path)
    theirs = answer(asked, put(odd(tables), tmp_path / "theirs", kind), tmp_path)

    close(numbers(theirs), numbers(ours))


def days(n):
    return pa.array([date(1980, 1, 1) + timedelta(days=i % 9_000) for i in range(n)])


@pytest.mark.parametrize("asked", sorted(ASKED))
def test_a_day_of_birth_an_address_and_holes_in_persons_do_no_harm(tables, asked, tmp_path):
    persons = tables["persons"]
    n = persons.num_rows
    half = pa.array([None if i % 3 == 0 else float(i % 7) for i in range(n)])
    persons = persons.append_column("born", days(n)).append_column("half", half)
    persons = persons.append_column("address", pa.array([f"Vej {i}" for i in range(n)]))
    persons = persons.append_column("same", pa.array(["a"] * n))

    result = answer(asked, put({**tables, "persons": persons}, tmp_path / "x", "csv"), tmp_path)

    assert result["verdict"] in {"better", "at_least_as_good", "worse", "cannot_tell", "refused"}
    if asked == "start_vs_wait":
        assert result["details"]["not_adjusted_for"] == ["address"]


def test_an_attribute_nobody_recorded_for_some_is_asked_about_for_the_others(tables, tmp_path):
    persons = tables["persons"]
    known = [v if i % 4 else None for i, v in enumerate(persons["nonwestern"].to_pylist())]
    place = persons.column_names.index("nonwestern")
    persons = persons.set_column(place, "nonwestern", pa.array(known))

    result = answer("alike", put({**tables, "persons": persons}, tmp_path / "x"), tmp_path)

    assert {e.get("label") for e in result["estimates"]} >= {"nonwestern", "nonwestern: missing"}


def test_people_without_a_caseworker_are_left_out_with_what_only_they_have(tables, tmp_path):
    persons = tables["persons"]
    for name in ("nonwestern", "caseworker"):
        holes = [v if i % 4 else None for i, v in enumerate(persons[name].to_pylist())]
        persons = persons.set_column(persons.column_names.index(name), name, pa.array(holes))

    result = answer("alike", put({**tables, "persons": persons}, tmp_path / "x"), tmp_path)

    assert "nonwestern: missing" not in {e.get("label") for e in result["estimates"]}
