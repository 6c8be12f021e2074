"""Point out a routine that serves nobody, give it an owner, decide, and count what is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from medborger.foundation import clock
from medborger.theory.followup.models import Routine
from medborger.theory.followup.policies import may_decide, may_point_out
from medborger.theory.followup.words import RoutineKind, RoutineVerdict

if TYPE_CHECKING:
    from medborger.foundation.people.models import Municipality, Person


@transaction.atomic
def point_out(municipality: Municipality, *, title: str, why: str, by: Person) -> Routine:
    """Say that a form, a step or a routine serves nobody. Anybody may."""
    if not may_point_out(municipality.pk, by=by):
        raise PermissionDenied("Kun mennesker i kommunen peger på kommunens rutiner.")
    _refuse_empty(title=title, why=why)
    return Routine.objects.create(
        municipality=municipality, title=title.strip(), why=why.strip(), pointed_out_by=by
    )


@transaction.atomic
def add_routine(municipality: Municipality, *, title: str, why: str, by: Person) -> Routine:
    """Write down that a new step has been brought in; it counts against what is removed."""
    if not may_decide(municipality.pk, by=by):
        raise PermissionDenied("Kun en leder skriver nye trin på listen.")
    _refuse_empty(title=title, why=why)
    return Routine.objects.create(
        municipality=municipality,
        kind=RoutineKind.ADDED,
        title=title.strip(),
        why=why.strip(),
        pointed_out_by=by,
        owner=by,
    )


@transaction.atomic
def own_routine(routine: Routine, *, by: Person) -> Routine:
    """Take the responsibility for getting it decided."""
    if not may_decide(routine.municipality_id, by=by):
        raise PermissionDenied("Kun en leder tager ansvaret.")
    routine = Routine.objects.select_for_update(of=("self",)).get(pk=routine.pk)
    routine.owner = by
    routine.save(update_fields=["owner"])
    return routine


@transaction.atomic
def decide_routine(
    routine: Routine, *, verdict: str, reason: str, public_words: str = "", by: Person
) -> Routine:
    """Remove, simplify, or keep it with a reason. What is removed stands on a public list."""
    if not may_decide(routine.municipality_id, by=by):
        raise PermissionDenied("Kun en leder beslutter om rutiner.")
    routine = Routine.objects.select_for_update(of=("self",)).get(pk=routine.pk)
    if routine.verdict == RoutineVerdict.REMOVE:
        raise ValidationError(_("Rutinen er allerede fjernet."))
    _refuse_empty(reason=reason)
    if verdict == RoutineVerdict.REMOVE and not public_words.strip():
        words = _("Skriv, hvordan det skal stå på den offentlige liste – uden navne.")
        raise ValidationError({"public_words": words})
    routine.verdict, routine.reason = verdict, reason.strip()
    routine.public_words = public_words.strip()
    routine.decided_by, routine.decided_at = by, clock.now()
    routine.owner = routine.owner or by
    routine.save()
    return routine


def _refuse_empty(**texts: str) -> None:
    words = {
        "title": _("Skriv, hvad det er."),
        "why": _("Skriv hvorfor."),
        "reason": _("Skriv, hvorfor I beslutter det."),
    }
    missing = {name: words[name] for name, text in texts.items() if not text.strip()}
    if missing:
        raise ValidationError(missing)
