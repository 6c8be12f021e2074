"""What a front page is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """One thing; with an address it is a link."""

    title: Any
    url: str = ""
    tells: Any = ""
    state: Any = ""
    kind: str = "warning"


@dataclass(frozen=True, slots=True)
class Card:
    """Things of one kind, what it means when there are none, and where there is more.

    Attributes:
        title: What the things are.
        icon: A sign of the design.
        lines: The things, the most urgent first.
        nothing: What an empty card teaches.
        more: Links, as (label, address).
        tone: warm for what waits, calm for what can be read.
    """

    title: Any
    icon: str
    lines: list[Line]
    nothing: Any = ""
    more: tuple[tuple[Any, str], ...] = ()
    tone: str = ""
