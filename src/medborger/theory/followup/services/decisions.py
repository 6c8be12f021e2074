"""Hold the monthly review, decide, look again, and remember once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from medborger.foundation import clock
from medborger.theory.followup.models import Decision, Review, Signal
from medborger.theory.followup.newest import newest
from medborger.theory.followup.policies import may_decide
from medborger.theory.followup.words import Choice, Clarification

if TYPE_CHECKING:
    import datetime as dt

    from medborger.foundation.people.models import Person
    from medborger.theory.chain.models import Theory
    from medborger.theory.followup.models import Sign, TrialAction


@transaction.atomic
def hold_review(theory: Theory, *, period: str, present: str = "", by: Person) -> Review:
    """Open the review of a month; the same month has one."""
    if not may_decide(theory.municipality_id, by=by):
        raise PermissionDenied("Kun en leder holder månedsmødet.")
    review, _is_new = Review.objects.get_or_create(
        theory=theory, period=period, defaults={"held_by": by, "present": present}
    )
    return review


@transaction.atomic
def decide(
    theory: Theory,
    *,
    choice: str,
    reason: str,
    expectation: str,
    review_on: dt.date,
    sign: Sign | None = None,
    trial: TrialAction | None = None,
    review: Review | None = None,
    expected: float | None = None,
    reopens: Decision | None = None,
    clarification: str = Clarification.ACTION,
    rivals: str = "",
    by: Person,
) -> Decision:
    """Decide, with a reason, an expectation and a day to look again.

    The sign's open signals are answered by it, and its number of today is kept beside it.
    """
    if not may_decide(theory.municipality_id, by=by):
        raise PermissionDenied("Kun en leder beslutter på månedsmødet.")
    _refuse_empty(choice=choice, reason=reason, expectation=expectation, review_on=review_on)
    decision = Decision.objects.create(
        theory=theory,
        version=theory.current,
        review=review,
        sign=sign,
        trial=trial,
        choice=choice,
        reason=reason.strip(),
        expectation=expectation.strip(),
        expected=expected,
        direction=sign.better if sign else "",
        review_on=review_on,
        reopens=reopens,
        rivals=rivals.strip(),
        value_then=_number_now(sign) if sign else "",
        decided_by=by,
    )
    if sign is not None:
        open_signals = Signal.objects.filter(sign=sign, answered_by__isnull=True)
        answer = clarification or Clarification.ACTION
        open_signals.update(answered_by=decision, clarification=answer)
    return decision


def _refuse_empty(**fields: Any) -> None:
    """Everything a decision must have, each with its own words."""
    missing = {}
    if fields["choice"] not in Choice.values:
        missing["choice"] = _("Vælg, hvad I gør.")
    if not fields["reason"].strip():
        missing["reason"] = _("Skriv hvorfor.")
    if not fields["expectation"].strip():
        missing["expectation"] = _("Skriv, hvad I venter, der sker.")
    if fields["review_on"] <= clock.today():
        missing["review_on"] = _("Vælg en dag efter i dag, hvor I ser på det igen.")
    if missing:
        raise ValidationError(missing)


def _number_now(sign: Sign) -> str:
    """Today's number as it was shown, so that the decision can be understood later."""
    last = sign.values.filter(team__isnull=True).order_by("-first_on").first()
    value = newest(sign, last.period) if last else None
    if value is None or not value.has_basis(sign.least):
        return _("intet grundlag")
    return f"{value.numerator:g} / {value.denominator:g} ({value.period})"


@transaction.atomic
def look_again(decision: Decision, *, result: str, by: Person) -> Decision:
    """Write what came of a decision; it is then closed."""
    if not may_decide(decision.theory.municipality_id, by=by):
        raise PermissionDenied("Kun en leder ser på beslutningen igen.")
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if decision.looked_at is not None:
        raise ValidationError(_("Der er allerede set på beslutningen. Tag den op igen først."))
    if not result.strip():
        raise ValidationError({"result": _("Skriv, hvad det blev til.")})
    decision.result, decision.looked_at = result.strip(), clock.now()
    decision.save(update_fields=["result", "looked_at"])
    return decision


@transaction.atomic
def reopen(decision: Decision, *, reason: str, review_on: dt.date, by: Person) -> Decision:
    """Take a decision up again before its date: a new one that points at the old."""
    return decide(
        decision.theory,
        choice=decision.choice,
        reason=reason,
        expectation=decision.expectation,
        expected=decision.expected,
        review_on=review_on,
        sign=decision.sign,
        trial=decision.trial,
        reopens=decision,
        by=by,
    )
