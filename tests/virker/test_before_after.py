"""At least as good as before, for people like those who came after; never an effect."""

from __future__ import annotations

import numpy as np
import pytest

from tests.virker.folders import folder, spell
from virker.errors import VirkerError
from virker.question import Question
from virker.run import run
from virker.verdicts import Verdict

CHANGE = 100


def asked(**changes):
    return Question(
        **{
            "kind": "before_after",
            "horizons": (4, 13),
            "primary": 13,
            "margin": 0.05,
            "options": {"change": str(CHANGE)},
            **changes,
        }
    ).protocol()


def town(*, gain=0.0, n=4_000, seed=1, shift=0.4, **columns):
    """Young people come oftener after the change, and find a job oftener whatever happens."""
    rng = np.random.default_rng(seed)
    after = rng.random(n) < 0.5
    young = rng.random(n) < np.where(after, 0.5 + shift, 0.5 - shift)
    start = np.where(after, rng.integers(CHANGE, 150, n), rng.integers(0, CHANGE - 20, n))
    gone = rng.random(n) < 0.3 + 0.3 * young + gain * after
    stop = np.where(gone, rng.integers(1, 14, n), 60)
    rows = [
        spell(i, int(stop[i]), "job" if gone[i] else None, start=int(start[i])) for i in range(n)
    ]
    people = [
        {"person": str(i), "young": int(young[i]), **{k: v(after[i]) for k, v in columns.items()}}
        for i in range(n)
    ]
    return folder(spells=rows, persons=people)


def test_a_new_mix_of_people_is_no_progress():
    result = run(asked(margin=0.15), town())
    plain = next(row for row in result.details["plain"] if row["horizon"] == 13)

    assert plain["estimate"] > 0.15
    assert abs(result.primary.estimate) < 3 * result.primary.se
    assert result.verdict is Verdict.AT_LEAST_AS_GOOD
    mix = result.details["mix"][0]
    assert mix["name"] == "young"
    assert abs(mix["smd_weighted"]) < 0.01 < mix["smd"]


def test_it_is_said_every_time_that_it_is_no_effect():
    for gain in (0.0, 0.2, -0.2):
        result = run(asked(), town(gain=gain, n=2_000))

        assert "not an effect" in result.estimand
        assert result.reasons[-1].code == "not_an_effect"
        assert "viser ikke, at det var ændringen" in result.sentence("da")
        assert "does not show that the change" in result.sentence("en")


@pytest.mark.parametrize(
    ("gain", "margin", "verdict"),
    [
        (0.15, 0.05, Verdict.BETTER),
        (0.0, 0.1, Verdict.AT_LEAST_AS_GOOD),
        (-0.15, 0.05, Verdict.WORSE),
        (0.0, None, Verdict.CANNOT_TELL),
    ],
)
def test_the_margin_agreed_beforehand_decides(gain, margin, verdict):
    assert run(asked(margin=margin), town(gain=gain)).verdict is verdict


def test_those_whose_time_reached_past_the_change_are_neither_before_nor_after():
    rows = [spell(f"a{i}", 60, None, start=CHANGE - 10) for i in range(40)]
    rows += [spell(f"b{i}", 60, None, start=CHANGE) for i in range(40)]

    result = run(asked(), folder(spells=rows))

    assert result.verdict is Verdict.REFUSED
    assert [r.code for r in result.reasons] == ["too_few", "not_an_effect"]
    short = run(asked(horizons=(4, 13), primary=4), folder(spells=rows))
    assert [e.horizon for e in short.estimates] == [4]
    assert short.deviations[0].field == "horizons"


def test_people_nobody_resembles_stop_the_answer():
    apart = town(n=400, shift=0.499, other=lambda after: int(after))

    assert [r.code for r in run(asked(), apart).reasons] == ["balance", "not_an_effect"]


def test_people_too_far_apart_are_not_compared():
    result = run(asked(), town(n=300, shift=0.49))

    assert result.verdict is Verdict.REFUSED
    assert "balance" in {r.code for r in result.reasons}


def test_losing_sight_of_many_leaves_no_answer():
    rows = [spell(f"a{i}", 60, None, start=10) for i in range(50)]
    rows += [spell(f"b{i}", 5 if i % 2 else 40, None, start=CHANGE) for i in range(100)]

    result = run(asked(), folder(spells=rows))

    assert result.verdict is Verdict.CANNOT_TELL
    assert "followed_up" in {r.code for r in result.reasons}


def test_the_week_of_the_change_can_stand_with_the_persons():
    rows = [spell(i, 60, None, start=10 if i % 2 else CHANGE) for i in range(120)]
    people = [{"person": str(i), "reform_week": CHANGE if i < 100 else None} for i in range(120)]

    result = run(asked(options=None), folder(spells=rows, persons=people))

    assert result.primary.n == 100


def test_a_reform_week_written_as_an_iso_week_is_read():
    people = [{"person": str(i), "reform_week": "2026-W07"} for i in range(120)]
    rows = [spell(i, 60, None, start=2928 - 30 if i % 2 else 2928) for i in range(120)]

    assert run(asked(options=None), folder(spells=rows, persons=people)).primary.n == 120


@pytest.mark.parametrize(
    ("options", "people", "text"),
    [
        (None, {}, "hvornår noget blev ændret"),
        ({"change": "måske"}, {}, "skal være en uge"),
        (None, {"reform_week": "måske"}, "skal være uger"),
        ({"change": "100", "place": "x"}, {}, "hvor borgerne hører til"),
        ({"change": "100", "place": "x"}, {"municipality": "y"}, "ingen tal for x"),
    ],
)
def test_not_knowing_when_or_where_is_told(options, people, text):
    data = folder(spells=[spell("a", 3, "job")], persons=[{"person": "a", **people}])

    with pytest.raises(VirkerError, match=text):
        run(asked(options=options), data)


def test_weeks_that_are_not_complete_are_not_counted():
    rows = [
        {**spell(i, 20, None, start=10 if i % 2 else CHANGE), "registered": 0} for i in range(160)
    ]
    for i, row in enumerate(rows):
        row["registered"] = row["stop"] + i % 5

    result = run(asked(), folder(spells=rows))

    assert any("ikke færdige endnu" in text for text in result.warnings)


def test_a_change_after_which_nobody_is_due_has_nobody_lost():
    rows = [spell(i, 3, "job", start=10 if i % 2 else CHANGE) for i in range(160)]

    assert run(asked(), folder(spells=rows)).checks[-1].value == 0
