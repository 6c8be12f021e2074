"""Take signs in, enter values by hand, and choose a new baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from medborger.foundation import clock
from medborger.theory.catalogue import MEASURES, measure_for
from medborger.theory.charts.chart import FEWEST_FOR_BASELINE
from medborger.theory.exchange.signs import read_signs
from medborger.theory.followup.charting import observe, period_named, periods_between
from medborger.theory.followup.models import BaselinePeriod, Sign, Value
from medborger.theory.followup.newest import newest
from medborger.theory.followup.policies import may_decide, may_enter_values
from medborger.theory.followup.services.decisions import decide
from medborger.theory.followup.words import Choice

if TYPE_CHECKING:
    import datetime as dt

    from medborger.foundation.people.models import Person
    from medborger.theory.chain.models import Theory
    from medborger.theory.exchange.signs import SignLine
    from medborger.theory.followup.models import Decision

REDEFINES = ("measure", "formula")
"""When one of these changes, the sign is another sign: the line breaks."""


@transaction.atomic
def import_signs(text: str, *, theory: Theory, by: Person | None) -> list[Sign]:
    """Read a list of signs into a theory: all of it, or one clear error and nothing.

    A sign that is there already keeps its values; when what it counts has changed, its
    definition gets a new version.

    Raises:
        ImportRefused: one error with line and key.
    """
    if by is not None and not may_enter_values(theory.municipality_id, by=by):
        raise PermissionDenied("Kun de, der former forandringsteorier, læser tegn ind.")
    keys = set(theory.current.elements.values_list("key", flat=True))
    found = read_signs(text, elements=keys)
    known = {sign.key: sign for sign in theory.signs.select_for_update()}
    signs = []
    for order, line in enumerate(found.signs):
        sign = known.get(line.key) or Sign(theory=theory, key=line.key)
        _fill(sign, line, order)
        sign.full_clean(validate_unique=False)
        sign.save()
        signs.append(sign)
    return signs


def _fill(sign: Sign, line: SignLine, order: int) -> None:
    """Take over what the list says."""
    before = [getattr(sign, name) for name in REDEFINES]
    measure = str(line.extra.get("measure") or measure_for(line.formula))
    if measure and measure not in MEASURES:
        raise ValidationError(
            _("Tegnet «%(sign)s» bruger målingen «%(measure)s», som ikke findes.")
            % {"sign": line.key, "measure": measure}
        )
    sign.element_key, sign.question, sign.title = line.element, line.question, line.title
    sign.formula, sign.measure, sign.better = line.formula, measure, line.direction
    sign.frequency, sign.min_n = line.frequency, line.min_n
    sign.splits, sign.caveat = list(line.splits), line.caveat or ""
    sign.balanced_by, sign.order = line.balanced_by or "", order
    target = line.extra.get("target")
    sign.target = float(target) if isinstance(target, int | float) else sign.target
    counted = bool(measure) and MEASURES[measure].counts_people
    sign.followed = bool(line.extra.get("followed", sign.followed or counted))
    if sign.pk and before != [getattr(sign, name) for name in REDEFINES]:
        sign.definition_version += 1


@transaction.atomic
def tune_sign(
    sign: Sign,
    *,
    target: float | None,
    followed: bool,
    min_n: int | None = None,
    owner: Person | None = None,
    balanced_by: str = "",
    caveat: str = "",
    by: Person,
) -> Sign:
    """Say what the sign shall reach, who keeps an eye on it, and whether the review reads it.

    What is counted stays the same, so the line does not break.
    """
    if not may_enter_values(sign.theory.municipality_id, by=by):
        raise PermissionDenied("Kun de, der former forandringsteorier, indstiller tegn.")
    sign = Sign.objects.select_for_update(of=("self",)).select_related("theory").get(pk=sign.pk)
    if balanced_by and not sign.theory.signs.filter(key=balanced_by).exclude(pk=sign.pk).exists():
        raise ValidationError({"balanced_by": _("Vælg et andet af teoriens tegn.")})
    sign.target, sign.followed, sign.min_n = target, followed, min_n
    sign.owner, sign.balanced_by, sign.caveat = owner, balanced_by, caveat.strip()
    sign.save()
    return sign


@transaction.atomic
def enter_value(
    sign: Sign,
    *,
    period: str,
    numerator: float | None = None,
    denominator: float | None = None,
    n: int | None = None,
    narrative: str = "",
    why_corrected: str = "",
    by: Person,
) -> Value:
    """Enter a number or a narrative by hand. A second time it needs a reason."""
    if not may_enter_values(sign.theory.municipality_id, by=by):
        raise PermissionDenied("Kun de, der former forandringsteorier, skriver tal ind.")
    if numerator is None and not narrative.strip():
        raise ValidationError({"numerator": _("Skriv et tal eller en fortælling.")})
    if numerator is not None and (denominator is None or denominator <= 0):
        raise ValidationError({"denominator": _("Skriv, hvor mange der er talt ud af.")})
    earlier = newest(sign, period)
    if earlier is not None and not why_corrected.strip():
        raise ValidationError({"why_corrected": _("Skriv, hvorfor tallet rettes.")})
    days = period_named(period)
    value = Value(
        sign=sign,
        period=period,
        first_on=days.first,
        last_on=days.last,
        revision=earlier.revision + 1 if earlier else 1,
        numerator=numerator,
        denominator=denominator,
        n=n,
        narrative=narrative.strip(),
        definition_version=sign.definition_version,
        data_until=clock.now(),
        why_corrected=why_corrected.strip(),
        entered_by=by,
    )
    value.save()
    return value


@transaction.atomic
def new_baseline(
    sign: Sign,
    *,
    first: str,
    last: str,
    reason: str,
    expectation: str,
    review_on: dt.date,
    by: Person,
) -> BaselinePeriod:
    """Decide on a new baseline: the decision and the baseline come together or not at all."""
    decision = decide(
        sign.theory,
        choice=Choice.NEW_BASELINE,
        reason=reason,
        expectation=expectation,
        review_on=review_on,
        sign=sign,
        by=by,
    )
    return choose_baseline(sign, first=first, last=last, reason=reason, decision=decision, by=by)


@transaction.atomic
def choose_baseline(
    sign: Sign, *, first: str, last: str, reason: str, decision: Decision, by: Person
) -> BaselinePeriod:
    """Let limits come from these periods, because it was decided. At least twelve of them."""
    if not may_decide(sign.theory.municipality_id, by=by):
        raise PermissionDenied("Kun en leder vælger en ny basis.")
    values = {v.period: v for v in Value.objects.current().filter(sign=sign, team__isnull=True)}
    names = periods_between(first, last) if first <= last else []
    counted = sum(observe(n, values.get(n), sign.least).counts for n in names)
    if counted < FEWEST_FOR_BASELINE:
        raise ValidationError(
            _("En basis skal have mindst %(least)s perioder med tal; her er %(found)s.")
            % {"least": FEWEST_FOR_BASELINE, "found": counted}
        )
    if not reason.strip():
        raise ValidationError({"reason": _("Skriv, hvorfor basis er en anden nu.")})
    baseline, _is_new = BaselinePeriod.objects.update_or_create(
        sign=sign,
        starts=first,
        defaults={"first": first, "last": last, "reason": reason.strip(), "decision": decision},
    )
    return baseline
