"""What the demo's people are called and what they say; read once from the files in this folder."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from random import Random

HERE = Path(__file__).parent
TO = " → "


@dataclass(frozen=True, slots=True)
class Offer:
    """What a professional suggests, and how the citizen would rather say it."""

    theirs: str
    mine: str


@dataclass(frozen=True, slots=True)
class Own:
    """What a citizen sets out to do, and how it goes when it goes well; often nothing is said."""

    step: str
    went: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """What a life can be about."""

    key: str
    goals: tuple[str, ...]
    own: tuple[Own, ...]
    ours: tuple[str, ...]
    offers: tuple[Offer, ...]


def read(name: str) -> Any:
    """Read one of the files beside this one."""
    return yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def themes() -> tuple[Theme, ...]:
    """Every theme, in the order of the file."""
    return tuple(
        Theme(
            key=life["key"],
            goals=tuple(life["goals"]),
            own=tuple(Own(*step.split(TO)) for step in life["own"]),
            ours=tuple(life["ours"]),
            offers=tuple(Offer(*offer.split(TO)) for offer in life["offers"]),
        )
        for life in read("lives")["lives"]
    )


@cache
def said() -> dict[str, list[str]]:
    """Short things people say, by occasion."""
    words: dict[str, list[str]] = read("said")
    return words


@cache
def names() -> dict[str, list[str]]:
    """What invented people are called."""
    words: dict[str, list[str]] = read("names")
    return words


def say(occasion: str, rng: Random) -> str:
    """Something somebody says on this occasion."""
    return fill(rng.choice(said()[occasion]), rng)


def fill(text: str, rng: Random) -> str:
    """Put a friend, a day and a place where the text has room for them."""
    return text.format(
        friend=rng.choice(said()["friends"]),
        day=rng.choice(said()["days"]),
        place=rng.choice(said()["places"]),
    )


def full_name(rng: Random) -> tuple[str, str]:
    """A given name and a family name of somebody who does not exist."""
    known = names()
    given = rng.choice(known[rng.choice(("women", "men"))])
    return given, rng.choice(known["family_beginnings"]) + rng.choice(known["family_endings"])
