"""One's own thoughts, opened for nobody else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from medborger.encounter.reflection.lock import unlock
from medborger.encounter.reflection.models import OwnerKey, Reflection

if TYPE_CHECKING:
    import datetime as dt
    import uuid

    from medborger.foundation.people.models import Person

NEWEST = 50
"""Thoughts on the page."""


@dataclass(frozen=True, slots=True)
class OwnReflection:
    """A note, opened."""

    public_id: uuid.UUID
    written_at: dt.datetime
    text: str


def own_thoughts(owner: Person) -> list[OwnReflection]:
    """What this person has written, newest first."""
    key = OwnerKey.objects.filter(owner=owner).first()
    if key is None:
        return []
    rows = Reflection.objects.visible_to(owner)[:NEWEST]
    return [
        OwnReflection(
            row.public_id,
            row.written_at,
            unlock(
                bytes(row.locked),
                wrapped=bytes(key.wrapped),
                owner=str(owner.public_id),
                note=str(row.public_id),
            ),
        )
        for row in rows
    ]
