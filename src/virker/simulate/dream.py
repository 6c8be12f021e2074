"""The register as a DREAM-shaped folder: one row per person, one column per week, and a code table.

The codes only look like DREAM's; they are our own, and `codes.csv` says what they mean.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from virker.calendar import week_number, week_text
from virker.names import BENEFITS, EDUCATION, PERMANENT, SELF_SUPPORT, SERVICES, STATES
from virker.reading.wide import BLANK
from virker.simulate.folder import FIRST_WEEK, write

if TYPE_CHECKING:
    import os
    from pathlib import Path

    from virker.simulate.register import Register


def dream_codes() -> dict[str, str]:
    """From the code in a cell to the name of a state; an empty cell is `blank`.

    Examples:
        >>> dream_codes()["112"], dream_codes()["blank"]
        ('UI+internship', 'self_support')
    """
    codes = {BLANK: SELF_SUPPORT, "651": EDUCATION, "783": PERMANENT}
    for place, benefit in enumerate(BENEFITS, start=1):
        for number, service in enumerate(("", *SERVICES), start=1):
            codes[f"1{place}{number}"] = f"{benefit}+{service}" if service else benefit
    return codes


def write_dream(
    register: Register, folder: str | os.PathLike[str], *, first_week: str = FIRST_WEEK
) -> Path:
    """Write `weeks.csv` (wide), `codes.csv`, `events.csv` and `persons.csv`.

    Args:
        register: A simulated register.
        folder: Made when it is not there.
        first_week: The ISO week of week 0.

    Returns:
        The folder. An empty cell is a week without benefits, as in DREAM.
    """
    path = write(register, folder, first_week=first_week)
    for table in ("events", "persons"):
        pacsv.write_csv(pq.read_table(path / f"{table}.parquet"), path / f"{table}.csv")
    for table in ("weeks", "spells", "events", "persons"):
        (path / f"{table}.parquet").unlink()
    with (path / "codes.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("code", "state"), *dream_codes().items()])
    _write_weeks(register, path / "weeks.csv", week_number(first_week) or 0)
    return path


def _write_weeks(register: Register, path: Path, zero: int) -> None:
    cell = np.full(256, "", dtype="<U3")
    for code, state in dream_codes().items():
        if code != BLANK:
            cell[STATES[state]] = code
    texts = [week_text(zero + week) for week in range(register.states.shape[1])]
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["person", *(f"y_{text[2:4]}{text[-2:]}" for text in texts)])
        for person, states in zip(register.persons, register.states, strict=True):
            out.writerow([f"p{person + 1:07d}", *cell[states]])
