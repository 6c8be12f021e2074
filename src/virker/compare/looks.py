"""Looking several times at planned moments: what it costs, and the limits that pay for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import numpy as np

from virker.distributions import normal_quantile
from virker.errors import VirkerError

if TYPE_CHECKING:
    from virker.arrays import Floats

Shape = Literal["pocock", "obrien_fleming"]
"""The same limit at every look, or strict at first and near the ordinary one at last."""
STEPS = 160


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits for z at equally spaced looks.

    Attributes:
        z: How far from nought z must be to count. Shape (looks,).
        false_alarms: How often any look goes past its limit when nothing has changed.
    """

    z: tuple[float, ...]
    false_alarms: float


def false_alarms(looks: int, z: float = 1.959964) -> float:
    """How often at least one of several looks goes past the same limit when nothing has changed.

    Args:
        looks: Equally spaced looks at growing data, at least 1.
        z: The limit at every look.

    Returns:
        A share in [0, 1], exact to about five decimals.

    Raises:
        VirkerError: There is not one look.

    Source:
        Armitage, McPherson & Rowe (1969), JRSS A 132(2), table 2.

    Examples:
        >>> [round(false_alarms(n), 3) for n in (1, 5, 10)]
        [0.05, 0.142, 0.193]
    """
    if looks < 1:
        raise VirkerError("Der skal være mindst ét kig.")
    return _crossing(np.full(looks, z))


def planned_limits(looks: int, shape: Shape = "obrien_fleming", level: float = 0.95) -> Limits:
    """Limits that keep false alarms at 5 % over all planned looks together.

    Args:
        looks: Equally spaced looks, at least 1. It must be written in the protocol beforehand.
        shape: `pocock` or `obrien_fleming`.
        level: One minus the share of false alarms over all looks.

    Source:
        Pocock (1977), Biometrika 64(2); O'Brien & Fleming (1979), Biometrics 35(3).

    Examples:
        >>> [round(z, 2) for z in planned_limits(5, "pocock").z[:1]]
        [2.41]
        >>> [round(z, 2) for z in planned_limits(5).z]
        [4.56, 3.23, 2.63, 2.28, 2.04]
    """
    if looks < 1:
        raise VirkerError("Der skal være mindst ét kig.")
    order = np.arange(1, looks + 1)
    form = np.ones(looks) if shape == "pocock" else np.sqrt(looks / order)
    low, high = normal_quantile(0.5 + level / 2), 6.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if _crossing(form * middle) > 1 - level else (low, middle)
    return Limits(tuple((form * high).tolist()), _crossing(form * high))


def _crossing(limits: Floats) -> float:
    """Probability that a growing sum of standard normals leaves its limits, look by look."""
    nodes, weights = _nodes()
    reach = limits[0]
    at, mass = nodes * reach, weights * reach
    density = np.exp(-(at**2) / 2) / np.sqrt(2 * np.pi)
    for look in range(1, len(limits)):
        reach = limits[look] * np.sqrt(look + 1)
        now = nodes * reach
        move = np.exp(-((now[:, None] - at[None, :]) ** 2) / 2) / np.sqrt(2 * np.pi)
        density = move @ (density * mass)
        at, mass = now, weights * reach
    return float(1 - density @ mass)


@cache
def _nodes() -> tuple[Floats, Floats]:
    nodes, weights = np.polynomial.legendre.leggauss(STEPS)
    return nodes, weights
