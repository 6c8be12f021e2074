"""Ask for a degree of support, and agree on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from medborger.encounter.plan.telling import Act, require, tell, worded
from medborger.encounter.support.models import Support
from medborger.encounter.support.policies import may_agree, may_ask_for_support
from medborger.foundation import clock

if TYPE_CHECKING:
    from medborger.encounter.plan.models import Plan
    from medborger.foundation.journal.models import Event
    from medborger.foundation.people.models import Person

ASKED = gettext_noop("Der er et forslag til, hvor meget støtte du får.")
AGREED = gettext_noop("I har aftalt, hvor meget støtte du får.")


@transaction.atomic
def ask_for_support(plan: Plan, *, degree: str, reason: str, by: Person) -> Event:
    """Ask for another degree of support, with a reason; it stands when the other side agrees."""
    require(may_ask_for_support(plan, by=by))
    asked = Support.objects.create(
        plan=plan, degree=Support.Degree(degree), reason=worded(reason, "reason"), by=by
    )
    act = Act("support.asked", "foreslog en grad af støtte", news=ASKED)
    return _tell(act, asked, by=by)


@transaction.atomic
def agree(support: Support, *, by: Person) -> Event:
    """Say yes to what the other side has asked for, if nothing newer has been asked."""
    support = Support.objects.select_for_update(of=("self",)).get(pk=support.pk)
    require(may_agree(support, by=by))
    if support.is_agreed:
        raise ValidationError(_("Det er allerede aftalt."))
    if Support.objects.filter(plan=support.plan, pk__gt=support.pk).exists():
        raise ValidationError(_("Der er kommet et nyere forslag. Svar på det i stedet."))
    support.agreed_by, support.agreed_at = by, clock.now()
    support.save(update_fields=["agreed_by", "agreed_at"])
    return _tell(
        Act("support.agreed", "sagde ja til en grad af støtte", news=AGREED), support, by=by
    )


def _tell(act: Act, support: Support, *, by: Person) -> Event:
    facts = {"support": str(support.public_id), "degree": support.degree}
    return tell(act, about=support.subject, by=by, **facts)
