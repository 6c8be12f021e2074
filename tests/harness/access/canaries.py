"""Canaries: a word nobody else has, in every personal text, so that a leak sings."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from django.apps import apps
from django.db import IntegrityError, models, transaction

from medborger.foundation.people.models import Person

Readers = Callable[[models.Model], "frozenset[str] | None"]
SONG = re.compile(r"kanarie\d{4}")
OWNERS = ("subject", "to", "person", "citizen", "owner")
"""How a row says whose it is, in the order they are asked."""
SEALED = {"Event", "Chain"}
"""Rows the database lets nobody change: their canaries come in through the services."""
NOT_ABOUT_ANYBODY = {"Sign", "Slot", "Routine"}
"""Rows that name somebody who answers for them, and are about nobody."""
NOT_TYPED = {"code", "password", "number", "receipt", "key", "token", "act", "rule", "group"}
"""Texts the house writes itself and reads again."""
NAMES = {"given_name", "family_name", "title"}


@dataclass(frozen=True)
class Canary:
    """One word: whose it is, where it sits, and who else may read it where it is private."""

    song: str
    owner: str
    place: str
    readers: frozenset[str] | None = None

    def __str__(self) -> str:
        return self.place if self.readers is None else f"{self.place} (private)"

    @property
    def is_name(self) -> bool:
        """Whether it tells no more than what somebody is called."""
        return self.place in {f"Person.{name}" for name in NAMES}


@dataclass
class Cage:
    """All canaries, by their word."""

    birds: dict[str, Canary] = field(default_factory=dict)

    def new(self, owner: str, place: str, *, readers: frozenset[str] | None = None) -> str:
        """Make a word for one text of one person."""
        song = f"kanarie{len(self.birds):04d}"
        self.birds[song] = Canary(song, owner, place, readers)
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
        if not text.choices and text.name not in NOT_TYPED
    ]


def put_in_every_text(cage: Cage, keys: dict[int, str], readers_of: Readers) -> None:
    """Give each text of each row its own canary. `keys` names people by their primary key."""
    for model in ours():
        if not personal(model) or model.__name__ in SEALED:
            continue
        for row in model._default_manager.order_by("pk"):
            owner = owner_of(row)
            if owner is None:
                continue
            made = partial(cage.new, keys[owner.pk], readers=readers_of(row))
            written = {text.name: _fitting(text, made, model) for text in texts(model)}
            if written:
                _write(row, written)


def _write(row: models.Model, written: dict[str, str]) -> None:
    """Also the blank texts, unless the database wants them blank for now."""
    filled = {name: song for name, song in written.items() if getattr(row, name)}
    rows = type(row)._default_manager.filter(pk=row.pk)
    try:
        with transaction.atomic():
            rows.update(**written)
    except IntegrityError:
        if filled:
            rows.update(**filled)


def _fitting(text: models.Field, made: Callable[[str], str], model: type[models.Model]) -> str:
    song = made(f"{model.__name__}.{text.name}")
    return f"{song}@kanarie.example" if isinstance(text, models.EmailField) else song
