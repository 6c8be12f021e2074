"""A log-in ends when one has gone, not while one is at work."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from django.utils import timezone

from medborger.foundation.people.roles import Role
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
MORNING = dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.UTC)


@pytest.fixture
def bo(client):
    """Somebody who logs in at eight, in a browser that reads a page every so often."""
    with time_machine.travel(MORNING, tick=False) as clock:
        client.force_login(PersonFactory(role=Role.CASEWORKER))

        def reads_after(minutes):
            clock.move_to(timezone.now() + dt.timedelta(minutes=minutes))
            return client.get("/plan/borgere/")

        yield reads_after


def test_somebody_who_works_for_hours_stays_logged_in(bo):
    assert [bo(minutes=40).status_code for _ in range(9)] == [200] * 9


def test_somebody_who_goes_for_an_hour_is_logged_out(bo):
    assert bo(minutes=1).status_code == 200
    assert bo(minutes=61).status_code == 302


def test_nobody_stays_for_longer_than_a_working_day(bo):
    answers = [bo(minutes=50).status_code for _ in range(16)]

    assert answers == [200] * 15 + [302], "12 hours from the first page are over"


def test_the_page_knows_how_long_is_left(bo):
    def seconds(page):
        return int(re.search(r'data-session-seconds="(\d+)"', page.content.decode())[1])

    assert seconds(bo(minutes=2)) == 3600
    assert seconds(bo(minutes=0.5)) == 3570, "prolonged at most once a minute"


def test_reading_twice_in_a_minute_writes_the_session_once(bo):
    bo(minutes=2)
    with pytest.MonkeyPatch.context() as patch:
        saved = []
        patch.setattr(
            "django.contrib.sessions.backends.db.SessionStore.save", lambda *a, **k: saved.append(1)
        )
        bo(minutes=0.5)

    assert saved == []


def test_saying_that_one_is_still_here_begins_the_hour_anew(bo, client):
    bo(minutes=59)
    assert client.post("/forbliv/").status_code == 204
    assert bo(minutes=59).status_code == 200
