"""The installation's keys. They live in the environment or a file, never in the database."""

from __future__ import annotations

import os
import secrets
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

NAMES: tuple[str, ...] = ("django", "journal", "pseudonym", "private")
"""django signs sessions; journal seals events; pseudonym hides people from the register;
private locks each owner's private notes."""


def make_file(path: Path) -> None:
    """Write a new key file that only its owner can read. Never overwrites."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.writelines(f"{name}={secrets.token_hex(32)}\n" for name in NAMES)


@cache
def read_file(path: Path) -> dict[str, bytes]:
    """Read a key file; a file that others can read is refused."""
    if not path.exists():
        return {}
    if path.stat().st_mode & 0o077:
        raise ImproperlyConfigured(f"{path}: andre kan læse nøglerne. Kør: chmod 600 {path}")
    pairs = (line.partition("=") for line in path.read_text(encoding="ascii").splitlines() if line)
    return {name: bytes.fromhex(value) for name, _, value in pairs}


def find(name: str, path: Path | None) -> bytes:
    """Find a key by name: first `MEDBORGER_KEY_NAME` (hex), then the key file.

    Raises:
        ImproperlyConfigured: There is no such key, or it is shorter than 32 bytes.
    """
    value = os.environ.get(f"MEDBORGER_KEY_{name.upper()}")
    key = bytes.fromhex(value) if value else (read_file(path) if path else {}).get(name)
    if key is None:
        raise ImproperlyConfigured(
            f"Nøglen «{name}» mangler. Kør ./run, eller sæt MEDBORGER_KEY_{name.upper()}."
        )
    if len(key) < 32:
        raise ImproperlyConfigured(f"Nøglen «{name}» er for kort: der skal være mindst 32 bytes.")
    return key


def key(name: str) -> bytes:
    """Give the key by this name for this installation."""
    return find(name, Path(settings.KEY_FILE) if settings.KEY_FILE else None)
