"""Everybody at the common task, growing until they die: `python -m benchmarks.side [--full]`.

Short: 1,000 persons, S; a few minutes. Full: 1k → 10k → 100k → 1M, S and L, written to
docs/benchmarks.md. A tool that died at one size is not tried at the next.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path

from benchmarks.side import data
from benchmarks.side.limits import Ran, run
from benchmarks.side.report import Row, table, write_report

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / "var" / "peers" / "bin" / "python"
PEERS = ("glum", "pyseqtarget", "sklearn", "statsmodels")
R_TOOLS = ("coxph", "coxph_clustered")
SIZES = (1_000, 10_000, 100_000, 1_000_000)
MOST_FOR_PEERS = 100_000
"""Nobody else came so far; larger flat files are not made."""
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")
KEPT = ROOT / "var" / "bench" / "rows.jsonl"


def main() -> int:
    """Measure and report; exit 1 when an estimate disagrees."""
    told = argparse.ArgumentParser()
    told.add_argument("--full", action="store_true")
    told.add_argument("--sizes", type=int, nargs="*", help="persons; those of --full when not told")
    told.add_argument("--models", nargs="*", default=None, choices=["S", "L"])
    told.add_argument("--tools", nargs="*", default=[*PEERS, *R_TOOLS], help="peers beside virker")
    told.add_argument("--report", action="store_true", help="write docs from the newest rows kept")
    wanted = told.parse_args()
    if wanted.report:
        write_report(kept(), ROOT / "docs" / "benchmarks.md")
        return 0
    sizes = wanted.sizes or (SIZES if wanted.full else SIZES[:1])
    models = wanted.models or (("S", "L") if wanted.full else ("S",))
    rows: list[Row] = []
    dead: set[tuple[str, str]] = set()
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    for persons in sizes:
        for size in models:
            for row in everybody(persons, size, dead, wanted.tools):
                rows.append(row)
                with KEPT.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(row.plain()) + "\n")
                print(row.line(), flush=True)
    print(table(rows))
    if wanted.full:
        write_report(rows, ROOT / "docs" / "benchmarks.md")
    return disagreements(rows)


def kept() -> list[Row]:
    """The newest row of each tool, size, model and number of threads, smallest first."""
    newest: dict[tuple[object, ...], Row] = {}
    for line in KEPT.read_text(encoding="utf-8").splitlines():
        row = Row.of(json.loads(line))
        newest[row.tool, row.persons, row.size, row.threads] = row
    return sorted(newest.values(), key=lambda r: (r.size == "L", r.persons, r.tool != "virker"))


def everybody(persons: int, size: str, dead: set[tuple[str, str]], tools: list[str]):
    """Virker on one thread and two, then each peer that is still alive."""
    data.register(1_000)
    data.register(persons)
    for threads in (1, 2):
        yield Row("virker", persons, size, threads, ours(persons, size, threads))
    if persons > MOST_FOR_PEERS or not tools:
        return
    files = data.trial_rows(persons, size), data.person_weeks(persons, size)
    for tool in tools:
        if (tool, size) in dead or not is_here(tool):
            continue
        ran = peer(tool, *files)
        if ran.died:
            dead.add((tool, size))
        yield Row(tool, persons, size, 2, ran)


def ours(persons: int, size: str, threads: int) -> Ran:
    """virker: the median of five runs after one warm-up (three at a million)."""
    repeats = "5" if persons < SIZES[-1] else "3"
    command = [sys.executable, "-m", "benchmarks.side.ours", str(persons), size, str(threads)]
    return run([*command, repeats], env=ONE_THREAD)


def is_here(tool: str) -> bool:
    """Whether a peer is installed."""
    return bool(shutil.which("Rscript")) if tool in R_TOOLS else PYTHON.exists()


def peer(tool: str, trials: Path, weeks: Path) -> Ran:
    """One run of a peer, with the threads it takes by itself."""
    here = Path(__file__).parent
    if tool in R_TOOLS:
        return run(
            ["Rscript", str(here / "peers.R"), tool, str(trials.with_suffix(".csv"))], env={}
        )
    return run([str(PYTHON), str(here / "peers.py"), tool, str(trials), str(weeks)], env={})


def disagreements(rows: list[Row]) -> int:
    """Compare the estimates of those who fit the same model exactly."""
    wrong = 0
    for row in rows:
        mine = next(
            r for r in rows if (r.tool, r.persons, r.size) == ("virker", row.persons, row.size)
        )
        if row.tool in {"glum", "sklearn", "statsmodels", "virker"} and not row.ran.died:
            gap = abs(row.ran.told["beta"] - mine.ran.told["beta"])
            if gap > 1e-6:
                wrong = 1
                print(f"UENIGE: {row.tool} {row.persons} {row.size}: {gap:.2e}")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
