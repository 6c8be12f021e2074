"""Points over time: run charts and p charts, with centre line, limits, marks, breaks and notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from medborger.design.charts.numbers import Unit, coordinate, written
from medborger.design.charts.scale import Scale, ground

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MOST_LABELS = 6


@dataclass(frozen=True, slots=True)
class Point:
    """One period.

    Attributes:
        label: The period, short ("mar 26").
        value: None when there is no basis; drawn as a hollow sign on the axis, never as 0.
        centre: The centre line here.
        low: The lower limit here; limits may differ from point to point.
        high: The upper limit here.
        mark: Why the point is marked, in words; empty when it is not.
        note: What happened here (an annotation), in words.
        tells: What the value is made of ("12 af 30").
    """

    label: str
    value: float | None
    centre: float | None = None
    low: float | None = None
    high: float | None = None
    mark: str = ""
    note: str = ""
    tells: str = ""


@dataclass(frozen=True, slots=True)
class LineChart:
    """A line chart as a page asks for it.

    Attributes:
        id: Unique on the page; becomes the ids of title and description.
        title: What is shown.
        description: What one sees in it, in a sentence.
        points: In order of time.
        unit: Numbers or shares.
        value_label: The head of the table's value column.
        breaks: Positions (from 0) where a new stretch begins; lines do not cross them.
        provisional: The limits rest on few points ("foreløbige grænser").
    """

    id: str
    title: str
    description: str
    points: tuple[Point, ...]
    unit: Unit = Unit.NUMBER
    value_label: str = ""
    breaks: tuple[int, ...] = ()
    provisional: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return all(point.value is None for point in self.points)

    @property
    def drawing(self) -> LineDrawing:
        """Draw it at full size."""
        return draw(self, Frame())

    @property
    def has_marks(self) -> bool:
        """Whether the key explains marks."""
        return any(point.mark for point in self.points)

    @property
    def has_limits(self) -> bool:
        """Whether the key explains limits."""
        return any(p.low is not None or p.high is not None for p in self.points)

    @property
    def has_centre(self) -> bool:
        """Whether the key explains the centre line."""
        return any(point.centre is not None for point in self.points)

    @property
    def has_gaps(self) -> bool:
        """Whether the key explains periods without basis."""
        return any(point.value is None for point in self.points)

    @property
    def columns(self) -> tuple[str, ...]:
        """Head the table."""
        head = [_("Periode"), self.value_label or _("Værdi")]
        head += [name for name, there in self._extras() if there]
        return tuple(head)

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Give every number of the picture in words."""
        shown = [there for _name, there in self._extras()]
        return tuple(self._row(point, shown) for point in self.points)

    def _extras(self) -> tuple[tuple[str, bool], ...]:
        return (
            (_("Ud af"), any(p.tells for p in self.points)),
            (_("Midterlinje"), self.has_centre),
            (_("Nedre grænse"), self.has_limits),
            (_("Øvre grænse"), self.has_limits),
            (_("Bemærkning"), any(p.mark or p.note for p in self.points)),
        )

    def _row(self, point: Point, shown: list[bool]) -> tuple[str, ...]:
        def limit(value: float | None) -> str:
            return "" if value is None else written(value, self.unit, 1)

        extras = (
            point.tells,
            limit(point.centre),
            limit(point.low),
            limit(point.high),
            ". ".join(words for words in (point.mark, point.note) if words),
        )
        kept = (cell for cell, there in zip(extras, shown, strict=True) if there)
        return (point.label, written(point.value, self.unit), *kept)


@dataclass(frozen=True, slots=True)
class Frame:
    """The size of a drawing and the room around the plot."""

    width: float = 440
    height: float = 260
    left: float = 52
    right: float = 12
    top: float = 22
    bottom: float = 30
    ticks: int = 4
    labels: int = MOST_LABELS


@dataclass(frozen=True, slots=True)
class Tick:
    """A word on an axis."""

    x: str
    y: str
    text: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of the line; marked ones are diamonds."""

    x: str
    y: str
    words: str
    diamond: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered flag above the plot, explained below the picture."""

    x: str
    number: int
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class LineDrawing:
    """Everything the template needs, as finished strings."""

    view: str
    left: str
    right: str
    top: str
    bottom: str
    levels: tuple[Tick, ...]
    periods: tuple[Tick, ...]
    lines: tuple[str, ...]
    centres: tuple[str, ...]
    limits: tuple[str, ...]
    dots: tuple[Dot, ...]
    gaps: tuple[Dot, ...]
    breaks: tuple[str, ...]
    notes: tuple[Note, ...]


def draw(chart: LineChart, frame: Frame, levels: tuple[float, ...] | None = None) -> LineDrawing:
    """Turn points into paths. `levels` forces the ticks, so that many charts share one scale."""
    levels = levels or ground(values_of(chart) or [0, 1], frame.ticks)
    pen = _Pen(chart, frame, levels)
    return LineDrawing(
        view=f"0 0 {coordinate(frame.width)} {coordinate(frame.height)}",
        left=coordinate(frame.left),
        right=coordinate(frame.width - frame.right),
        top=coordinate(frame.top),
        bottom=coordinate(frame.height - frame.bottom),
        levels=pen.levels(levels),
        periods=pen.periods(),
        lines=pen.paths(lambda point: point.value),
        centres=pen.paths(lambda point: point.centre, level=True),
        limits=(
            *pen.paths(lambda point: point.low, level=True),
            *pen.paths(lambda point: point.high, level=True),
        ),
        dots=pen.dots(),
        gaps=pen.gaps(),
        breaks=tuple(coordinate(pen.x(at - 0.5)) for at in chart.breaks),
        notes=pen.notes(),
    )


def values_of(chart: LineChart) -> list[float]:
    """Give every number the scale has to hold."""
    return [
        value
        for point in chart.points
        for value in (point.value, point.centre, point.low, point.high)
        if value is not None
    ]


class _Pen:
    """Knows where things are while one chart is drawn."""

    def __init__(self, chart: LineChart, frame: Frame, levels: tuple[float, ...]) -> None:
        self.chart = chart
        self.frame = frame
        self.across = Scale(
            -0.5, max(len(chart.points), 1) - 0.5, frame.left, frame.width - frame.right
        )
        self.up = Scale(levels[0], levels[-1], frame.height - frame.bottom, frame.top)

    def x(self, position: float) -> float:
        return self.across.at(position)

    def levels(self, levels: tuple[float, ...]) -> tuple[Tick, ...]:
        texts = _level_texts(levels, self.chart.unit)
        return tuple(
            Tick(coordinate(self.frame.left - 8), coordinate(self.up.at(level)), text)
            for level, text in zip(levels, texts, strict=True)
        )

    def periods(self) -> tuple[Tick, ...]:
        """Label every so many periods, counted from the newest."""
        last = len(self.chart.points) - 1
        every = last // self.frame.labels + 1
        y = coordinate(self.frame.height - self.frame.bottom + 19)
        return tuple(
            Tick(coordinate(self.x(at)), y, point.label)
            for at, point in enumerate(self.chart.points)
            if (last - at) % every == 0
        )

    def paths(
        self, value_of: Callable[[Point], float | None], *, level: bool = False
    ) -> tuple[str, ...]:
        """Draw one path per unbroken stretch; `level` lines reach the edges of their periods."""
        drawn = []
        for stretch in self._stretches(value_of):
            places = [
                (x, self.up.at(value))
                for at, value in stretch
                for x in ((self.x(at - 0.5), self.x(at + 0.5)) if level else (self.x(at),))
            ]
            drawn.append("M" + "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in places))
        return tuple(drawn)

    def _stretches(
        self, value_of: Callable[[Point], float | None]
    ) -> Iterable[list[tuple[int, float]]]:
        stretch: list[tuple[int, float]] = []
        for at, point in enumerate(self.chart.points):
            value = value_of(point)
            if stretch and (value is None or at in self.chart.breaks):
                yield stretch
                stretch = []
            if value is not None:
                stretch.append((at, value))
        if stretch:
            yield stretch

    def dots(self) -> tuple[Dot, ...]:
        return tuple(
            self._dot(at, point, point.value)
            for at, point in enumerate(self.chart.points)
            if point.value is not None
        )

    def _dot(self, at: int, point: Point, value: float) -> Dot:
        x, y = self.x(at), self.up.at(value)
        words = f"{point.label}: {written(value, self.chart.unit)}"
        if point.tells:
            words += f" ({point.tells})"
        if not point.mark:
            return Dot(coordinate(x), coordinate(y), words)
        corners = ((x, y - 7), (x + 7, y), (x, y + 7), (x - 7, y))
        diamond = " ".join(f"{coordinate(a)},{coordinate(b)}" for a, b in corners)
        return Dot(coordinate(x), coordinate(y), f"{words}. {point.mark}", diamond)

    def gaps(self) -> tuple[Dot, ...]:
        bottom = coordinate(self.frame.height - self.frame.bottom)
        return tuple(
            Dot(coordinate(self.x(at)), bottom, f"{point.label}: {written(None, self.chart.unit)}")
            for at, point in enumerate(self.chart.points)
            if point.value is None
        )

    def notes(self) -> tuple[Note, ...]:
        noted = [(at, point) for at, point in enumerate(self.chart.points) if point.note]
        return tuple(
            Note(coordinate(self.x(at)), number, point.label, point.note)
            for number, (at, point) in enumerate(noted, 1)
        )


def _level_texts(levels: tuple[float, ...], unit: Unit) -> list[str]:
    """Write all levels with as many decimals as the finest needs."""
    factor = 100 if unit is Unit.SHARE else 1
    finest = max(_decimals_of(level * factor) for level in levels)
    return [written(level, unit, finest) for level in levels]


def _decimals_of(value: float) -> int:
    return next(d for d in range(6) if d == 5 or abs(round(value, d) - value) < 1e-9)
