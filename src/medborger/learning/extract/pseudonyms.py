"""Pseudonyms: a keyed function of who somebody is, so that only the house can tell who it was."""

from __future__ import annotations

import hashlib
import hmac

from medborger.foundation import keys


def pseudonym(kind: str, identity: object) -> str:
    """Give the pseudonym of a citizen, a caseworker or a team.

    The key lies in the installation's key file, never in the database or in the extract: whoever
    has the extract alone cannot go back, and another installation gives other pseudonyms.

    Args:
        kind: One letter: `b` borger, `s` sagsbehandler, `t` team. Part of what is hidden, so that
            two kinds with the same number are not alike.
        identity: Whatever names it in the database for ever, such as `public_id`.
    """
    text = f"{kind}:{identity}".encode()
    return kind + hmac.new(keys.key("pseudonym"), text, hashlib.sha256).hexdigest()[:20]
