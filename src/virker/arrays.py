"""Numbers in rows: what every function of arrays takes, checked once and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from virker.errors import VirkerError

if TYPE_CHECKING:
    from collections.abc import Sequence

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Numbers = npt.ArrayLike
"""Anything NumPy reads as numbers: a list, an array, a column of a table."""


def column(values: Numbers, name: str, rows: int | None = None) -> Floats:
    """Read one number per row.

    Args:
        values: Shape (n,).
        name: What it is called when something is wrong with it.
        rows: How many there must be.

    Raises:
        VirkerError: The shape is wrong, it is empty, or a value is missing or infinite.

    Examples:
        >>> column([1, 2], "x").tolist()
        [1.0, 2.0]
    """
    read = np.asarray(values, np.float64)
    if read.ndim != 1 or not len(read):
        raise VirkerError(f"{name} skal være en række af tal med mindst ét.")
    if rows is not None and len(read) != rows:
        raise VirkerError(f"{name} har {len(read)} rækker, men der skal være {rows}.")
    if not bool(np.isfinite(read).all()):
        raise VirkerError(f"{name} mangler tal i nogle rækker. Fjern eller udfyld dem først.")
    return read


def columns(values: Numbers | None, name: str, rows: int) -> Floats:
    """Read several numbers per row; None is no columns.

    Args:
        values: Shape (n, k), or (n,) for one column.
        name: What it is called when something is wrong with it.
        rows: How many rows there must be.
    """
    if values is None:
        return np.empty((rows, 0))
    read = np.asarray(values, np.float64)
    read = read[:, None] if read.ndim == 1 else read
    if read.ndim != 2 or len(read) != rows:
        raise VirkerError(f"{name} skal have {rows} rækker, en for hver.")
    if not bool(np.isfinite(read).all()):
        raise VirkerError(f"{name} mangler tal i nogle rækker. Fjern eller udfyld dem først.")
    return read


def flags(values: Numbers, name: str, rows: int | None = None) -> Bools:
    """Read one yes or no per row: 0 and 1, or False and True."""
    read = column(values, name, rows)
    if not bool(np.isin(read, (0.0, 1.0)).all()):
        raise VirkerError(f"{name} må kun være 0 eller 1.")
    return read == 1.0


def labels(values: Numbers | Sequence[Any], name: str, rows: int) -> tuple[Ints, list[Any]]:
    """Read one label per row as a number into the sorted list of labels.

    Returns:
        Codes of shape (n,) and the labels they stand for.

    Examples:
        >>> codes, words = labels(["b", "a", "b"], "team", 3)
        >>> codes.tolist(), words
        ([1, 0, 1], ['a', 'b'])
    """
    read = np.asarray(values)
    if read.shape != (rows,):
        raise VirkerError(f"{name} skal have {rows} rækker, en for hver.")
    words, codes = np.unique(read, return_inverse=True)
    return codes.astype(np.int64), words.tolist()


def sums_by(codes: Ints, values: Floats, groups: int) -> Floats:
    """Add up rows by group. Shape (groups, k) for values of shape (n, k)."""
    total = np.zeros((groups, values.shape[1]))
    np.add.at(total, codes, values)
    return total


def inverse(matrix: Floats) -> Floats:
    """The inverse of a small matrix."""
    return np.asarray(np.linalg.inv(matrix), np.float64)
