"""Settings from outside: typed readers that are loud on nonsense."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from pathlib import Path

YES = {"1", "true", "yes", "ja", "on"}
NO = {"0", "false", "no", "nej", "off", ""}

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=67108864;"
        "PRAGMA cache_size=-16000; PRAGMA mmap_size=134217728"
    ),
}
"""Why these: docs/decisions/0004-two-databases.md. Nothing acknowledged is lost in a power cut."""


def load_env_file(path: Path) -> None:
    """Read `NAME=value` lines into the environment; what is already set wins."""
    if not path.exists():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        name, separator, value = stripped.partition("=")
        if not separator or not name.strip().isidentifier():
            raise ImproperlyConfigured(f"{path.name}, linje {number}: skriv NAVN=værdi.")
        os.environ.setdefault(name.strip(), value.strip().strip("'\""))


def text(name: str, default: str = "") -> str:
    """Read a text; white space around it does not count."""
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    """Read a yes or a no."""
    value = os.environ.get(name)
    if value is None:
        return default
    word = value.strip().lower()
    if word not in YES | NO:
        raise ImproperlyConfigured(f"{name}={value!r}: skriv 1 eller 0.")
    return word in YES


def number(name: str, default: int, *, least: int = 0, most: int = 10**9) -> int:
    """Read a whole number between `least` and `most`."""
    value = text(name, str(default))
    if not value.lstrip("-").isdigit() or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{name}={value!r}: skriv et helt tal fra {least} til {most}.")
    return int(value)


def choice(name: str, default: str, options: set[str]) -> str:
    """Read one of a few words."""
    value = text(name, default)
    if value not in options:
        raise ImproperlyConfigured(f"{name}={value!r}: vælg en af {', '.join(sorted(options))}.")
    return value


def listing(name: str, default: str = "") -> list[str]:
    """Read a list with commas between."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def database(name: str, default: str) -> dict[str, Any]:
    """Read a database address: `sqlite:///path` or `postgresql://user:secret@host:port/name`.

    A PostgreSQL that listens on a socket is written `postgresql://user@/name?host=/folder`.
    """
    url = urlsplit(text(name, default))
    if url.scheme == "sqlite" and url.path:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(url.path.removeprefix("/")),
            "OPTIONS": SQLITE_OPTIONS,
        }
    if url.scheme in {"postgres", "postgresql"} and url.path.strip("/"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(url.path.strip("/")),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": unquote(url.hostname or "") or parse_qs(url.query).get("host", [""])[0],
            "PORT": str(url.port or ""),
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 5}},
        }
    raise ImproperlyConfigured(
        f"{name}: skriv sqlite:////hele/stien.sqlite3 eller postgresql://bruger:kode@vært/navn."
    )
