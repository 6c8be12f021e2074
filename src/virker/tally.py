"""The tally of many registers with known truth: bias in standard errors, and coverage.

Two truths must be kept apart. *Realised*: what the very people who began gained, had everything
else gone as it did; it carries the luck of the lives they did not live. *Expected*: the mean of
that over many registers, which is the effect an interval is about. Bias is measured against the
realised truth, which is sharper, since estimate and truth share most of their luck. Coverage is
measured against the expected one: held against the realised truth, intervals look too narrow
where a service lowers the share in work (lock-in), and too wide where it raises it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from virker.result import Z95

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
        truth: Expected effect: the mean of the realised ones over the registers, a share.
        bias: Mean of estimate minus realised truth, a share.
        bias_se: Standard error of the mean error, from the spread between registers.
        covered: Registers whose 95 % interval holds the expected effect.
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
    expected = float(np.mean([cell.truth for cell in cells]))
    return Line(
        service,
        horizon,
        len(cells),
        expected,
        float(errors.mean()),
        spread / len(cells) ** 0.5,
        sum(abs(cell.estimate - expected) <= Z95 * cell.se for cell in cells),
        sum(abs(cell.estimate) > Z95 * cell.se for cell in cells),
    )


def pooled_coverage(lines: Sequence[Line]) -> float:
    """Share of all intervals that hold the truth, in [0, 1]."""
    return sum(line.covered for line in lines) / sum(line.registers for line in lines)
