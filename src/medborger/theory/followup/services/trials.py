"""Try something: not without a mechanism, a prediction and a promise; not closed in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from medborger.foundation import clock
from medborger.theory.charts.chart import FEWEST_FOR_BASELINE
from medborger.theory.followup.before_start import missing_before_start
from medborger.theory.followup.charting import observe
from medborger.theory.followup.models import BaselinePeriod, Delivery, TrialAction, Value
from medborger.theory.followup.policies import may_deliver, may_enter_values
from medborger.theory.followup.services.decisions import decide
from medborger.theory.followup.words import Choice, TrialState

if TYPE_CHECKING:
    import datetime as dt

    from medborger.foundation.people.models import Person
    from medborger.theory.chain.models import Theory
    from medborger.theory.followup.models import Decision

ENDINGS = {
    Choice.STOP: TrialState.STOPPED,
    Choice.SPREAD: TrialState.SPREAD,
    Choice.ADJUST: TrialState.ENDED,
}


@transaction.atomic
def plan_trial(theory: Theory, *, title: str, by: Person, **fields: Any) -> TrialAction:
    """Write down an idea for something to try."""
    _require(theory, by)
    trial = TrialAction(theory=theory, title=title, **fields)
    trial.full_clean()
    trial.save()
    return trial


@transaction.atomic
def change_trial(trial: TrialAction, *, by: Person, **fields: Any) -> TrialAction:
    """Change an idea; once it has started, prediction and contract stand."""
    _require(trial.theory, by)
    trial = TrialAction.objects.select_for_update(of=("self",)).get(pk=trial.pk)
    if trial.state not in {TrialState.IDEA, TrialState.PLANNED}:
        raise ValidationError(_("Prøvehandlingen er i gang. Forudsigelse og aftale står fast."))
    for name, given in fields.items():
        setattr(trial, name, given)
    trial.full_clean()
    trial.save()
    return trial


@transaction.atomic
def deliver(
    trial: TrialAction,
    *,
    on: dt.date,
    people: int,
    parts: list[str] | None = None,
    response: str = "",
    by: Person,
) -> Delivery:
    """Write down what was delivered, to how many, and what they said."""
    if not may_deliver(trial.theory.municipality_id, by=by):
        raise PermissionDenied("Kun de, der læser tegn i kommunen, skriver leverancer ind.")
    if trial.state != TrialState.RUNNING or trial.started_on is None:
        raise ValidationError(_("Prøvehandlingen er ikke i gang."))
    if not trial.started_on <= on <= clock.today():
        raise ValidationError({"on": _("Vælg en dag mellem starten og i dag.")})
    return Delivery.objects.create(
        trial=trial,
        on=on,
        people=people,
        parts=list(parts or []),
        response=response.strip(),
        written_by=by,
    )


@transaction.atomic
def start_trial(trial: TrialAction, *, by: Person) -> TrialAction:
    """Start, and freeze the baseline of the sign it should move."""
    _require(trial.theory, by)
    trial = TrialAction.objects.select_for_update(of=("self",)).get(pk=trial.pk)
    if trial.state not in {TrialState.IDEA, TrialState.PLANNED}:
        raise ValidationError(_("Prøvehandlingen er allerede sat i gang."))
    if missing := missing_before_start(trial):
        raise ValidationError(dict(missing))
    trial.state, trial.started_on = TrialState.RUNNING, clock.today()
    trial.save(update_fields=["state", "started_on"])
    _freeze(trial)
    return trial


def _freeze(trial: TrialAction) -> None:
    """The periods so far become the baseline, when there are enough of them."""
    sign = trial.sign
    assert sign is not None, "a trial action does not start without a sign"
    values = Value.objects.current().filter(sign=sign, team__isnull=True, last_on__lt=clock.today())
    names = [v.period for v in values if observe(v.period, v, sign.least).counts]
    if len(names) < FEWEST_FOR_BASELINE or sign.baselines.filter(starts=names[0]).exists():
        return
    BaselinePeriod.objects.create(
        sign=sign,
        starts=names[0],
        first=names[0],
        last=names[-1],
        reason=_("Prøvehandlingen «%(title)s» begyndte.") % {"title": trial.title},
        trial=trial,
    )


@transaction.atomic
def end_trial(trial: TrialAction, *, decision: Decision, by: Person) -> TrialAction:
    """End, by a decision: spread, adjusted or stopped."""
    _require(trial.theory, by)
    trial = TrialAction.objects.select_for_update(of=("self",)).get(pk=trial.pk)
    if trial.state != TrialState.RUNNING:
        raise ValidationError(_("Prøvehandlingen er ikke i gang."))
    if decision.trial_id != trial.pk or decision.choice not in ENDINGS:
        raise ValidationError(_("En prøvehandling slutter med en beslutning om netop den."))
    trial.state, trial.ended_on = ENDINGS[Choice(decision.choice)], clock.today()
    trial.closed_by = decision
    trial.save(update_fields=["state", "ended_on", "closed_by"])
    return trial


@transaction.atomic
def decide_on_trial(trial: TrialAction, *, by: Person, **given: Any) -> Decision:
    """Decide about a trial action; stop, spread and adjust end it, continue does not."""
    decision = decide(trial.theory, trial=trial, sign=trial.sign, by=by, **given)
    if decision.choice in ENDINGS:
        end_trial(trial, decision=decision, by=by)
    return decision


def _require(theory: Theory, by: Person) -> None:
    if not may_enter_values(theory.municipality_id, by=by):
        raise PermissionDenied(
            "Kun de, der former forandringsteorier, sætter prøvehandlinger i gang."
        )
