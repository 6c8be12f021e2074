"""What long work tells the person who waits: a few words per step, to whoever listens.

The library is silent; the command line listens. Nothing about a person is ever told.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    Listener = Callable[[str], object]

_LISTENER: ContextVar[Listener | None] = ContextVar("virker_listener", default=None)


def tell(danish: str) -> None:
    """Tell whoever listens what is being done now; nobody listens unless they asked to."""
    listener = _LISTENER.get()
    if listener is not None:
        listener(danish)


@contextmanager
def listening(listener: Listener) -> Generator[None]:
    """Hear every step of the work done inside the `with` block.

    Examples:
        >>> heard = []
        >>> with listening(heard.append):
        ...     tell("Læser data")
        >>> heard
        ['Læser data']
    """
    before = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(before)
