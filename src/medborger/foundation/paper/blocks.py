"""What a paper is made of. Rooms say what; the template decides how it looks."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title's own, so blocks begin at 2 and skip no level."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; line breaks are kept."""

    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    """A list with a mark before each line."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody's own words, and whose they are: a disagreement, a comment, a quote."""

    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under their column names."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Text | Lines | Told | Table


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper.

    Attributes:
        title: The document's title and first heading.
        language: `da` or `en`, so that it can be read aloud rightly.
        sender: The municipality, with what one needs to answer.
        about: Small facts under the title, such as date and number.
        blocks: What it says.
    """

    title: str
    language: str
    sender: str
    about: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = field(default_factory=tuple)

    def as_data(self) -> dict[str, Any]:
        """Plain data for the template."""
        told = asdict(self)
        told["blocks"] = [
            {"kind": type(block).__name__.lower(), **asdict(block)} for block in self.blocks
        ]
        return told
