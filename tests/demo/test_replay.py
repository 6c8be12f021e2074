"""The demo's story is told once, by the real services, in its own time."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.db.models import Max, Min

from medborger.encounter.plan.models import Goal, Plan, Step, Suggestion
from medborger.foundation.access.models import Look, OwnOpening
from medborger.foundation.journal.models import Event
from medborger.foundation.journal.verification import faults
from medborger.foundation.outbox.models import Job, Message
from medborger.foundation.people.models import Engagement, Person, Relation
from tests.demo.told import tell

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_every_chain_is_whole_and_nothing_was_left_out(told):

    assert not list(faults())
    assert Event.objects.count() > 30
    assert told.left_out == 0


def test_nothing_lies_outside_simulated_time(told):
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
            ends_on = told.starts_on + dt.timedelta(weeks=24)
            assert told.starts_on <= day < ends_on, (model, field)


def test_messages_are_written_but_nothing_is_really_sent(told):
    assert not mail.outbox
    assert Message.objects.exists()
    assert all(message.receipt.startswith("fil:") for message in Message.objects.all())


def test_a_second_telling_changes_nothing(told):
    before = (Event.objects.count(), Look.objects.count(), Person.objects.count())

    tell(people=40, weeks=20)

    assert (Event.objects.count(), Look.objects.count(), Person.objects.count()) == before


def test_nothing_crosses_between_the_two_municipalities(told):
    for citizen, worker in Relation.objects.values_list(
        "citizen__municipality__slug", "worker__municipality__slug"
    ):
        assert citizen == worker
    for subject, actor in Event.objects.values_list(
        "subject__municipality__slug", "actor__municipality__slug"
    ):
        assert subject == actor
    assert Plan.objects.filter(subject__municipality__slug="lillevig").exists()


def test_amiras_plan_is_left_for_the_newcomer_and_ib_has_lived(told):
    assert not Plan.objects.filter(subject__login="demo-amira").exists()
    assert Relation.objects.get(citizen__login="demo-amira").worker.login == "demo-bo"
    assert Event.objects.filter(subject__login="demo-ib").count() > 5
    assert Look.objects.filter(subject__login="demo-ib").exists()
