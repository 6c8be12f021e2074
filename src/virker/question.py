"""The question as a municipality asks it, before it is frozen."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from virker.protocol import HORIZONS, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(slots=True, kw_only=True)
class Question:
    """A question still open to change; `protocol()` freezes it.

    The fields are those of `virker.protocol.Protocol`, in whatever form is easy to type.

    Examples:
        >>> Question(kind="start_vs_wait", service="praktik", margin=0.02).protocol().service
        ('praktik',)
    """

    kind: str
    service: str | Sequence[str] = ()
    population: str | Mapping[str, object] | None = None
    outcome: str = "job"
    horizons: Sequence[int] = HORIZONS
    primary: int | None = None
    adjust: str | Sequence[str] = ()
    margin: float | None = None
    looks: int = 1
    seed: int = 1
    options: Mapping[str, object] | None = None

    def protocol(self) -> Protocol:
        """Freeze the question.

        Raises:
            ProtocolError: The question contradicts itself; the text says where.
        """
        return Protocol.from_mapping(asdict(self))
