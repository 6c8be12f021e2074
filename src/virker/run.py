"""From a frozen protocol and data to a result: each kind of question has one runner."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from virker.protocol import KINDS, Protocol, ProtocolError

if TYPE_CHECKING:
    from collections.abc import Callable

    from virker.result import Result
    from virker.tables import Data

    Runner = Callable[[Protocol, Data], Result]

RUNNERS: dict[str, Runner] = {}
"""Kind of question to the function that answers it; filled by `runs`."""

HOMES = {
    "describe": "virker.describe",
    "start_vs_wait": "virker.starting",
    "pairwise": "virker.pairwise",
    "sustained": "virker.sustained",
    "rct": "virker.rct",
    "before_after": "virker.before_after",
    "reform": "virker.reform",
    "expected": "virker.expected",
    "alike": "virker.alike",
    "monitor": "virker.monitor",
}
"""The module whose import registers each kind; imported only when the kind is asked for."""


def runs(kind: str) -> Callable[[Runner], Runner]:
    """Register the decorated function as the answer to one kind of question.

    Args:
        kind: One of `virker.protocol.KINDS`.

    Raises:
        ProtocolError: The kind is unknown.
    """
    if kind not in KINDS:
        raise ProtocolError(f"Vi kender ikke spørgsmålet {kind}. Brug {', '.join(KINDS)}.")

    def register(runner: Runner) -> Runner:
        RUNNERS[kind] = runner
        return runner

    return register


def run(protocol: Protocol, data: Data) -> Result:
    """Answer a frozen protocol with data.

    Args:
        protocol: The question; see `virker.question.Question.protocol`.
        data: What `virker.tables.read` gave.

    Returns:
        A result with a verdict, which may be that the question cannot be answered.

    Raises:
        ProtocolError: This version cannot answer that kind of question yet.
        VirkerError: The data lack what the protocol asks for, in words.
    """
    if protocol.kind not in RUNNERS:
        if find_spec(HOMES[protocol.kind]) is None:
            raise ProtocolError(
                f"Denne udgave kan ikke svare på spørgsmål af slagsen {protocol.kind} endnu."
            )
        import_module(HOMES[protocol.kind])
    return RUNNERS[protocol.kind](protocol, data)
