"""Lay a theory out in columns: boxes that never overlap, and arrows that pass beside them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medborger.theory.exchange.table import lay_out_table
from medborger.theory.picture.layers import layered
from medborger.theory.picture.wrapping import wrap

if TYPE_CHECKING:
    from medborger.theory.exchange.document import Document
    from medborger.theory.picture.layers import Node, Route

WIDTH = 1056.0
"""Units across: one unit is one pixel on a 1280 px screen."""
MARGIN, GUTTER, NARROWEST = 8.0, 44.0, 116.0
LINE, PADDING, MARKS, GAP, WAY = 17.0, 9.0, 22.0, 14.0, 12.0
TITLE = 17.0


@dataclass(frozen=True, slots=True)
class Box:
    """One element, drawn."""

    key: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a column."""

    x: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """An arrow as points; each pair of neighbours is joined by a smooth curve."""

    key: str
    points: tuple[tuple[float, float], ...]
    bulges: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole picture in its own units."""

    width: float
    height: float
    headings: tuple[Heading, ...]
    boxes: tuple[Box, ...]
    curves: tuple[Curve, ...]


def lay_out(document: Document) -> Layout:
    """Lay out a theory: one column for each column of its table that has something in it."""
    table = lay_out_table(document)
    used = [at for at in range(len(table.columns)) if any(row[at] for row in table.rows)]
    layer_of: dict[str, int] = {}
    for layer, at in enumerate(used):
        layer_of |= {cell.key: layer for row in table.rows if (cell := row[at])}
    arrows = [(a.key, a.source, a.target) for a in document.links or ()]
    layers, routes = layered(layer_of, arrows)
    across = _across(len(used))
    titles = [tuple(wrap(table.columns[at].title, across - 4)) for at in used]
    texts = {e.key: tuple(wrap(e.text, across - 2 * PADDING)) for e in document.elements}
    top = MARGIN + TITLE * max((len(t) for t in titles), default=0) + GAP
    xs = [MARGIN + at * (across + GUTTER) for at in range(len(used))]
    places = _place(layers, texts, top)
    boxes = tuple(
        Box(n.name, xs[n.layer], *_span(places[id(n)], across), texts[n.name])
        for layer in layers
        for n in layer
        if n.is_box
    )
    bottom = max((y + h for y, h in places.values()), default=top)
    return Layout(
        width=max(WIDTH, 2 * MARGIN + len(used) * (across + GUTTER)),
        height=bottom + MARGIN,
        headings=tuple(Heading(x, t) for x, t in zip(xs, titles, strict=True)),
        boxes=boxes,
        curves=_curves(routes, places, xs, across),
    )


def _across(columns: int) -> float:
    """How wide a box is; the last column has a gutter too, for arrows that turn back."""
    return max(NARROWEST, (WIDTH - 2 * MARGIN) / max(columns, 1) - GUTTER)


def _span(place: tuple[float, float], across: float) -> tuple[float, float, float]:
    y, height = place
    return y, across, height


def _place(
    layers: list[list[Node]], texts: dict[str, tuple[str, ...]], top: float
) -> dict[int, tuple[float, float]]:
    """Give each node its top and height: near its neighbours, never over another."""
    heights = {
        id(n): len(texts[n.name]) * LINE + 2 * PADDING + MARKS if n.is_box else WAY
        for layer in layers
        for n in layer
    }
    tallest = max((_stack(layer, heights) for layer in layers), default=0.0)
    placed: dict[int, tuple[float, float]] = {}
    for layer in layers:
        spare = tallest - _stack(layer, heights)
        y = top
        for node in layer:
            height = heights[id(node)]
            near = [sum(_ends(placed[id(n)])) / 2 for n in node.before if id(n) in placed]
            wanted = sum(near) / len(near) - height / 2 if near else y
            moved = min(max(wanted - y, 0.0), spare)
            spare -= moved
            placed[id(node)] = (y + moved, height)
            y += moved + height + GAP
    return placed


def _stack(layer: list[Node], heights: dict[int, float]) -> float:
    return sum(heights[id(n)] for n in layer) + GAP * max(len(layer) - 1, 0)


def _ends(place: tuple[float, float]) -> tuple[float, float]:
    return place[0], place[0] + place[1]


def _curves(
    routes: list[Route], places: dict[int, tuple[float, float]], xs: list[float], across: float
) -> tuple[Curve, ...]:
    """Draw every arrow from side to side; those on one side of a box share it evenly."""
    sides: dict[tuple[int, bool], list[tuple[float, int, int]]] = defaultdict(list)
    for at, route in enumerate(routes):
        for end, (node, other) in enumerate(_ends_of(route)):
            right = other.layer >= node.layer
            sides[id(node), right].append((places[id(other)][0], at, end))
    ports: dict[tuple[int, int], float] = {}
    for (node_id, _right), users in sides.items():
        y, height = places[node_id]
        for number, (_y, at, end) in enumerate(sorted(users), start=1):
            ports[at, end] = y + height * number / (len(users) + 1)
    return tuple(
        _curve(route, (ports[at, 0], ports[at, 1]), places, xs, across)
        for at, route in enumerate(routes)
    )


def _ends_of(route: Route) -> tuple[tuple[Node, Node], tuple[Node, Node]]:
    """Each end with the node it looks at."""
    return (route.nodes[0], route.nodes[1]), (route.nodes[-1], route.nodes[-2])


def _curve(
    route: Route,
    ports: tuple[float, float],
    places: dict[int, tuple[float, float]],
    xs: list[float],
    across: float,
) -> Curve:
    first, last = route.nodes[0], route.nodes[-1]
    if first.layer == last.layer:
        side = xs[first.layer] + across
        return Curve(route.key, ((side, ports[0]), (side, ports[1])), bulges=True)
    forward = last.layer > first.layer
    start = xs[first.layer] + (across if forward else 0)
    points = [(start, ports[0])]
    for node in route.nodes[1:-1]:
        y = sum(_ends(places[id(node)])) / 2
        edges = [(xs[node.layer], y), (xs[node.layer] + across, y)]
        points += edges if forward else edges[::-1]
    points.append((xs[last.layer] + (0 if forward else across), ports[1]))
    return Curve(route.key, tuple(points))
