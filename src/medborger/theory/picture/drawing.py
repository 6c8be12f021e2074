"""The picture as finished strings: what the template writes into the SVG."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from medborger.theory.picture.layout import LINE, MARGIN, MARKS, PADDING, TITLE, lay_out

if TYPE_CHECKING:
    from collections.abc import Mapping

    from medborger.theory.chain.selectors import Arrow
    from medborger.theory.exchange.document import Document
    from medborger.theory.followup.marks import Mark, Marks
    from medborger.theory.picture.layout import Box, Curve

THICK = {"": "1.2", "untested": "1.2", "weak": "1.6", "moderate": "2.4", "strong": "3.4"}
"""How thick an arrow is by its strength."""
INK = {"counteracts": "#a03d22"}
"""An arrow that works against has its own colour, and its end is a bar."""
COLOURS = {
    "good": ("#2c6837", "#e5f1e3"),
    "bad": ("#a03d22", "#fbe9e2"),
    "unknown": ("#54615f", "#ffffff"),
    "missing": ("#54615f", "#f3ecdf"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text."""

    x: str
    y: str
    text: str


@dataclass(frozen=True, slots=True)
class DrawnMark:
    """One mark: a square for fidelity, a circle for effect."""

    is_square: bool
    x: str
    y: str
    cx: str
    cy: str
    glyph_y: str
    glyph: str
    ink: str
    paper: str


@dataclass(frozen=True, slots=True)
class DrawnBox:
    """One element."""

    key: str
    x: str
    y: str
    width: str
    height: str
    lines: tuple[Line, ...]
    marks: tuple[DrawnMark, ...]


@dataclass(frozen=True, slots=True)
class DrawnArrow:
    """One arrow: its way and its head."""

    way: str
    head: str
    ink: str
    thick: str
    dashed: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole picture."""

    width: str
    height: str
    headings: tuple[Line, ...]
    boxes: tuple[DrawnBox, ...]
    arrows: tuple[DrawnArrow, ...]


def draw(document: Document, arrows: tuple[Arrow, ...], marks: Mapping[str, Marks]) -> Drawing:
    """Draw a theory; the boxes stand in the document's reading order."""
    layout = lay_out(document)
    by_key = {arrow.link.key: arrow for arrow in arrows}
    boxes = {box.key: _box(box, marks.get(box.key)) for box in layout.boxes}
    return Drawing(
        width=_number(layout.width),
        height=_number(layout.height),
        headings=tuple(
            Line(_number(heading.x + 2), _number(MARGIN + TITLE * (at + 0.8)), text)
            for heading in layout.headings
            for at, text in enumerate(heading.lines)
        ),
        boxes=tuple(boxes[e.key] for e in document.elements if e.key in boxes),
        arrows=tuple(_arrow(curve, by_key[curve.key]) for curve in layout.curves),
    )


def _box(box: Box, marks: Marks | None) -> DrawnBox:
    lines = tuple(
        Line(_number(box.x + PADDING), _number(box.y + PADDING + LINE * (at + 0.75)), text)
        for at, text in enumerate(box.lines)
    )
    return DrawnBox(
        key=box.key,
        x=_number(box.x),
        y=_number(box.y),
        width=_number(box.width),
        height=_number(box.height),
        lines=lines,
        marks=_marks(box, marks) if marks else (),
    )


def _marks(box: Box, marks: Marks) -> tuple[DrawnMark, ...]:
    """Fidelity to the left, effect to the right of it."""
    y = box.y + box.height - MARKS + 2
    both = ((marks.fidelity, True, box.x + PADDING), (marks.effect, False, box.x + PADDING + 22))
    return tuple(_mark(mark, square, x, y) for mark, square, x in both if mark is not None)


def _mark(mark: Mark, is_square: bool, x: float, y: float) -> DrawnMark:
    ink, paper = COLOURS[mark.value]
    return DrawnMark(
        is_square=is_square,
        x=_number(x),
        y=_number(y),
        cx=_number(x + 8),
        cy=_number(y + 8),
        glyph_y=_number(y + 12.5),
        glyph=mark.glyph,
        ink=ink,
        paper=paper,
    )


def _arrow(curve: Curve, arrow: Arrow) -> DrawnArrow:
    return DrawnArrow(
        way=_bulge(curve) if curve.bulges else _way(curve),
        head=_head(curve, against=arrow.link.kind in INK),
        ink=INK.get(arrow.link.kind, "#14595a"),
        thick=THICK[arrow.link.strength or ""],
        dashed=arrow.dashed,
    )


def _way(curve: Curve) -> str:
    """Smooth from point to point, level at each."""
    (x, y), *rest = curve.points
    parts = [f"M{_number(x)} {_number(y)}"]
    for to_x, to_y in rest:
        middle = _number((x + to_x) / 2)
        end = f"{_number(to_x)} {_number(to_y)}"
        parts.append(f"C{middle} {_number(y)} {middle} {_number(to_y)} {end}")
        x, y = to_x, to_y
    return " ".join(parts)


def _bulge(curve: Curve) -> str:
    """Out into the gutter and back."""
    (x, y), (_x, to_y) = curve.points
    out = _number(x + 34)
    start, end = f"M{_number(x)} {_number(y)}", f"{_number(x)} {_number(to_y)}"
    return f"{start} C{out} {_number(y)} {out} {_number(to_y)} {end}"


def _head(curve: Curve, *, against: bool) -> str:
    """A triangle into the box; a bar where the arrow works against."""
    (before, _y), (x, y) = curve.points[-2:]
    back = 9 if curve.bulges or before > x else -9
    if against:
        return f"M{_number(x + back / 4)} {_number(y - 6)} v12"
    tail = _number(x + back)
    return f"M{_number(x)} {_number(y)} L{tail} {_number(y - 4.5)} L{tail} {_number(y + 4.5)} Z"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
