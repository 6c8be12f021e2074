"""What can be asked of the demo by ./run, and what reaches it."""

from __future__ import annotations

import pytest

from setup_house import serve


def test_the_numbers_asked_for_reach_the_demo(monkeypatch):
    monkeypatch.setenv("DEMO", "1")
    asked = serve.read(["--people", "40", "--seed", "7"])

    assert serve.commands(asked)[-1][-3:] == ["demo", "--people=40", "--seed=7"]


def test_without_numbers_the_demo_uses_its_own(monkeypatch):
    monkeypatch.setenv("DEMO", "1")

    assert serve.commands(serve.read([]))[-1][-1] == "demo"


def test_an_empty_house_has_no_demo(monkeypatch):
    monkeypatch.setenv("DEMO", "0")

    assert len(serve.commands(serve.read(["--no-demo"]))) == 2


def test_numbers_that_cannot_be_used_are_refused_before_anything_starts(capsys):
    for wrong in (["--people", "0"], ["--weeks", "521"], ["--seed", "x"], ["--people=-3"]):
        with pytest.raises(SystemExit):
            serve.read(wrong)

    assert "skriv et helt tal fra" in capsys.readouterr().err


def test_help_tells_about_the_demo(capsys):
    with pytest.raises(SystemExit):
        serve.read(["--help"])

    said = capsys.readouterr().out
    assert all(option in said for option in ("--people", "--weeks", "--seed", "--theory"))
