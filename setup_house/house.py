"""What needs the installed packages: keys and translations. Runs inside .venv."""

from __future__ import annotations

import os
from pathlib import Path

import polib

from medborger.foundation import keys

ROOT = Path(__file__).resolve().parents[1]


def make() -> None:
    """Make the key file the first time, and compile the translations."""
    folder = Path(os.environ.get("MEDBORGER_VAR") or ROOT / "var")
    file = Path(os.environ.get("MEDBORGER_KEY_FILE") or folder / "keys")
    if not file.exists():
        keys.make_file(file)
    compile_translations()


def compile_translations() -> None:
    """Write the .mo file beside every .po file."""
    for catalogue in (ROOT / "src").rglob("*.po"):
        polib.pofile(str(catalogue)).save_as_mofile(str(catalogue.with_suffix(".mo")))
