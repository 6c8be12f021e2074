"""The picture is derived: no box lies over another, and no arrow passes behind a box."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from medborger.theory.exchange.document import Document, Element, Head, Level, Link
from medborger.theory.exchange.reading import read_theory
from medborger.theory.picture.layers import crossings, layered
from medborger.theory.picture.layout import WIDTH, lay_out
from medborger.theory.picture.wrapping import length, wrap
from tests.theory.stories import SMALL

SHARED = Path(__file__).parents[4] / "shared" / "theory"


def overlaps(layout):
    return [
        (a.key, b.key)
        for a, b in combinations(layout.boxes, 2)
        if a.x < b.x + b.width
        and b.x < a.x + a.width
        and a.y < b.y + b.height
        and b.y < a.y + a.height
    ]


def behind(layout):
    """Straight pieces of arrows (through a layer) that lie behind a box of that layer."""
    found = []
    for curve in layout.curves:
        inner = curve.points[1:-1]
        for (x, y), _end in zip(inner[::2], inner[1::2], strict=True):
            left = min(x, _end[0])
            found += [
                (curve.key, b.key)
                for b in layout.boxes
                if abs(b.x - left) < 1 and b.y < y < b.y + b.height
            ]
    return found


def holds(layout):
    assert overlaps(layout) == []
    assert behind(layout) == []
    for box in layout.boxes:
        assert box.x >= 0
        assert box.x + box.width <= layout.width
        assert box.y >= 0
        assert box.y + box.height <= layout.height
        assert all(length(line) <= box.width for line in box.lines)


def theory(texts, arrows, levels=("challenge", "goal", "active_mechanism", "trial_action", "sign")):
    """A theory with so many texts spread over the levels, and arrows by number."""
    elements = tuple(
        Element(f"e{n}", levels[n % len(levels)], text, row=n // len(levels) + 1)
        for n, text in enumerate(texts)
    )
    links = tuple(
        Link(f"r{n}", f"e{a}", f"e{b}", "implements", "source") for n, (a, b) in enumerate(arrows)
    )
    head = Head("x", "X", levels=tuple(Level(key) for key in levels))
    return Document(head, elements, links)


@given(some.data())
@settings(max_examples=60, deadline=None)
def test_no_box_lies_over_another_whatever_the_theory(data):
    texts = data.draw(some.lists(some.text("abc æøå", min_size=1, max_size=90), max_size=45))
    numbers = some.integers(0, max(len(texts) - 1, 0))
    pairs = some.tuples(numbers, numbers).filter(lambda pair: pair[0] != pair[1])
    arrows = data.draw(some.lists(pairs, max_size=60)) if len(texts) > 1 else []

    holds(lay_out(theory([t.strip() or "tekst" for t in texts], arrows)))


def test_forty_two_boxes_and_sixty_arrows_fit_a_screen_without_overlap():
    texts = [f"Element nummer {n} med en tekst, der fylder to eller tre linjer" for n in range(42)]
    arrows = [((7 * n) % 42, (11 * n + 5) % 42) for n in range(60)]

    layout = lay_out(theory(texts, [(a, b) for a, b in arrows if a != b]))

    holds(layout)
    assert len(layout.boxes) == 42
    assert len(layout.curves) >= 58
    assert layout.width == WIDTH


@pytest.mark.skipif(not SHARED.exists(), reason="../shared/theory is not beside the checkout")
@pytest.mark.parametrize(("name", "boxes"), [("viborg.yaml", 42), ("albertslund.yaml", 20)])
def test_both_published_theories_are_drawn_whole(name, boxes):
    document = read_theory((SHARED / name).read_text(encoding="utf-8"))

    layout = lay_out(document)

    holds(layout)
    assert len(layout.boxes) == boxes == len(document.elements)
    assert {b.key: " ".join(b.lines).replace(" ", "") for b in layout.boxes} == {
        e.key: "".join(e.text.split()) for e in document.elements
    }


def test_many_columns_make_the_picture_wider_and_not_the_boxes_unreadable():
    levels = (
        "challenge",
        "goal",
        "active_mechanism",
        "trial_action",
        "sign",
        "sub_goal",
        "end_goal",
        "vision",
    )

    layout = lay_out(theory(["En tekst"] * 8, [(0, 7), (7, 0)], levels))

    holds(layout)
    assert layout.width > WIDTH


def test_an_arrow_inside_a_column_turns_in_the_gutter():
    layout = lay_out(theory(["En", "To", "Tre", "Fire", "Fem", "Seks"], [(0, 5)]))

    (curve,) = layout.curves
    assert curve.bulges
    assert curve.points[0][0] == curve.points[1][0]


def test_an_empty_theory_is_an_empty_picture():
    layout = lay_out(theory([], []))

    assert (layout.boxes, layout.curves) == ((), ())


def test_boxes_are_turned_so_that_arrows_cross_less():
    layer_of = {"a": 0, "b": 0, "c": 1, "d": 1}

    layers, routes = layered(layer_of, [("r1", "a", "d"), ("r2", "b", "c")])

    assert crossings(layers) == 0
    assert [len(route.nodes) for route in routes] == [2, 2]


def test_without_arrows_the_order_is_the_tables():
    document = read_theory(SMALL[: SMALL.index("links:")])

    assert [b.key for b in lay_out(document).boxes] == ["B1", "A1", "S1", "M1", "P1"]


def test_a_word_too_long_for_a_box_is_broken_inside():
    assert wrap("beskæftigelsesindsatsens", 90) == ["beskæftigels", "esindsatsens"]
    assert wrap("", 90) == []
