"""Pictures of numbers draw what they are given, and say the same in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medborger.design.charts import Bar, BarChart, Hundred, LineChart, Multiples, Point, Unit
from medborger.design.charts.numbers import written
from medborger.design.charts.scale import Scale, ground, nice_ticks


def chart(*values, **options):
    points = tuple(Point(f"uge {at}", value) for at, value in enumerate(values, 1))
    return LineChart("tegn", "Tegn", "Sådan går det", points, **options)


def test_numbers_are_written_as_people_here_write_them():
    assert written(1234.5, Unit.NUMBER, 1) == "1.234,5"
    assert written(0.375, Unit.SHARE) == "37,5 %"
    assert written(3.0, Unit.NUMBER) == "3"


def test_no_basis_is_never_written_as_zero():
    assert written(None, Unit.SHARE) == "intet grundlag"
    assert written(0, Unit.SHARE) == "0 %"


@given(st.floats(-1e6, 1e6), st.floats(0.001, 1e6))
def test_the_axis_always_holds_all_values_in_round_steps(low, width):
    ticks = nice_ticks(low, low + width)

    assert ticks[0] <= low + 1e-6 * width
    assert ticks[-1] >= low + width - 1e-6 * width
    assert 2 <= len(ticks) <= 8


def test_an_axis_begins_at_nothing_unless_that_flattens_the_picture():
    assert ground([3.0, 30.0])[0] == 0
    assert ground([90.0, 100.0])[0] == 90


def test_one_single_value_still_gets_an_axis():
    assert nice_ticks(5, 5)[-1] > 5


def test_values_lie_where_the_scale_says():
    scale = Scale(0, 10, 100, 0)

    assert scale.at(0) == 100
    assert scale.at(7.5) == 25


def test_a_period_without_basis_is_a_gap_and_not_a_zero():
    drawing = chart(1, 2, None, 3).drawing

    assert len(drawing.lines) == 2
    assert len(drawing.dots) == 3
    assert [gap.words for gap in drawing.gaps] == ["uge 3: intet grundlag"]


def test_lines_do_not_cross_a_break():
    drawing = chart(1, 2, 3, 4, breaks=(2,)).drawing

    assert len(drawing.lines) == 2
    assert len(drawing.breaks) == 1


def test_a_marked_point_has_a_shape_of_its_own_and_says_why():
    points = (Point("uge 1", 1), Point("uge 2", 9, mark="Uden for grænsen", tells="9 af 10"))
    drawing = LineChart("t", "T", "D", points).drawing

    assert [bool(dot.diamond) for dot in drawing.dots] == [False, True]
    assert drawing.dots[1].words == "uge 2: 9 (9 af 10). Uden for grænsen"


def test_what_happened_is_numbered_above_the_line():
    points = (
        Point("uge 1", 1),
        Point("uge 2", 2, note="Nyt brev"),
        Point("uge 3", 2, note="Ferie"),
    )

    notes = LineChart("t", "T", "D", points).drawing.notes

    assert [(note.number, note.label, note.text) for note in notes] == [
        (1, "uge 2", "Nyt brev"),
        (2, "uge 3", "Ferie"),
    ]


def test_limits_may_differ_from_period_to_period():
    points = (Point("a", 0.2, 0.3, 0.1, 0.5), Point("b", 0.3, 0.3, 0.15, 0.45))

    drawing = LineChart("t", "T", "D", points, unit=Unit.SHARE).drawing

    assert len(drawing.limits) == 2
    assert len({place.split()[1] for place in drawing.limits[0][1:].split("L")}) == 2


def test_the_table_has_every_number_of_the_picture():
    points = (Point("jan", 0.5, 0.4, 0.1, 0.7, "Mærket", "Nyt", "5 af 10"), Point("feb", None))

    found = LineChart("t", "T", "D", points, unit=Unit.SHARE, value_label="Andel")

    assert found.columns == (
        "Periode",
        "Andel",
        "Ud af",
        "Midterlinje",
        "Nedre grænse",
        "Øvre grænse",
        "Bemærkning",
    )
    assert found.rows[0] == ("jan", "50 %", "5 af 10", "40,0 %", "10,0 %", "70,0 %", "Mærket. Nyt")
    assert found.rows[1] == ("feb", "intet grundlag", "", "", "", "", "")


def test_a_plain_table_has_no_empty_columns():
    assert chart(1, 2).columns == ("Periode", "Værdi")


def test_the_newest_period_always_has_its_name():
    drawing = chart(*range(30)).drawing

    assert drawing.periods[-1].text == "uge 30"
    assert len(drawing.periods) <= 7


def test_a_chart_with_nothing_says_so():
    assert chart(None, None).is_empty
    assert chart(None).drawing.lines == ()
    assert not chart(0).is_empty


def test_levels_are_written_with_as_many_decimals_as_they_need():
    texts = [level.text for level in chart(0, 1).drawing.levels]

    assert texts == ["0,00", "0,25", "0,50", "0,75", "1,00"]


def test_coordinates_never_have_a_danish_comma():
    drawing = chart(1.25, 2.75, 3.1).drawing

    assert "," not in "".join(
        (*drawing.lines, drawing.view, *(dot.x + dot.y for dot in drawing.dots))
    )


def test_bars_are_as_long_as_their_values():
    bars = BarChart(
        "b", "B", "D", (Bar("A", 10), Bar("B", 5, low=3, high=8), Bar("C", None, "for få"))
    )

    first, second, third = bars.drawing

    assert float(first.width) == 2 * float(second.width)
    assert float(second.range_from) < float(second.width) < float(second.range_to)
    assert (third.number, third.width, third.range_from) == ("intet grundlag", "0", "")
    assert bars.height == "18"


def test_the_table_of_bars_tells_how_sure_each_is():
    bars = BarChart(
        "b", "B", "D", (Bar("A", 0.5, "5 af 10", low=0.2, high=0.8), Bar("B", 0.25)), Unit.SHARE
    )

    assert bars.columns == ("Hvad", "Værdi", "Ud af", "Mindst", "Højst")
    assert bars.rows == (("A", "50 %", "5 af 10", "20 %", "80 %"), ("B", "25 %", "", "", ""))


def test_a_bar_below_nothing_is_refused():
    with pytest.raises(ValueError, match="below 0"):
        BarChart("b", "B", "D", (Bar("A", -1),))


def test_bars_without_numbers_say_so():
    assert BarChart("b", "B", "D", (Bar("A", None),)).is_empty
    assert BarChart("b", "B", "D", (Bar("A", 1),)).columns == ("Hvad", "Værdi")
    assert BarChart("b", "B", "D", (Bar("A", None),)).drawing[0].width == "0"


def test_small_charts_share_one_scale():
    many = Multiples("m", "M", "D", (chart(1, 2), chart(10, 20)))

    low, high = (small.drawing for small in many.drawing)

    assert [level.text for level in low.levels] == [level.text for level in high.levels]
    assert float(low.dots[0].y) > float(high.dots[0].y)
    assert many.columns == ("Periode", "Tegn", "Tegn")
    assert many.rows == (("uge 1", "1", "10"), ("uge 2", "2", "20"))


def test_small_charts_of_different_periods_are_not_comparable():
    with pytest.raises(ValueError, match="share their periods"):
        Multiples("m", "M", "D", (chart(1), chart(1, 2)))


def test_many_charts_with_nothing_are_empty():
    many = Multiples("m", "M", "D", (chart(None),))

    assert many.is_empty
    assert many.drawing[0].drawing.dots == ()


def test_a_hundred_figures_are_some_maybe_and_the_rest():
    picture = Hundred("h", "H", "D", 37, 6)

    kinds = [figure.kind for figure in picture.drawing]

    assert [kinds.count(kind) for kind in ("some", "maybe", "rest")] == [37, 6, 57]
    assert picture.columns == ("Hvem", "Ud af 100")
    assert picture.rows == (("Ja", "37"), ("Måske", "6"), ("Nej", "57"))
    assert not picture.is_empty


def test_nobody_of_a_hundred_is_an_answer_too():
    picture = Hundred("h", "H", "D", 0, some="I arbejde", rest="Ikke i arbejde")

    assert picture.rows == (("I arbejde", "0"), ("Ikke i arbejde", "100"))


@pytest.mark.parametrize(("count", "unsure"), [(-1, 0), (101, 0), (99, 2), (5, -1)])
def test_there_are_never_more_or_fewer_than_a_hundred(count, unsure):
    with pytest.raises(ValueError, match="hundred"):
        Hundred("h", "H", "D", count, unsure)
