"""The command is there, whichever way one comes to it."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from setup_house import machine
from virker.cli import main
from virker.cli.arguments import parser

ROOT = Path(__file__).resolve().parents[3]


def test_the_installed_command_is_the_one_we_test():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    module, _, function = project["scripts"]["virker"].partition(":")

    assert getattr(importlib.import_module(module), function) is main


@pytest.mark.slow
def test_python_can_run_the_package_itself(tmp_path):
    (tmp_path / "weeks.csv").write_text("person,week,state\na,1,job\n", encoding="utf-8")
    asked = [sys.executable, "-m", "virker", "check", str(tmp_path), "--language", "en"]

    told = subprocess.run(  # noqa: S603  # our own command
        asked, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip

    assert (told.returncode, told.stdout.strip()) == (0, "No errors found.")


@pytest.mark.slow
def test_the_house_puts_the_command_in_its_environment(tmp_path, monkeypatch):
    (tmp_path / "bin").mkdir()
    monkeypatch.setattr(machine, "VENV", tmp_path)
    monkeypatch.setattr(machine, "PYTHON", Path(sys.executable))

    machine.offer_virker()

    told = subprocess.run(  # noqa: S603  # our own command
        [str(tmp_path / "bin" / "virker"), "--help"], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0
    assert "describe" in told.stdout


def test_what_cannot_be_understood_is_exit_code_two(capsys):
    with pytest.raises(SystemExit) as left:
        main(["spå"])

    assert left.value.code == 2
    assert "invalid choice" in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["check", "describe", "run", "simulate", "truth"])
def test_every_verb_explains_itself(verb, capsys):
    with pytest.raises(SystemExit) as left:
        parser().parse_args([verb, "--help"])

    assert left.value.code == 0
    assert "--json" in capsys.readouterr().out
