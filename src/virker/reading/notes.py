"""The notebook of one table while it is read: what was wrong, in which rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from virker.findings import Finding

if TYPE_CHECKING:
    from numpy.typing import NDArray

FIRST_LINES: Final = 5
"""How many lines a finding names."""


@dataclass(slots=True)
class Notes:
    """Collect findings about one table.

    Attributes:
        table: The table's name.
        first_line: The line of the first row in the file: 2 in a csv, 1 in a parquet file.
        lines: The line of each row, where rows were left out; otherwise None.
        findings: What was found so far.
    """

    table: str
    first_line: int = 1
    lines: NDArray[np.int64] | None = None
    findings: list[Finding] = field(default_factory=list[Finding])

    def add(self, rule: str, count: int = 1, column: str = "") -> None:
        """Note something about the table as a whole."""
        self.findings.append(Finding(rule, self.table, count, (), column))

    def rows(self, rule: str, rows: NDArray[np.bool_ | np.int64], column: str = "") -> None:
        """Note the rows (a mask, or row numbers) that break a rule; nothing when there are none."""
        found = np.flatnonzero(rows) if rows.dtype == np.bool_ else np.unique(rows)
        if not len(found):
            return
        first = found[:FIRST_LINES]
        lines = self.lines[first] if self.lines is not None else first + self.first_line
        self.findings.append(
            Finding(rule, self.table, len(found), tuple(int(line) for line in lines), column)
        )

    @property
    def has_errors(self) -> bool:
        """Say whether anything found so far must stop the reading."""
        return any(finding.severity == "error" for finding in self.findings)
