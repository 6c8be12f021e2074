"""What people were like when they began, as columns that say something of their own."""

from __future__ import annotations

import numpy as np
import pytest

from tests.virker.folders import folder, spell
from virker.cohort import cohort
from virker.errors import VirkerError
from virker.mixture import independent, mix_of
from virker.question import Question

ASKED = Question(kind="describe", horizons=(4,)).protocol()


def people(**columns):
    n = len(next(iter(columns.values())))
    rows = [
        {"person": f"p{i:02d}", **{name: values[i] for name, values in columns.items()}}
        for i in range(n)
    ]
    return cohort(
        ASKED,
        folder(spells=[spell(f"p{i:02d}", 3, "job") for i in range(n)], persons=rows),
    )


def test_words_become_columns_and_rare_ones_go_with_the_most_common():
    spells = people(town=["a"] * 30 + ["b"] * 15 + ["c"] * 2)

    assert mix_of(spells, ["town"]).names == ("town: b",)


def test_a_missing_number_is_the_mean_and_says_so():
    mix = mix_of(people(age=[20.0, 40.0, None, 30.0]))

    assert mix.names == ("age", "age missing")
    assert mix.table[2].tolist() == [30, 1]


def test_what_is_said_twice_is_said_once():
    x = list(range(20))

    assert mix_of(people(one=x, two=[2 * v + 1 for v in x], same=[1] * 20)).names == ("one",)


def test_who_served_them_is_not_what_they_were_like():
    assert mix_of(people(caseworker=["a", "b"] * 20, age=list(range(40)))).names == ("age",)


def test_a_number_nobody_has_is_left_out_and_an_unknown_name_is_refused():
    spells = people(age=[1.0, 2.0], empty=[None, None])

    assert mix_of(spells).names == ("age",)
    assert mix_of(spells, ["group"]).names == ()
    with pytest.raises(VirkerError, match="adjust nævner shoe"):
        mix_of(spells, ["shoe"])


def test_nothing_recorded_is_no_columns():
    spells = cohort(ASKED, folder(spells=[spell("a", 3, "job")]))

    assert mix_of(spells).table.shape == (1, 0)


def test_parts_decide_together_which_columns_are_needed():
    x = np.random.default_rng(1).normal(size=(40, 3))
    table = np.column_stack([x, x @ [1, 2, 3], x[:, 0]])

    assert independent([table[:15], table[15:]]).tolist() == [0, 1, 2]
