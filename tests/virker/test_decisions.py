"""Who could begin this week, and what was known when the week began."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.virker.people import a_panel
from virker.decisions import NEVER, Rule, decisions

ALL = Rule(("internship",), 1, 99)


def rows_of(panel, rule=ALL):
    rule = Rule(
        rule.services,
        rule.first,
        min(rule.last, panel.weeks - 1),
        rule.while_active,
        rule.same_week,
    )
    return decisions(panel, rule, 0, panel.n)


def weeks_at_risk(panel, rule=ALL):
    return rows_of(panel, rule).week.tolist()


def test_whoever_was_on_a_benefit_as_the_week_began_could_begin():
    assert weeks_at_risk(a_panel("juujj")) == [2, 3]


def test_someone_who_begins_and_finds_a_job_in_the_same_week_is_counted():
    panel = a_panel("uuj", starts=[(0, "internship", 2, 3)])

    rows = rows_of(panel)

    assert rows.week.tolist() == [1, 2]
    assert rows.start.tolist() == [0, 1]


def test_nobody_has_to_survive_the_week_to_be_among_those_who_waited():
    assert rows_of(a_panel("uj")).start.tolist() == [0]


def test_someone_already_in_a_service_cannot_begin_another():
    panel = a_panel("uuiiu", starts=[(0, "internship", 2, 4)])

    assert weeks_at_risk(panel) == [1, 2]


def test_a_service_that_only_the_events_know_also_keeps_others_out():
    panel = a_panel("uuuuuu", starts=[(0, "internship", 2, 4)])

    assert weeks_at_risk(panel) == [1, 2, 4, 5]


def test_a_service_that_only_the_states_know_begins_with_its_first_week():
    assert rows_of(a_panel("uuiiu")).start.tolist() == [0, 1]


def test_a_meeting_can_be_held_during_a_service():
    panel = a_panel("uiii", meetings=[(0, 2, 0.5)])

    rows = rows_of(panel, Rule(("meeting",), 1, 99, while_active=True, same_week=False))

    assert rows.week.tolist() == [1, 2, 3]
    assert rows.start.tolist() == [0, 1, 0]


def test_beginning_something_else_is_neither_beginning_nor_waiting():
    panel = a_panel("uuuu", starts=[(0, "course", 2, 3), (0, "internship", 3, 9)])

    assert rows_of(panel).start.tolist() == [0, 2, 1]


def test_when_two_services_begin_in_one_week_the_one_asked_about_counts():
    for asked in ("course", "internship"):
        panel = a_panel("uuu", starts=[(0, "course", 2, 3), (0, "internship", 2, 9)])

        assert rows_of(panel, Rule((asked,), 1, 2)).start.tolist() == [0, 1]


def test_weeks_nobody_watched_are_not_weeks_at_risk():
    assert weeks_at_risk(a_panel("u..uu")) == [1, 4]


def test_trials_stay_between_first_and_last():
    assert weeks_at_risk(a_panel("uuuuuuu"), Rule(("internship",), 3, 4)) == [3, 4]


def test_weeks_on_benefits_are_counted_from_where_the_spell_began():
    rows = rows_of(a_panel("juuujuu"))

    assert rows.spell.tolist() == [1, 2, 3, 1]
    assert rows.begun.tolist() == [1, 1, 1, 5]
    assert not rows.cut.any()


def test_a_spell_that_began_before_we_watched_remembers_its_weeks():
    rows = rows_of(a_panel("uuu", before=[10]))

    assert rows.spell.tolist() == [11, 12]
    assert rows.cut.all()


def test_what_a_meeting_recorded_is_known_from_that_week_on():
    panel = a_panel("uuuuu", meetings=[(0, 2, 0.5), (0, 3, np.nan)])

    rows = rows_of(panel)

    assert rows.recorded.tolist()[1:] == [0.5, 0.5, 0.5]
    assert np.isnan(rows.recorded[0])
    assert rows.since_meeting.tolist() == [NEVER, 0, 0, 1]
    assert rows.meetings.tolist() == [0, 1, 2, 2]


def test_the_meeting_that_is_asked_about_is_not_part_of_its_own_past():
    panel = a_panel("uuuu", meetings=[(0, 2, 0.5)])

    rows = rows_of(panel, Rule(("meeting",), 1, 9, while_active=True, same_week=False))

    assert rows.meetings.tolist() == [0, 0, 1]


def test_only_meetings_of_the_last_quarter_are_counted():
    panel = a_panel("u" * 20, meetings=[(0, 2, 0.5)])

    meetings = dict(
        zip(rows_of(panel).week.tolist(), rows_of(panel).meetings.tolist(), strict=True)
    )

    assert (meetings[14], meetings[15]) == (1, 0)


def test_an_ended_service_is_remembered_by_its_weeks():
    panel = a_panel("uiiuuu", starts=[(0, "internship", 1, 3)])

    rows = rows_of(panel)

    assert rows.week.tolist() == [1, 4, 5]
    assert rows.since_service[:, 0].tolist()[1:] == [1, 2]
    assert rows.since_service[0, 0] == NEVER


def test_working_life_is_the_year_before_the_spell():
    rows = rows_of(a_panel("jjej.uu"))

    assert rows.job_share.tolist() == [0.75]
    assert rows.watched.tolist() == [4 / 52]


@given(st.lists(st.text("ujik.", min_size=6, max_size=6), min_size=1, max_size=8))
def test_persons_do_not_change_each_other(lives):
    panel = a_panel(*lives)

    whole = decisions(panel, Rule(("internship",), 1, 5), 0, panel.n)
    parts = [decisions(panel, Rule(("internship",), 1, 5), i, i + 1) for i in range(panel.n)]

    for name in ("person", "week", "start", "spell", "job_share", "since_service"):
        joined = np.concatenate([getattr(part, name) for part in parts])
        assert np.array_equal(getattr(whole, name), joined)


@given(st.text("ujik.", min_size=8, max_size=8), st.integers(1, 6))
def test_what_happens_later_changes_nothing_known_now(life, week):
    told = rows_of(a_panel(life))
    other = rows_of(a_panel(life[: week + 1] + "j" * (7 - week)))

    now, also = told.week <= week, other.week <= week
    for name in ("week", "spell", "group", "job_share", "recorded"):
        assert np.array_equal(getattr(told, name)[now], getattr(other, name)[also], equal_nan=True)
