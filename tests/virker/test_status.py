"""Where people were after a spell, one status each."""

from __future__ import annotations

import pytest

from tests.virker.folders import folder
from virker.errors import VirkerError
from virker.histories import histories
from virker.spells import spells_of
from virker.status import DAYS, hierarchy, status_after

NAMES = {"j": "job", "u": "UI", "k": "KHA", "e": "education", "s": "self_support"}


def told(*lives, **changes):
    rows = [
        {"person": f"p{i}", "week": week, "state": NAMES[letter]}
        for i, life in enumerate(lives)
        for week, letter in enumerate(life)
        if letter != "."
    ]
    packed = histories(folder(weeks=rows))
    return {after.days: after for after in status_after(packed, spells_of(packed), **changes)}


def test_there_are_nineteen_steps_and_only_the_ends_are_official():
    steps = hierarchy().steps

    assert [step.official for step in steps] == [True, *[False] * 17, True]
    assert len({step.name for step in steps}) == 19


@pytest.mark.parametrize(
    ("states", "status"),
    [
        (["UI"], "A-dagpenge"),
        (["UI+internship", "job"], "A-dagpenge"),
        (["job", "KHA"], "Kontanthjælp aktivitetsparat"),
        (["education", "job"], "Uddannelse med SU"),
        (["benefit"], "Anden ydelse"),
        (["job", "self_support"], "Job"),
        (["gone"], "Udrejst, død eller pension"),
        (["self_support"], "Selvforsørgelse"),
        (["something new"], "Selvforsørgelse"),
        ([], "Selvforsørgelse"),
    ],
)
def test_of_several_at_once_the_one_that_goes_first_counts(states, status):
    assert hierarchy().status(states) == status
    assert hierarchy().status(list(reversed(states))) == status


def test_the_status_is_that_of_the_week_the_day_lies_in():
    """Over after week 2 (index 2): day 30 lies in week 2 + 5, day 92 in week 2 + 14."""
    life = "uuu" + "j" * 4 + "s" + "j" * 8 + "e" + "j" * 50

    after = told(life)

    assert after[30].shares == {"Selvforsørgelse": 1.0}
    assert after[92].shares == {"Uddannelse med SU": 1.0}
    assert after[365].shares == {"Job": 1.0}


def test_shares_add_up_among_those_we_know():
    after = told("uu" + "j" * 20, "uu" + "s" * 20, "uu" + "j" * 10)

    assert after[30].shares == {
        "Job": pytest.approx(2 / 3),
        "Selvforsørgelse": pytest.approx(1 / 3),
    }
    assert (after[92].known, after[92].unknown) == (2, 1)
    assert (after[365].known, after[365].shares) == (0, {})


def test_open_spells_have_no_status_after():
    assert all(after.known == after.unknown == 0 for after in told("uuuu").values())


def test_weeks_that_are_not_complete_are_not_looked_at():
    after = told("uu" + "j" * 20, complete_until=8)

    assert [after[day].known for day in DAYS] == [1, 0, 0, 0]


def test_the_official_order_can_be_loaded(tmp_path):
    path = tmp_path / "official.csv"
    path.write_text("name,states,order\nJob,job,officiel\nAndet,,officiel\n", encoding="utf-8")

    assert hierarchy(path).status(["UI", "job"]) == "Job"
    assert told("uu" + "j" * 20, order=hierarchy(path))[30].shares == {"Job": 1.0}


@pytest.mark.parametrize("text", ["", "name,states,order\n", "navn\nJob\n"])
def test_a_hierarchy_that_cannot_be_read_is_refused(tmp_path, text):
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(VirkerError, match="Statushierarkiet"):
        hierarchy(path)
    with pytest.raises(VirkerError, match="kan ikke læses"):
        hierarchy(tmp_path / "none.csv")
