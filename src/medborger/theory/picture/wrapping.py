"""Break a text into lines that fit a width, without a font at hand."""

from __future__ import annotations

NARROW, WIDE = "iljtfrI.,:;'!|()[] -", "mwMWÆæ@%—"
SIZE = 13.0
"""Size of the picture's letters, in its own units."""


def length(text: str) -> float:
    """How long a line is; a little too long rather than too short."""
    return SIZE * sum(0.34 if c in NARROW else 0.88 if c in WIDE else 0.6 for c in text)


def wrap(text: str, width: float) -> list[str]:
    """Break at blanks; a word that is too long is broken inside."""
    lines: list[str] = []
    line = ""
    for word in (piece for whole in text.split() for piece in _pieces(whole, width)):
        longer = f"{line} {word}".strip()
        if line and length(longer) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines


def _pieces(word: str, width: float) -> list[str]:
    """A word in pieces that each fit."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and length(pieces[-1] + letter) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
