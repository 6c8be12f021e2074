"""Reading a data folder: what a good one gives."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from virker.calendar import week_number
from virker.codes import CodeTable
from virker.errors import BadData
from virker.histories import histories
from virker.tables import check, from_arrow, read

GOOD = {
    "weeks": "person,week,state\na,2026-W01,UI\na,2026-W02,UI+internship\na,2026-W03,job\nb,2026-W02,KHA\n",
    "spells": "person,spell,entry,start,stop,exit\na,1,2026-W01,2025-W40,2026-W03,job\nb,1,,2026-W02,2026-W09,\n",
    "events": "person,kind,start,stop,amount\na,internship,2026-W02,2026-W03,\na,meeting,2026-W01,,0.5\n",
    "persons": "person,age,municipality,caseworker\na,34,0665,c1\nb,51,0665,c2\n",
}


def write(folder, **tables):
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def test_a_good_folder_gives_weeks_as_numbers_and_states_by_name(tmp_path):
    data = read(write(tmp_path, **GOOD))

    assert data.report.findings == ()
    assert data.weeks["week"].to_pylist()[0] == week_number("2026-W01")
    assert data.spells.to_pylist()[1]["exit"] is None
    assert data.spells.to_pylist()[1]["entry"] == week_number("2026-W02")
    assert data.events["amount"].to_pylist() == [None, 0.5]
    assert data.persons["municipality"].to_pylist() == ["0665", "0665"]


def test_parquet_and_csv_say_the_same(tmp_path):
    plain = read(write(tmp_path, **GOOD))
    columnar = tmp_path / "columnar"
    columnar.mkdir()
    for name in GOOD:
        table = pa.csv.read_csv(
            tmp_path / f"{name}.csv",
            convert_options=pa.csv.ConvertOptions(
                column_types={"municipality": pa.string(), "spell": pa.string()},
                strings_can_be_null=True,
            ),
        )
        pq.write_table(table, columnar / f"{name}.parquet")

    for name in GOOD:
        assert getattr(read(columnar), name).to_pylist() == getattr(plain, name).to_pylist()


def test_danish_words_and_the_codes_of_the_register_mean_the_same_state():
    weeks = pa.table(
        {"person": ["a"] * 3, "week": [0, 1, 2], "state": ["dagpenge+praktik", "20", "uddannelse"]}
    )

    read_weeks = from_arrow({"weeks": weeks}).weeks

    assert read_weeks["state"].to_pylist() == ["UI+internship", "UI+internship", "education"]


def test_a_folder_may_bring_its_own_codes(tmp_path):
    write(
        tmp_path,
        weeks="person,week,state\na,0,111\na,1,rejse\n",
        codes="code,state\n111,dagpenge\nrejse,travel\n",
    )

    packed = histories(read(tmp_path))

    assert [packed.labels[byte] for byte in packed.states] == ["UI", "travel"]


def test_a_given_code_table_goes_before_the_folders_own(tmp_path):
    write(tmp_path, weeks="person,week,state\na,0,7\n", codes="code,state\n7,job\n")

    data = read(tmp_path, codes=CodeTable({"7": "education"}))

    assert data.weeks["state"].to_pylist() == ["education"]


def test_histories_put_persons_in_order_and_mark_weeks_nobody_watched():
    weeks = pa.table({"person": ["b", "a", "a"], "week": [4, 6, 3], "state": ["job", "UI", "KHJ"]})

    packed = histories(from_arrow({"weeks": weeks}))

    assert packed.persons.tolist() == ["a", "b"]
    assert packed.offsets.tolist() == [0, 4, 5]
    assert packed.states.tolist() == [11, 255, 255, 10, 0]
    assert packed.lookup("benefit")[packed.states].tolist() == [True, False, False, True, False]


def test_a_missing_folder_is_said_in_danish(tmp_path):
    with pytest.raises(BadData, match="Mappen findes ikke"):
        read(tmp_path / "nowhere")

    assert check(tmp_path / "nowhere").errors
