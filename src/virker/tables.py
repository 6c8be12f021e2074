"""The data contract: the four tables all evidence is made from, and how a folder is read.

`weeks`: person, week, state. `spells`: person, spell, entry, start, stop, exit. `events`: person,
kind, start, stop, amount. `persons`: person, covariates, caseworker, team, municipality.
Every name, unit and meaning is written in `docs/reference/contract.md`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyarrow as pa

from virker.codes import CodeTable
from virker.errors import BadData
from virker.findings import Finding, Report
from virker.reading.checks import check_events, check_persons, check_spells, check_weeks, whole
from virker.reading.files import TEXT, find_file, has_columns, lengthened, load, texts
from virker.reading.notes import Notes
from virker.reading.together import check_together

if TYPE_CHECKING:
    import os

TABLES: Final = ("weeks", "spells", "events", "persons")

SCHEMAS: Final[dict[str, pa.Schema]] = {
    "weeks": pa.schema([("person", TEXT), ("week", pa.int32()), ("state", TEXT)]),
    "spells": pa.schema(
        [
            ("person", TEXT),
            ("spell", TEXT),
            ("entry", pa.int32()),
            ("start", pa.int32()),
            ("stop", pa.int32()),
            ("exit", TEXT),
        ]
    ),
    "events": pa.schema(
        [
            ("person", TEXT),
            ("kind", TEXT),
            ("start", pa.int32()),
            ("stop", pa.int32()),
            ("amount", pa.float64()),
        ]
    ),
    "persons": pa.schema([("person", TEXT)]),
}
"""The columns every read table has; more columns (covariates) follow as they stand in the file."""


def _empty(table: str) -> pa.Table:
    return SCHEMAS[table].empty_table()


@dataclass(frozen=True, slots=True)
class Data:
    """What a data folder holds, checked. A table that is not there has no rows.

    Attributes:
        weeks: One row per person and week: `person`, `week` (whole weeks since 1970-W01, or plain
            counts), `state` (a name of `virker.names.STATES`, or an own state of the code table).
        spells: One row per spell: `entry` (first week we watched), `start` (first week), `stop`
            (first week after it, or the first week we no longer watched), `exit` (missing: open).
        events: One row per event: `kind`, `start` (first week), `stop` (first week after;
            missing: one week, or still running), `amount` (hours, kroner, or what was recorded).
        persons: One row per person: covariates and, where known, caseworker, team, municipality.
        codes: What the codes of the folder mean.
        report: What reading found. Only warnings: with errors there is no Data.
    """

    weeks: pa.Table = field(default_factory=lambda: _empty("weeks"))
    spells: pa.Table = field(default_factory=lambda: _empty("spells"))
    events: pa.Table = field(default_factory=lambda: _empty("events"))
    persons: pa.Table = field(default_factory=lambda: _empty("persons"))
    codes: CodeTable = field(default_factory=CodeTable)
    report: Report = field(default_factory=Report)


def read(folder: str | os.PathLike[str], *, codes: CodeTable | None = None) -> Data:
    r"""Read and check a data folder.

    Args:
        folder: Holds `weeks`, `spells`, `events`, `persons` as `.parquet` or `.csv` (UTF-8,
            comma), any of them; and `codes.csv` (code, state) where codes are the folder's own.
        codes: What the codes mean; goes before the folder's own `codes.csv`.

    Returns:
        The tables; nothing is dropped in silence. Warnings are in `.report`.

    Raises:
        BadData: The folder has errors; `.report` says which, how many and on which lines.

    Examples:
        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp())
        >>> _ = (folder / "weeks.csv").write_text("person,week,state\na,2026-W07,job\n")
        >>> read(folder).weeks.to_pylist()
        [{'person': 'a', 'week': 2928, 'state': 'job'}]
    """
    data, report = _read(Path(folder), codes)
    if report.errors or data is None:
        raise BadData(report)
    return data


def from_arrow(tables: dict[str, pa.Table], *, codes: CodeTable | None = None) -> Data:
    """Check Arrow tables as if they had been read from a folder.

    Args:
        tables: Any of `weeks`, `spells`, `events`, `persons`.
        codes: What the codes mean.

    Raises:
        BadData: The tables have errors; lines are counted from 1.

    Examples:
        >>> weeks = pa.table({"person": ["a"], "week": ["2026-W07"], "state": ["dagpenge"]})
        >>> from_arrow({"weeks": weeks}).weeks.to_pylist()
        [{'person': 'a', 'week': 2928, 'state': 'UI'}]
    """
    notes = {name: Notes(name) for name in TABLES}
    shaped = {name: lengthened(table, name, notes[name]) for name, table in tables.items()}
    raw = {
        name: texts(table, name)
        for name, table in shaped.items()
        if has_columns(table, name, notes[name])
    }
    report = Report((), {name: table.num_rows for name, table in raw.items()})
    checked = _checked(raw, notes, codes or CodeTable())
    report = Report(tuple(_errors(notes, every=True)), report.rows)
    if report.errors:
        raise BadData(report)
    return Data(**checked, codes=codes or CodeTable(), report=report)


def check(folder: str | os.PathLike[str], *, codes: CodeTable | None = None) -> Report:
    """Read a data folder only to see what is wrong with it."""
    return _read(Path(folder), codes)[1]


def _read(folder: Path, codes: CodeTable | None) -> tuple[Data | None, Report]:
    general = Notes("folder")
    if not folder.is_dir():
        general.add("missing_folder")
        return None, Report(tuple(general.findings))
    notes = {name: Notes(name) for name in (*TABLES, "codes")}
    codes = codes or _codes(folder, notes["codes"])
    raw: dict[str, pa.Table] = {}
    for name in TABLES:
        path = find_file(folder, name, notes[name])
        if path is not None and (table := load(path, name, notes[name])) is not None:
            raw[name] = table
    rows = {name: table.num_rows for name, table in raw.items()}
    tables = _checked(raw, notes, codes)
    if not {"weeks", "spells", "persons"} & set(raw) and not _errors(notes):
        general.add("missing_table")
    report = Report((*general.findings, *_errors(notes, every=True)), rows)
    return Data(**tables, codes=codes, report=report), report


def _errors(notes: dict[str, Notes], *, every: bool = False) -> list[Finding]:
    found = [finding for note in notes.values() for finding in note.findings]
    return [finding for finding in found if every or finding.severity == "error"]


def _checked(
    raw: dict[str, pa.Table], notes: dict[str, Notes], codes: CodeTable
) -> dict[str, pa.Table]:
    """Check each table by itself, then all of them together."""
    tables: dict[str, pa.Table] = {}
    for name, table in raw.items():
        if name == "weeks":
            tables[name] = check_weeks(table, notes[name], codes)
        elif name == "spells":
            tables[name] = check_spells(table, notes[name], codes)
        elif name == "events":
            tables[name] = check_events(table, notes[name])
        else:
            tables[name] = check_persons(table, notes[name])
    check_together(tables, notes)
    return tables


def _codes(folder: Path, notes: Notes) -> CodeTable:
    """Read the folder's own code table, where it has one."""
    path = find_file(folder, "codes", notes)
    table = load(path, "codes", notes) if path else None
    if table is None:
        return CodeTable()
    pairs = zip(whole(table, "code").to_pylist(), whole(table, "state").to_pylist(), strict=True)
    meaning = dict(pairs)
    if None in meaning or None in meaning.values() or len(meaning) < table.num_rows:
        notes.add("bad_code_table")
        return CodeTable()
    return CodeTable(meaning)
