"""A fingerprint of what the journal says: the same seed gives the same one, whatever the ids."""

from __future__ import annotations

import hashlib
import json

from medborger.foundation.journal.models import Event


def journal_digest() -> str:
    """Hash every line: whose it is, its place, when, what, by whom, and in which words."""
    lines = Event.objects.order_by("subject__login", "seq").values_list(
        "subject__login", "seq", "at", "kind", "actor__login", "payload__words"
    )
    digest = hashlib.sha256()
    for login, seq, at, kind, actor, words in lines.iterator():
        line = [login, seq, at.timestamp(), kind, actor, words]
        digest.update(json.dumps(line, ensure_ascii=False, sort_keys=True).encode())
    return digest.hexdigest()
