"""Tasks in the shape of Django's own Tasks interface, kept in the transactional outbox.

    @task
    def send_message(message_id: int) -> None: ...

    send_message.enqueue(message_id=7)

When Django 6 can be used, `task` is replaced by `django.tasks.task` and this module goes.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from medborger.foundation import clock
from medborger.foundation.outbox.models import Job

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

TASKS: dict[str, Task] = {}
"""Every task by its name; filled when the modules that define them are imported."""


@dataclass(frozen=True)
class Task:
    """A function that runs after the commit. It must do no harm when run twice."""

    name: str
    function: Callable[..., None]
    run_after: dt.datetime | None = None
    key: str = ""
    options: dict[str, Any] = field(default_factory=dict)

    def using(self, *, run_after: dt.datetime | None = None, key: str = "") -> Task:
        """Say when it may run at the earliest, or give the key that makes it happen only once."""
        return replace(self, run_after=run_after or self.run_after, key=key or self.key)

    def enqueue(self, **arguments: Any) -> Job:
        """Put the task in the outbox, in the caller's transaction. JSON arguments only."""
        job, _is_new = Job.objects.get_or_create(
            key=self.key or uuid.uuid4().hex,
            defaults={
                "task": self.name,
                "arguments": arguments,
                "next_at": self.run_after or clock.now(),
            },
        )
        return job


def task(function: Callable[..., None]) -> Task:
    """Make a function a task."""
    made = Task(f"{function.__module__}.{function.__name__}", function)
    TASKS[made.name] = made
    return made
