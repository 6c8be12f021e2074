"""A policy or a service that no test reaches stops the house."""

from __future__ import annotations

import json

import pytest

from setup_house import coverage_promises
from setup_house.parts import PARTS

POLICY = "src/medborger/theory/chain/policies.py"


def file(percent):
    return {
        "summary": {"percent_covered": percent},
        "missing_lines": [] if percent == 100 else [20],
        "missing_branches": [] if percent == 100 else [[19, 20]],
    }


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Read a report of these files, and say how it went."""

    def read(files, total=96.0):
        report = {
            "files": {name: file(percent) for name, percent in files.items()},
            "totals": {"percent_covered": total},
        }
        written = tmp_path / "coverage.json"
        written.write_text(json.dumps(report), encoding="utf-8")
        monkeypatch.setattr("sys.argv", ["coverage_promises", str(written)])
        return coverage_promises.main(), capsys.readouterr().out

    return read


@pytest.mark.parametrize(
    "name",
    [
        POLICY,
        "src/medborger/encounter/plan/services/steps.py",
        "src/medborger/encounter/plan/services/__init__.py",
        "src/medborger/encounter/employers/services.py",
        "src/medborger/foundation/people/policies/teams.py",
    ],
)
def test_a_policy_or_service_that_is_not_wholly_reached_stops_the_house(run, name):
    code, said = run({name: 99.1})

    assert code == 1
    assert f"{name}: 99.1 % af 100 %, linjer [20], grene [19→20]" in said
    assert f"Skriv en test, der når hele {name}" in said


def test_pages_and_forms_may_have_a_line_that_nobody_reached(run):
    code, said = run({POLICY: 100, "src/medborger/encounter/plan/forms.py": 91.0})

    assert (code, said) == (0, "dækning: 96.0 % i alt (mindst 95 %)\n")


def test_what_virker_lacks_is_told_on_every_run(run):
    code, said = run({"src/virker/pairwise.py": 79.6})

    assert code == 0
    assert "src/virker/pairwise.py: 79.6 %" in said


def test_a_total_below_the_floor_stops_the_house(run):
    code, said = run({POLICY: 100}, total=94.9)

    assert code == 1
    assert "Dækningen er 94.9 % i alt" in said


def test_the_unit_part_ends_by_asking_about_the_promise():
    assert PARTS["unit"].commands[-1][2] == "setup_house.coverage_promises"
