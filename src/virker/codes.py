"""A loadable code table: what the codes in a file mean. Codes are data, never constants."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from virker.names import STATES, state_named

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST_OWN_BYTE = 100
"""States that only the folder's own code table knows are stored from this byte on."""


@dataclass(frozen=True, slots=True)
class CodeTable:
    """What the codes of a source mean.

    Attributes:
        meaning: From a code in the file to the name of a state. Names outside
            `virker.names.STATES` are allowed: the folder's own states.

    Examples:
        >>> table = CodeTable({"111": "UI", "rejse": "travel"})
        >>> table.state("111"), table.state("rejse"), table.state("job"), table.state("?") is None
        ('UI', 'travel', 'job', True)
        >>> table.byte("UI"), table.byte("travel")
        (10, 100)
    """

    meaning: Mapping[str, str] = field(default_factory=dict[str, str])

    def state(self, code: str) -> str | None:
        """Give the state a code stands for, or None when nobody knows it."""
        if code in self.meaning:
            return state_named(self.meaning[code]) or self.meaning[code]
        return state_named(code) or (code if code in self.own else None)

    @property
    def own(self) -> tuple[str, ...]:
        """The folder's own states, in order."""
        return tuple(sorted({s for s in self.meaning.values() if state_named(s) is None}))

    def byte(self, state: str) -> int:
        """Give the byte a state is stored as."""
        return STATES[state] if state in STATES else FIRST_OWN_BYTE + self.own.index(state)

    @property
    def labels(self) -> dict[int, str]:
        """From a byte to the name of its state, every state."""
        return {byte: state for state, byte in STATES.items()} | {
            FIRST_OWN_BYTE + place: state for place, state in enumerate(self.own)
        }
