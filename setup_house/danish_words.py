"""Put all that the screen says in Danish into one file, so that its spelling can be checked.

Every text on a screen stands in the catalogue: the Danish is the source, the English its
translation, and a test holds that none is missing. Runs inside .venv.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import polib

CATALOGUES = Path(__file__).resolve().parents[1] / "src"
NOT_WORDS = re.compile(r"%\(\w+\)[sdg]|%[sd]|<[^>]*>|\{\w*\}|\b[\w.]+\.(yaml|csv|md)\b")


def danish() -> list[str]:
    """Every Danish text, without placeholders and tags."""
    found: list[str] = []
    for catalogue in sorted(CATALOGUES.rglob("en/LC_MESSAGES/*.po")):
        for entry in polib.pofile(str(catalogue)):
            texts = [text for text in (entry.msgid, entry.msgid_plural) if text]
            found += [NOT_WORDS.sub(" ", text) for text in texts]
    return found


def main() -> int:
    """Write them to the file named on the command line, one a line."""
    file = Path(sys.argv[1])
    file.parent.mkdir(exist_ok=True)
    file.write_text("\n".join(danish()) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
