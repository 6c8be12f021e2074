"""What the contract page says is so."""

from __future__ import annotations

import doctest
import re
from importlib import import_module
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "contract.md"


def test_every_example_on_the_page_runs():
    outcome = doctest.testfile(str(PAGE), module_relative=False)

    assert outcome.attempted > 30
    assert outcome.failed == 0


def test_every_function_named_on_the_page_is_there():
    named = re.findall(r"`(virker(?:\.\w+)+)\.(\w+)[(`,]", PAGE.read_text(encoding="utf-8"))

    assert len(named) > 20
    for module, function in named:
        assert callable(getattr(import_module(module), function)), f"{module}.{function}"


def test_all_eighteen_published_sets_stand_on_the_page():
    text = PAGE.read_text(encoding="utf-8")

    assert {f"A{number:02d}" for number in range(1, 19)} <= set(re.findall(r"A\d\d", text))
