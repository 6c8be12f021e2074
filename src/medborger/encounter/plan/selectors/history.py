"""«Planen, som den så ud den …»: an earlier day, as far as the viewer may see the items now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext_lazy as _

from medborger.encounter.plan.models import Disagreement, Goal, PlanVersion, Step
from medborger.foundation import clock

if TYPE_CHECKING:
    from medborger.encounter.plan.models import Item, Plan
    from medborger.foundation.people.models import Person

NEWEST = 60
"""Lines of the list of changes."""


@dataclass(frozen=True, slots=True)
class Then:
    """An item as it stood on a day."""

    wording: str
    state: str
    owner: str
    due_on: dt.date | None
    is_private: bool
    disagreements: list[Disagreement]
    steps: list[Then] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the history: when, who, and the words as they then stood."""

    at: dt.datetime
    who: str
    kind: str
    did: str
    wording: str
    is_private: bool


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """A plan on a day, and the changes around it."""

    plan: Plan
    day: dt.date
    is_today: bool
    goals: list[Then]
    notes: list[Then]
    changes: list[Change]


def plan_as_of(plan: Plan, viewer: Person, day: dt.date | None = None) -> HistoryPage:
    """The plan at the end of a day."""
    today = clock.today()
    day = min(day or today, today)
    end = make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min))
    versions = list(
        PlanVersion.objects.visible_to(viewer)
        .filter(plan=plan)
        .select_related("by", "goal", "step", "note")
        .order_by("number")
    )
    latest = {_key(v): v for v in versions if v.at < end}
    said = _disagreements(plan, end)
    return HistoryPage(
        plan,
        day,
        day == today,
        _goals(latest, said),
        [_then(v, said) for v in latest.values() if v.note_id],
        [_change(v, viewer) for v in reversed(versions[-NEWEST:])],
    )


def changes_of(item: Item, viewer: Person) -> list[Change]:
    """How one item came to be as it is, newest first."""
    versions = PlanVersion.objects.visible_to(viewer).filter(**{item.kind: item})
    newest = versions.select_related("by", "goal", "step", "note").order_by("-number")[:NEWEST]
    return [_change(version, viewer) for version in newest]


Key = tuple[str, int]
DONE = {
    "added": _("skrevet"),
    "edited": _("rettet"),
    "closed": _("afsluttet"),
    "reopened": _("taget op igen"),
    "moved": _("flyttet til en anden dag"),
    "placed": _("flyttet i rækkefølgen"),
    "done": _("gjort"),
    "dropped": _("sprunget over"),
    "hidden": _("gjort privat"),
    "opened": _("åbnet for andre"),
    "accepted": _("kom fra et forslag"),
    "changed": _("kom fra et forslag, med borgerens egne ord"),
}
"""What was done to an item, by the last word of the event's kind."""


def _goals(latest: dict[Key, PlanVersion], said: dict[Key, list[Disagreement]]) -> list[Then]:
    steps: dict[int, list[Then]] = {}
    for version in latest.values():
        if version.step is not None:
            steps.setdefault(version.step.goal_id, []).append(_then(version, said))
    return [
        _then(version, said, steps.get(version.goal_id, []))
        for version in latest.values()
        if version.goal_id is not None
    ]


def _then(
    version: PlanVersion, said: dict[Key, list[Disagreement]], steps: list[Then] | None = None
) -> Then:
    told = version.content
    due_on = told.get("due_on")
    owner = told.get("owner", "")
    return Then(
        wording=told["wording"],
        state=str(_state(version)),
        owner=str(Step.Owner(owner).label) if owner else "",
        due_on=dt.date.fromisoformat(due_on) if due_on else None,
        is_private=version.was_private,
        disagreements=said.get(_key(version), []),
        steps=steps or [],
    )


def _state(version: PlanVersion) -> object:
    state = version.content.get("state")
    if state is None:
        return ""
    return Step.State(state).label if version.step_id else Goal.State(state).label


def _key(row: PlanVersion | Disagreement) -> Key:
    kind = "goal" if row.goal_id else "step" if row.step_id else "note"
    pk: int = getattr(row, f"{kind}_id")
    return kind, pk


def _disagreements(plan: Plan, end: dt.datetime) -> dict[Key, list[Disagreement]]:
    found: dict[Key, list[Disagreement]] = {}
    rows = Disagreement.objects.filter(plan=plan, suggestion=None, made_at__lt=end)
    for said in rows.select_related("by"):
        if said.withdrawn_at is None or said.withdrawn_at >= end:
            found.setdefault(_key(said), []).append(said)
    return found


def _change(version: PlanVersion, viewer: Person) -> Change:
    own = version.by_id == viewer.pk
    return Change(
        at=localtime(version.at),
        who="" if own else version.by.name,
        kind=str(version.item._meta.verbose_name),
        did=str(DONE[version.act.rpartition(".")[2]]),
        wording=version.content["wording"],
        is_private=version.was_private,
    )
