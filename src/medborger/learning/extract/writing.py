"""Write the extract: the same house and the same week give the same bytes."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
from typing import TYPE_CHECKING

from medborger.learning.extract.columns import COLUMNS
from medborger.learning.extract.gathering import gather
from virker.calendar import week_text

if TYPE_CHECKING:
    from pathlib import Path

    from medborger.foundation.people.models import Municipality
    from medborger.learning.extract.gathering import Row


def write_extract(municipality: Municipality, folder: Path, *, before: int) -> Path:
    """Write weeks, spells, events and persons, and what they mean; replace what was there.

    The old files are gone when the new ones stand: nothing erased stays behind.

    Args:
        municipality: Whose citizens.
        folder: Where; one municipality, one folder.
        before: The first week that is not finished.
    """
    fresh = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True, mode=0o700)
    files = {}
    for table, rows in gather(municipality, before=before).items():
        raw = as_csv(table, rows)
        (fresh / f"{table}.csv").write_bytes(raw)
        files[table] = {"rows": len(rows), "sha256": hashlib.sha256(raw).hexdigest()}
    told = {"before": week_text(before), "municipality": municipality.slug, "files": files}
    text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
    (fresh / "extract.json").write_text(text + "\n", encoding="utf-8")
    (fresh / "COLUMNS.md").write_text(columns_page(), encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    return folder


def as_csv(table: str, rows: list[Row]) -> bytes:
    """One table as UTF-8, comma, one line each."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in COLUMNS[table]])
    writer.writerows(rows)
    return out.getvalue().encode()


def columns_page() -> str:
    """Every column in words, for whoever is handed the extract."""
    lines = ["# Kolonnerne i udtrækket", ""]
    for table, columns in COLUMNS.items():
        lines += [f"## {table}", "", "| kolonne | betyder | kommer fra |", "| --- | --- | --- |"]
        lines += [f"| {c.name} | {c.means} | {c.comes_from} |" for c in columns]
        lines.append("")
    return "\n".join(lines)
