"""Looking every month without crying wolf."""

from __future__ import annotations

import numpy as np
import pytest

from tests.virker.folders import folder, spell
from virker.errors import VirkerError
from virker.monitor import follow_differences
from virker.question import Question
from virker.run import run
from virker.verdicts import Verdict

CHANGE = 200


def asked(**changes):
    return Question(
        **{
            "kind": "monitor",
            "horizons": (13,),
            "margin": 0.05,
            "options": {"change": str(CHANGE)},
            **changes,
        }
    ).protocol()


def months(*, gain=0.0, a_week=50, weeks=300, seed=1, shift=0.0, known=True, registered=False):
    rng = np.random.default_rng(seed)
    start = np.repeat(np.arange(weeks), a_week)
    after = start >= CHANGE
    young = rng.random(len(start)) < 0.4 + shift * after
    gone = rng.random(len(start)) < 0.3 + 0.3 * young + gain * after
    stop = np.where(gone, rng.integers(1, 13, len(start)), 30)
    rows = [
        spell(i, int(stop[i]), "job" if gone[i] else None, start=int(start[i]))
        for i in range(len(start))
    ]
    if registered:
        rows = [{**row, "registered": row["stop"] + i % 4} for i, row in enumerate(rows)]
    people = [{"person": str(i), "young": int(young[i])} for i in range(len(start))]
    return folder(spells=rows, **({"persons": people} if known else {}))


def test_a_change_is_seen_and_the_month_is_told():
    result = run(asked(), months(gain=0.1))

    assert result.verdict is Verdict.BETTER
    assert result.details["first_change"] < 12
    assert len(result.details["looks"]) >= 20
    assert "bedre end før" in result.sentence("da")


def test_no_change_stays_no_alarm():
    result = run(asked(), months())

    assert result.details["first_change"] is None
    assert result.verdict is Verdict.AT_LEAST_AS_GOOD
    assert run(asked(margin=None), months()).verdict is Verdict.CANNOT_TELL


def test_new_people_of_another_mix_are_no_alarm():
    result = run(asked(), months(shift=0.3))

    assert result.details["first_change"] is None
    plain = run(asked(), months(shift=0.3, known=False))
    assert plain.details["first_change"] is not None


def test_it_never_says_why():
    result = run(asked(), months(gain=-0.15))

    assert result.verdict is Verdict.WORSE
    assert "not an effect" in result.estimand
    assert result.sentence("en").endswith("It does not show why.")


def test_few_people_a_month_are_noted():
    result = run(asked(), months(a_week=5))

    assert "few_a_month" in {r.code for r in result.reasons}


def test_too_few_before_are_refused():
    result = run(asked(options={"change": "5"}), months(weeks=60))

    assert [r.code for r in result.reasons] == ["too_few", "not_an_effect"]


def test_without_a_change_the_first_half_is_before():
    assert run(asked(options=None), months()).details["looks"]


def test_weeks_that_are_not_complete_are_not_looked_at():
    result = run(asked(), months(registered=True))

    assert any("ikke færdige endnu" in text for text in result.warnings)


def test_it_is_asked_in_shares():
    with pytest.raises(VirkerError, match="andele"):
        run(asked(outcome="weeks_job"), months(a_week=1))


@pytest.mark.slow
def test_looking_sixty_times_cries_wolf_in_less_than_five_of_a_hundred():
    rng = np.random.default_rng(5)
    alarms = 0
    for _ in range(400):
        gap = (rng.random(60 * 60) < 0.44) - 0.44
        month = np.arange(60 * 60) // 60
        found = follow_differences(gap, month, sd=0.496, sharpest_at=720, known=50_000)
        alarms += found.first_change is not None

    assert alarms / 400 < 0.05
