"""The only way into the journal."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from medborger.foundation import clock, keys
from medborger.foundation.journal.models import Chain, Event
from medborger.foundation.journal.seal import START, commit, seal
from medborger.foundation.journal.verification import write_root
from medborger.foundation.outbox.daily import daily
from medborger.foundation.outbox.tasks import task
from medborger.foundation.people.roles import Ability

if TYPE_CHECKING:
    from medborger.foundation.people.models import Person


@dataclass(frozen=True, slots=True)
class Words:
    """What happened, told to three readers."""

    citizen: str
    staff: str
    archive: str


@transaction.atomic
def record(
    kind: str, *, about: Person, by: Person, words: Words, data: dict[str, Any] | None = None
) -> Event:
    """Add a sealed line to a citizen's journal, in the caller's transaction.

    Args:
        kind: What sort of event, as `room.noun.verb`, for instance `plan.step.added`.
        about: The citizen whose journal it is.
        by: Who did it.
        words: What happened, told to the citizen, to staff and to the archive.
        data: Facts that measures and history need; JSON only. Erased together with the words.
    """
    chain, _ = Chain.objects.select_for_update().get_or_create(
        subject=about, defaults={"mac": START}
    )
    payload = {"words": asdict(words), "data": data or {}}
    salt, at = secrets.token_bytes(16), clock.now()
    commitment = commit(payload, salt=salt)
    mac = seal(
        keys.key("journal"),
        chain=str(about.public_id),
        seq=chain.length + 1,
        at=at,
        kind=kind,
        actor=str(by.public_id),
        commitment=commitment,
        previous=chain.mac,
    )
    event = Event.objects.create(
        subject=about,
        seq=chain.length + 1,
        at=at,
        kind=kind,
        actor=by,
        payload=payload,
        salt=salt,
        commitment=commitment,
        mac=mac,
    )
    chain.length, chain.mac = event.seq, event.mac
    chain.save(update_fields=["length", "mac"])
    return event


@daily
@task
def write_daily_root() -> None:
    """Write today's signed root outside the database."""
    write_root(Path(settings.VAR) / "roots")


@transaction.atomic
def erase(event: Event, *, by: Person) -> None:
    """Erase what a line says, and keep its place in the chain (GDPR, article 17)."""
    if Ability.ADMINISTER not in by.abilities:
        raise PermissionDenied("Kun en administrator kan slette indhold i journalen.")
    Event.objects.filter(pk=event.pk).update(payload=None, salt=None)
