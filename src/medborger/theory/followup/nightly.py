"""What follow-up does each night."""

from __future__ import annotations

from medborger.foundation.outbox.daily import daily
from medborger.foundation.outbox.tasks import task
from medborger.theory.followup.services.decisions import remind_of_due_decisions
from medborger.theory.followup.services.values import count_all


@daily
@task
def count_signs() -> None:
    """Count the finished periods of every sign."""
    count_all()


@daily
@task
def remind_of_decisions() -> None:
    """Remind of decisions whose day has come."""
    remind_of_due_decisions()
