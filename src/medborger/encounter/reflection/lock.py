"""Lock and open an owner's notes: AES-256-GCM, one data key per owner, wrapped by the house's key.

The house's key lives in the key file or the environment, never in the database. So a dump, a
backup, an admin page or a log line holds nothing that can be read. Whoever holds both the server
and the key file can open the notes; docs/decisions/0006-locked-reflections.md says so plainly.
"""

from __future__ import annotations

import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from medborger.foundation import keys

NONCE = 12
"""Bytes of a fresh random nonce before every locked text (NIST SP 800-38D)."""


def new_wrapped_key(owner: str) -> bytes:
    """Make a data key for an owner, locked by the house's key and bound to this owner."""
    return _lock(_house_key(), AESGCM.generate_key(256), bound_to=owner)


def lock(text: str, *, wrapped: bytes, owner: str, note: str) -> bytes:
    """Lock a text; it opens only for this owner and only in this note."""
    return _lock(_data_key(wrapped, owner), text.encode(), bound_to=note)


def unlock(locked: bytes, *, wrapped: bytes, owner: str, note: str) -> str:
    """Open a text.

    Raises:
        cryptography.exceptions.InvalidTag: It is somebody else's, was moved, or was changed.
    """
    return _unlock(_data_key(wrapped, owner), locked, bound_to=note).decode()


def _data_key(wrapped: bytes, owner: str) -> bytes:
    return _unlock(_house_key(), wrapped, bound_to=owner)


def _house_key() -> bytes:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"medborger reflection v1")
    return derive.derive(keys.key("private"))


def _lock(key: bytes, content: bytes, *, bound_to: str) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, bound_to.encode())


def _unlock(key: bytes, locked: bytes, *, bound_to: str) -> bytes:
    return AESGCM(key).decrypt(locked[:NONCE], locked[NONCE:], bound_to.encode())
