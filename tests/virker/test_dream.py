"""DREAM-shaped files: one row per person, one column per week."""

from __future__ import annotations

import json

import pytest

from tests.virker.people import a_register
from virker.cli import main
from virker.panel import panel
from virker.simulate import write
from virker.simulate.dream import write_dream
from virker.tables import check, read

CODES = "code,state\n0111,UI\n"


def a_folder(path, weeks, codes=CODES):
    (path / "weeks.csv").write_text(weeks, encoding="utf-8")
    (path / "codes.csv").write_text(codes, encoding="utf-8")
    return path


def test_a_wide_file_is_read_as_weeks_and_keeps_leading_noughts(tmp_path):
    folder = a_folder(tmp_path, "person,y_1952,y_2001\na,0111,\nb,,0111\n")

    assert [tuple(row.values()) for row in read(folder).weeks.to_pylist()] == [
        ("a", 2608, "UI"),
        ("a", 2609, "self_support"),
        ("b", 2608, "self_support"),
        ("b", 2609, "UI"),
    ]


def test_an_unknown_code_is_named_by_the_line_of_its_person(tmp_path):
    folder = a_folder(tmp_path, "person,y_1952,y_2001\na,0111,\nb,999,0111\n")

    finding = check(folder).errors[0]

    assert (finding.rule, finding.lines) == ("unknown_state", (3,))


def test_a_wide_register_tells_the_same_as_a_long_one(tmp_path):
    register = a_register(n=60, weeks=30)

    wide = panel(read(write_dream(register, tmp_path / "wide")))
    long = panel(read(write(register, tmp_path / "long")))

    assert (wide.persons == long.persons).all()
    assert (wide.state[long.state >= 10] == long.state[long.state >= 10]).all()
    assert (wide.working()[wide.state] == long.working()[long.state]).all()


@pytest.mark.slow
def test_a_dream_shaped_register_can_be_made_and_checked(tmp_path, capsys):
    asked = ["simulate", str(tmp_path), "--dream", "--persons", "50", "--weeks", "30", "--json"]
    assert main(asked) == 0
    assert json.loads(capsys.readouterr().out)["persons"] == 50

    assert main(["check", str(tmp_path)]) == 0
