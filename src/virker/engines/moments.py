"""Sum a whole follow-up at once: moments of the logistic curve, tabulated instead of looped.

In a trial the linear predictor is ``x + d(k)``: a part fixed for the trial and a part that only
follow-up time ``k`` moves. Every sum a Newton step needs, over follow-up weeks 0 … n − 1, is then
a smooth function of the one number ``x``:

    sum of f(k) · p(x + d(k))   and   sum of f(k) · p'(x + d(k)).

We keep the Taylor series of these functions around points 1/16 apart, for every n. The nearest
singularity of the logistic curve lies π away in the complex plane, so eight terms leave a relative
error near 1e-13 and a hundred weeks of follow-up cost as little as one. Outside the table the
weeks are looped.
"""

from __future__ import annotations

from math import exp
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from virker.engines.compiled import inlined, kernel

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

LOWEST, CELLS, PER_UNIT, TERMS = -14.0, 320, 16, 8


class Follow(NamedTuple):
    """How follow-up time enters.

    Shape: ``basis`` (weeks, 1 + B): a column of ones, then the functions of follow-up time.
    ``product`` (weeks, products): the distinct products of two of them. ``pair`` (1 + B, 1 + B):
    which product two functions make. ``shift`` (arms, weeks): d(k) for each arm.

    A table is (arms, cells, weeks + 1, terms, products), filled where somebody needs it. The
    moments are the sums of basis · p, then of product · p'.
    """

    basis: Floats
    product: Floats
    pair: Whole
    shift: Floats


def products_of(basis: Floats) -> tuple[Floats, Whole]:
    """Find the distinct products of two basis functions, so that 1 · k² and k · k count once.

    The first are the functions themselves (times the ones).
    """
    size = basis.shape[1]
    columns = list(basis.T)
    pair = np.zeros((size, size), np.int64)
    for a in range(size):
        for b in range(a + 1):
            column = basis[:, a] * basis[:, b]
            same = [j for j, known in enumerate(columns) if np.allclose(column, known, rtol=1e-14)]
            pair[a, b] = pair[b, a] = same[0] if same else len(columns)
            if not same:
                columns.append(column)
    return np.stack(columns, 1), pair


def follow(basis: Floats, slopes: Floats) -> Follow:
    """Say how follow-up time enters, with coefficients ``slopes`` (arms, B) of its functions."""
    full = np.concatenate([np.ones((len(basis), 1)), basis], 1)
    product, pair = products_of(full)
    return Follow(full, product, pair, np.ascontiguousarray(slopes @ basis.T))


@kernel
def fill_cell(by: Follow, arm: int, cell: int, terms: Floats) -> None:
    """Fill the Taylor terms (weeks + 1, terms, products) of one cell of the table.

    The first series, one per basis function, are those of p; the rest are those of p'.
    """
    own, products = by.basis.shape[1], by.product.shape[1]
    middle = LOWEST + (cell + 0.5) / PER_UNIT
    series = np.empty(TERMS + 1)
    terms[0] = 0.0
    for k in range(by.shift.shape[1]):
        series[0] = 1.0 / (1.0 + exp(-(middle + by.shift[arm, k])))
        for n in range(TERMS):
            square = 0.0
            for i in range(n + 1):
                square += series[i] * series[n - i]
            series[n + 1] = (series[n] - square) / (n + 1)
        for t in range(TERMS):
            slope = (t + 1) * series[t + 1]
            for b in range(own):
                terms[k + 1, t, b] = terms[k, t, b] + by.product[k, b] * series[t]
            for b in range(own, products):
                terms[k + 1, t, b] = terms[k, t, b] + by.product[k, b] * slope


@kernel
def looped_moments(
    x: float, arm: int, weeks: int, lived: Floats, by: Follow, moments: Floats
) -> None:
    """Sum the follow-up week by week; ``lived`` weighs each week, or is empty."""
    own, products = by.basis.shape[1], by.product.shape[1]
    moments[:] = 0.0
    for k in range(weeks):
        share = 1.0 / (1.0 + exp(-(x + by.shift[arm, k])))
        scale = lived[k] / lived[0] if len(lived) else 1.0
        spread = scale * share * (1.0 - share)
        for b in range(own):
            moments[b] += scale * share * by.basis[k, b]
        for b in range(products):
            moments[own + b] += spread * by.product[k, b]


@inlined
def series_value(terms: Floats, j: int, step: float, square: float, fourth: float) -> float:
    """Evaluate one series; pairs first, so that the processor can work on them together."""
    low = (terms[0, j] + terms[1, j] * step) + (terms[2, j] + terms[3, j] * step) * square
    high = (terms[4, j] + terms[5, j] * step) + (terms[6, j] + terms[7, j] * step) * square
    return low + high * fourth


@inlined
def series_slope(terms: Floats, j: int, step: float, square: float, fourth: float) -> float:
    """Evaluate the derivative of one series."""
    low = (terms[1, j] + 2 * terms[2, j] * step) + (
        3 * terms[3, j] + 4 * terms[4, j] * step
    ) * square
    high = (5 * terms[5, j] + 6 * terms[6, j] * step) + 7 * terms[7, j] * square
    return low + high * fourth


@inlined
def tabled_moments(
    x: float, arm: int, weeks: int, by: Follow, table: Floats, ready: Flags, moments: Floats
) -> bool:
    """Look the sums up, filling the table where nobody was before; False outside the table."""
    place = (x - LOWEST) * PER_UNIT
    if not 0.0 <= place < CELLS:
        return False
    cell = int(place)
    if not ready[arm, cell]:
        fill_cell(by, arm, cell, table[arm, cell])
        ready[arm, cell] = True
    step = (place - cell - 0.5) / PER_UNIT
    terms = table[arm, cell, weeks]
    square = step * step
    fourth = square * square
    own = by.basis.shape[1]
    for j in range(own):
        moments[j] = series_value(terms, j, step, square, fourth)
        moments[own + j] = series_slope(terms, j, step, square, fourth)
    for j in range(own, terms.shape[1]):
        moments[own + j] = series_value(terms, j, step, square, fourth)
    return True
