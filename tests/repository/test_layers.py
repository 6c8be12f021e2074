"""Each rule about who may know whom is broken on purpose, and import-linter says so."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]["contracts"]
PLANTED = {
    "Rooms only look down": (
        "medborger.foundation.sorting",
        "medborger.theory.charts.words",
    ),
    "Virker knows nothing about the web": ("virker.codes", "django"),
    "Only learning and demo talk to virker": ("medborger.theory.catalogue", "virker.codes"),
    "Inside the encounter": (
        "medborger.encounter.plan.policies",
        "medborger.encounter.judgement.models",
    ),
    "Inside an app: views over services over models": (
        "medborger.encounter.plan.policies",
        "medborger.encounter.plan.services",
    ),
}
"""For each contract: a module, and what it may not import. A new contract needs a line here."""


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What import-linter says about a copy of the house with every rule broken once."""
    copy = tmp_path_factory.mktemp("house")
    shutil.copytree(
        ROOT / "src", copy / "src", ignore=shutil.ignore_patterns("__pycache__", "static", "*.mo")
    )
    shutil.copy(ROOT / "pyproject.toml", copy)
    for importer, imported in PLANTED.values():
        file = copy / "src" / f"{importer.replace('.', '/')}.py"
        file.write_text(file.read_text(encoding="utf-8") + f"\nimport {imported}\n")
    linter = subprocess.run(  # noqa: S603
        [ROOT / ".venv/bin/lint-imports", "--no-cache"],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy / "src"), "COLUMNS": "400"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert linter.returncode == 1, linter.stdout
    return linter.stdout


def test_every_contract_is_broken_here():
    assert {contract["name"] for contract in CONTRACTS} == set(PLANTED)


@pytest.mark.parametrize("contract", PLANTED)
def test_a_room_that_looks_where_it_may_not_is_named(contract, said):
    importer, imported = PLANTED[contract]
    account = said.partition("Broken contracts")[2].partition(f"\n{contract}\n")[2]
    part = re.split(r"\n[^\n]+\n-{5,}\n", account.lstrip("-\n"))[0]

    assert f"{contract} BROKEN" in said
    assert f"{importer} -> {imported}" in part
