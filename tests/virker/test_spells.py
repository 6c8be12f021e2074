"""When a spell begins, and when it is really over."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from virker.calendar import monday, week_number
from virker.histories import histories
from virker.spells import OPEN, holds_a_month, join_periods, spells_of
from virker.tables import check, from_arrow

LETTERS = {"u": "UI", "k": "KHA", "j": "job", "e": "education", "p": "permanent"}
JANUARY = week_number("2026-W01")


def spells(life, word="benefit", first=JANUARY):
    weeks = [(first + place, LETTERS[letter]) for place, letter in enumerate(life) if letter != "."]
    table = pa.table(
        {
            "person": ["a"] * len(weeks),
            "week": [w for w, _ in weeks],
            "state": [s for _, s in weeks],
        }
    )
    packed = histories(from_arrow({"weeks": table}))
    found = spells_of(packed, word)
    names = [None if byte == OPEN else packed.labels[byte] for byte in found.exit.tolist()]
    rows = zip((found.start - first).tolist(), (found.stop - first).tolist(), names, strict=True)
    return list(rows), found


@pytest.mark.parametrize(
    ("life", "expected"),
    [
        ("juuujjjjjjjjjj", [(1, 4, "job")]),
        ("juujjuujjjjjjjjj", [(1, 7, "job")]),
        ("juuejjjjjjjjjj", [(1, 3, "education")]),
        ("juukkjjjjjjjjj", [(1, 5, "job")]),
        ("juuu", [(1, 4, None)]),
        ("juuujj", [(1, 6, None)]),
        ("juuu.........", [(1, 4, None)]),
        ("juuj...........uu", [(1, 4, None), (15, 17, None)]),
        ("jujjjjjjjjjjujjjjjjjjjj", [(1, 2, "job"), (12, 13, "job")]),
        ("jjjj", []),
    ],
)
def test_a_spell_is_over_when_a_whole_month_went_without_it(life, expected):
    assert spells(life)[0] == expected


def test_four_weeks_in_a_job_are_no_end_but_a_whole_february_is():
    """January 2026 begins in W01; February 2026 is W05 (Sunday) to W09."""
    in_january = "juu" + "j" * 5 + "uuu" + "j" * 9
    over_february = "juuu" + "j" * 5 + "uuu" + "j" * 9

    assert len(spells(in_january)[0]) == 1
    assert len(spells(over_february)[0]) == 2


def test_one_benefit_among_several_ends_in_the_next():
    assert spells("juuukkkkkkkkk", "UI")[0] == [(1, 4, "KHA")]
    assert spells("juuukkkkkkkkk")[0] == [(1, 13, None)]


def test_a_spell_that_ran_when_we_came_is_marked():
    found = spells("uuujjjjjjjjjjuujjjjjjjjjj")[1]

    assert found.cut.tolist() == [True, False]
    assert found.number.tolist() == [1, 2]


def test_spells_can_be_given_on_as_a_table(tmp_path):
    table = pa.table(
        {
            "person": ["a"] * 14 + ["b"] * 14,
            "week": list(range(14)) * 2,
            "state": ["job", "UI", "UI"] + ["job"] * 11 + ["job", "KHA"] + ["education"] * 12,
        }
    )
    packed = histories(from_arrow({"weeks": table}))

    rows = spells_of(packed).table(packed)

    assert [row["exit"] for row in rows.to_pylist()] == ["job", "education"]
    again = from_arrow({"spells": rows.drop_columns(["entry", "start", "stop"])
                        .append_column("start", pa.array(["1", "1"]))
                        .append_column("stop", pa.array(["3", "2"]))})  # fmt: skip
    assert again.spells.num_rows == 2
    assert check(tmp_path).errors


def test_a_payment_that_stops_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="stop after"):
        join_periods([0], [3], [3])


@given(st.integers(-500, 5000), st.integers(0, 12))
def test_a_whole_month_is_one_that_the_calendar_shows(after, weeks):
    days = [monday(after) + timedelta(days=d) for d in range(7 * weeks)]
    months = {(day.year, day.month) for day in days}
    whole = any(
        {day.day for day in days if (day.year, day.month) == month}
        >= {*range(1, 1 + last_day(*month))}
        for month in months
    )

    assert bool(holds_a_month(after, after + weeks)) == whole


def last_day(year, month):
    later = (year + month // 12, month % 12 + 1)
    return int(
        (np.datetime64(f"{later[0]}-{later[1]:02d}") - np.timedelta64(1, "D")).astype(object).day
    )


PAYMENTS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 60), st.integers(1, 8)), max_size=12
)


@given(PAYMENTS, st.randoms())
def test_the_order_of_payments_and_telling_them_twice_change_nothing(payments, random):
    shuffled = payments + payments[:3]
    random.shuffle(shuffled)

    one, two = (joined(rows) for rows in (payments, shuffled))

    assert one == two


@given(PAYMENTS)
def test_joined_spells_hold_every_payment_and_lie_a_month_apart(payments):
    rows = joined(payments)

    for who, start, length in payments:
        assert any(p == who and a <= start and start + length <= b for p, a, b in rows)
    for (p, _, b), (q, a, _) in pairwise(rows):
        assert p < q or bool(holds_a_month(b, a))


def joined(payments):
    found = join_periods(
        *([p[i] for p in payments] for i in (0, 1)), [p[1] + p[2] for p in payments]
    )
    return list(zip(found.person.tolist(), found.start.tolist(), found.stop.tolist(), strict=True))
