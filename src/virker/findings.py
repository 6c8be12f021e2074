"""What reading found: errors that stop, and warnings that follow the result."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, Literal

Language = Literal["da", "en"]
Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong with data, and how it is said."""

    severity: Severity
    danish: str
    english: str


RULES: Final[dict[str, Rule]] = {
    "missing_folder": Rule("error", "Mappen findes ikke.", "The folder does not exist."),
    "missing_table": Rule(
        "error",
        "Mappen har hverken weeks, spells eller persons.",
        "The folder holds neither weeks, spells nor persons.",
    ),
    "two_files": Rule(
        "error",
        "Tabellen findes både som parquet og csv. Fjern den ene.",
        "The table is there both as parquet and csv. Remove one.",
    ),
    "unreadable": Rule("error", "Filen kan ikke læses.", "The file cannot be read."),
    "not_utf8": Rule("error", "Filen er ikke UTF-8. Gem den som UTF-8.", "The file is not UTF-8."),
    "ragged_row": Rule(
        "error", "Rækken har et forkert antal felter.", "The row has a wrong number of fields."
    ),
    "missing_column": Rule("error", "En kolonne mangler.", "A column is missing."),
    "repeated_column": Rule(
        "error", "To kolonner har samme navn.", "Two columns have the same name."
    ),
    "missing_person": Rule("error", "Personens id mangler.", "The id of the person is missing."),
    "missing_value": Rule("error", "En værdi mangler.", "A value is missing."),
    "bad_week": Rule(
        "error",
        "Ugen kan ikke læses. Skriv den som 2026-W07.",
        "The week cannot be read. Write it as 2026-W07.",
    ),
    "mixed_time": Rule(
        "error",
        "Tabellen blander ISO-uger og almindelige tal.",
        "The table mixes ISO weeks and plain counts.",
    ),
    "impossible_week": Rule(
        "error",
        "Ugen ligger før 1900 eller efter 2100.",
        "The week lies before 1900 or after 2100.",
    ),
    "unknown_state": Rule(
        "error",
        "Tilstanden er ikke i kodetabellen.",
        "The state is not in the code table.",
    ),
    "duplicate_week": Rule(
        "error",
        "Samme person har samme uge flere gange.",
        "The same person has the same week more than once.",
    ),
    "duplicate_person": Rule(
        "error", "Samme person står flere gange.", "The same person is there more than once."
    ),
    "duplicate_spell": Rule(
        "error",
        "Samme forløb står flere gange.",
        "The same spell is there more than once.",
    ),
    "overlapping_spells": Rule(
        "error", "To forløb overlapper hinanden.", "Two spells overlap each other."
    ),
    "stop_before_start": Rule("error", "Slut ligger før start.", "The stop is before the start."),
    "entry_outside_spell": Rule(
        "error",
        "Første uge, vi så forløbet, ligger uden for forløbet.",
        "The first week we saw the spell lies outside it.",
    ),
    "open_without_stop": Rule(
        "error",
        "Forløbet har ingen slutuge; skriv den sidste uge, vi så.",
        "The spell has no stop; write the last week we saw.",
    ),
    "unknown_person": Rule(
        "error",
        "Personen findes ikke i persons.",
        "The person is not in persons.",
    ),
    "outside_register": Rule(
        "error",
        "Hændelsen ligger uden for alle uger i weeks.",
        "The event lies outside every week in weeks.",
    ),
    "bad_number": Rule("error", "Tallet kan ikke læses.", "The number cannot be read."),
    "bad_code_table": Rule(
        "error", "Kodetabellen kan ikke bruges.", "The code table cannot be used."
    ),
    "outside_followup": Rule(
        "warning",
        "Hændelsen ligger uden for de uger, vi så personen.",
        "The event lies outside the weeks we watched the person.",
    ),
    "backdated": Rule(
        "warning",
        "Ugen er rettet bagud; den seneste registrering gælder.",
        "The week was corrected later; the latest registration counts.",
    ),
    "gap": Rule(
        "warning",
        "Personen har et hul mellem første og sidste uge.",
        "The person has a hole between the first and the last week.",
    ),
    "unknown_kind": Rule(
        "warning",
        "Hændelsens art kendes ikke.",
        "The kind of the event is not known.",
    ),
    "no_history": Rule(
        "warning",
        "Personen har ingen uger og ingen forløb.",
        "The person has neither weeks nor spells.",
    ),
    "unsorted": Rule(
        "warning",
        "Rækkerne er ikke ordnet efter person og uge; vi har ordnet dem.",
        "The rows are not sorted by person and week; we sorted them.",
    ),
    "empty_table": Rule("warning", "Tabellen er tom.", "The table is empty."),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that some rows broke.

    Attributes:
        rule: A key of `RULES`.
        table: The table it was found in.
        count: How many rows.
        lines: The first lines in the file (the header of a csv is line 1; a parquet row is
            counted from 1). Never the content of the rows: nothing personal.
        column: The column it concerns, or empty.
    """

    rule: str
    table: str
    count: int
    lines: tuple[int, ...] = ()
    column: str = ""

    @property
    def severity(self) -> Severity:
        """Error (stops) or warning (follows the result)."""
        return RULES[self.rule].severity

    def text(self, language: Language = "da") -> str:
        """Say what was found, where and how often."""
        rule = RULES[self.rule]
        words = rule.danish if language == "da" else rule.english
        where = f"{self.table}.{self.column}" if self.column else self.table
        lines = ("linje" if language == "da" else "line", ", ".join(map(str, self.lines)))
        more = " …" if self.count > len(self.lines) > 0 else ""
        return f"{where}: {words} ({self.count}×{f'; {lines[0]} {lines[1]}{more}' if self.lines else ''})"


@dataclass(frozen=True, slots=True)
class Report:
    """Everything reading found, and how many rows were read.

    Attributes:
        findings: Errors and warnings, in the order of the tables.
        rows: Rows read per table.
    """

    findings: tuple[Finding, ...] = ()
    rows: dict[str, int] = field(default_factory=dict[str, int])

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that stop everything."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that are kept with the result."""
        return tuple(finding for finding in self.findings if finding.severity == "warning")

    def text(self, language: Language = "da") -> str:
        """Say it all, one finding a line."""
        kind = {"error": "FEJL", "warning": "OBS"} if language == "da" else {}
        lines = [f"{kind.get(f.severity, f.severity)} {f.text(language)}" for f in self.findings]
        fine = "Ingen fejl fundet." if language == "da" else "No errors found."
        return "\n".join(lines) or fine

    def as_dict(self) -> dict[str, Any]:
        """Give plain values for JSON."""
        return {
            "rows": dict(self.rows),
            "errors": len(self.errors),
            "warnings": len(self.warnings),
            "findings": [
                {
                    "rule": finding.rule,
                    "severity": finding.severity,
                    "table": finding.table,
                    "column": finding.column,
                    "count": finding.count,
                    "lines": list(finding.lines),
                    "text": {"da": finding.text("da"), "en": finding.text("en")},
                }
                for finding in self.findings
            ],
        }
