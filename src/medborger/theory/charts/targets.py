"""Can the process, as it runs today, be expected to reach its target?"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from medborger.theory.charts.signals import Direction

if TYPE_CHECKING:
    from medborger.theory.charts.chart import Chart


class TargetOutlook(enum.Enum):
    """What the last limits say about the target."""

    ALWAYS = "always"  # every ordinary period will reach it
    NEVER = "never"  # no ordinary period will reach it
    SOMETIMES = "sometimes"  # chance decides from period to period
    UNKNOWN = "unknown"  # no limits, or no direction


def outlook(chart: Chart, target: float, better: Direction) -> TargetOutlook:
    """Compare the target with the newest limits; the last segment decides."""
    drawn = [dot.limits for dot in chart.now.dots if dot.limits is not None]
    if not drawn or better is Direction.NEUTRAL:
        return TargetOutlook.UNKNOWN
    lower, upper = drawn[-1].lower, drawn[-1].upper
    if lower is None or upper is None:
        return TargetOutlook.UNKNOWN
    above, below = target > upper, target < lower
    if better is Direction.DOWN:
        above, below = below, above
    if above:
        return TargetOutlook.NEVER
    return TargetOutlook.ALWAYS if below else TargetOutlook.SOMETIMES
