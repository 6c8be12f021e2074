"""What happens when two come first: the second one counts too."""

from __future__ import annotations

import signal

import pytest
from django.core.management import call_command

from medborger.foundation import clock
from medborger.foundation.access import services as trace
from medborger.foundation.access.models import OwnOpening
from medborger.foundation.journal.models import Chain
from medborger.foundation.journal.seal import START
from medborger.foundation.journal.verification import faults
from medborger.foundation.outbox.management.commands import outbox
from medborger.foundation.outbox.models import Job
from medborger.foundation.outbox.services import write
from medborger.foundation.outbox.worker import work_until_empty
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_two_first_openings_of_a_day_are_two(monkeypatch):
    ane = PersonFactory()
    update, seen = OwnOpening.objects._queryset_class.update, []

    def nobody_there_yet(rows, **fields):
        seen.append(fields)
        if len(seen) == 1:
            OwnOpening.objects.create(person=ane, on=clock.today())
            return 0
        return update(rows, **fields)

    monkeypatch.setattr(OwnOpening.objects._queryset_class, "update", nobody_there_yet)
    trace.seen("egen sag", about=ane, by=ane, purpose="own")

    assert OwnOpening.objects.get().times == 2


def test_a_worker_that_may_do_one_job_leaves_the_other():
    ane = PersonFactory()
    for _ in range(2):
        write(ane, subject_line="Nyt", text="Nyt", by=ane)

    assert work_until_empty(1) == 1
    assert Job.objects.filter(done_at__isnull=True).count() == 1


def test_the_worker_stops_when_it_is_told_to(monkeypatch):
    before = {n: signal.getsignal(n) for n in (signal.SIGTERM, signal.SIGINT)}

    def work(stop):
        signal.raise_signal(signal.SIGTERM)
        assert stop.wait(5)

    monkeypatch.setattr(outbox, "work_for_ever", work)
    try:
        call_command("outbox")
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def test_a_chain_that_was_begun_and_never_written_is_whole():
    Chain.objects.create(subject=PersonFactory(), mac=START)

    assert list(faults()) == []
