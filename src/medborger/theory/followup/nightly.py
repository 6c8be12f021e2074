"""What follow-up does each night."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from medborger.foundation import clock
from medborger.foundation.outbox.daily import daily
from medborger.foundation.outbox.services import write
from medborger.foundation.outbox.tasks import task
from medborger.theory.followup.counting import count_all
from medborger.theory.followup.models import Decision


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


@transaction.atomic
def remind_of_due_decisions() -> int:
    """Remind those who decided, on the day; each decision only once."""
    due = Decision.objects.due().filter(fired_at__isnull=True)
    decisions = list(due.select_for_update(of=("self",)).select_related("decided_by"))
    for decision in decisions:
        decision.fired_at = clock.now()
        decision.save(update_fields=["fired_at"])
        write(
            decision.decided_by,
            subject_line=_("En beslutning skal ses på igen"),
            text=_("I aftalte at se på en beslutning i dag. Læs den på månedsmødets side."),
            by=decision.decided_by,
        )
    return len(decisions)
