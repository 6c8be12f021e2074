"""Is anything wrong with the data?"""

from __future__ import annotations

import json

from virker.cli import main

GOOD = "person,week,state\na,2026-W07,job\na,2026-W08,UI\n"


def a_folder(path, weeks=GOOD):
    (path / "weeks.csv").write_text(weeks, encoding="utf-8")
    return str(path)


def test_good_data_pass(tmp_path, capsys):
    assert main(["check", a_folder(tmp_path)]) == 0
    assert "Ingen fejl" in capsys.readouterr().out


def test_bad_data_are_named_by_line_and_never_by_person(tmp_path, capsys):
    folder = a_folder(tmp_path, "person,week,state\n0101701234,2026-W07,gylden\n")

    assert main(["check", folder, "--json"]) == 2
    told = capsys.readouterr().out
    assert json.loads(told)["findings"][0]["lines"] == [2]
    assert "0101701234" not in told


def test_the_findings_come_in_english(tmp_path, capsys):
    assert main(["check", a_folder(tmp_path), "--language", "en"]) == 0
    assert "No errors" in capsys.readouterr().out
