"""The demo is told once, whatever happens while it is told."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings

from medborger.demo import replay as story
from medborger.demo.digest import journal_digest
from medborger.demo.models import Replay
from medborger.demo.player import Players
from medborger.foundation.journal.models import Event
from medborger.foundation.people.models import Person
from tests.demo.told import begin, tell

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def undone(**numbers):
    """Tell a story, and forget it again; what remains is its fingerprint."""
    with transaction.atomic():
        tell(**numbers)
        mark = Event.objects.count(), journal_digest()
        transaction.set_rollback(True)
    return mark


def test_the_same_seed_gives_the_same_journal_to_the_letter():
    assert undone(seed=7) == undone(seed=7) != undone(seed=8)


def test_a_telling_cut_short_goes_on_where_it_stopped():
    whole = undone()
    replay = begin()
    with (
        patch.object(Players, "answer", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        story.tell(replay)
    assert 0 < Replay.objects.get().weeks_told < 12

    story.tell(Replay.objects.get())

    assert (Event.objects.count(), journal_digest()) == whole


def test_a_telling_by_two_at_once_is_told_once():
    whole = undone()
    replay = begin()
    real, calls = story._tell_week, []

    def both(week, *stage):
        calls.append(week)
        real(week, *stage)
        return real(week, *stage)

    with patch.object(story, "_tell_week", both):
        story.tell(replay)

    assert len(calls) == 12
    assert (Event.objects.count(), journal_digest()) == whole


def test_the_entrance_tells_how_far_it_has_come(client):
    replay = begin()
    assert "uge 0 af 12" in client.get("/demo/").content.decode()

    story.tell(replay)

    assert "20 borgeres 12 uger" in client.get("/demo/").content.decode()
    assert "20 borgeres 12 uger" in client.get("/demo/fremskridt/").content.decode()


def test_the_command_refuses_what_it_cannot_tell():
    for wrong in ({"people": 0}, {"weeks": 0}, {"people": 100_000}, {"seed": -1}):
        with pytest.raises(CommandError, match="Vælg"):
            call_command("demo", **wrong)
    with override_settings(CHANNELS_TO_FILES=False), pytest.raises(CommandError, match="aldrig"):
        call_command("demo")


def test_only_the_cast_comes_when_asked_for():
    call_command("demo", people=5, weeks=4, cast_only=True)

    assert Person.objects.filter(login="demo-hanne").exists()
    assert not Event.objects.exists()


def test_what_a_visitor_has_changed_meanwhile_is_left_out_and_counted():
    replay = begin()
    with patch.object(Players, "finish", side_effect=ValidationError("allerede gjort")):
        replay = story.tell(replay)

    assert replay.is_told
    assert replay.left_out > 0
