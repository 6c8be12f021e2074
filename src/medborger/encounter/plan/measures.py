"""What a theory may count about plans: so many of so many in a period, and never a person.

A step that is the citizen's own business is not counted before the citizen has opened it.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Count as Many
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from medborger.encounter.plan.models import Goal, Plan, PlanVersion, Step
from medborger.foundation.access.models import OwnOpening
from medborger.foundation.counting import Count, Kind
from medborger.foundation.people.models import Relation

if TYPE_CHECKING:
    from typing import Any

    from medborger.foundation.counting import Period
    from medborger.foundation.people.models import Municipality, Team

ENDED = ("plan.step.done", "plan.step.dropped")
"""The acts that end a step."""
WINDOW = dt.timedelta(days=90)
"""How far back "uses insight" looks."""


def steps_written_by_citizen(
    period: Period, *, municipality: Municipality, team: Team | None = None
) -> Count:
    """New steps in the citizen's own words, of all new steps (flow)."""
    steps = _steps(municipality, team, period).filter(added_at__range=period.moments())
    return _count(steps, Q(worded_by=F("goal__plan__subject")), "goal__plan__subject")


def plan_versions_by_citizen(
    period: Period, *, municipality: Municipality, team: Team | None = None
) -> Count:
    """Changes of plans made by the citizen, of all changes of plans (flow)."""
    versions = (
        PlanVersion.objects.filter(
            _about("plan__subject", municipality, team, period),
            at__range=period.moments(),
            was_private=False,
            note__isnull=True,
        )
        .exclude(step__goal__is_private=True)
        .exclude(act="plan.step.placed")
    )
    return _count(versions, Q(by=F("plan__subject")), "plan__subject")


def own_steps_done(
    period: Period, *, municipality: Municipality, team: Team | None = None
) -> Count:
    """The citizen's own steps done when the period ends, of those due in it (flow)."""
    due = _due(period, municipality, team).filter(
        owner=Step.Owner.CITIZEN, due_on__range=(period.first, period.last)
    )
    return _count(due, Q(done_on__lte=period.last), "goal__plan__subject")


def municipality_steps_on_time(
    period: Period, *, municipality: Municipality, team: Team | None = None
) -> Count:
    """The municipality's own steps done by the day first promised, of those due (flow)."""
    due = _due(period, municipality, team).filter(
        owner=Step.Owner.PROFESSIONAL, first_due_on__range=(period.first, period.last)
    )
    return _count(due, Q(done_on__lte=F("first_due_on")), "goal__plan__subject")


def plans_with_own_step(
    period: Period, *, municipality: Municipality, team: Team | None = None
) -> Count:
    """Plans with a step in progress in the citizen's own words, of plans with a goal (stock)."""
    _start, end = period.moments()
    own = Step.objects.for_others().filter(
        ~Exists(_ended(end)),
        goal__plan=OuterRef("pk"),
        worded_by=F("goal__plan__subject"),
        added_at__lte=end,
    )
    plans = _plans(period, municipality, team)
    return _count(plans.annotate(own=Exists(own)), Q(own=True), "subject", kind=Kind.STOCK)


def insight_used(period: Period, *, municipality: Municipality, team: Team | None = None) -> Count:
    """Citizens who opened their own case in the last 90 days, of those with a plan (window)."""
    opened = OwnOpening.objects.filter(
        person=OuterRef("subject"), on__gt=period.last - WINDOW, on__lte=period.last
    )
    plans = _plans(period, municipality, team)
    return _count(
        plans.annotate(opened=Exists(opened)), Q(opened=True), "subject", kind=Kind.WINDOW
    )


def _about(path: str, municipality: Municipality, team: Team | None, period: Period) -> Q:
    """Citizens of the municipality; of the team that works with them when the period ends."""
    wanted = Q(**{f"{path}__municipality": municipality})
    if team is not None:
        theirs = Relation.objects.active(period.last).filter(team=team)
        wanted &= Q(**{f"{path}__in": theirs.values("citizen")})
    return wanted


def _steps(municipality: Municipality, team: Team | None, period: Period) -> QuerySet[Step]:
    about = _about("goal__plan__subject", municipality, team, period)
    steps: QuerySet[Step] = Step.objects.for_others().filter(about)
    return steps


def _due(period: Period, municipality: Municipality, team: Team | None) -> QuerySet[Step]:
    """Steps that stood when the period ended; a step that was dropped is promised no more."""
    _start, end = period.moments()
    dropped = _ended(end).filter(act="plan.step.dropped")
    return _steps(municipality, team, period).filter(~Exists(dropped))


def _ended(end: dt.datetime) -> QuerySet[PlanVersion]:
    """How a step ended before a moment."""
    return PlanVersion.objects.filter(step=OuterRef("pk"), act__in=ENDED, at__lte=end)


def _plans(period: Period, municipality: Municipality, team: Team | None) -> QuerySet[Plan]:
    """Plans that had a goal when the period ended."""
    _start, end = period.moments()
    goal = Goal.objects.filter(plan=OuterRef("pk"), added_at__lte=end)
    return Plan.objects.filter(
        _about("subject", municipality, team, period), Exists(goal), begun_at__lte=end
    )


def _count(rows: QuerySet[Any], hit: Q, person: str, *, kind: Kind = Kind.FLOW) -> Count:
    """Count rows, those that hit, and the persons behind them, in one question."""
    found = rows.aggregate(
        numerator=Many("pk", filter=hit), denominator=Many("pk"), n=Many(person, distinct=True)
    )
    return Count(**found, kind=kind)
