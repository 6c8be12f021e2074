"""On how many plans both sides have agreed how much support; for the theory, never people."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils.timezone import make_aware

from medborger.encounter.plan.models import Plan
from medborger.encounter.support.models import Support
from medborger.foundation.counting import Count, Kind
from medborger.foundation.people.models import Relation

if TYPE_CHECKING:
    from medborger.foundation.counting import Period
    from medborger.foundation.people.models import Municipality, Team


def plans_with_agreed_support(
    period: Period, *, municipality: Municipality, team: Team | None = None
) -> Count:
    """Plans where both sides had agreed how much support, of all plans begun by the end (stock)."""
    end = make_aware(dt.datetime.combine(period.last + dt.timedelta(days=1), dt.time.min))
    plans = Plan.objects.filter(subject__municipality=municipality, begun_at__lt=end)
    if team is not None:
        theirs = Relation.objects.active(period.last).filter(team=team)
        plans = plans.filter(subject__in=theirs.values("citizen"))
    agreed = Support.objects.filter(plan__in=plans, agreed_at__lt=end)
    everybody = plans.count()
    return Count(agreed.values("plan_id").distinct().count(), everybody, everybody, Kind.STOCK)
