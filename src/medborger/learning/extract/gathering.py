"""Gather the rows of the extract from the house: pseudonyms, weeks and fixed words only."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone

from medborger.encounter.plan.models import Goal, Step
from medborger.encounter.rules.models import Situation
from medborger.foundation import clock
from medborger.foundation.journal.models import Event
from medborger.foundation.people.models import Engagement, Person, Relation
from medborger.foundation.people.roles import Role
from medborger.learning.extract.columns import KINDS, PRIORITY, STATES
from medborger.learning.extract.pseudonyms import pseudonym
from virker.calendar import monday, week_of, week_text

if TYPE_CHECKING:
    import datetime as dt

    from medborger.foundation.people.models import Municipality

Row = tuple[str, ...]
Tables = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Stay:
    """A time in a target group: whole weeks, `stop` the first one after (or not finished)."""

    start: int
    stop: int
    state: str
    ended: bool
    registered: int | None


def first_unfinished_week(today: dt.date | None = None) -> int:
    """The week that is not over yet; the extract holds the weeks before it."""
    return week_of(today or clock.today())


def gather(municipality: Municipality, *, before: int) -> Tables:
    """Give all tables of a municipality, rows sorted, weeks before `before`.

    Citizens whose journal has been erased are left out, whatever rows still tell of them.
    """
    names = citizens(municipality)
    found = stays(names, before)
    weeks = sorted(row for pk in found for row in _weeks(names[pk], found[pk]))
    return {
        "weeks": weeks,
        "spells": [row for pk in _by_name(names) for row in _spells(names[pk], found.get(pk, []))],
        "events": sorted(_inside(weeks, _events(names, before))),
        "persons": sorted(_persons(municipality, names)),
    }


def _inside(weeks: list[Row], events: list[Row]) -> list[Row]:
    """Leave out what happened before or after every week anybody was watched in."""
    if not weeks:
        return events
    seen = {row[1] for row in weeks}
    first, last = min(seen), max(seen)
    return [row for row in events if first <= row[2] <= last]


def _by_name(names: dict[int, str]) -> list[int]:
    return sorted(names, key=names.__getitem__)


def citizens(municipality: Municipality) -> dict[int, str]:
    """Every citizen's pseudonym by primary key, without those whose journal has been erased."""
    told = Engagement.objects.filter(role=Role.CITIZEN).values("person_id")
    people = (
        Person.objects.filter(municipality=municipality, pk__in=told)
        .annotate(lines=Count("events"), kept=Count("events", filter=Q(events__salt__isnull=False)))
        .values_list("pk", "public_id", "lines", "kept")
    )
    return {pk: pseudonym("b", ident) for pk, ident, lines, kept in people if kept or not lines}


def stays(names: dict[int, str], before: int) -> dict[int, list[Stay]]:
    """Each citizen's times in target groups that had begun before the week, in order."""
    known = _registered(names)
    found: dict[int, list[Stay]] = defaultdict(list)
    rows = Situation.objects.filter(subject__in=list(names)).order_by("since", "pk")
    for row in rows.iterator():
        start = week_of(row.since)
        over = row.until is not None and week_of(row.until) < before
        stop = week_of(row.until) + 1 if over and row.until else before
        if start >= before:
            continue
        written = known[row.subject_id, row.group]
        state = STATES.get(row.group, "benefit")
        found[row.subject_id].append(
            Stay(start, stop, state, over, written.pop(0) if written else None)
        )
    return found


def _registered(names: dict[int, str]) -> dict[tuple[int, str], list[int]]:
    """In which weeks each group was written, oldest first."""
    known: dict[tuple[int, str], list[int]] = defaultdict(list)
    events = Event.objects.filter(
        kind="rules.situation.begun", subject__in=list(names), salt__isnull=False
    )
    for event in events.order_by("at", "pk").iterator():
        known[event.subject_id, event.data.get("group", "")].append(
            week_of(timezone.localtime(event.at).date())
        )
    return known


def _weeks(name: str, found: list[Stay]) -> list[Row]:
    """The state of every week; the first of PRIORITY where several held."""
    best: dict[int, Stay] = {}
    for stay in sorted(found, key=lambda stay: -PRIORITY.index(stay.state)):
        best.update(dict.fromkeys(range(stay.start, stay.stop), stay))
    return [
        (name, week_text(week), stay.state, _when(stay.registered, week))
        for week, stay in best.items()
    ]


def _when(registered: int | None, week: int) -> str:
    """A week is registered when it was written, and never before it was."""
    return "" if registered is None else week_text(max(registered, week))


def _spells(name: str, found: list[Stay]) -> list[Row]:
    """Times that touch or overlap are one spell."""
    rows: list[Row] = []
    for number, (start, stop, ended) in enumerate(_joined(found), start=1):
        first = week_text(start)
        rows.append((name, str(number), first, first, week_text(stop), "gone" if ended else ""))
    return rows


def _joined(found: list[Stay]) -> list[tuple[int, int, bool]]:
    spells: list[tuple[int, int, bool]] = []
    for stay in sorted(found, key=lambda stay: (stay.start, stay.stop)):
        if spells and stay.start <= spells[-1][1]:
            start, stop, ended = spells[-1]
            later = stay.stop > stop
            spells[-1] = (start, max(stop, stay.stop), stay.ended if later else ended)
        else:
            spells.append((stay.start, stay.stop, stay.ended))
    return spells


def _events(names: dict[int, str], before: int) -> list[Row]:
    """What happened, as fixed words; what is private or erased stays home."""
    events = Event.objects.filter(
        kind__in=list(KINDS), subject__in=list(names), salt__isnull=False,
        at__date__lt=monday(before),
    )  # fmt: skip
    hidden = _private_items(names)
    rows: list[Row] = []
    columns = ("subject_id", "kind", "at", "payload")
    for subject, kind, at, payload in events.values_list(*columns).iterator():
        data = payload["data"]
        if not data.get("private") and not {data.get("step"), data.get("goal")} & hidden:
            week = week_text(week_of(timezone.localtime(at).date()))
            rows.append((names[subject], KINDS[kind], week, "", "", week))
    return rows


def _private_items(names: dict[int, str]) -> set[str]:
    """Goals and steps that are the citizen's own business today, whatever they were before."""
    people = list(names)
    goals = Goal.objects.filter(plan__subject__in=people, is_private=True)
    steps = Step.objects.filter(
        Q(is_private=True) | Q(goal__is_private=True), goal__plan__subject__in=people
    )
    rows = (*goals.values_list("public_id"), *steps.values_list("public_id"))
    return {str(ident) for (ident,) in rows}


def _persons(municipality: Municipality, names: dict[int, str]) -> list[Row]:
    served = {
        relation.citizen_id: relation
        for relation in Relation.objects.active()
        .filter(citizen__in=list(names))
        .select_related("worker")
        .order_by("-since", "-pk")
    }
    return [(name, *_served(served.get(pk)), municipality.slug) for pk, name in names.items()]


def _served(relation: Relation | None) -> tuple[str, str]:
    if relation is None:
        return "", ""
    team = pseudonym("t", relation.team_id) if relation.team_id else ""
    return pseudonym("s", relation.worker.public_id), team
