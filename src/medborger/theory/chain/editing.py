"""The table with a way into each cell: what stands there, or the form when it is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from medborger.theory.chain.documents import document_of
from medborger.theory.exchange.table import lay_out_table

if TYPE_CHECKING:
    from medborger.theory.chain.models import TheoryVersion
    from medborger.theory.exchange.document import Document, Element
    from medborger.theory.exchange.table import Column

NOBODY = "alle"
"""Stands for "no audience" in an address."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell one can write in."""

    column: Column
    row: int
    element: Element | None
    is_open: bool

    @property
    def audience(self) -> str:
        """The audience as the address says it."""
        return self.column.audience or NOBODY


@dataclass(frozen=True, slots=True)
class EditPage:
    """A draft as a table to write in."""

    version: TheoryVersion
    document: Document
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def edit_page(
    version: TheoryVersion, *, key: str = "", blank: tuple[str, str, int] | None = None
) -> EditPage:
    """Lay out the draft, with one row more than it has; one cell may be open."""
    document = document_of(version)
    table = lay_out_table(document)
    below = (None,) * len(table.columns)
    rows = tuple(
        tuple(
            _cell(column, number, element, key, blank)
            for column, element in zip(table.columns, cells, strict=True)
        )
        for number, cells in enumerate((*table.rows, below), start=1)
    )
    return EditPage(version, document, table.columns, rows)


def _cell(
    column: Column, row: int, element: Element | None, key: str, blank: tuple[str, str, int] | None
) -> Cell:
    here = (column.level, column.audience or NOBODY, row)
    return Cell(column, row, element, element.key == key if element else here == blank)
