"""What happens once a day: each daily task gets one job a day, however many workers there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medborger.foundation import clock

if TYPE_CHECKING:
    from medborger.foundation.outbox.tasks import Task

DAILY: list[Task] = []
"""Tasks without arguments; a module adds its own with `@daily` above `@task`."""


def daily(made: Task) -> Task:
    """Let a task run once a day."""
    DAILY.append(made)
    return made


def enqueue_today() -> None:
    """Put today's daily tasks in the outbox; those already there stay as they are."""
    for made in DAILY:
        made.using(key=f"daily:{made.name}:{clock.today()}").enqueue()
