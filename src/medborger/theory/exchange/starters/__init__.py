"""Theories to begin with: ready to be read in, and meant to be made one's own."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent


def starter(name: str) -> str:
    """The text of a starter; empty when there is none by that name."""
    file = HERE / f"{name}.yaml"
    return file.read_text(encoding="utf-8") if name.isidentifier() and file.exists() else ""
