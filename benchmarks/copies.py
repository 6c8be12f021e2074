"""The bulk loader: copies of a told municipality, rows and valid chains written directly.

Only benchmarks use it. The real services tell a small municipality once; each copy gets the same
rows with new ids, new public ids and new salts, and its chains are sealed anew. A test in
tests/demo shows that a copy's rows equal those the services wrote.
"""

from __future__ import annotations

import json
import re
import secrets
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING, Any

from django.core.management.color import no_style
from django.db import connection, transaction

from medborger.encounter.insight.models import Question
from medborger.encounter.plan.models import (
    Disagreement,
    Goal,
    Note,
    Plan,
    PlanVersion,
    Share,
    Step,
    Suggestion,
)
from medborger.foundation import keys
from medborger.foundation.access.models import Look, OwnOpening
from medborger.foundation.journal.models import Chain, Event, new_number
from medborger.foundation.journal.seal import START, commit, seal
from medborger.foundation.outbox.models import Message
from medborger.foundation.people.models import Engagement, Municipality, Person, Relation, Team

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model

MODELS: tuple[type[Model], ...] = (
    Team, Person, Engagement, Relation, Plan, Goal, Step, Note, Suggestion, Share, Disagreement,
    Look, Question, Event, Chain, PlanVersion, OwnOpening, Message,
)  # fmt: skip
"""Each after those it points at, and lines of the journal after all they can name."""
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Row = dict[str, Any]


@dataclass
class Table:
    """The rows of one model in the municipality that is copied."""

    model: type[Model]
    columns: list[str]
    points_at: dict[str, type[Model]]
    rows: list[Row] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The column that identifies a row."""
        return str(self.model._meta.pk.column)

    @property
    def own_key(self) -> bool:
        """Whether rows are numbered here, and not by what they belong to."""
        return self.key not in self.points_at


def read(slug: str) -> list[Table]:
    """Read every row that belongs to one municipality, as the database keeps it."""
    inside: dict[type[Model], set[Any]] = {}
    home = Municipality.objects.get(slug=slug).pk
    tables = []
    for model in MODELS:
        table = _table(model)
        for row in _rows(table):
            elsewhere = row.get("municipality_id", home) != home
            if not elsewhere and _is_inside(row, table, inside):
                table.rows.append(row)
        inside[model] = {row[table.key] for row in table.rows}
        tables.append(table)
    return tables


def _table(model: type[Model]) -> Table:
    fields = model._meta.concrete_fields
    points_at = {f.column: f.related_model for f in fields if f.related_model in MODELS}
    return Table(model, [f.column for f in fields], points_at)  # type: ignore[arg-type]


def _rows(table: Table) -> Iterator[Row]:
    names = ", ".join(connection.ops.quote_name(c) for c in table.columns)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM {table.model._meta.db_table} ORDER BY 1")
        for row in cursor.fetchall():
            yield dict(zip(table.columns, row, strict=True))


def _is_inside(row: Row, table: Table, inside: dict[type[Model], set[Any]]) -> bool:
    return all(
        row[column] is None or row[column] in inside[model]
        for column, model in table.points_at.items()
        if model in inside
    )


class Copier:
    """Writes copies of what was read."""

    def __init__(self, slug: str) -> None:
        self.tables = read(slug)
        self.next_id = {t.model: count(self._last_id(t) + 1) for t in self.tables if t.own_key}
        self.journal_key = keys.key("journal")

    def _last_id(self, table: Table) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT max({table.key}) FROM {table.model._meta.db_table}")
            return int(cursor.fetchone()[0] or 0)

    def write(self, copies: int, *, at_a_time: int = 20, first: int = 1) -> None:
        """Write so many copies, a few in each transaction."""
        for begin in range(first, first + copies, at_a_time):
            with transaction.atomic():
                self._write_some(range(begin, min(begin + at_a_time, first + copies)))
        with connection.cursor() as cursor:
            for sql in connection.ops.sequence_reset_sql(no_style(), list(MODELS)):
                cursor.execute(sql)

    def _write_some(self, numbers: range) -> None:
        made = [Copy(self, number).made() for number in numbers]
        for table in self.tables:
            _insert(table, [row for rows in made for row in rows[table.model]])


def _insert(table: Table, rows: list[Row]) -> None:
    names = ", ".join(connection.ops.quote_name(c) for c in table.columns)
    holes = ", ".join(["%s"] * len(table.columns))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table.model._meta.db_table} ({names}) VALUES ({holes})",
            [tuple(row[column] for column in table.columns) for row in rows],
        )


class Copy:
    """One copy while it is made."""

    def __init__(self, copier: Copier, number: int) -> None:
        self.copier = copier
        self.number = number
        self.ids: dict[type[Model], dict[Any, Any]] = {}
        self.public: dict[str, str] = {}
        self.heads: dict[Any, tuple[int, str]] = {}
        self.people: dict[Any, str] = {}

    def made(self) -> dict[type[Model], list[Row]]:
        """The copy's rows by model."""
        return {table.model: self._copied(table) for table in self.copier.tables}

    def _copied(self, table: Table) -> list[Row]:
        ids = self.ids[table.model] = {}
        rows = []
        for old in table.rows:
            row = dict(old)
            for column, model in table.points_at.items():
                if row[column] is not None:
                    row[column] = self.ids[model][row[column]]
            if table.own_key:
                row[table.key] = next(self.copier.next_id[table.model])
            ids[old[table.key]] = row[table.key]
            if "public_id" in row:
                row["public_id"] = self._new_public_id(old["public_id"])
            self._finish(table.model, row)
            rows.append(row)
        return rows

    def _new_public_id(self, old: Any) -> Any:
        new = uuid.uuid4()
        self.public[str(uuid.UUID(str(old)))] = str(new)
        return new.hex if isinstance(old, str) else new

    def _finish(self, model: type[Model], row: Row) -> None:
        """What must be unique, and what is sealed."""
        if model is Person:
            row["login"] = f"{row['login']}~{self.number}"
            self.people[row["id"]] = str(uuid.UUID(str(row["public_id"])))
        elif model is Team:
            row["name"] = f"{row['name']} {self.number}"
        elif model is Event:
            self._seal(row)
        elif model is Chain:
            row["length"], row["mac"] = self.heads.get(row["subject_id"], (0, START))

    def _seal(self, row: Row) -> None:
        """Tie the line to the one before it, with a salt of its own."""
        told = row["payload"] if isinstance(row["payload"], str) else json.dumps(row["payload"])
        payload = json.loads(UUID.sub(lambda found: self.public[found.group()], told))
        seq, previous = self.heads.get(row["subject_id"], (0, START))
        assert row["seq"] == seq + 1, "events are read in the order of their chain"
        row["payload"] = json.dumps(payload)
        row["salt"], row["number"] = secrets.token_bytes(16), new_number()
        row["commitment"] = commit(payload, salt=row["salt"])
        row["mac"] = seal(
            self.copier.journal_key,
            chain=self.people[row["subject_id"]],
            seq=row["seq"],
            at=_aware(row["at"]),
            kind=row["kind"],
            actor=self.people[row["actor_id"]],
            commitment=row["commitment"],
            previous=previous,
        )
        self.heads[row["subject_id"]] = (row["seq"], row["mac"])


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
