"""Many small line charts on one scale, so that they can be compared."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from medborger.design.charts.line import Frame, LineChart, LineDrawing, draw, values_of
from medborger.design.charts.numbers import written
from medborger.design.charts.scale import ground

SMALL = Frame(width=260, height=140, left=46, right=14, top=12, bottom=26, ticks=2, labels=1)


@dataclass(frozen=True, slots=True)
class Small:
    """One of the many."""

    chart: LineChart
    drawing: LineDrawing


@dataclass(frozen=True, slots=True)
class Multiples:
    """The charts must speak of the same periods and the same unit."""

    id: str
    title: str
    description: str
    charts: tuple[LineChart, ...]

    def __post_init__(self) -> None:
        periods = {tuple(p.label for p in chart.points) for chart in self.charts}
        if len(periods) > 1 or len({chart.unit for chart in self.charts}) > 1:
            raise ValueError("Small multiples share their periods and their unit.")

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return all(chart.is_empty for chart in self.charts)

    @property
    def drawing(self) -> tuple[Small, ...]:
        """Draw all on the scale that holds all."""
        values = [value for chart in self.charts for value in values_of(chart)]
        levels = ground(values or [0, 1], SMALL.ticks)
        return tuple(Small(chart, draw(chart, SMALL, levels)) for chart in self.charts)

    @property
    def columns(self) -> tuple[str, ...]:
        """Head the table: one column per chart."""
        return (_("Periode"), *(chart.title for chart in self.charts))

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Give every number of the pictures in words."""
        return tuple(
            (
                points[0].label,
                *(written(p.value, c.unit) for p, c in zip(points, self.charts, strict=True)),
            )
            for points in zip(*(chart.points for chart in self.charts), strict=True)
        )
