"""The worker: takes a job on a lease, does it, and gives it back if it dies.

A lease that runs out is taken again, so a worker killed in the middle loses nothing. The effect
side removes doubles by its own key (a message that has a receipt is not sent again).
"""

from __future__ import annotations

import datetime as dt
import logging
from typing import TYPE_CHECKING

from django.db import (
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
    transaction,
)
from django.db.models import Q

from medborger.foundation import clock
from medborger.foundation.outbox.daily import enqueue_today
from medborger.foundation.outbox.models import Job
from medborger.foundation.outbox.tasks import TASKS

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

log = logging.getLogger(__name__)

LEASE = dt.timedelta(minutes=2)
FIRST_WAIT = dt.timedelta(seconds=5)
LONGEST_WAIT = dt.timedelta(hours=1)


def take() -> Job | None:
    """Lease the next job that is due and that nobody holds."""
    now = clock.now()
    due = Job.objects.filter(
        Q(lease_until__isnull=True) | Q(lease_until__lte=now),
        done_at__isnull=True,
        next_at__lte=now,
    ).order_by("next_at", "pk")
    with transaction.atomic():
        skip = connection.features.has_select_for_update_skip_locked
        job = due.select_for_update(skip_locked=skip).first()
        if job is None:
            return None
        job.lease_until = now + LEASE
        job.attempts += 1
        job.save(update_fields=["lease_until", "attempts"])
    return job


def do(job: Job) -> bool:
    """Do one job; what fails waits longer each time and is tried again."""
    try:
        with transaction.atomic():
            TASKS[job.task].function(**job.arguments)
            Job.objects.filter(pk=job.pk).update(done_at=clock.now(), lease_until=None)
    except Exception as error:  # noqa: BLE001 # whatever a task does wrong, the worker goes on
        log.warning("Job %s failed (%s), try %s", job.pk, type(error).__name__, job.attempts)
        wait = min(FIRST_WAIT * 2 ** min(job.attempts - 1, 12), LONGEST_WAIT)
        Job.objects.filter(pk=job.pk).update(
            next_at=clock.now() + wait, lease_until=None, last_error=type(error).__name__
        )
        return False
    return True


def work_until_empty(most: int = 10_000) -> int:
    """Do what is due, and tell how many jobs were done."""
    done = 0
    for _ in range(most):
        job = take()
        if job is None:
            break
        done += do(job)
    return done


def work_for_ever(stop: threading.Event, *, pause: Callable[[float], object] | None = None) -> None:
    """Work until told to stop; used by `manage.py outbox`."""
    rest = pause or stop.wait
    while not stop.is_set():
        close_old_connections()
        if not _work_a_while():
            rest(1.0)


def _work_a_while() -> int:
    """Do what is due; a database that is busy or away is tried again, never the end of the worker."""
    try:
        enqueue_today()
        return work_until_empty(100)
    except (OperationalError, InterfaceError) as away:
        log.warning("The database is busy or away (%s); trying again", type(away).__name__)
        return 0
