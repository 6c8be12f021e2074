"""Canaries: a word nobody else has, in every personal text, so that a leak sings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.apps import apps
from django.db import models

from medborger.foundation.people.models import Person

SONG = re.compile(r"kanarie\d{4}")
OWNERS = ("subject", "to", "person", "citizen", "owner")
"""How a row says whose it is, in the order they are asked."""
SEALED = {"Event", "Chain"}
"""Rows the database lets nobody change: their canaries come in through the services."""
NOT_ABOUT_ANYBODY = {"Sign"}
"""Rows that name somebody who answers for them, and are about nobody."""
NAMES = {"given_name", "family_name", "title"}


@dataclass(frozen=True)
class Canary:
    """One word: whose it is, where it sits, and whether it is only a name."""

    song: str
    owner: str
    place: str
    private: bool = False

    @property
    def is_name(self) -> bool:
        """Whether it tells no more than what somebody is called."""
        return self.place in {f"Person.{name}" for name in NAMES}


@dataclass
class Cage:
    """All canaries, by their word."""

    birds: dict[str, Canary] = field(default_factory=dict)

    def new(self, owner: str, place: str, *, private: bool = False) -> str:
        """Make a word for one text of one person."""
        song = f"kanarie{len(self.birds):04d}"
        self.birds[song] = Canary(song, owner, place, private)
        return song

    def heard_in(self, text: str) -> set[Canary]:
        """Find the canaries that sing in a text."""
        return {self.birds[song] for song in SONG.findall(text) if song in self.birds}


def ours() -> list[type[models.Model]]:
    """Every model of the house."""
    return [model for model in apps.get_models() if model.__module__.startswith("medborger.")]


def owner_of(row: models.Model) -> Person | None:
    """Whose row this is; None when it is about nobody."""
    for name in OWNERS:
        found = getattr(row, name, None)
        if isinstance(found, Person):
            return found
    return None


def personal(model: type[models.Model]) -> bool:
    """Whether rows of this model belong to a person."""
    if model.__name__ in NOT_ABOUT_ANYBODY:
        return False
    fields = {f.name for f in model._meta.fields if f.related_model is Person}
    return bool(fields & set(OWNERS)) or isinstance(getattr(model, "subject", None), property)


def texts(model: type[models.Model]) -> list[models.Field]:
    """The free texts of a model: what people wrote, and what they are called and reached by."""
    return [
        text
        for text in model._meta.fields
        if isinstance(text, (models.CharField, models.TextField))
        if not text.choices and text.name not in {"password", "number", "receipt", "key", "token"}
    ]


def put_in_every_text(cage: Cage, keys: dict[int, str]) -> None:
    """Give each text of each row its own canary. `keys` names people by their primary key."""
    for model in ours():
        if not personal(model) or model.__name__ in SEALED:
            continue
        for row in model._default_manager.order_by("pk"):
            owner = owner_of(row)
            if owner is None:
                continue
            written = {
                text.name: _fitting(cage, text, keys[owner.pk], row) for text in texts(model)
            }
            if written:
                model._default_manager.filter(pk=row.pk).update(**written)


def _fitting(cage: Cage, text: models.Field, owner: str, row: models.Model) -> str:
    private = bool(getattr(row, "is_private", False))
    song = cage.new(owner, f"{type(row).__name__}.{text.name}", private=private)
    return f"{song}@kanarie.example" if isinstance(text, models.EmailField) else song
