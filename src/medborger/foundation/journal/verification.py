"""Prove that the journal is whole, and write down today's root outside the database."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from medborger.foundation import clock, keys
from medborger.foundation.journal.models import Chain, Event
from medborger.foundation.journal.seal import START, commit, seal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that does not hold, and why."""

    subject: str
    seq: int
    why: str

    def __str__(self) -> str:
        return f"Kæde {self.subject}, linje {self.seq}: {self.why}"


def faults() -> Iterator[Fault]:
    """Walk every chain from its first line to its head."""
    heads = {
        chain.subject_id: chain for chain in Chain.objects.select_related("subject").order_by("pk")
    }
    events = (
        Event.objects.select_related("subject", "actor")
        .order_by("subject_id", "seq")
        .iterator(chunk_size=2000)
    )
    for subject_id, lines in groupby(events, key=lambda event: event.subject_id):
        yield from _faults_in_chain(lines, heads.pop(subject_id, None))
    for head in heads.values():
        if head.length:
            yield Fault(str(head.subject.public_id), 1, "alle linjer mangler")


def _faults_in_chain(lines: Iterable[Event], head: Chain | None) -> Iterator[Fault]:
    key, previous, expected = keys.key("journal"), START, 0
    subject = ""
    for event in lines:
        expected += 1
        subject = str(event.subject.public_id)
        if event.seq != expected:
            yield Fault(subject, expected, "linjen mangler")
            return
        if why := _fault_in_line(event, key=key, previous=previous):
            yield Fault(subject, event.seq, why)
            return
        previous = event.mac
    if head is None or head.length != expected or head.mac != previous:
        yield Fault(subject, expected + 1, "kædens sidste linje passer ikke med hovedet")


def _fault_in_line(event: Event, *, key: bytes, previous: str) -> str:
    if (event.payload is None) != (event.salt is None):
        return "indhold og salt passer ikke sammen"
    if event.payload is not None and event.commitment != commit(
        event.payload, salt=bytes(event.salt or b"")
    ):
        return "indholdet er ændret"
    mac = seal(
        key,
        chain=str(event.subject.public_id),
        seq=event.seq,
        at=event.at,
        kind=event.kind,
        actor=str(event.actor.public_id),
        commitment=event.commitment,
        previous=previous,
    )
    return "" if hmac.compare_digest(mac, event.mac) else "seglet passer ikke"


def root() -> dict[str, object]:
    """Give one signed number for all chains as they stand now."""
    heads = Chain.objects.order_by("subject__public_id").values_list(
        "subject__public_id", "length", "mac"
    )
    digest, chains, events = hashlib.sha256(), 0, 0
    for subject, length, mac in heads.iterator():
        digest.update(f"{subject}:{length}:{mac}\n".encode())
        chains, events = chains + 1, events + length
    signature = hmac.new(keys.key("journal"), digest.digest(), hashlib.sha256).hexdigest()
    return {
        "at": clock.now().isoformat(),
        "chains": chains,
        "events": events,
        "root": digest.hexdigest(),
        "signature": signature,
    }


def write_root(folder: Path) -> Path:
    """Append today's root to a file outside the database, one file a month."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{clock.today():%Y-%m}.jsonl"
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(root()) + "\n")
    return path
