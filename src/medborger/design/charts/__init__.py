"""Charts drawn on the server: a frozen description in, an SVG with words and a table out.

A chart draws the points it is given. What a point means (centre, limits, signals) is decided in
`medborger.theory.charts`. Colour never carries anything alone: marks have a shape, and every
number stands in the table below.
"""

from __future__ import annotations

from medborger.design.charts.bars import Bar, BarChart
from medborger.design.charts.hundred import Hundred
from medborger.design.charts.line import LineChart, Point
from medborger.design.charts.multiples import Multiples
from medborger.design.charts.numbers import Unit

__all__ = ["Bar", "BarChart", "Hundred", "LineChart", "Multiples", "Point", "Unit"]
