"""One clock for the whole house, so that the demo can live through two years in a minute."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

_set_to: ContextVar[dt.datetime | None] = ContextVar("clock", default=None)


def now() -> dt.datetime:
    """Tell the time: the real one, unless somebody has set the clock."""
    return _set_to.get() or timezone.now()


def today() -> dt.date:
    """Tell the date in Denmark."""
    return timezone.localtime(now()).date()


@contextmanager
def set_to(moment: dt.datetime) -> Iterator[None]:
    """Set the clock for the length of a `with` block."""
    token = _set_to.set(moment)
    try:
        yield
    finally:
        _set_to.reset(token)
