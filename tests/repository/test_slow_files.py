"""The list of slow files names files that are there."""

from __future__ import annotations

from pathlib import Path

from tests.slow import SLOW

ROOT = Path(__file__).resolve().parents[2]


def test_whoever_reads_the_list_of_slow_files_finds_each_of_them() -> None:
    assert [name for name in SLOW if not (ROOT / name).exists()] == []
