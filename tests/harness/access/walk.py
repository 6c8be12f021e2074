"""Walk every address as everybody, with every method, and tell what should not have happened."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from django.db import transaction
from django.template import engines
from django.test import Client
from django.urls import get_resolver, reverse

from medborger.foundation.access.declare import declared
from medborger.foundation.access.models import Look
from medborger.foundation.journal.models import Event
from tests.harness.access import judge, table
from tests.harness.access.judge import Visit
from tests.harness.access.table import LIBRARY, STRANGER, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db import models
    from django.http import HttpResponse

    from tests.harness.access.world import World

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
LONG = bool(os.environ.get("ACCESS_LONG"))
"""In the long form everybody tries everything. In the short form everybody tries GET and POST on
every row, and those in `NEAR` also the other methods, what is private, and what is not there."""
NOWHERE, NOTHING_THERE = "nowhere", "00000000-0000-4000-8000-000000000000"
ADD = '«{0}» has no row. Add one to TABLE in tests/harness/access/table.py: Row("{0}", gets=…)'


@dataclass(frozen=True)
class Endpoint:
    """One address: its name, its arguments and its view."""

    name: str
    arguments: tuple[str, ...]
    view: Any


@dataclass
class Walk:
    """A walk through the house in a world."""

    world: World
    cookies: dict[str, str] = field(default_factory=dict)
    visits: int = 0

    def faults(self, only: str = "") -> list[str]:
        """Name everything that should not have happened; `only` keeps to names that begin so."""
        rows = table.answers()
        found, seen = [], set()
        for endpoint in endpoints():
            seen.add(endpoint.name)
            if endpoint.name.startswith(only):
                found += self._faults_at(endpoint, rows.get(endpoint.name, []))
        found += [f"«{name}» has a row but no address" for name in rows.keys() - seen]
        return found

    def _faults_at(self, endpoint: Endpoint, rows: list[Row]) -> Iterator[str]:
        if endpoint.name.startswith(LIBRARY):
            yield from self._faults_in_library(endpoint)
            return
        if declared(endpoint.view) is None:
            yield f"«{endpoint.name}» has no access declaration"
        if not rows:
            yield ADD.format(endpoint.name)
        for row in rows:
            address = self._address(endpoint, row.at)
            for who, method in product((STRANGER, *self.world.people), METHODS):
                if LONG or method in {"GET", "POST"} or who in table.NEAR:
                    yield from judge.in_table(self._visit(row, address, who, method))
        if rows and _model_of(endpoint) is not None:
            yield from self._faults_at_nothing(endpoint, rows[0])
            yield from self._faults_in_private(endpoint, rows)

    def _faults_in_library(self, endpoint: Endpoint) -> Iterator[str]:
        address, row = self._address(endpoint, "open"), Row(endpoint.name)
        for who, method in product(self._near(), ("GET", "POST")):
            with patch.object(engines["django"].engine, "string_if_invalid", ""):
                yield from judge.in_library(self._visit(row, address, who, method))

    def _faults_at_nothing(self, endpoint: Endpoint, row: Row) -> Iterator[str]:
        address = self._address(endpoint, NOWHERE)
        for who in self._near():
            method = "GET" if row.gets else "POST"
            yield from judge.at_nothing(self._visit(row, address, who, method))

    def _faults_in_private(self, endpoint: Endpoint, rows: list[Row]) -> Iterator[str]:
        model = _model_of(endpoint)
        for at, row in product(("private", "shared"), rows[:1]):
            item = self.world.row(model, at)
            readers = self.world.readers_of(item) if item else None
            if readers is None:
                continue
            address = self._address(endpoint, at)
            for who, method in product(self._near(), ("GET", "POST")):
                visit = self._visit(row, address, who, method)
                yield from judge.in_private(visit, readers)

    def _near(self) -> Iterable[str]:
        return (STRANGER, *self.world.people) if LONG else table.NEAR

    def _address(self, endpoint: Endpoint, at: str) -> str:
        values = {name: self._value(endpoint, name, at) for name in endpoint.arguments}
        return reverse(endpoint.name, kwargs=values)

    def _value(self, endpoint: Endpoint, argument: str, at: str) -> str:
        model = _model_of(endpoint)
        if model is not None and declared(endpoint.view).argument == argument:
            return NOTHING_THERE if at == NOWHERE else self._id(model, at)
        named = table.ARGUMENTS | self.world.words
        ways = (f"{argument}@{at}", f"{endpoint.name}:{argument}", argument)
        return next((named[way] for way in ways if way in named), NOTHING_THERE)

    def _id(self, model: type[models.Model], at: str) -> str:
        row = self.world.row(model, at)
        assert row is not None, f"the world has no {at} {model.__name__} about the citizen"
        return str(row.public_id)

    def _visit(self, row: Row, address: str, who: str, method: str) -> Visit:
        self.visits += 1
        client, events = self._client(who), Event.objects.count()
        looks = Look.objects.filter(
            subject=self.world.people["citizen"], viewer=self.world.people.get(who)
        )
        with transaction.atomic():
            answer = self._send(client, method, address, row)
            noted, changed = looks.count(), Event.objects.count() != events
            transaction.set_rollback(True)
        heard = frozenset(self.world.cage.heard_in(_everything(answer)))
        return Visit(row, method, who, answer, heard, noted > looks.count(), changed)

    def _send(self, client: Client, method: str, address: str, row: Row) -> HttpResponse:
        if method in {"GET", "HEAD"}:
            return getattr(client, method.lower())(address)
        if method != "POST":
            return client.generic(method, address)
        sends = {
            name: self.world.words[text[1:]] if text.startswith("$") else text
            for name, text in row.sends.items()
        }
        return client.post(address, sends)

    def _client(self, who: str) -> Client:
        client = Client(raise_request_exception=False)
        if who == STRANGER:
            return client
        if who not in self.cookies:
            client.force_login(self.world.people[who])
            self.cookies[who] = client.cookies["session"].value
        client.cookies["session"] = self.cookies[who]
        return client


def endpoints(
    patterns: Any = None, space: str = "", before: tuple[str, ...] = ()
) -> Iterator[Endpoint]:
    """Every address the house answers to, read from the resolver."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        arguments = (*before, *pattern.pattern.converters)
        if hasattr(pattern, "url_patterns"):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from endpoints(pattern.url_patterns, inner, arguments)
        else:
            names = arguments or tuple(pattern.pattern.regex.groupindex)
            yield Endpoint(f"{space}{pattern.name}", names, pattern.callback)


def _model_of(endpoint: Endpoint) -> type[models.Model] | None:
    rule = declared(endpoint.view)
    return rule.model if rule is not None else None


def _everything(answer: HttpResponse) -> str:
    body = answer.getvalue() if answer.streaming else answer.content
    headers = "\n".join(f"{name}: {value}" for name, value in answer.items())
    return f"{headers}\n{answer.cookies.output()}\n{body.decode(errors='replace')}"
