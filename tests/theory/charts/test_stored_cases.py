"""The charts agree with every published case we know of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from medborger.theory.charts.cases import answer

CASES = Path(__file__).parents[4] / "shared" / "spc" / "spc_cases.json"
STORED = json.loads(CASES.read_text(encoding="utf-8")) if CASES.exists() else []


@pytest.mark.skipif(not STORED, reason="../shared/spc/spc_cases.json is not beside the checkout")
@pytest.mark.parametrize("case", STORED, ids=lambda case: case["id"])
def test_a_published_chart_is_read_as_it_was_published(case):
    given, expected = case["input"], case["expected"]

    found = answer(given)

    for name, value in expected.items():
        if isinstance(value, float):
            assert found[name] == pytest.approx(value, abs=case["tolerance"]), name
        else:
            assert found[name] == value, name


@pytest.mark.skipif(not STORED, reason="../shared/spc/spc_cases.json is not beside the checkout")
def test_all_seventeen_cases_are_here():
    assert len(STORED) == 17
