"""What follow-up does each night."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from medborger.foundation import clock
from medborger.foundation.outbox.daily import daily
from medborger.foundation.outbox.services import write
from medborger.foundation.outbox.tasks import task
from medborger.foundation.people.roles import ROLES, Ability
from medborger.theory.chain.models import Theory, TheoryVersion
from medborger.theory.followup.counting import count_all
from medborger.theory.followup.models import Decision
from medborger.theory.followup.staff import staff_of

QUARTER, YEAR = 90, 365
"""Days after adoption until the theory is looked through, and until it may need a new version."""


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


@daily
@task
def remind_of_theories() -> None:
    """Once a quarter: look the theory through. Once a year: does it need a new version?"""
    today = clock.today()
    quarter = f"{today.year}-Q{(today.month + 2) // 3}"
    adopted = TheoryVersion.objects.filter(adopted_at__isnull=False, theory__archived_on=None)
    for version in adopted.order_by("theory_id", "-number").select_related("theory"):
        age = (today - version.adopted_at.date()).days if version.adopted_at else 0
        if age >= QUARTER and version.number == version.theory.current.number:
            kind = "year" if age >= YEAR else "quarter"
            when = str(today.year) if kind == "year" else quarter
            made = tell_leaders.using(key=f"theory:{version.theory_id}:{kind}:{when}")
            made.enqueue(theory_id=version.theory_id, kind=kind)


@task
def tell_leaders(theory_id: int, kind: str) -> None:
    """Tell the municipality's leaders that it is time."""
    theory = Theory.objects.select_related("municipality").get(pk=theory_id)
    yearly = kind == "year"
    subject = _("Er teorien stadig rigtig?") if yearly else _("Se teorien igennem")
    text = (
        _("Teorien «%(title)s» er over et år gammel. Skal den have en ny version?")
        if yearly
        else _("Det er tid til at se teorien «%(title)s» igennem: holder antagelserne?")
    ) % {"title": theory.title}
    leading = [role for role, card in ROLES.items() if Ability.LEAD in card.abilities]
    for leader in staff_of(theory.municipality).filter(engagements__role__in=leading):
        write(leader, subject_line=subject, text=text, by=leader)
