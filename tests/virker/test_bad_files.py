"""Bad files: each kind is found, counted, and shown by line; nothing is dropped in silence."""

from __future__ import annotations

import pyarrow as pa
import pytest

from tests.virker.test_read import GOOD, write
from virker.codes import CodeTable
from virker.errors import BadData
from virker.findings import RULES, Finding, Report
from virker.tables import check, from_arrow, read

W, S, E, P = (GOOD[name] for name in ("weeks", "spells", "events", "persons"))

ERRORS = {
    "a person without an id": ("missing_person", {"weeks": W + ",2026-W04,job\n"}, 1, (6,)),
    "a week that is no week": ("bad_week", {"weeks": W + "b,2026-W99,job\n"}, 1, (6,)),
    "week 53 in a year of 52 weeks": ("bad_week", {"weeks": W + "b,2025-W53,job\n"}, 1, (6,)),
    "a week left out": ("missing_value", {"weeks": W + "b,,job\n"}, 1, (6,)),
    "a state left out": ("missing_value", {"weeks": W + "b,2026-W03,\n"}, 1, (6,)),
    "a state nobody knows": ("unknown_state", {"weeks": W + "b,2026-W03,gylden\n"}, 1, (6,)),
    "the same week twice": ("duplicate_week", {"weeks": W + "a,2026-W03,job\n"}, 1, (6,)),
    "two states in one week": ("duplicate_week", {"weeks": W + "a,2026-W02,job\n"}, 1, (6,)),
    "a week in the Middle Ages": ("impossible_week", {"weeks": W + "b,1200-W03,job\n"}, 1, (6,)),
    "weeks and counts mixed": ("mixed_time", {"weeks": W + "b,7,job\n"}, 1, ()),
    "spells that overlap": (
        "overlapping_spells",
        {"spells": S + "a,2,,2026-W02,2026-W08,job\n"}, 1, (4,),
    ),
    "the same spell twice": (
        "duplicate_spell",
        {"spells": S + "b,1,,2026-W20,2026-W29,\n"}, 1, (4,),
    ),
    "a spell that stops before it starts": (
        "stop_before_start",
        {"spells": S + "a,2,,2026-W20,2026-W10,job\n"}, 1, (4,),
    ),
    "an entry after the spell": (
        "entry_outside_spell",
        {"spells": S + "a,2,2026-W30,2026-W10,2026-W20,job\n"}, 1, (4,),
    ),
    "an open spell without a last week": (
        "open_without_stop",
        {"spells": S + "a,2,,2026-W10,,\n"}, 1, (4,),
    ),
    "a spell without a number": (
        "missing_value",
        {"spells": S + "a,,,2026-W10,2026-W11,\n"}, 1, (4,),
    ),
    "an event that stops before it starts": (
        "stop_before_start",
        {"events": E + "b,course,2026-W03,2026-W01,\n"}, 1, (4,),
    ),
    "an event without a kind": ("missing_value", {"events": E + "b,,2026-W02,,\n"}, 1, (4,)),
    "an event with a strange amount": (
        "bad_number",
        {"events": E + "b,course,2026-W02,,mange\n"}, 1, (4,),
    ),
    "an event outside the whole register": (
        "outside_register",
        {"events": E + "b,course,2036-W02,,\n"}, 1, (4,),
    ),
    "an event of a person nobody knows": (
        "unknown_person",
        {"events": E + "z,course,2026-W02,,\n"}, 1, (4,),
    ),
    "weeks of a person nobody knows": (
        "unknown_person",
        {"weeks": W + "z,2026-W02,job\n"}, 1, (6,),
    ),
    "a person who stands twice": ("duplicate_person", {"persons": P + "a,35,0665,c1\n"}, 1, (4,)),
    "a row with a field too many": ("ragged_row", {"weeks": W + "b,2026-W03,job,7\n"}, 1, (6,)),
    "a column that is missing": ("missing_column", {"weeks": "person,week\na,2026-W01\n"}, 1, ()),
    "semicolons instead of commas": (
        "missing_column",
        {"weeks": "person;week;state\na;2026-W01;job\n"}, 1, (),
    ),
    "two columns of the same name": (
        "repeated_column",
        {"weeks": "person,week,state,state\na,2026-W01,job,job\n"}, 1, (),
    ),
    "a file without anything in it": ("unreadable", {"weeks": ""}, 1, ()),
    "a code that stands twice": ("bad_code_table", {"codes": "code,state\n1,job\n1,UI\n"}, 1, ()),
    "a code without a meaning": ("bad_code_table", {"codes": "code,state\n1,\n"}, 1, ()),
}  # fmt: skip


@pytest.mark.parametrize("story", ERRORS)
def test_an_error_is_counted_shown_by_line_and_stops_the_reading(story, tmp_path):
    rule, tables, count, lines = ERRORS[story]
    folder = write(tmp_path, **{**GOOD, **tables})

    found = [f for f in check(folder).errors if f.rule == rule]

    assert found, check(folder).text()
    assert (found[0].count, found[0].lines) == (count, lines)
    with pytest.raises(BadData):
        read(folder)


WARNINGS = {
    "an event outside the person's own weeks": (
        "outside_followup", {"events": E + "b,course,2026-W01,2026-W02,\n"}, (4,),
    ),
    "a hole in a person's weeks": ("gap", {"weeks": W + "b,2026-W05,job\n"}, (6,)),
    "an event of a kind nobody knows": ("unknown_kind", {"events": E + "b,rugby,2026-W02,,\n"}, (4,)),
    "a person without any history": ("no_history", {"persons": P + "c,20,0665,c1\n"}, (4,)),
    "rows in disorder": ("unsorted", {"weeks": W + "a,2026-W04,job\n"}, (6,)),
    "a table without rows": ("empty_table", {"events": "person,kind,start,stop,amount\n"}, ()),
    "a week corrected later": (
        "backdated",
        {"weeks": "person,week,state,registered\na,2026-W01,UI,2026-W02\nb,2026-W02,KHA,2026-W02\n"
                  "a,2026-W02,job,2026-W03\na,2026-W03,job,2026-W04\na,2026-W01,SDP,2026-W05\n"},
        (2,),
    ),
}  # fmt: skip


@pytest.mark.parametrize("story", WARNINGS)
def test_a_warning_is_shown_by_line_and_kept_with_the_data(story, tmp_path):
    rule, tables, lines = WARNINGS[story]

    report = read(write(tmp_path, **{**GOOD, **tables})).report

    assert [f.lines for f in report.warnings if f.rule == rule] == [lines], report.text()
    assert not report.errors


def test_the_latest_registration_of_a_week_counts(tmp_path):
    _, tables, _ = WARNINGS["a week corrected later"]

    weeks = read(write(tmp_path, **{**GOOD, **tables})).weeks.to_pylist()

    assert [w["state"] for w in weeks if w["person"] == "a"] == ["job", "job", "SDP"]


def test_the_same_registration_twice_is_an_error(tmp_path):
    twice = "person,week,state,registered\n" + "a,2026-W01,UI,2026-W02\n" * 2

    assert [f.rule for f in check(write(tmp_path, weeks=twice)).errors] == ["duplicate_week"]


def test_two_files_of_one_table_are_one_too_many(tmp_path):
    write(tmp_path, **GOOD)
    (tmp_path / "weeks.parquet").write_bytes(b"not really")

    assert "two_files" in [f.rule for f in check(tmp_path).errors]


def test_a_broken_parquet_file_is_said_to_be_unreadable(tmp_path):
    (tmp_path / "weeks.parquet").write_bytes(b"not really")

    assert "unreadable" in [f.rule for f in check(tmp_path).errors]


def test_a_file_in_another_character_set_is_said_so(tmp_path):
    (tmp_path / "weeks.csv").write_bytes("person,week,state\nå,2026-W01,job\n".encode("latin-1"))

    assert [f.rule for f in check(tmp_path).errors] == ["not_utf8"]


def test_an_empty_folder_holds_no_data(tmp_path):
    assert [f.rule for f in check(tmp_path).errors] == ["missing_table"]


def test_many_bad_rows_are_all_counted_and_the_first_five_shown(tmp_path):
    rows = "".join(f"b,2027-W{week:02d},gylden\n" for week in range(10, 40))

    found = check(write(tmp_path, weeks=W + rows)).errors[0]

    assert (found.count, found.lines) == (30, (6, 7, 8, 9, 10))
    assert found.text("da").endswith("(30×; linje 6, 7, 8, 9, 10 …)")


def test_a_report_never_shows_what_stood_in_the_rows(tmp_path):
    weeks = W + "hemmelig-person,2026-W03,hemmelig-kode\n"

    report = check(write(tmp_path, **{**GOOD, "weeks": weeks}))

    assert report.errors
    assert "hemmelig" not in str(report.as_dict()) + report.text("da") + report.text("en")


def test_arrow_tables_are_checked_as_files_are():
    weeks = pa.table({"person": ["a", None], "week": ["0", "1"], "state": ["job", "job"]})

    with pytest.raises(BadData, match=r"linje 2") as problem:
        from_arrow({"weeks": weeks})

    assert problem.value.report.errors[0].lines == (2,)


def test_an_empty_text_is_a_missing_value_in_any_kind_of_column():
    weeks = pa.table(
        {
            "person": pa.array(["a", ""]).dictionary_encode(),
            "week": pa.array(["0", "1"]).dictionary_encode(),
            "state": pa.array(["job", "job"]),
        }
    )

    with pytest.raises(BadData):
        from_arrow({"weeks": weeks})


def test_an_arrow_table_without_a_column_is_refused():
    with pytest.raises(BadData, match=r"weeks.state"):
        from_arrow({"weeks": pa.table({"person": ["a"], "week": ["0"]})})


def test_a_chunked_table_is_read_whole():
    one = pa.table({"person": ["a"], "week": ["0"], "state": ["job"]})
    two = pa.table({"person": ["b"], "week": ["1"], "state": ["UI"]})

    data = from_arrow({"weeks": pa.concat_tables([one, two])})

    assert data.weeks["state"].to_pylist() == ["job", "UI"]


def test_own_states_of_the_code_table_are_known():
    table = CodeTable({"9": "travel", "8": "UI"})

    assert table.state("travel") == "travel"
    assert [table.byte(state) for state in ("UI", "travel")] == [10, 100]


def test_a_good_report_says_that_nothing_is_wrong():
    assert Report().text("da") == "Ingen fejl fundet."
    assert Report().text("en") == "No errors found."


def test_every_rule_says_what_is_wrong_in_both_languages():
    for rule in RULES:
        finding = Finding(rule, "weeks", 1)

        assert finding.text("da") != finding.text("en")
