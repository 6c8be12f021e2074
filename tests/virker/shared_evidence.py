"""The published data and numbers in ../shared; tests skip where the folder is not there."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[3] / "shared" / "evidence"


def rows(name):
    path = SHARED / "data" / f"{name}.csv.gz"
    if not path.exists():
        pytest.skip("../shared/evidence is not beside this checkout")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def expected(name):
    path = SHARED / "expected.json"
    if not path.exists():
        pytest.skip("../shared/evidence is not beside this checkout")
    return json.loads(path.read_text(encoding="utf-8"))[name]
