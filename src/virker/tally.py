"""The tally of many registers with known truth: bias in standard errors, and coverage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from virker.proof import Cell


@dataclass(frozen=True, slots=True)
class Line:
    """One service at one horizon over many registers.

    Attributes:
        service: What was begun.
        horizon: Weeks after.
        registers: How many registers.
        truth: Mean of the true effects, a share.
        bias: Mean error, a share.
        bias_se: Standard error of the mean error, from the spread between registers.
        covered: Registers whose 95 % interval holds the truth.
        excluded_zero: Registers whose 95 % interval does not hold nought (false alarms in a world
            where nothing works).
    """

    service: str
    horizon: int
    registers: int
    truth: float
    bias: float
    bias_se: float
    covered: int
    excluded_zero: int

    @property
    def bias_z(self) -> float:
        """Bias in its standard errors."""
        return self.bias / self.bias_se


def tally(cells: Sequence[Cell]) -> tuple[Line, ...]:
    """Sum the cells of many registers up, one line per service and horizon.

    Args:
        cells: From `virker.proof.prove`, several seeds; at least two per line.

    Examples:
        >>> from virker.proof import Cell
        >>> told = tally([Cell("course", 4, s, -0.02, -0.02 + e, 0.01) for s, e in ((1, 0.01), (2, -0.01))])
        >>> told[0].covered, round(told[0].bias, 6)
        (2, 0.0)
    """
    keys = list(dict.fromkeys((cell.service, cell.horizon) for cell in cells))
    return tuple(
        _line(service, horizon, [c for c in cells if (c.service, c.horizon) == (service, horizon)])
        for service, horizon in keys
    )


def _line(service: str, horizon: int, cells: Sequence[Cell]) -> Line:
    errors = np.array([cell.estimate - cell.truth for cell in cells])
    spread = float(errors.std(ddof=1)) if len(errors) > 1 else float("nan")
    return Line(
        service,
        horizon,
        len(cells),
        float(np.mean([cell.truth for cell in cells])),
        float(errors.mean()),
        spread / len(cells) ** 0.5,
        sum(cell.covered for cell in cells),
        sum(abs(cell.estimate) > 1.959963984540054 * cell.se for cell in cells),
    )


def pooled_coverage(lines: Sequence[Line]) -> float:
    """Share of all intervals that hold the truth, in [0, 1]."""
    return sum(line.covered for line in lines) / sum(line.registers for line in lines)
