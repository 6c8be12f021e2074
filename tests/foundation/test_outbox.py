"""What must happen after the commit happens, once, also after a crash."""

from __future__ import annotations

import datetime as dt
import json
import threading
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import InterfaceError, OperationalError, transaction

from medborger.foundation import clock
from medborger.foundation.outbox import daily, worker
from medborger.foundation.outbox.models import Job, Message
from medborger.foundation.outbox.services import send_message, write
from medborger.foundation.outbox.tasks import TASKS, task
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def done(settings, tmp_path):
    """A task that remembers how often it ran, and can be told to fail."""
    settings.VAR = str(tmp_path)
    ran: list[int] = []

    @task
    def remember(number: int) -> None:
        if number < 0:
            raise RuntimeError
        ran.append(number)

    yield remember, ran
    del TASKS[remember.name]


def test_a_task_runs_once_however_often_its_key_is_enqueued(done):
    remember, ran = done
    for _ in range(3):
        remember.using(key="one").enqueue(number=1)

    assert worker.work_until_empty() == 1
    assert worker.work_until_empty() == 0
    assert ran == [1]


def test_a_task_whose_transaction_is_undone_never_runs(done):
    remember, ran = done

    with transaction.atomic():
        remember.enqueue(number=1)
        transaction.set_rollback(True)

    assert worker.work_until_empty() == 0
    assert ran == []


def test_a_task_waits_for_its_time(done):
    remember, ran = done
    later = clock.now() + HOUR
    remember.using(run_after=later).enqueue(number=1)

    assert worker.work_until_empty() == 0
    with clock.set_to(later):
        assert worker.work_until_empty() == 1
    assert ran == [1]


def test_a_worker_killed_in_the_middle_loses_nothing(done):
    remember, ran = done
    remember.enqueue(number=1)
    assert worker.take() is not None, "taken by the worker that is now killed"

    assert worker.take() is None, "nobody else takes it while the lease lasts"
    with clock.set_to(clock.now() + worker.LEASE):
        assert worker.work_until_empty() == 1
    assert ran == [1]


def test_a_task_that_fails_waits_longer_each_time_and_tells_no_secrets(done):
    remember, _ = done
    remember.enqueue(number=-1)

    assert worker.work_until_empty() == 0
    job = Job.objects.get()
    assert (job.attempts, job.last_error, job.done_at) == (1, "RuntimeError", None)
    first = job.next_at
    with clock.set_to(first):
        worker.work_until_empty()
    job.refresh_from_db()
    assert job.next_at - first == 2 * worker.FIRST_WAIT
    assert "remember" in str(job)


def test_the_worker_stops_when_told_and_the_command_empties_the_box(done, capsys, monkeypatch):
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)  # the test's own is open
    remember, ran = done
    stop = threading.Event()
    remember.enqueue(number=1)

    worker.work_for_ever(stop, pause=lambda _: stop.set())
    remember.enqueue(number=2)
    call_command("outbox", "--until-empty")

    assert ran == [1, 2]
    assert "1 opgaver udført" in capsys.readouterr().out


@pytest.mark.parametrize("trouble", [OperationalError("locked"), InterfaceError("closed")])
def test_the_worker_goes_on_when_the_database_was_busy_or_away(done, monkeypatch, trouble):
    remember, ran = done
    remember.enqueue(number=1)
    stop, busy = threading.Event(), [trouble]

    def enqueue():
        if busy:
            raise busy.pop()

    monkeypatch.setattr(worker, "enqueue_today", enqueue)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)  # the test's own stays open
    pauses = iter([None, stop.set])
    worker.work_for_ever(stop, pause=lambda _: (next(pauses) or (lambda: None))())

    assert ran == [1]


def test_a_daily_task_gets_one_job_a_day(done):
    before = Job.objects.count()

    daily.enqueue_today()
    daily.enqueue_today()
    today = Job.objects.count() - before
    with clock.set_to(clock.now() + dt.timedelta(days=1)):
        daily.enqueue_today()

    assert today == len(daily.DAILY) >= 1
    assert Job.objects.count() - before == 2 * today


def test_a_message_is_kept_with_the_change_and_written_to_a_file_once(done, settings):
    ib = PersonFactory(given_name="Ib", reached_by="letter")
    message = write(ib, subject_line="Nyt i din sag", text="Log ind, og læs.", by=ib)

    worker.work_until_empty()
    send_message.function(message_id=message.pk)

    message.refresh_from_db()
    (file,) = Path(settings.VAR, "outbox").iterdir()
    assert json.loads(file.read_text(encoding="utf-8"))["besked"] == "Log ind, og læs."
    assert message.receipt == f"fil:{file.name}"
    assert str(message) == "Ib Birk: Nyt i din sag"


def test_an_email_leaves_by_the_mail_server_when_the_settings_say_so(done, settings):
    settings.CHANNELS_TO_FILES = False
    ane = PersonFactory(email="ane@example.org")

    write(ane, subject_line="Nyt i din sag", text="Log ind, og læs.", by=ane)
    worker.work_until_empty()

    assert [m.to for m in mail.outbox] == [["ane@example.org"]]
    assert Message.objects.get().receipt.startswith("e-mail:<")


def test_a_message_is_visible_to_the_one_it_is_for():
    ane, other = PersonFactory(), PersonFactory()
    message = write(ane, subject_line="a", text="b", by=ane)

    assert list(Message.objects.visible_to(ane)) == [message]
    assert not Message.objects.visible_to(other).exists()


def test_the_demo_shows_what_would_have_been_sent(client, settings, tmp_path):
    settings.VAR = str(tmp_path)
    citizen = PersonFactory()
    write(citizen, subject_line="Nyt i din plan", text="Log ind og læs det.", by=citizen)

    waiting = client.get("/udbakke/").content.decode()
    assert "Log ind og læs det." in waiting
    assert "Venter på at blive sendt" in waiting

    worker.work_until_empty()
    assert "Venter på" not in client.get("/udbakke/").content.decode()


def test_an_empty_outbox_tells_what_to_do(client):
    assert "Der er ikke sendt noget endnu" in client.get("/udbakke/").content.decode()


def test_the_outbox_costs_the_same_however_full(client, django_assert_num_queries):
    for number in range(30):
        person = PersonFactory()
        write(person, subject_line=f"Nyt {number}", text="…", by=person)

    with django_assert_num_queries(3):
        page = client.get("/udbakke/").content.decode()
    assert "?side=2" in page
