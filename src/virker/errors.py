"""Everything that can go wrong, in words the reader of a report understands."""

from __future__ import annotations


class VirkerError(Exception):
    """Base of every error raised on purpose by this library; its text is Danish and says what to do."""
