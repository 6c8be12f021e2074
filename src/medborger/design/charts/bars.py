"""Sizes beside each other, each with its words above and its number at the end."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from medborger.design.charts.numbers import Unit, coordinate, written
from medborger.design.charts.scale import Scale, ground

WIDTH = 440.0
ROOM_FOR_NUMBER = 90.0
ROW = 50.0
BAR = 18.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One size.

    Attributes:
        label: What it is.
        value: None when there is no basis or it may not be shown; `tells` then says why.
        tells: What the value is made of ("12 af 30"), or why there is none.
        strong: The one the page is about; darker, and its words are bold.
        low: Lower end of what it may be.
        high: Upper end of what it may be.
    """

    label: str
    value: float | None
    tells: str = ""
    strong: bool = False
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class BarRow:
    """One bar as finished strings."""

    label: str
    strong: bool
    text_y: str
    bar_y: str
    number_y: str
    width: str
    number_x: str
    number: str
    range_from: str
    range_to: str
    range_y: str


@dataclass(frozen=True, slots=True)
class BarChart:
    """A bar chart as a page asks for it. Bars begin at 0; values below 0 are refused."""

    id: str
    title: str
    description: str
    bars: tuple[Bar, ...]
    unit: Unit = Unit.NUMBER
    label_head: str = ""
    value_label: str = ""

    def __post_init__(self) -> None:
        if any(bar.value is not None and bar.value < 0 for bar in self.bars):
            raise ValueError("A bar has no length below 0.")

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return all(bar.value is None for bar in self.bars)

    @property
    def view(self) -> str:
        """The drawing's size."""
        return f"0 0 {coordinate(WIDTH)} {coordinate(ROW * len(self.bars))}"

    @property
    def height(self) -> str:
        """How tall a bar is."""
        return coordinate(BAR)

    @property
    def track(self) -> str:
        """How long the longest bar could be."""
        return coordinate(WIDTH - ROOM_FOR_NUMBER)

    @property
    def has_ranges(self) -> bool:
        """Whether the key explains the lines of uncertainty."""
        return any(bar.low is not None and bar.high is not None for bar in self.bars)

    @property
    def drawing(self) -> tuple[BarRow, ...]:
        """Draw it."""
        tops = [v for bar in self.bars for v in (bar.value, bar.high) if v is not None]
        scale = Scale(0, ground([0.0, *(tops or [1.0])])[-1], 0, WIDTH - ROOM_FOR_NUMBER)
        return tuple(self._row(at * ROW, bar, scale) for at, bar in enumerate(self.bars))

    def _row(self, top: float, bar: Bar, scale: Scale) -> BarRow:
        middle = top + 24 + BAR / 2
        ranged = bar.low is not None and bar.high is not None
        end = scale.at(max(bar.value or 0, bar.high or 0))
        return BarRow(
            label=bar.label,
            strong=bar.strong,
            text_y=coordinate(top + 17),
            bar_y=coordinate(top + 24),
            number_y=coordinate(middle + 5),
            width=coordinate(scale.at(bar.value or 0)),
            number_x=coordinate(end + 8),
            number=written(bar.value, self.unit),
            range_from=coordinate(scale.at(bar.low or 0)) if ranged else "",
            range_to=coordinate(scale.at(bar.high or 0)) if ranged else "",
            range_y=coordinate(middle),
        )

    @property
    def columns(self) -> tuple[str, ...]:
        """Head the table."""
        head = [self.label_head or _("Hvad"), self.value_label or _("Værdi")]
        if any(bar.tells for bar in self.bars):
            head.append(_("Ud af"))
        if self.has_ranges:
            head += [_("Mindst"), _("Højst")]
        return tuple(head)

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Give every number of the picture in words."""
        return tuple(self._cells(bar) for bar in self.bars)

    def _cells(self, bar: Bar) -> tuple[str, ...]:
        cells = [bar.label, written(bar.value, self.unit)]
        if any(other.tells for other in self.bars):
            cells.append(bar.tells)
        if self.has_ranges:
            ends = (bar.low, bar.high)
            cells += ["" if end is None else written(end, self.unit) for end in ends]
        return tuple(cells)
