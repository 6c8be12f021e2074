"""A theory of change as a file holds it (medborger.theory/1). Nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

FORMAT = "medborger.theory/1"

KNOWN_LEVELS = (
    "challenge",
    "goal",
    "active_mechanism",
    "trial_action",
    "sign",
    "sub_goal",
    "end_goal",
    "vision",
)
"""The levels of the two published chains; a file may add its own with a name."""
PER_AUDIENCE = frozenset({"sub_goal"})
"""Levels that stand in parallel columns, one for each audience."""
LINK_KINDS = ("leads_to", "implements", "shown_by", "presupposes", "counteracts")
ORIGINS = ("source", "workshop", "suggestion")
STRENGTHS = ("untested", "weak", "moderate", "strong")
TENSES = ("now", "future")

Extra = Mapping[str, Any]
"""Keys we do not know are kept as they were read and given back."""


@dataclass(frozen=True, slots=True)
class Level:
    """One step of the chain; a name of its own when the organisation says it differently."""

    key: str
    name: str | None = None
    question: str | None = None
    per_audience: bool | None = None

    @property
    def has_columns(self) -> bool:
        """Whether it stands in one column for each audience."""
        return self.key in PER_AUDIENCE if self.per_audience is None else self.per_audience


@dataclass(frozen=True, slots=True)
class Audience:
    """For whom: citizens, staff, companies."""

    key: str
    name: str
    column: str | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Element:
    """One cell of the theory, word for word."""

    key: str
    level: str
    text: str
    audience: str | None = None
    subgroup: str | None = None
    row: int | None = None
    tense: str | None = None
    same_wording_as: str | None = None
    source_note: str | None = None
    subpoints: tuple[str, ...] = ()
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """One arrow: what leads to what, who says so, and on which assumption."""

    key: str
    source: str
    target: str
    kind: str
    origin: str
    assumption: str | None = None
    strength: str | None = None
    rival: str | None = None
    evidence_for: str | None = None
    evidence_against: str | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Head:
    """Whose theory it is and where it came from."""

    key: str
    title: str
    organisation: str | None = None
    subtitle: str | None = None
    status: str | None = None
    source: Extra | None = None
    levels: tuple[Level, ...] = ()
    audiences: tuple[Audience, ...] = ()
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Remark:
    """A text that goes with the theory: a principle, a precondition, an aim, a use."""

    text: str
    key: str | None = None
    kind: str | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Movement:
    """From what, to what."""

    start: str
    end: str
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around the table. `None` means that the file did not have the list."""

    aims: tuple[Remark, ...] | None = None
    movements: tuple[Movement, ...] | None = None
    principles: tuple[Remark, ...] | None = None
    preconditions: tuple[Remark, ...] | None = None
    evaluation_questions: tuple[Remark, ...] | None = None
    use: tuple[Remark, ...] | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """The whole file. `kept` holds sections that are shown and given back, but not run."""

    head: Head
    elements: tuple[Element, ...]
    links: tuple[Link, ...] | None = None
    context: Context | None = None
    kept: Extra = field(default_factory=dict)

    def element(self, key: str) -> Element:
        """The element with this key."""
        return next(e for e in self.elements if e.key == key)
