"""What is going to happen in the demo, before anything has happened."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from medborger.demo.acts import READS, WRITES, Verb
from medborger.demo.calendar import Calendar
from medborger.demo.script import script
from medborger.demo.town import lillevig, solbaek

CALENDAR = Calendar.until(dt.date(2026, 11, 25), weeks=104)


@pytest.fixture(scope="module")
def town():
    return solbaek(1, people=300, weeks=104)


@pytest.fixture(scope="module")
def acts(town):
    weeks = script(town, CALENDAR, seed=1)
    return [act for week in sorted(weeks) for act in weeks[week]]


def test_the_demo_has_three_hundred_citizens_and_thirty_staff_in_four_teams(town):
    assert len(town.residents) == 300
    assert len(town.workers) == 30
    assert len({worker.team for worker in town.workers}) == 4


def test_nobody_writes_more_than_once_a_fortnight_while_it_is_calm(acts):
    calm = [a for a in acts if a.verb in WRITES and CALENDAR.week_of(a.at) < 78]

    fortnights = Counter((a.about, CALENDAR.week_of(a.at) // 2) for a in calm)

    assert CALENDAR.calm_weeks == 78
    assert max(fortnights.values()) == 1


def test_the_last_half_year_is_livelier_than_the_one_before(acts):
    written = Counter(CALENDAR.week_of(a.at) // 26 for a in acts if a.verb in WRITES)

    assert written[3] > 1.5 * written[2]


def test_everything_happens_inside_the_two_years(acts):
    starts, ends = CALENDAR.starts_on, CALENDAR.ends_on

    assert all(starts <= act.at.date() < ends for act in acts)
    assert ends <= dt.date(2026, 11, 25)


def test_people_say_many_different_things(acts):
    steps = [a.words for a in acts if a.verb in {Verb.STEP, Verb.SUGGEST, Verb.GOAL}]

    assert len(set(steps)) > 450


def test_after_the_trial_action_citizens_write_more_of_the_steps(acts):
    def share(first, last):
        steps = [a for a in acts if a.verb is Verb.STEP and first <= CALENDAR.week_of(a.at) < last]
        return sum(a.by == a.about for a in steps) / len(steps)

    assert 0.1 < share(74, 104) - share(30, CALENDAR.trial_week) < 0.35


def test_only_the_citizen_answers_and_only_staff_suggest(acts):
    for act in acts:
        if act.verb in {
            Verb.ANSWER,
            Verb.GOAL,
            Verb.NOTE,
            Verb.SHARE,
            Verb.CLOSE,
            Verb.OPEN,
            Verb.ASK,
        }:
            assert act.by == act.about
        if act.verb in {Verb.SUGGEST, Verb.LOOK, Verb.JOIN, Verb.EXPLAIN}:
            assert act.by != act.about


def test_what_can_be_done_either_writes_or_reads():
    assert set(Verb) == READS | WRITES


def test_the_two_towns_have_nobody_in_common(town):
    other = lillevig(1, people=300, weeks=104)
    here = {p.login for p in (*town.residents, *town.workers)}

    assert not here & {p.login for p in (*other.residents, *other.workers)}


def test_another_seed_gives_other_people():
    names = [
        [r.family_name for r in solbaek(seed, people=30, weeks=8).residents] for seed in (1, 1, 2)
    ]

    assert names[0] == names[1] != names[2]
