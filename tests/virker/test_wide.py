"""Files shaped like DREAM: one row per person, one column per week."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from virker.calendar import week_text
from virker.codes import CodeTable
from virker.errors import BadData
from virker.question import Question
from virker.reading.wide import is_wide
from virker.run import run
from virker.tables import check, from_arrow, read

CODES = "code,state\n111,UI\n130,KHA\n012,travel\n"


@pytest.fixture
def dream(tmp_path):
    def write(text, codes=CODES):
        (tmp_path / "weeks.csv").write_text(text, encoding="utf-8")
        if codes:
            (tmp_path / "codes.csv").write_text(codes, encoding="utf-8")
        return tmp_path

    return write


def as_lines(data):
    return [(row["person"], week_text(row["week"]), row["state"]) for row in data.weeks.to_pylist()]


def test_weeks_across_become_rows_in_the_order_of_time(dream):
    data = read(dream("person,y_0802,y_0801,y_9952\na,111,,012\nb,,130,111\n"))

    assert as_lines(data) == [
        ("a", "1999-W52", "travel"),
        ("a", "2008-W01", "self_support"),
        ("a", "2008-W02", "UI"),
        ("b", "1999-W52", "UI"),
        ("b", "2008-W01", "KHA"),
        ("b", "2008-W02", "self_support"),
    ]


def test_what_an_empty_cell_means_can_be_told(dream):
    data = read(dream("person,y_2601\na,\n", CODES + "blank,job\n"))

    assert as_lines(data) == [("a", "2026-W01", "job")]


@pytest.mark.parametrize(
    ("text", "rule", "lines"),
    [
        ("person,y_2601,y_2602\na,111,111\nb,111,999\n", "unknown_state", (3,)),
        ("person,y_2601,y_2654\na,111,111\n", "bad_week", (2,)),
        ("person,y_2601\na,111\na,111\n", "duplicate_week", (3,)),
        ("person,y_2601\n,111\n", "missing_person", (2,)),
    ],
)
def test_what_is_wrong_is_told_by_the_line_of_the_person(dream, text, rule, lines):
    with pytest.raises(BadData) as bad:
        read(dream(text))

    assert [(f.rule, f.lines) for f in bad.value.report.errors] == [(rule, lines)]


def test_parquet_with_holes_gives_the_same_codes(tmp_path):
    table = pa.table({"person": ["a", "b"], "y_2601": [111.0, None], "y_2602": [130, 111]})
    pq.write_table(table, tmp_path / "weeks.parquet")

    data = read(tmp_path, codes=CodeTable({"111": "UI", "130": "KHA"}))

    assert [state for _, _, state in as_lines(data)] == ["UI", "KHA", "self_support", "UI"]


def test_a_file_with_weeks_down_is_not_taken_for_one_with_weeks_across():
    assert not is_wide(["person", "week", "state", "y_2601"])
    assert not is_wide(["person", "age"])


def test_arrow_tables_may_be_wide_too():
    table = pa.table({"person": ["a"], "y_2601": ["dagpenge"]})

    assert from_arrow({"weeks": table}).weeks.num_rows == 1


def test_a_wide_file_is_described_from_end_to_end(dream):
    weeks = [f"y_26{week:02d}" for week in range(1, 27)]
    lines = [f"p{i}," + "," + "111," * (3 + i % 4) + "," * (21 - i % 4) for i in range(40)]
    text = "\n".join([",".join(["person", *weeks]), *lines, ""])

    result = run(
        Question(kind="describe", outcome="self_support", horizons=(4, 8)).protocol(),
        read(dream(text)),
    )

    assert result.details["spells"] == 40
    assert result.primary.estimate == 1
    assert not check(dream(text)).errors
