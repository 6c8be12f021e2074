"""The tutorial does what it says, block by block."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from virker.cli import main

TUTORIAL = Path(__file__).resolve().parents[2] / "docs" / "tutorial.md"
pytestmark = pytest.mark.slow


def blocks():
    return re.findall(r"```(\w+)\n(.*?)```", TUTORIAL.read_text("utf-8"), re.DOTALL)


def do(language, text):
    """Do what a block says: run its commands, save its protocol, or run its Python."""
    if language == "yaml":
        Path("protocol.yaml").write_text(text, encoding="utf-8")
    elif language == "python":
        told = {}
        exec(text, told)  # noqa: S102  # our own tutorial
        return told
    else:
        for line in text.splitlines():
            name, *arguments = shlex.split(line)
            assert name == "virker"
            assert main([*arguments, "--quiet"]) == 0, line
    return {}


def test_an_analyst_comes_from_a_file_to_a_published_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    told = [do(*block) for block in blocks()]

    said = capsys.readouterr().out
    result = json.loads(Path("answer/result.json").read_text("utf-8"))
    assert "Ingen fejl fundet." in said
    assert result["verdict"] in {"better", "at_least_as_good", "worse", "cannot_tell"}
    assert result["details"]["lock_in"]["lowest_week"] < 26
    assert "smallest_detectable_effect" in result["details"]
    assert Path("answer/report.html").exists()
    assert result["sentence"]["da"] in said
    published = told[-1]["published"].to_json()
    assert "p000" not in published


def test_every_page_the_tutorial_points_to_is_there():
    for link in re.findall(r"\]\(([^)#]+)\)", TUTORIAL.read_text("utf-8")):
        assert (TUTORIAL.parent / link).exists(), link
