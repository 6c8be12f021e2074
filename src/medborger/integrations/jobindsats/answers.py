"""What Jobindsats answers, as cells: an area, a measure, a period, and a number or none."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

AREA: Final = ("area", "område", "_nykom", "nykom")
PERIOD: Final = ("period", "periode", "period.m", "period.q", "period.y")
SUPPRESSED: Final = ("", "*", "-", "..", ".", "x", "/")
"""How a cell says that it is not shown. A hyphen may be nought or hidden: we take it as hidden."""
GROUPED: Final = re.compile(r"-?\d{1,3}(\.\d{3})+")
PERIODS: Final = re.compile(r"\d{4}(M(0[1-9]|1[0-2])|Q0?[1-4]|Y01|QMAT0?[1-4])")


class JobindsatsFault(Exception):
    """Jobindsats could not give what was asked for; the text is Danish and says what to do."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One number as it was published.

    Attributes:
        area: The area's name, as Jobindsats writes it.
        measure: The measure's name.
        period: `2026M07`, `2026Q01`, `2025Y01` or a rolling year.
        value: None where the number is suppressed.
    """

    area: str
    measure: str
    period: str
    value: float | None


def number(text: object) -> float | None:
    """Read a number with decimal comma (and dots between thousands) or decimal point.

    >>> number("1.234,5"), number("9,1"), number("12.5"), number("..")
    (1234.5, 9.1, 12.5, None)
    """
    if text is None:
        return None
    if isinstance(text, int | float):
        return float(text)
    written = str(text).strip().replace("\u00a0", "").replace(" ", "").removesuffix("%")
    if written in SUPPRESSED:
        return None
    if "," in written or GROUPED.fullmatch(written):
        written = written.replace(".", "").replace(",", ".")
    try:
        return float(written)
    except ValueError:
        raise JobindsatsFault(f"«{text}» fra Jobindsats er ikke et tal.") from None


def cells_v2(answer: Any) -> list[Cell]:
    """Read version 2: a list of tables, each with `Variables` and rows of `Data`."""
    found: list[Cell] = []
    for table in answer if isinstance(answer, list) else [answer]:
        if not isinstance(table, dict) or not {"Variables", "Data"} <= table.keys():
            raise JobindsatsFault("Svaret fra Jobindsats har en form, vi ikke kender.")
        names = [v.get("Name", "") for v in table["Variables"]]
        labels = [v.get("Label") or v.get("Name", "") for v in table["Variables"]]
        found += _cells(names, labels, table["Data"])
    return found


def cells_v3(answer: Any) -> list[Cell]:
    """Read version 3: `columns` and `rows`; `/` stands for the total of a grouping."""
    if not isinstance(answer, dict) or not {"columns", "rows"} <= answer.keys():
        raise JobindsatsFault("Svaret fra Jobindsats har en form, vi ikke kender.")
    columns = [c if isinstance(c, dict) else {"name": c} for c in answer["columns"]]
    names = [str(c.get("name", "")) for c in columns]
    labels = [str(c.get("label") or c.get("name", "")) for c in columns]
    return list(_cells(names, labels, answer["rows"]))


def cells_csv(text: str) -> list[Cell]:
    """Read version 2's CSV: semicolons, decimal comma, perhaps a byte order mark."""
    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    if not lines:
        raise JobindsatsFault("Svaret fra Jobindsats er tomt.")
    return list(_cells(lines[0], lines[0], lines[1:]))


def _cells(names: list[str], labels: list[str], rows: list[list[Any]]) -> Iterator[Cell]:
    area, period = _column(names, AREA), _column(names, PERIOD)
    for row in rows:
        if len(row) != len(names):
            raise JobindsatsFault("En række fra Jobindsats har ikke alle sine felter.")
        when = str(row[period]).strip()
        if not PERIODS.fullmatch(when):
            raise JobindsatsFault(f"«{when}» fra Jobindsats er ikke en periode, vi kender.")
        for at, label in enumerate(labels):
            if at not in {area, period} and not names[at].startswith("_"):
                yield Cell(str(row[area]).strip(), label.strip(), when, number(row[at]))


def _column(names: list[str], known: tuple[str, ...]) -> int:
    for at, name in enumerate(names):
        if name.lower().removeprefix("hierarchy.") in known:
            return at
    raise JobindsatsFault(f"Svaret fra Jobindsats mangler kolonnen «{known[0]}».")
