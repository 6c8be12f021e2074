"""Tables of persons with the small cells hidden, and enough others that nobody can fill them in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

from virker.disclosure.bounds import Interval, intervals, lines_of, with_totals
from virker.disclosure.rules import Rules
from virker.errors import VirkerError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from virker.disclosure.bounds import Sparse

ROOM = 1e-6
"""How much an interval may fall short by arithmetic alone."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as it may be shown, with the proof.

    Attributes:
        counts: shape of the table with its totals; rounded persons, −1 where hidden.
        hidden: same shape; True where hidden.
        proof: What an outsider can know about each hidden cell, by its place.
        proved: Whether every interval is at least `least` wide. False only when totals that were
            said to be known already give the cells away.
    """

    counts: NDArray[np.int64]
    hidden: NDArray[np.bool_]
    proof: dict[tuple[int, ...], Interval]
    proved: bool

    def rows(self) -> list[object]:
        """The table as nested lists; None where hidden."""
        table = self.counts.astype(object)
        table[self.hidden] = None
        return cast("list[object]", table.tolist())


def protect(
    counts: NDArray[np.int64] | list[int] | list[list[int]],
    rules: Rules | None = None,
    *,
    totals_known: bool = False,
) -> Shown:
    """Hide small cells, then others, until linear programming proves nobody can fill them in.

    Primary: cells and totals of 1 to `least` − 1 persons; 0 is shown, nobody is there.
    Complementary: where the feasible interval of a hidden cell is narrower than `least`, the
    smallest showable cell that shares a line with it is hidden too; a total only when nothing
    else is left.

    Args:
        counts: persons per cell, one to three dimensions, without totals. Groups are disjoint.
        rules: the thresholds; the usual ones when not given.
        totals_known: the totals are known already and cannot be hidden.

    Returns:
        The table with totals as the last place of every axis.

    Raises:
        VirkerError: a count is negative, or the table has no cells or more than three dimensions.

    Source:
        Hundepool et al. (2012), *Statistical Disclosure Control*, ch. 4 (cell suppression).

    Examples:
        >>> protect([2, 40, 9]).rows()
        [None, 40, None, 50]
        >>> protect([2, 40, 9]).proof[0,]
        Interval(low=0.0, high=11.0)
    """
    given = np.asarray(counts, np.int64)
    if not given.size or given.ndim > 3 or given.min(initial=0) < 0:
        raise VirkerError("En tabel skal have en til tre led og ingen negative antal.")
    hiding = _Hiding(given, rules or Rules(), totals_known=totals_known)
    proof = hiding.finish()
    return _shown(hiding, proof)


def _shown(hiding: _Hiding, proof: dict[int, Interval]) -> Shown:
    shape, rules = hiding.shape, hiding.rules
    hidden = hiding.hidden.reshape(shape)
    rounded = np.array([rules.rounded(value) for value in hiding.values.tolist()], np.int64)
    places = {
        tuple(int(i) for i in np.unravel_index(cell, shape)): interval
        for cell, interval in proof.items()
    }
    proved = all(interval.width >= rules.least - ROOM for interval in proof.values())
    return Shown(np.where(hidden, -1, rounded.reshape(shape)), hidden, places, proved)


class _Hiding:
    """One table while cells are being hidden."""

    def __init__(self, counts: NDArray[np.int64], rules: Rules, *, totals_known: bool) -> None:
        full = with_totals(counts)
        self.shape, self.rules = full.shape, rules
        self.values = full.ravel()
        self.lines: Sparse = lines_of(full.shape)
        self.touching: Sparse = self.lines.T.tocsr()
        self.is_total = _totals(full.shape)
        self.fixed = self.is_total & totals_known
        self.hidden = (self.values > 0) & (self.values < rules.least) & ~self.fixed
        self.whole = counts.ndim > 2

    def finish(self) -> dict[int, Interval]:
        """Hide until proved, or until there is nothing left to hide."""
        while True:
            while self._close_plain_lines():
                pass
            proof = intervals(self.lines, self.values.astype(float), self.hidden, whole=self.whole)
            narrow = [c for c, i in proof.items() if i.width < self.rules.least - ROOM]
            if not any(self._hide_beside(cell) for cell in narrow):
                return proof

    def _close_plain_lines(self) -> bool:
        """Hide in lines that give a cell away by subtraction alone; say whether anything was done."""
        done = False
        for line in range(self.lines.shape[0]):
            cells = self._cells(line)
            parts, total = cells[:-1], cells[-1]
            inside = parts[self.hidden[parts]]
            if not len(inside) or self.hidden[total]:
                continue
            if len(inside) < 2 or self.values[inside].sum() < self.rules.least:
                done |= self._hide_one(cells)
        return done

    def _hide_beside(self, cell: int) -> bool:
        """Hide one more cell in a line of a cell that is given away; the tightest line first."""
        lines = self.touching[cell].indices.tolist()
        slack = {n: int(self.values[self._hidden_in(n)].sum()) for n in lines}
        return any(self._hide_one(self._cells(n)) for n in sorted(lines, key=lambda n: slack[n]))

    def _cells(self, line: int) -> NDArray[np.int64]:
        """The cells of a line, its total last."""
        start, stop = self.lines.indptr[line : line + 2]
        cells, sign = self.lines.indices[start:stop], self.lines.data[start:stop]
        return np.asarray(cells[np.argsort(-sign, kind="stable")], np.int64)

    def _hidden_in(self, line: int) -> NDArray[np.int64]:
        cells = self._cells(line)
        return cells[self.hidden[cells]]

    def _hide_one(self, cells: NDArray[np.int64]) -> bool:
        """Hide the best cell of a line: the smallest group, then a zero, then a total."""
        open_ = [int(c) for c in cells if not self.hidden[c] and not self.fixed[c]]
        if not open_:
            return False
        best = min(open_, key=lambda c: (self.is_total[c], self.values[c] == 0, self.values[c], c))
        self.hidden[best] = True
        return True


def _totals(shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Say which places of a table with totals are totals."""
    total = np.zeros(shape, np.bool_)
    for axis, size in enumerate(shape):
        np.moveaxis(total, axis, 0)[size - 1] = True
    return total.ravel()
