"""Kernels for AIPW: one partition of persons in, sums out.

Rows are decisions, sorted by person. What a person always is (fixed levels, person numbers) is
added to the sums once per person; only what changes by week is touched per row. Columns lie as
in :class:`virker.engines.choices.Design`; only the lower triangle of a matrix is filled. Loops are
written out, one nest per kernel, since that is what the compiler turns into fast code.
"""

from __future__ import annotations

from math import exp

import numpy as np

from virker.engines.choice_rows import (
    Floats,
    Rows,
    Wanted,
    Whole,
    add_person,
    add_square,
    changing_columns,
    fixed_columns,
    outcome_of,
    predicted,
    sum_weeks,
)
from virker.engines.compiled import inlined, kernel

BINS = 48
"""Log-odds of starting are counted in bins of 0.25 from −10 to 2."""


@kernel
def start_sums(  # noqa: C901  # one loop nest
    theta: Floats,
    services: Whole,
    others_wait: bool,
    rows: Rows,
    fixed: int,
    levels: int,
    stride: int,
) -> tuple[Floats, Floats, Floats]:
    """Score and Hessian of one logistic start model per service, over every ``stride``-th person."""
    kinds, p = theta.shape
    base = fixed + rows.person_numbers.shape[1]
    size = p - base
    hessian, score, seen = np.zeros((kinds, p, p)), np.zeros((kinds, p)), np.zeros(1)
    inner, slope = np.zeros((kinds, size, size)), np.zeros((kinds, size))
    where, value = np.empty(size, np.int64), np.empty(size)
    own, own_value = np.empty(base, np.int64), np.empty(base)
    own_eta = np.empty(kinds)
    for i in range(0, len(rows.first) - 1, stride):
        if rows.weight[i] == 0.0 or rows.first[i] == rows.first[i + 1]:
            continue
        mine = fixed_columns(rows, i, fixed, own, own_value)
        for s in range(kinds):
            own_eta[s] = predicted(theta[s], 0, own, own_value, mine)
        for row in range(rows.first[i], rows.first[i + 1]):
            count = changing_columns(rows, row, levels, where, value)
            seen[0] += 1
            for s in range(kinds):
                started = rows.start[row] == services[s]
                if rows.start[row] != 0 and not started and not others_wait:
                    continue
                eta = own_eta[s] + predicted(theta[s], base, where, value, count)
                share = 1.0 / (1.0 + exp(-eta))
                rest = (1.0 if started else 0.0) - share
                for c in range(count):
                    slope[s, where[c]] += rest * value[c]
                add_square(inner[s], share * (1.0 - share), where, value, count)
        for s in range(kinds):
            add_person(
                hessian[s], score[s], inner[s], slope[s], rows.weight[i], own, own_value, mine
            )
    return hessian, score, seen


@kernel
def outcome_sums(  # noqa: C901  # one loop nest
    p: int, kinds: int, wanted: Wanted, rows: Rows, fixed: int, levels: int
) -> tuple[Floats, Floats]:
    """Normal equations of a linear model per outcome, for those who started ``k`` (0 waited).

    Horizons rise, so who is seen at the last one is seen at all: a row is added where its last
    seen horizon is, and the driver adds backwards. Outcomes that were given stand alone.
    """
    asked = rows.outcomes.shape[1] if wanted.given else len(wanted.horizon)
    base = fixed + rows.person_numbers.shape[1]
    size = p - base
    squares, products = np.zeros((kinds, asked, p, p)), np.zeros((kinds, asked, p))
    inner, slope = np.zeros((kinds, asked, size, size)), np.zeros((kinds, asked, size))
    where, value = np.empty(size, np.int64), np.empty(size)
    own, own_value = np.empty(base, np.int64), np.empty(base)
    total = np.zeros((asked, rows.states.shape[1] + 1))
    touched = np.zeros((kinds, asked), np.bool_)
    for i in range(len(rows.first) - 1):
        if rows.weight[i] == 0.0 or rows.first[i] == rows.first[i + 1]:
            continue
        mine = fixed_columns(rows, i, fixed, own, own_value)
        sum_weeks(rows, i, wanted, total)
        for row in range(rows.first[i], rows.first[i + 1]):
            k = rows.start[row]
            if k >= kinds:
                continue
            count = changing_columns(rows, row, levels, where, value)
            last = -1
            for c in range(asked):
                y = outcome_of(rows, i, row, wanted, c, total)
                if np.isnan(y):
                    continue
                last = c
                touched[k, c] = True
                for a in range(count):
                    slope[k, c, where[a]] += y * value[a]
                if wanted.given:
                    add_square(inner[k, c], 1.0, where, value, count)
            if last >= 0 and not wanted.given:
                add_square(inner[k, last], 1.0, where, value, count)
        for k in range(kinds):
            for c in range(asked):
                if touched[k, c]:
                    add_person(
                        squares[k, c],
                        products[k, c],
                        inner[k, c],
                        slope[k, c],
                        rows.weight[i],
                        own,
                        own_value,
                        mine,
                    )
                    touched[k, c] = False
    return squares, products


@kernel
def add_influence(sums: Floats, cross: Floats, weight: float, top: Floats, bottom: Floats) -> None:
    """Add one person's numerators and denominators, and their products.

    The products carry the weight squared: a weight says how many such persons move together.
    """
    square = weight * weight
    for j in range(len(top)):
        sums[0, j] += weight * top[j]
        sums[5, j] += weight * bottom[j]
        for k in range(len(top)):
            cross[0, j, k] += square * top[j] * top[k]
            cross[1, j, k] += square * top[j] * bottom[k]
            cross[2, j, k] += square * bottom[j] * bottom[k]


@inlined
def add_mix(
    total: Floats, square: Floats, scale: float, base: int, where: Whole, value: Floats, count: int
) -> None:
    """Add what the covariates sum to, and their squares."""
    for a in range(count):
        total[base + where[a]] += scale * value[a]
        square[base + where[a]] += scale * value[a] * value[a]


@kernel
def effect_sums(  # noqa: C901, PLR0912, PLR0915  # one loop nest
    theta: Floats,
    mean: Floats,
    services: Whole,
    others_wait: bool,
    most: float,
    groups: int,
    wanted: Wanted,
    rows: Rows,
    fixed: int,
    levels: int,
    people: bool,
) -> tuple[Floats, Floats, Floats, Floats, Floats, Floats, Floats, Floats, Floats]:
    """Influence sums per person, balance, overlap.

    ``mean`` (services or 1, outcomes, columns): with one row all services share those who waited.
    A decision whose chance of starting exceeds ``most`` is left out on both sides and counted.
    """
    kinds, p = theta.shape
    models, asked = mean.shape[0], mean.shape[1]
    base = fixed + rows.person_numbers.shape[1]
    size = kinds * asked
    # sums[g]: 0 top, 1 weights of those who waited, 2 outcome of starters, 3 starters' gap to what
    # was expected, 4 weighted outcome of those who waited, 5 starters
    sums, cross = np.zeros((groups, 6, size)), np.zeros((groups, 3, size, size))
    mix, mix_square = np.zeros((kinds, 3, p)), np.zeros((kinds, 3, p))
    # counts: starters, waiters, weight of waiters, its square, starters and waiters left out
    counts, largest, overlap = np.zeros((kinds, 6)), np.zeros(kinds), np.zeros((kinds, 2, BINS))
    persons = len(rows.first) - 1
    tops, bottoms = (
        np.zeros((persons if people else 0, size)),
        np.zeros((persons if people else 0, size)),
    )
    top, bottom, mass = np.zeros(size), np.zeros(size), np.zeros((kinds, 3))
    where, value = np.empty(p - base, np.int64), np.empty(p - base)
    own, own_value = np.empty(base, np.int64), np.empty(base)
    total = np.zeros((asked, rows.states.shape[1] + 1))
    own_eta, own_mean = np.zeros(kinds), np.zeros((models, asked))
    y, expected = np.empty(asked), np.empty((models, asked))
    for i in range(persons):
        w = rows.weight[i]
        if w == 0.0 or rows.first[i] == rows.first[i + 1]:
            continue
        mine = fixed_columns(rows, i, fixed, own, own_value)
        for s in range(kinds):
            own_eta[s] = predicted(theta[s], 0, own, own_value, mine)
        for m in range(models):
            for c in range(asked):
                own_mean[m, c] = predicted(mean[m, c], 0, own, own_value, mine)
        sum_weeks(rows, i, wanted, total)
        g = rows.group[i]
        top[:] = 0.0
        bottom[:] = 0.0
        mass[:] = 0.0
        for row in range(rows.first[i], rows.first[i + 1]):
            count = changing_columns(rows, row, levels, where, value)
            for c in range(asked):
                y[c] = outcome_of(rows, i, row, wanted, c, total)
                for m in range(models):
                    expected[m, c] = own_mean[m, c] + predicted(
                        mean[m, c], base, where, value, count
                    )
            for s in range(kinds):
                started = rows.start[row] == services[s]
                if rows.start[row] != 0 and not started and not others_wait:
                    continue
                side = 0 if started else 1
                eta = own_eta[s] + predicted(theta[s], base, where, value, count)
                odds = exp(eta)
                if odds > most * (1.0 + odds):
                    counts[s, 4 + side] += w
                    continue
                m = min(s, models - 1)
                scale = w if started else w * odds
                overlap[s, side, min(BINS - 1, max(0, int((eta + 10.0) * 4.0)))] += w
                counts[s, side] += w
                mass[s, side] += w
                add_mix(mix[s, side], mix_square[s, side], w, base, where, value, count)
                if not started:
                    counts[s, 2] += scale
                    counts[s, 3] += scale * odds
                    largest[s] = max(largest[s], odds)
                    mass[s, 2] += scale
                    add_mix(mix[s, 2], mix_square[s, 2], scale, base, where, value, count)
                for c in range(asked):
                    if np.isnan(y[c]):
                        continue
                    j = s * asked + c
                    gap = y[c] - expected[m, c]
                    if started:
                        top[j] += gap
                        bottom[j] += 1.0
                        sums[g, 2, j] += w * y[c]
                        sums[g, 3, j] += w * gap
                    else:
                        top[j] -= odds * gap
                        sums[g, 4, j] += scale * y[c]
                        sums[g, 1, j] += scale
        for s in range(kinds):
            for side in range(3):
                add_mix(mix[s, side], mix_square[s, side], mass[s, side], 0, own, own_value, mine)
        add_influence(sums[g], cross[g], w, top, bottom)
        if people:
            tops[i] = top
            bottoms[i] = bottom
    return sums, cross, mix, mix_square, counts, largest, overlap, tops, bottoms
