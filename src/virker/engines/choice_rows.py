"""The rows a kernel walks: which columns a decision touches, and how sums are carried per person.

Columns lie as in :class:`virker.engines.choices.Design`; only the lower triangle of a matrix is
filled.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from virker.engines.compiled import inlined, kernel

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int16]
Bytes = npt.NDArray[np.uint8]


class Rows(NamedTuple):
    """The arrays of one partition, as :class:`virker.engines.choices.Decisions` explains them."""

    first: Whole
    week: Codes
    start: Bytes
    factors: Codes
    varying: Codes
    person_numbers: Floats
    numbers: Floats
    states: Bytes
    outcomes: Floats
    weight: Floats
    group: Codes


class Wanted(NamedTuple):
    """Outcomes to look up in the states: ``given`` means they are ready in ``Rows.outcomes``."""

    worth: Floats
    horizon: Whole
    summed: npt.NDArray[np.bool_]
    given: bool


@inlined
def changing_columns(rows: Rows, row: int, levels: int, where: Whole, value: Floats) -> int:
    """List the columns (from the constant on) where this row is not zero; return how many."""
    where[0] = 0
    value[0] = 1.0
    count = 1
    for v in range(rows.varying.shape[1]):
        if rows.varying[row, v] >= 0:
            where[count] = 1 + rows.varying[row, v]
            value[count] = 1.0
            count += 1
    for b in range(rows.numbers.shape[1]):
        where[count] = 1 + levels + b
        value[count] = rows.numbers[row, b]
        count += 1
    return count


@inlined
def fixed_columns(rows: Rows, person: int, levels: int, where: Whole, value: Floats) -> int:
    """List the fixed columns where this person is not zero; return how many."""
    count = 0
    for f in range(rows.factors.shape[1]):
        if rows.factors[person, f] >= 0:
            where[count] = rows.factors[person, f]
            value[count] = 1.0
            count += 1
    for a in range(rows.person_numbers.shape[1]):
        where[count] = levels + a
        value[count] = rows.person_numbers[person, a]
        count += 1
    return count


@inlined
def predicted(theta: Floats, base: int, where: Whole, value: Floats, count: int) -> float:
    """Add up coefficients over the columns that are not zero."""
    eta = 0.0
    for c in range(count):
        eta += theta[base + where[c]] * value[c]
    return eta


@kernel
def add_person(
    matrix: Floats,
    vector: Floats,
    inner: Floats,
    slope: Floats,
    weight: float,
    where: Whole,
    value: Floats,
    count: int,
) -> None:
    """Add one person's inner sums to the full matrix, and empty them for the next person."""
    size = len(slope)
    base = len(vector) - size
    for q in range(size):
        vector[base + q] += weight * slope[q]
        for r in range(q + 1):
            matrix[base + q, base + r] += weight * inner[q, r]
    for f in range(count):
        column = where[f]
        x = weight * value[f]
        vector[column] += x * slope[0]
        for q in range(size):
            matrix[base + q, column] += x * inner[q, 0]
        for g in range(count):
            if where[g] <= column:
                matrix[column, where[g]] += x * value[g] * inner[0, 0]
    inner[:] = 0.0
    slope[:] = 0.0


@inlined
def add_square(inner: Floats, scale: float, where: Whole, value: Floats, count: int) -> None:
    """Add scale · x x' over the columns that are not zero, lower triangle.

    The list of columns rises, so its order keeps us in the lower triangle.
    """
    for c in range(count):
        for d in range(c + 1):
            q, r = max(where[c], where[d]), min(where[c], where[d])
            inner[q, r] += scale * value[c] * value[d]


@kernel
def sum_weeks(rows: Rows, person: int, wanted: Wanted, total: Floats) -> None:
    """Keep running sums of what the weeks count for: ``total[c, t]`` is all before week t."""
    if wanted.given:
        return
    for c in range(len(wanted.horizon)):
        if wanted.summed[c]:
            for t in range(rows.states.shape[1]):
                total[c, t + 1] = total[c, t] + wanted.worth[c, rows.states[person, t]]


@inlined
def outcome_of(rows: Rows, person: int, row: int, wanted: Wanted, c: int, total: Floats) -> float:
    """Look up an outcome; NaN where its week lies beyond what is known."""
    if wanted.given:
        return rows.outcomes[row, c]
    end = rows.week[row] + wanted.horizon[c]
    if end >= rows.states.shape[1]:
        return np.nan
    if wanted.summed[c]:
        return total[c, end + 1] - total[c, rows.week[row] + 1]
    return wanted.worth[c, rows.states[person, end]]
