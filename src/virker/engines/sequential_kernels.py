"""Kernel for sequential trials: one partition of persons in, score, Hessian and sandwich out.

Three levels share the work. Per trial only moments of follow-up time are touched, per stretch of
weeks where nothing else changes the covariates that vary, per spell what a person always is. The
expanded rows (person × trial × follow-up week) never exist.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from virker.engines.compiled import inlined, kernel
from virker.engines.moments import CELLS, TERMS, Follow, looped_moments, tabled_moments

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int16]
Bytes = npt.NDArray[np.uint8]
Weeks = npt.NDArray[np.int32]


class Stretches(NamedTuple):
    """The arrays of one partition, as :class:`virker.engines.sequential.Trials` explains them."""

    person: Whole
    factors: Codes
    first: Whole
    opens: Weeks
    closes: Weeks
    until: Weeks
    ended: Bytes
    arm: Bytes
    varying: Codes
    numbers: Floats
    weight: Floats
    lived: Floats


class Shape(NamedTuple):
    """Where the columns lie: fixed levels, then 1, arm, varying levels, numbers, trial, follow-up."""

    fixed: int
    levels: int
    crossed: bool
    arm_crosses: bool


@inlined
def listed(rows: Stretches, s: int, levels: int, where: Whole, value: Floats) -> int:
    """List the columns (from the constant on) that hold for the whole stretch."""
    where[0] = 0
    value[0] = 1.0
    count = 1
    if rows.arm[s]:
        where[1] = 1
        value[1] = 1.0
        count = 2
    for v in range(rows.varying.shape[1]):
        if rows.varying[s, v] >= 0:
            where[count] = 2 + rows.varying[s, v]
            value[count] = 1.0
            count += 1
    for b in range(rows.numbers.shape[1]):
        where[count] = 2 + levels + b
        value[count] = rows.numbers[s, b]
        count += 1
    return count


@inlined
def add_trial(
    moments: Floats, calendar: Floats, own: int, sums: Floats, squares: Floats, mixed: Floats
) -> None:
    """Add one trial's moments, times the functions of when the trial began.

    ``sums`` are moments of p: by trial function (row 0) and by follow-up function (row 1).
    ``squares`` is trial × trial, ``mixed`` follow-up × trial.
    """
    q = len(calendar)
    for a in range(q):
        sums[0, a] += moments[0] * calendar[a]
        for b in range(a + 1):
            squares[a, b] += moments[own] * calendar[a] * calendar[b]
        for b in range(1, own):
            mixed[b, a] += moments[own + b] * calendar[a]
    for b in range(1, own):
        sums[1, b] += moments[b]


@inlined
def add_events(rows: Stretches, s: int, calendar: Floats, by: Follow, sums: Floats) -> None:
    """Take the outcome that ends this stretch's trials out of the sums: score = seen − expected."""
    weeks, own = by.basis.shape
    for m in range(max(rows.opens[s], rows.until[s] - weeks), rows.closes[s]):
        k = rows.until[s] - 1 - m
        lived = rows.lived[s, k] / rows.lived[s, 0] if rows.lived.shape[1] else 1.0
        for a in range(calendar.shape[1]):
            sums[0, a] -= lived * calendar[m, a]
        for b in range(1, own):
            sums[1, b] -= lived * by.basis[k, b]


@kernel
def close_stretch(  # noqa: C901  # every pair of column kinds once
    inner: Floats,
    slope: Floats,
    weight: float,
    where: Whole,
    value: Floats,
    count: int,
    sums: Floats,
    squares: Floats,
    mixed: Floats,
    by: Follow,
    moments: Floats,
    shape: Shape,
) -> None:
    """Add a stretch to the person's inner sums: varying × trial × follow-up columns, lower triangle.

    ``moments`` holds the products of follow-up functions, summed over the stretch's trials.
    """
    own = by.basis.shape[1]
    q = len(squares) - 1
    trial = len(slope) - q - (own - 1) * (2 if shape.crossed else 1)
    follow = trial + q
    for c in range(count):
        x = weight * value[c]
        slope[where[c]] -= x * sums[0, 0]
        for d in range(c + 1):
            inner[where[c], where[d]] += x * value[d] * squares[0, 0]
        for a in range(q):
            inner[trial + a, where[c]] += x * squares[a + 1, 0]
    for a in range(q):
        slope[trial + a] -= weight * sums[0, a + 1]
        for b in range(a + 1):
            inner[trial + a, trial + b] += weight * squares[a + 1, b + 1]
    copies = 2 if shape.arm_crosses else 1
    for copy in range(copies):
        place = follow + copy * (own - 1) - 1
        for b in range(1, own):
            slope[place + b] -= weight * sums[1, b]
            for c in range(count):
                inner[place + b, where[c]] += weight * value[c] * mixed[b, 0]
            for a in range(q):
                inner[place + b, trial + a] += weight * mixed[b, a + 1]
            for other in range(copy + 1):
                for a in range(1, own):
                    if other < copy or a <= b:
                        inner[place + b, follow + other * (own - 1) - 1 + a] += (
                            weight * moments[own + by.pair[a, b]]
                        )


@kernel
def close_spell(
    hessian: Floats,
    cluster: Floats,
    inner: Floats,
    slope: Floats,
    factors: Codes,
) -> None:
    """Add a spell to the Hessian and to its person's score, and empty the inner sums."""
    size = len(slope)
    base = len(cluster) - size
    for q in range(size):
        cluster[base + q] += slope[q]
        for r in range(q + 1):
            hessian[base + q, base + r] += inner[q, r]
    for f in range(len(factors)):
        column = factors[f]
        if column < 0:
            continue
        cluster[column] += slope[0]
        for q in range(size):
            hessian[base + q, column] += inner[q, 0]
        for g in range(len(factors)):
            if 0 <= factors[g] <= column:
                hessian[column, factors[g]] += inner[0, 0]
    inner[:] = 0.0
    slope[:] = 0.0


@kernel
def close_person(
    score: Floats, meat: Floats, cluster: Floats, want_meat: bool, used: Whole
) -> None:
    """Add a person's score, and its square to the middle of the sandwich; empty it."""
    count = 0
    for q in range(len(cluster)):
        if cluster[q] != 0.0:
            score[q] += cluster[q]
            used[count] = q
            count += 1
    if want_meat:
        for a in range(count):
            for b in range(a + 1):
                meat[used[a], used[b]] += cluster[used[a]] * cluster[used[b]]
    cluster[:] = 0.0


@kernel
def trial_sums(  # noqa: C901, PLR0912  # one loop nest
    theta: Floats,
    rows: Stretches,
    calendar: Floats,
    by: Follow,
    shape: Shape,
    stride: int,
    want_meat: bool,
) -> tuple[Floats, Floats, Floats, Floats]:
    """Score, Hessian, middle of the sandwich and number of expanded rows, at ``theta``."""
    weeks, own = by.basis.shape
    p, q, products = len(theta), calendar.shape[1], by.product.shape[1]
    size = p - shape.fixed
    trial = p - (own - 1) * (2 if shape.crossed else 1) - (q - 1)
    hessian, meat, score, seen = np.zeros((p, p)), np.zeros((p, p)), np.zeros(p), np.zeros(1)
    inner, slope, cluster = np.zeros((size, size)), np.zeros(size), np.zeros(p)
    where, value, used = np.empty(size, np.int64), np.empty(size), np.empty(p, np.int64)
    sums, squares = np.zeros((2, max(q, own))), np.zeros((q, q))
    mixed, moments, total = np.zeros((own, q)), np.zeros(own + products), np.zeros(own + products)
    arms = by.shift.shape[0]
    table = np.zeros((arms, CELLS, weeks + 1, TERMS, products))
    ready = np.zeros((arms, CELLS), np.bool_)
    level = np.zeros(len(calendar))
    for m in range(len(calendar)):
        for a in range(1, q):
            level[m] += theta[trial + a - 1] * calendar[m, a]
    spells = len(rows.person)
    for i in range(spells):
        if rows.person[i] % stride != 0:
            continue
        x_own = 0.0
        for f in range(rows.factors.shape[1]):
            if rows.factors[i, f] >= 0:
                x_own += theta[rows.factors[i, f]]
        for s in range(rows.first[i], rows.first[i + 1]):
            count = listed(rows, s, shape.levels, where, value)
            x = x_own
            for c in range(count):
                x += theta[shape.fixed + where[c]] * value[c]
            arm = rows.arm[s] if arms > 1 else 0
            sums[:] = 0.0
            squares[:] = 0.0
            mixed[:] = 0.0
            total[:] = 0.0
            for m in range(rows.opens[s], rows.closes[s]):
                n = min(rows.until[s] - m, weeks)
                seen[0] += n
                if rows.lived.shape[1] or not tabled_moments(
                    x + level[m], arm, n, by, table, ready, moments
                ):
                    looped_moments(x + level[m], arm, n, rows.lived[s], by, moments)
                add_trial(moments, calendar[m], own, sums, squares, mixed)
                for j in range(own + own, own + products):
                    total[j] += moments[j]
                for j in range(1, own):
                    total[own + j] += moments[own + j]
            if rows.ended[s]:
                add_events(rows, s, calendar, by, sums)
            close_stretch(
                inner,
                slope,
                rows.weight[s],
                where,
                value,
                count,
                sums,
                squares,
                mixed,
                by,
                total,
                Shape(shape.fixed, shape.levels, shape.crossed, shape.crossed and rows.arm[s] == 1),
            )
        close_spell(hessian, cluster, inner, slope, rows.factors[i])
        if i + 1 == spells or rows.person[i + 1] != rows.person[i]:
            close_person(score, meat, cluster, want_meat, used)
    return hessian, score, meat, seen
