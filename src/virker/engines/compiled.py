"""Compile a kernel once, keep it on disk, and let it run beside other threads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba as nb  # pyright: ignore[reportMissingTypeStubs]  # numba ships no types

Kernel = TypeVar("Kernel", bound=Callable[..., Any])

REORDER = {"reassoc", "contract", "arcp", "nsz"}
"""Sums may be re-ordered, but a missing number must stay a missing number."""


def kernel(function: Kernel) -> Kernel:
    """Compile the function at its first call, cached on disk, without holding Python's lock.

    The plain Python function stays reachable as ``.py_func``.
    """
    compiled: Any = nb.njit(cache=True, nogil=True, fastmath=REORDER)  # pyright: ignore[reportUnknownMemberType]
    return cast("Kernel", compiled(function))


def inlined(function: Kernel) -> Kernel:
    """Compile a small part of a kernel into whoever calls it."""
    compiled: Any = nb.njit(  # pyright: ignore[reportUnknownMemberType]
        cache=True, nogil=True, fastmath=REORDER, inline="always"
    )
    return cast("Kernel", compiled(function))
