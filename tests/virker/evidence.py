"""The published numbers and data that lie beside the repository."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import numpy as np
import pytest

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "evidence"


def expected(name):
    """One published set, or a skip that says why."""
    path = FOLDER / "expected.json"
    if not path.exists():
        pytest.skip("../shared/evidence is not beside the repository")
    return json.loads(path.read_text())[name]


def table(name):
    """A data file as a dict of columns: numbers where all values are, else text; NA is NaN."""
    path = FOLDER / "data" / name
    if not path.exists():
        pytest.skip("../shared/evidence is not beside the repository")
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()
    head, *rows = list(csv.reader(text.splitlines()))
    return {
        name: _numbers(values) for name, values in zip(head, zip(*rows, strict=True), strict=True)
    }


def _numbers(values):
    plain = [{"True": "1", "False": "0", "": "nan", "NA": "nan"}.get(v, v) for v in values]
    try:
        return np.array([float(v) for v in plain])
    except ValueError:
        return np.array(values)
