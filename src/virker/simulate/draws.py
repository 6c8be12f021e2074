"""Uniform draws that are a function of seed, person, week and purpose (common random numbers)."""

from __future__ import annotations

import numpy as np
from numba import njit

_SEED, _PERSON = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD1B54A32D192ED03)
_WEEK, _PURPOSE = np.uint64(0x8CB92BA72F3D8DD7), np.uint64(0xAEF17502108EF2D9)
_MIX1, _MIX2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)


@njit(cache=True, nogil=True)
def draw(seed: int, person: int, week: int, purpose: int) -> float:
    """Draw a number in [0, 1): the same for the same seed, person, week and purpose.

    Source:
        Steele, Lea & Flood (2014), Fast splittable pseudorandom number generators (SplitMix64),
        used here as a counter-based generator, mixed twice.

    Examples:
        >>> draw(1, 2, 3, 4) == draw(1, 2, 3, 4) != draw(1, 2, 3, 5)
        True
    """
    z = np.uint64(seed) * _SEED + np.uint64(person) * _PERSON
    z = (z ^ (z >> _S30)) * _MIX1
    z += np.uint64(week + 10_000) * _WEEK + np.uint64(purpose) * _PURPOSE
    z = (z ^ (z >> _S30)) * _MIX1
    z = (z ^ (z >> _S27)) * _MIX2
    z = z ^ (z >> _S31)
    return float(z >> _S11) * 1.1102230246251565e-16
