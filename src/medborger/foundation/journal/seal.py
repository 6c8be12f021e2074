"""The seal: how a line in the journal is tied to the one before it.

mac = HMAC(key, chain, seq, time, kind, actor, commitment, mac of the line before), and
commitment = SHA-256(salt || canonical JSON of the payload). So payload and salt can be erased
(GDPR, article 17) while the chain still proves that no line was added, moved or taken away.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt

START = "0" * 64
"""What the first line is tied to."""


def canonical(payload: dict[str, Any]) -> bytes:
    """Write a payload in the one way it is always written."""
    return json.dumps(payload, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def commit(payload: dict[str, Any], *, salt: bytes) -> str:
    """Commit to a payload without revealing it."""
    return hashlib.sha256(salt + canonical(payload)).hexdigest()


def seal(
    key: bytes,
    *,
    chain: str,
    seq: int,
    at: dt.datetime,
    kind: str,
    actor: str,
    commitment: str,
    previous: str,
) -> str:
    """Seal one line to the one before it. `chain` and `actor` are public ids."""
    moment = f"{at.astimezone(None).timestamp():.6f}"
    fields = [chain, str(seq), moment, kind, actor, commitment, previous]
    return hmac.new(key, "\x1f".join(fields).encode(), hashlib.sha256).hexdigest()
