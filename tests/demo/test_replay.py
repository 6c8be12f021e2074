"""The demo's story is told once, by the real services, in its own time."""

from __future__ import annotations

import datetime as dt
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Max, Min
from django.test import override_settings

from medborger.demo import replay as story
from medborger.demo.digest import journal_digest
from medborger.demo.models import Replay
from medborger.demo.player import Players
from medborger.encounter.plan.models import Goal, Plan, Step, Suggestion
from medborger.foundation.access.models import Look, OwnOpening
from medborger.foundation.journal.models import Event
from medborger.foundation.journal.verification import faults
from medborger.foundation.outbox.models import Job, Message
from medborger.foundation.people.models import Engagement, Person, Relation
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


def test_every_chain_is_whole_and_nothing_was_left_out():
    replay = tell()

    assert not list(faults())
    assert Event.objects.count() > 30
    assert replay.left_out == 0


def test_nothing_lies_outside_simulated_time():
    replay = tell()

    moments = [
        (Event, "at"), (Look, "at"), (Plan, "begun_at"), (Goal, "added_at"), (Step, "added_at"),
        (Suggestion, "made_at"), (Message, "at"), (Message, "sent_at"), (Job, "done_at"),
        (Person, "date_joined"),
    ]  # fmt: skip
    days = [(OwnOpening, "on"), (Engagement, "since"), (Relation, "since"), (Look, "on")]
    for model, field in moments + days:
        found = model.objects.aggregate(first=Min(field), last=Max(field))
        for moment in filter(None, found.values()):
            day = moment.date() if hasattr(moment, "date") else moment
            ends_on = replay.starts_on + dt.timedelta(weeks=12)
            assert replay.starts_on <= day < ends_on, (model, field)


def test_messages_are_written_but_nothing_is_really_sent():
    tell()

    assert not mail.outbox
    assert Message.objects.exists()
    assert all(message.receipt.startswith("fil:") for message in Message.objects.all())


def test_a_second_telling_changes_nothing():
    tell()
    before = (Event.objects.count(), Look.objects.count(), Person.objects.count())

    tell(people=40, weeks=20)

    assert (Event.objects.count(), Look.objects.count(), Person.objects.count()) == before


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


def test_nothing_crosses_between_the_two_municipalities():
    tell()

    for citizen, worker in Relation.objects.values_list(
        "citizen__municipality__slug", "worker__municipality__slug"
    ):
        assert citizen == worker
    for subject, actor in Event.objects.values_list(
        "subject__municipality__slug", "actor__municipality__slug"
    ):
        assert subject == actor
    assert Plan.objects.filter(subject__municipality__slug="lillevig").exists()


def test_amiras_plan_is_left_for_the_newcomer_and_ib_has_lived():
    tell(weeks=24)

    assert not Plan.objects.filter(subject__login="demo-amira").exists()
    assert Relation.objects.get(citizen__login="demo-amira").worker.login == "demo-bo"
    assert Event.objects.filter(subject__login="demo-ib").count() > 5
    assert Look.objects.filter(subject__login="demo-ib").exists()


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
