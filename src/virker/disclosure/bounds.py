"""What an outsider can work out: the smallest and largest a hidden cell can be, by linear programming.

An outsider knows every shown cell, that parts add up to their totals, and that nobody counts as
less than zero. The cells left over form a linear programme, and its optimum in each direction is
the sharpest thing anyone can know about one of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np
from scipy.optimize import LinearConstraint, linprog, milp
from scipy.sparse import csgraph, csr_matrix

from virker.errors import VirkerError

if TYPE_CHECKING:
    from numpy.typing import NDArray

Sparse = Any  # scipy brings no types
OPTIMAL, INFEASIBLE, UNBOUNDED, UNBOUNDED_OR_WORSE = 0, 2, 3, 4


class Interval(NamedTuple):
    """What an outsider knows about one number; `high` is infinite where nothing holds it down."""

    low: float
    high: float

    @property
    def width(self) -> float:
        """How far apart the two ends are."""
        return self.high - self.low


def with_totals(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Add the sums along every axis as a last place on it.

    Examples:
        >>> with_totals(np.array([[1, 2], [3, 4]])).tolist()
        [[1, 2, 3], [3, 4, 7], [4, 6, 10]]
    """
    for axis in range(counts.ndim):
        counts = np.concatenate([counts, counts.sum(axis, keepdims=True)], axis)
    return counts


def lines_of(shape: tuple[int, ...]) -> Sparse:
    """Say which cells add up: one row per line, 1 for its parts and −1 for its total.

    Args:
        shape: of the table with its totals.

    Returns:
        Shape (lines, cells), cells in the order of `ravel`.
    """
    place = np.arange(int(np.prod(shape))).reshape(shape)
    rows: list[NDArray[np.int64]] = []
    for axis in range(len(shape)):
        rows.extend(np.moveaxis(place, axis, -1).reshape(-1, shape[axis]))
    sign = [np.append(np.ones(len(row) - 1), -1.0) for row in rows]
    index = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    entries = (np.concatenate(sign), (index, np.concatenate(rows)))
    return csr_matrix(entries, shape=(len(rows), place.size))


def intervals(
    sums: Sparse, values: NDArray[np.float64], hidden: NDArray[np.bool_], *, whole: bool = False
) -> dict[int, Interval]:
    """Find what an outsider can know about every hidden cell.

    Args:
        sums: shape (equations, cells); every equation adds to zero.
        values: shape (cells), persons; those of hidden cells are never used.
        hidden: shape (cells).
        whole: count in whole persons (mixed-integer). Not needed for tables of one or two
            dimensions, where the ends are whole anyway.

    Returns:
        One interval per hidden cell, by its place.

    Raises:
        VirkerError: no table at all fits the shown numbers; they contradict each other.

    Source:
        Hundepool et al. (2012), *Statistical Disclosure Control*, ch. 4; solved by HiGHS.

    Examples:
        >>> sums = lines_of((4,))
        >>> shown = np.array([0.0, 0.0, 40.0, 51.0])
        >>> intervals(sums, shown, np.array([True, True, False, False]))[0]
        Interval(low=0.0, high=11.0)
    """
    unknown = np.flatnonzero(hidden)
    if not len(unknown):
        return {}
    inner = sums[:, unknown]
    known = np.where(hidden, 0.0, values)
    right = -(sums @ known)
    groups = csgraph.connected_components(inner.T @ inner, directed=False)[1]
    found: dict[int, Interval] = {}
    for group in range(groups.max() + 1):
        among = np.flatnonzero(groups == group)
        part = inner[:, among]
        rows = np.flatnonzero(np.diff(part.indptr))
        for own, cell in enumerate(unknown[among]):
            found[int(cell)] = _interval(part[rows], right[rows], own, whole=whole)
    return found


def _interval(equations: Sparse, right: NDArray[np.float64], own: int, *, whole: bool) -> Interval:
    """Push one cell down and up as far as the equations allow."""
    aim = np.zeros(equations.shape[1])
    aim[own] = 1.0
    low = _least(equations, right, aim, whole=whole)
    high = -_least(equations, right, -aim, whole=whole)
    return Interval(max(0.0, round(low, 6)), round(high, 6))


def _least(
    equations: Sparse, right: NDArray[np.float64], aim: NDArray[np.float64], *, whole: bool
) -> float:
    """The smallest value of the aim over all non-negative tables that fit."""
    if whole:
        solved = milp(
            aim,
            integrality=np.ones(len(aim)),
            constraints=LinearConstraint(equations, right, right),
        )
    else:
        solved = linprog(aim, A_eq=equations, b_eq=right, method="highs")
    if solved.status == OPTIMAL:
        return cast("float", solved.fun)
    if solved.status == INFEASIBLE:
        raise VirkerError(
            "Tallene modsiger det, der allerede er udgivet om samme udgave af registeret. "
            "Skriv en ny udgave (as_of)."
        )
    assert solved.status in {UNBOUNDED, UNBOUNDED_OR_WORSE}, solved.message
    return -np.inf
