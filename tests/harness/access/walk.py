"""Walk every address as everybody, with every method, and tell what should not have happened."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from medborger.foundation.access.declare import declared
from medborger.foundation.access.models import Look
from medborger.foundation.journal.models import Event
from tests.harness.access import judge, table
from tests.harness.access.canaries import ours
from tests.harness.access.judge import Visit
from tests.harness.access.table import LIBRARY, STRANGER, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

    from tests.harness.access.world import World

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
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
                found += self._faults_at(endpoint, rows.get(endpoint.name))
        found += [f"«{name}» has a row but no address" for name in rows.keys() - seen]
        return found

    def _faults_at(self, endpoint: Endpoint, row: Row | None) -> Iterator[str]:
        library = endpoint.name.startswith(LIBRARY)
        if not library and declared(endpoint.view) is None:
            yield f"«{endpoint.name}» has no access declaration"
        if row is None and not library:
            yield ADD.format(endpoint.name)
            return
        address, nowhere = self._address(endpoint), self._address(endpoint, nowhere=True)
        for who in (STRANGER, *self.world.people):
            for method in ("GET", "POST") if library else METHODS:
                visit = self._visit(row or Row(endpoint.name), address, who, method)
                yield from judge.in_library(visit) if library else judge.in_table(visit)
            if row and nowhere != address:
                yield from judge.at_nothing(self._visit(row, nowhere, who, "GET"))

    def _address(self, endpoint: Endpoint, *, nowhere: bool = False) -> str:
        values = {name: self._value(name, nowhere=nowhere) for name in endpoint.arguments}
        return reverse(endpoint.name, kwargs=values)

    def _value(self, argument: str, *, nowhere: bool) -> str:
        model = next((m for m in ours() if f"{m._meta.model_name}_id" == argument), None)
        if model is None:
            return table.ARGUMENTS.get(argument, "00000000-0000-4000-8000-000000000000")
        if nowhere:
            return "00000000-0000-4000-8000-000000000000"
        found = self.world.row_of(model, "citizen")
        assert found is not None, f"world.py makes no {model.__name__} about the citizen"
        return str(found.public_id)

    def _visit(self, row: Row, address: str, who: str, method: str) -> Visit:
        self.visits += 1
        client = self._client(who)
        sends = row.sends if method == "POST" else {}
        events = Event.objects.count()
        with transaction.atomic():
            answer = (
                client.generic(method, address)
                if method not in {"GET", "HEAD", "POST"}
                else (getattr(client, method.lower())(address, sends))
            )
            noted = Look.objects.filter(
                subject=self.world.people["citizen"], viewer=self.world.people.get(who)
            ).count()
            changed = Event.objects.count() != events
            transaction.set_rollback(True)
        heard = frozenset(self.world.cage.heard_in(_everything(answer)))
        return Visit(row, method, who, answer, heard, noted > self._noted_before(who), changed)

    def _noted_before(self, who: str) -> int:
        return Look.objects.filter(
            subject=self.world.people["citizen"], viewer=self.world.people.get(who)
        ).count()

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


def _everything(answer: HttpResponse) -> str:
    body = answer.getvalue() if answer.streaming else answer.content
    headers = "\n".join(f"{name}: {value}" for name, value in answer.items())
    return f"{headers}\n{answer.cookies.output()}\n{body.decode(errors='replace')}"
