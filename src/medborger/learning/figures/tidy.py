"""Read tidy CSV files of public figures: every fault by file, line and what to do."""

from __future__ import annotations

import csv
import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PERIOD: Final = re.compile(r"\d{4}M(0[1-9]|1[0-2])")
MONTHLY: Final = ("municipality_slug", "table_id", "measure", "period", "value")
SPLIT: Final[dict[str, tuple[str, str]]] = {
    "offer_type": ("offers", "activated_persons"),
    "category": ("visitation", "full_time_persons"),
}
"""Files with one row per group: the column of the group, what to call it, and the number."""

RATES: Final[dict[str, tuple[str, ...]]] = {
    "ordinaryHours.persons": ("ordinaryHours.share",),
    "unemployment.total": ("unemployment.totalRate",),
    "unemployment.dagpenge": ("unemployment.dagpengeRate",),
    "unemployment.kontanthjaelp": ("unemployment.kontanthjaelpRate",),
    "cashAssistance.persons": ("cashAssistance.workforceRate", "cashAssistance.populationRate"),
    "cashAssistance.fullTime": ("cashAssistance.workforceRate", "cashAssistance.populationRate"),
}
"""Counts, and the rates that give them back when the base is known."""

Key = tuple[str, str, str]


@dataclass(slots=True)
class Tidy:
    """What the files say.

    Attributes:
        numbers: From (measure, municipality, period) to the number; None where suppressed.
        tables: From measure to the table it came from.
        faults: What was wrong, in Danish, with file and line.
        files: From file name to sha256.
    """

    numbers: dict[Key, float | None] = field(default_factory=dict)
    tables: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)

    def derivable(self) -> set[Key]:
        """Rates that are shown although the count they would give back is suppressed."""
        return {
            (rate, place, period)
            for (measure, place, period), value in self.numbers.items()
            if value is None
            for rate in RATES.get(measure, ())
            if self.numbers.get((rate, place, period)) is not None
        }


def read_tidy(folder: Path) -> Tidy:
    """Read every `jobindsats_*.csv` in a folder (UTF-8, comma, decimal point or comma)."""
    found = Tidy()
    files = sorted(folder.glob("jobindsats_*.csv"))
    if not files:
        found.faults.append(f"{folder}: her er ingen filer, der hedder jobindsats_*.csv.")
    for file in files:
        raw = file.read_bytes()
        found.files[file.name] = hashlib.sha256(raw).hexdigest()
        lines = csv.DictReader(raw.decode("utf-8-sig").splitlines())
        columns = set(lines.fieldnames or ())
        split = next((name for name in SPLIT if name in columns), "")
        if not split and not set(MONTHLY) <= columns:
            found.faults.append(f"{file.name}: kolonnerne kendes ikke. Brug {', '.join(MONTHLY)}.")
            continue
        for line, row in enumerate(lines, start=2):
            _keep(found, f"{file.name}, linje {line}", *_row(row, split))
    return found


def _row(row: dict[str, str], split: str) -> tuple[Key, str, str]:
    measure = row.get("measure", "")
    text = row.get("value", "")
    if split:
        prefix, column = SPLIT[split]
        measure, text = f"{prefix}.{row[split]}", row[column]
    return (measure, row["municipality_slug"], row["period"]), row["table_id"], text


def _keep(found: Tidy, where: str, key: Key, table: str, text: str) -> None:
    for fault in _faults(found, key, text):
        found.faults.append(f"{where}: {fault}")
    value = _number(text)
    found.numbers[key] = value
    found.tables[key[0]] = table


def _faults(found: Tidy, key: Key, text: str) -> Iterator[str]:
    measure, place, period = key
    if not (measure and place):
        yield "kommune eller mål mangler."
    if not PERIOD.fullmatch(period):
        yield f"«{period}» er ikke en måned. Skriv 2026M07."
    if key in found.numbers:
        yield "tallet står her to gange."
    if text and _number(text) is None:
        yield f"«{text}» er ikke et tal."


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", ".")) if text else None
    except ValueError:
        return None
