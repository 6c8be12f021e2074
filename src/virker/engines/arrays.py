"""Refuse arrays that compiled code would misread: it trusts every type and length it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from virker.errors import VirkerError

if TYPE_CHECKING:
    from collections.abc import Mapping


def require(owner: object, wanted: Mapping[str, tuple[str, int]]) -> None:
    """Require each named array to have this type and length, in one piece.

    Raises:
        VirkerError: names the array and what it should have been.
    """
    for name, (kind, length) in wanted.items():
        array: npt.NDArray[np.generic] = getattr(owner, name)
        if array.dtype != kind or len(array) != length or not array.flags.c_contiguous:
            raise VirkerError(f"{name} skal være {length} sammenhængende værdier af typen {kind}.")


def require_rising(first: npt.NDArray[np.int64], rows: int) -> None:
    """Require ``first`` to rise from 0 to the number of rows."""
    if first[0] != 0 or first[-1] != rows or (np.diff(first) < 0).any():
        raise VirkerError(f"first skal stige fra 0 til antallet af rækker, {rows}.")


def default(owner: object, name: str, value: npt.NDArray[np.generic]) -> None:
    """Fill an array of a frozen dataclass that was left out (shape (0,) or (0, 0))."""
    array: npt.NDArray[np.generic] = getattr(owner, name)
    if array.shape in {(0,), (0, 0)}:
        object.__setattr__(owner, name, value)
