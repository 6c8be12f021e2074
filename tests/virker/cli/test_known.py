"""People whose truth we know, from the command line."""

from __future__ import annotations

import json

import pytest

from virker import tables
from virker.cli import main

pytestmark = pytest.mark.slow
SMALL = ["--persons", "700", "--weeks", "150", "--quiet"]


def test_a_register_can_be_made_and_passes_the_check(tmp_path):
    assert main(["simulate", str(tmp_path / "data"), *SMALL]) == 0

    assert tables.check(tmp_path / "data").errors == ()


def test_the_truth_goes_on_where_it_stopped(tmp_path, capsys, monkeypatch):
    file = tmp_path / "truth.jsonl"
    asked = ["truth", "--registers", "2", "--out", str(file), "--json", *SMALL]
    assert main(asked) == 0
    first = json.loads(capsys.readouterr().out)
    with file.open("a", encoding="utf-8") as end:
        end.write('{"settings": ')  # as if the machine had been turned off here
    monkeypatch.setattr("virker.cli.known.prove", lambda *_: pytest.fail("done again"))

    assert main(asked) == 0
    assert json.loads(capsys.readouterr().out) == first
    assert {line["registers"] for line in first["lines"]} == {2}


def test_a_file_from_other_settings_is_not_mixed_in(tmp_path, capsys):
    file = tmp_path / "truth.jsonl"
    main(["truth", "--registers", "1", "--out", str(file), "--json", *SMALL])

    assert main(["truth", "--registers", "1", "--out", str(file), "--effects", "0", *SMALL]) == 2
    assert "andre indstillinger" in capsys.readouterr().err


def test_no_people_at_all_is_said_in_words(tmp_path, capsys):
    assert main(["simulate", str(tmp_path / "data"), "--persons", "0", "--quiet"]) == 2
    assert "mindst 1" in capsys.readouterr().err
