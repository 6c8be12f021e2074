"""Order the boxes of each layer so that few arrows cross: barycentres, swept both ways.

An arrow over several layers gets a waypoint in each layer between, so that it passes beside the
boxes and never behind them.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SWEEPS = 6


@dataclass(slots=True)
class Node:
    """A box, or a waypoint of an arrow."""

    name: str
    layer: int
    is_box: bool
    before: list[Node] = field(default_factory=list)
    after: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Route:
    """An arrow as the nodes it passes, from source to target."""

    key: str
    nodes: tuple[Node, ...]


def layered(
    layer_of: Mapping[str, int], arrows: Sequence[tuple[str, str, str]]
) -> tuple[list[list[Node]], list[Route]]:
    """Put boxes in their layers and arrows through them; `arrows` are (key, from, to)."""
    layers: list[list[Node]] = [[] for _ in range(max(layer_of.values(), default=-1) + 1)]
    boxes = {name: Node(name, at, is_box=True) for name, at in layer_of.items()}
    for node in boxes.values():
        layers[node.layer].append(node)
    routes = [_route(key, boxes[a], boxes[b], layers) for key, a, b in arrows]
    return _ordered(layers), routes


def _route(key: str, source: Node, target: Node, layers: list[list[Node]]) -> Route:
    """Lay waypoints through the layers between; arrows inside a layer need none."""
    step = 1 if target.layer >= source.layer else -1
    between = [
        Node(f"{key}@{at}", at, is_box=False)
        for at in range(source.layer + step, target.layer, step)
        if source.layer != target.layer
    ]
    for node in between:
        layers[node.layer].append(node)
    nodes = (source, *between, target)
    if source.layer != target.layer:
        for one, other in itertools.pairwise(nodes):
            left, right = (one, other) if step > 0 else (other, one)
            left.after.append(right)
            right.before.append(left)
    return Route(key, nodes)


def _ordered(layers: list[list[Node]]) -> list[list[Node]]:
    """Sweep to the right and back; keep the order with the fewest crossings."""
    best, fewest = [list(layer) for layer in layers], crossings(layers)
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        order = layers if forward else layers[::-1]
        for at, layer in enumerate(order):
            if at:
                _sort(layer, order[at - 1], forward=forward)
        if (now := crossings(layers)) < fewest:
            best, fewest = [list(layer) for layer in layers], now
    return best


def _sort(layer: list[Node], fixed: list[Node], *, forward: bool) -> None:
    """Each node near the mean of its neighbours; those without stay where they are."""
    place = {id(node): at for at, node in enumerate(fixed)}
    share = len(fixed) / max(len(layer), 1)

    def wanted(at: int, node: Node) -> float:
        near = [place[id(n)] for n in (node.before if forward else node.after) if id(n) in place]
        return sum(near) / len(near) if near else at * share

    keys = {id(node): wanted(at, node) for at, node in enumerate(layer)}
    layer.sort(key=lambda node: keys[id(node)])


def crossings(layers: Sequence[Sequence[Node]]) -> int:
    """How many pairs of arrows cross between neighbouring layers."""
    total = 0
    for left, right in itertools.pairwise(layers):
        place = {id(node): at for at, node in enumerate(right)}
        ends = [
            place[id(n)] for node in left for n in sorted(node.after, key=lambda n: place[id(n)])
        ]
        total += sum(a > b for i, a in enumerate(ends) for b in ends[i + 1 :])
    return total
