"""The citizen's front page, the plan and the professional's list stay quick as the house grows.

SQLite works inside our own process, so its time is processor time, which does not depend on what
else the machine is doing; the time by the clock is printed beside it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SMALL, LARGE, MOST = 1_000, 100_000, 1.5


def told(people, url, var):
    """Fill an own database and measure it in a process of its own."""
    env = os.environ | {
        "DATABASE_URL": url, "MEDBORGER_VAR": str(var), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "DJANGO_SETTINGS_MODULE": "tests.settings", "LOG_LEVEL": "WARNING", "PLAIN_STATIC": "1",
    }  # fmt: skip
    for command in (["migrate", "-v0"], ["createcachetable"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=env, check=True)
    said = subprocess.run(
        [sys.executable, "-m", "benchmarks.pages_at", str(people)],
        cwd=ROOT, env=env, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return json.loads(said.stdout.splitlines()[-1])


@pytest.mark.slow
def test_pages_are_as_quick_with_a_hundred_thousand_citizens_as_with_a_thousand(tmp_path):
    large = int(os.environ.get("BENCH_PEOPLE", LARGE))

    few = told(SMALL, f"sqlite:///{tmp_path}/few.sqlite3", tmp_path)
    many = told(large, f"sqlite:///{tmp_path}/many.sqlite3", tmp_path)

    print(f"\n{few}\n{many}")
    for page, before in few["p95_cpu_ms"].items():
        assert many["p95_cpu_ms"][page] <= MOST * before, page
