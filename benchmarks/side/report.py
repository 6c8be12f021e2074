"""The table: CPU, wall, memory, ratio to virker, growth, and how far the estimates lie apart."""

from __future__ import annotations

import math
import platform
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.side.limits import Ran, memory_limit

HEAD = (
    "| tool | persons | model | threads | CPU s | wall s | peak MB | CPU ÷ virker's | estimate | s.e. "
    "| apart from virker |\n|---|---|---|---|---|---|---|---|---|---|---|"
)
BEGINS, ENDS = "<!-- measured: begins -->", "<!-- measured: ends -->"


@dataclass(frozen=True)
class Row:
    """One tool at one size."""

    tool: str
    persons: int
    size: str
    threads: int
    ran: Ran

    def plain(self) -> dict[str, object]:
        """For var/bench/rows.jsonl."""
        return {
            "tool": self.tool, "persons": self.persons, "size": self.size,
            "threads": self.threads, "died": self.ran.died, "peak_mb": self.ran.peak_mb,
            "total_cpu": self.ran.total_cpu, "total_wall": self.ran.total_wall, **self.ran.told,
        }  # fmt: skip

    @classmethod
    def of(cls, plain: dict[str, object]) -> Row:
        """Read a row of var/bench/rows.jsonl."""
        names = ("tool", "persons", "size", "threads", "died", "peak_mb", "total_cpu", "total_wall")
        tool, persons, size, threads, died, peak, cpu, wall = (plain.pop(name) for name in names)
        return cls(tool, persons, size, threads, Ran(cpu, wall, peak, died, plain))

    def line(self) -> str:
        """One line while it runs."""
        told = self.ran.died or f"{self.ran.told['cpu']:.3f} CPU s"
        return f"{self.tool} {self.persons} {self.size}: {told}"


def table(rows: list[Row]) -> str:
    """The rows as Markdown."""
    return "\n".join([HEAD, *(_line(row, _beside(row, rows)) for row in rows)])


def _beside(row: Row, rows: list[Row]) -> Row:
    return next(r for r in rows if (r.tool, r.persons, r.size) == ("virker", row.persons, row.size))


def _line(row: Row, mine: Row) -> str:
    ran, told = row.ran, row.ran.told
    first = f"| {row.tool} | {row.persons:,} | {row.size} | {row.threads} "
    if ran.died:
        return f"{first}| dead: {ran.died} | {ran.total_wall:.0f} | {ran.peak_mb:,.0f} | – | – | – | – |"
    ratio = told["cpu"] / mine.ran.told["cpu"]
    se = "–" if told["se"] is None else f"{told['se']:.6f}"
    gap = abs(told["beta"] - mine.ran.told["beta"])
    return (
        f"{first}| {told['cpu']:.3f} | {told['wall']:.2f} | {ran.peak_mb:,.0f} | {ratio:,.1f} "
        f"| {told['beta']:.6f} | {se} | {gap:.1e} |"
    )


def exponents(rows: list[Row]) -> list[str]:
    """How CPU time grows from the smallest to the largest size each tool came to."""
    lines = []
    for tool, size, threads in dict.fromkeys((r.tool, r.size, r.threads) for r in rows):
        alive = [r for r in rows if (r.tool, r.size, r.threads) == (tool, size, threads)]
        alive = [r for r in alive if not r.ran.died]
        if len(alive) < 2:
            continue
        a, b = alive[0], alive[-1]
        grown = math.log(b.ran.told["cpu"] / a.ran.told["cpu"]) / math.log(b.persons / a.persons)
        lines.append(
            f"- {tool}, {size}, {threads} thread(s): {a.persons:,} → {b.persons:,}: exponent {grown:.2f}"
        )
    return lines


def write_report(rows: list[Row], file: Path) -> None:
    """Put what was measured between the marks of the page; the words around it stay."""
    told = [
        BEGINS,
        f"Measured {time.strftime('%Y-%m-%d')} on {machine()}.",
        "",
        table(rows),
        "",
        "CPU time grows with the number of persons as persons to the power of",
        "",
        *exponents(rows),
        "",
        first_use(rows),
        ENDS,
    ]
    page = file.read_text(encoding="utf-8")
    before, after = page.split(BEGINS)[0], page.split(ENDS)[1]
    file.write_text(before + "\n".join(told) + after, encoding="utf-8")


def first_use(rows: list[Row]) -> str:
    """What a fresh process costs before it can count."""
    told = next(row.ran.told for row in rows if row.tool == "virker" and not row.ran.died)
    return (
        f"First use in a fresh process (cached kernels): imports {told['imports']:.1f} s, first "
        f"answer at 1,000 persons {told['first']:.1f} s wall; not counted above."
    )


def machine() -> str:
    """Say what it was measured on."""
    model = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    limit = memory_limit() / 2**30
    return f"{model}, Python {sys.version.split()[0]}, memory limit {limit:.1f} GiB"
