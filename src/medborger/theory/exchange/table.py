"""The table is the master: columns by level and audience, rows as the source has them."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from medborger.theory.exchange.document import Audience, Document, Element, Level


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a level, and an audience where the level has one for each."""

    title: str
    level: str
    audience: str | None


@dataclass(frozen=True, slots=True)
class Table:
    """Columns, and rows with an element or a blank in each cell."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Element | None, ...], ...]


def level_name(level: Level) -> str:
    """The organisation's own name for the level, or the usual one."""
    if level.name:
        return level.name
    return {
        "challenge": _("Udfordring"),
        "goal": _("Mål"),
        "active_mechanism": _("Virksom mekanisme"),
        "trial_action": _("Prøvehandling"),
        "sign": _("Tegn"),
        "sub_goal": _("Delmål"),
        "end_goal": _("Slutmål"),
        "vision": _("Vision"),
    }[level.key]


def lay_out_table(document: Document) -> Table:
    """Put every element in its cell; blanks stay blank."""
    columns: list[Column] = []
    stacks: list[dict[int, Element]] = []
    for level in document.head.levels:
        inside = [e for e in document.elements if e.level == level.key]
        for column in _columns(level, document.head.audiences, inside):
            columns.append(column)
            stacks.append(_stack(column, level, inside))
    height = max((row for stack in stacks for row in stack), default=0)
    rows = tuple(tuple(stack.get(row) for stack in stacks) for row in range(1, height + 1))
    return Table(tuple(columns), rows)


def _columns(level: Level, audiences: tuple[Audience, ...], inside: list[Element]) -> list[Column]:
    """One column, or one for each audience; one more for elements that are for nobody in particular."""
    name = level_name(level)
    if not level.has_columns or not audiences:
        return [Column(name, level.key, None)]
    columns = [Column(a.column or f"{name}: {a.name}", level.key, a.key) for a in audiences]
    if any(e.audience is None for e in inside):
        columns.append(Column(name, level.key, None))
    return columns


def _stack(column: Column, level: Level, inside: list[Element]) -> dict[int, Element]:
    """The elements of a column by row; those without a row come last."""
    split = level.has_columns and column.audience is not None
    mine = [
        e
        for e in inside
        if not level.has_columns or e.audience == column.audience or (not split and not e.audience)
    ]
    stack = {e.row: e for e in mine if e.row is not None}
    for element in mine:
        if element.row is None:
            stack[max(stack, default=0) + 1] = element
    return stack


def table_csv(table: Table) -> str:
    """The table as CSV: a header, the row's number first, then the theory's own columns."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_("Række"), *(column.title for column in table.columns)])
    for number, row in enumerate(table.rows, start=1):
        writer.writerow([number, *(cell.text if cell else "" for cell in row)])
    return out.getvalue()
