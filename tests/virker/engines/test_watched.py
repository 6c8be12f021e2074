"""Weeks become trials: risk sets at the start of the week, stretches cut where something changes."""

from __future__ import annotations

import numpy as np

from virker.engines.shards import read_shard, write_shards
from virker.engines.watched import TrialPlan, Watched, trials_from_weeks

JOB, BENEFIT, SICK = 0, 1, 2
MEETING, COURSE = 0, 1


def plan(**change) -> TrialPlan:
    at_risk, outcome, level = np.zeros(256, bool), np.zeros(256, bool), np.full(256, -1, np.int16)
    at_risk[[BENEFIT, SICK]] = outcome[JOB] = True
    level[SICK] = 0
    wanted = {"level": level, "levels": 1, "service": COURSE, "meeting": MEETING, "recent": 2}
    return TrialPlan(at_risk, outcome, **(wanted | change))


def people(*lives: tuple[str, list[tuple[int, int]]]) -> Watched:
    """Write lives as strings of J, B, S and ? with events (kind, week)."""
    letters = {"J": JOB, "B": BENEFIT, "S": SICK, "?": 255}
    events = [event for _, happened in lives for event in happened]
    return Watched(
        person=np.arange(len(lives), dtype=np.int64),
        states=np.array([[letters[c] for c in life] for life, _ in lives], np.uint8),
        happened=np.cumsum([0, *(len(happened) for _, happened in lives)]).astype(np.int64),
        kind=np.array([kind for kind, _ in events], np.uint8),
        week=np.array([week for _, week in events], np.int16),
        factors=np.zeros((len(lives), 1), np.int16),
    )


def stretches(trials):
    return list(
        zip(
            trials.opens.tolist(),
            trials.closes.tolist(),
            trials.arm.tolist(),
            trials.varying.tolist(),
            strict=True,
        )
    )


def test_a_spell_that_began_before_we_watched_holds_no_trials():
    trials = trials_from_weeks(people(("BBBBJJ", []), ("?BBJJJ", []), ("JJJJJJ", [])), plan())

    assert len(trials.person) == 0


def test_who_starts_and_finds_a_job_the_same_week_is_kept():
    trials = trials_from_weeks(people(("JBBBJJ", [(COURSE, 3)])), plan())

    assert stretches(trials) == [(0, 2, 0, [-1, -1]), (2, 3, 1, [-1, -1])]
    assert trials.until.tolist() == [3, 3]
    assert trials.ended.tolist() == [1, 1]


def test_nobody_is_followed_as_waiting_after_they_started():
    trials = trials_from_weeks(people(("JBBBBB", [(COURSE, 2)])), plan())

    assert stretches(trials) == [(0, 1, 0, [-1, -1]), (1, 2, 1, [-1, -1])]
    assert trials.ended.tolist() == [0, 0]


def test_a_meeting_counts_from_the_week_after_and_then_fades():
    trials = trials_from_weeks(people(("JBBBBBB", [(MEETING, 2), (MEETING, 3)])), plan())

    assert stretches(trials) == [
        (0, 2, 0, [-1, -1]),
        (2, 3, 0, [-1, 1]),
        (3, 4, 0, [-1, 2]),
        (4, 5, 0, [-1, 1]),
        (5, 6, 0, [-1, -1]),
    ]


def test_a_week_on_sickness_benefit_is_a_stretch_of_its_own():
    trials = trials_from_weeks(people(("JBSSBJ", [])), plan())

    assert stretches(trials) == [(0, 1, 0, [-1, -1]), (1, 3, 0, [0, -1]), (3, 4, 0, [-1, -1])]


def test_trials_stop_beginning_after_the_planned_weeks():
    trials = trials_from_weeks(people(("JBBBBJ", [])), plan(weeks=2))

    assert stretches(trials) == [(0, 2, 0, [-1, -1])]
    assert trials.until.tolist() == [4]


def test_persons_come_back_from_parquet_as_they_were(tmp_path):
    before = people(("JBBBJJ", [(COURSE, 3)]), ("JJJJJJ", []), ("JBSSBJ", [(MEETING, 1)]))

    files = write_shards(before, tmp_path / "shards", 2)

    back = [read_shard(file) for file in files]
    for name in ("person", "states", "kind", "week", "factors"):
        np.testing.assert_array_equal(
            np.concatenate([getattr(part, name) for part in back]), getattr(before, name)
        )
    assert back[1].happened.tolist() == [0, 0, 1]
