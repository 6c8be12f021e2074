"""Sequential target trials: begin now, or not this week (start_vs_wait).

Every week is a small trial among those who could begin. All weeks and all horizons are answered
from one design in one pass, for those who did begin.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from virker.decisions import NEVER, Decisions, Rule, decisions
from virker.design import Design, design
from virker.errors import VirkerError
from virker.names import MEETING, NOT_WATCHED, named
from virker.population import RowFilter, in_population, outcome_states, population
from virker.sums import Part, Parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from virker.panel import Bools, Ints, Panel
    from virker.protocol import Protocol

LOOK_BACK = 26
"""Weeks of history wanted before the first trial, where the data are long enough."""
LEAST_TRIALS = 13
"""A horizon is kept only when at least this many weekly trials can be followed so long."""
REMEMBER = 2_000_000_000
"""Bytes of decisions kept between passes; beyond that they are made anew each pass."""
STEP = 2_048
"""Persons in one part."""


class CannotFollow(VirkerError):
    """The data are too short for a horizon."""

    def __init__(self, weeks: int, horizon: int) -> None:
        super().__init__(
            f"Data dækker {weeks} uger. Det er for kort til at svare ved uge {horizon}."
        )
        self.english = (
            f"The data cover {weeks} weeks. That is too short to answer at week {horizon}."
        )


@dataclass(frozen=True, slots=True)
class Support:
    """Where beginning was possible at all: seen among those who began, applied to everyone.

    Attributes:
        spell: Fewest weeks on benefits at which anybody began.
        pause: Fewest weeks since an earlier service at which anybody began again.
        groups: Benefit groups in which anybody began.
    """

    spell: int
    pause: int
    groups: tuple[int, ...]

    def holds(self, rows: Decisions) -> Bools:
        """Which decisions lie where beginning was possible."""
        pause = rows.since_service.min(axis=1)
        return (
            (rows.spell >= self.spell)
            & (pause >= self.pause)
            & np.isin(rows.group, np.array(self.groups))
        )


@dataclass(frozen=True, slots=True)
class Trials:
    """All weekly trials of one panel and one protocol, ready to be summed.

    Attributes:
        panel: Whom it is about.
        rule: Who can begin, and when.
        support: Where beginning was possible.
        design: What like is compared with like on.
        horizons: Weeks after the start of the week with an outcome; every week of the curve.
        parts: Gives the decisions, part by part.
        left_out: Decisions left out because we could not watch them to the end.
        rows: Decisions in all.
    """

    panel: Panel
    rule: Rule
    support: Support
    design: Design
    horizons: tuple[int, ...]
    parts: Parts
    left_out: int
    rows: int


def service_named(panel: Panel, word: str) -> str:
    """The service in the data a protocol means by a word.

    Raises:
        VirkerError: No such service is in the data.
    """
    offered = (*panel.services, *((MEETING,) if MEETING in panel.events else ()))
    for name in (word, named(word)):
        if name in offered:
            return name
    raise VirkerError(
        f"Tilbuddet {word} findes ikke i data. Her er {', '.join(offered) or 'ingen tilbud'}."
    )


def rule_for(panel: Panel, services: tuple[str, ...], longest: int) -> Rule:
    """Who can begin: every week that can be followed for `longest` weeks and has some history.

    Raises:
        CannotFollow: There are too few such weeks.
    """
    last = panel.weeks - 1 - longest
    if last < LEAST_TRIALS:
        raise CannotFollow(panel.weeks, longest)
    first = LOOK_BACK if last >= 3 * LOOK_BACK else 1
    meeting = MEETING in services
    return Rule(services, first, last, while_active=meeting, same_week=not meeting)


def gather(
    panel: Panel,
    rule: Rule,
    protocol: Protocol,
    outcome: str,
    horizons: tuple[int, ...],
    *,
    step: int = STEP,
    cluster: Ints | None = None,
) -> Trials:
    """Line up all weekly trials.

    Args:
        panel: The persons; those outside the protocol's population are left out.
        rule: Who can begin, and when.
        protocol: Whose population and adjustment set to use.
        outcome: A state (`job`, `education`), or `job_or_education`.
        horizons: Weeks after the start of the week.
        step: Persons per part; the answer does not depend on it.
        cluster: What to cluster by, per person; None for the person.

    Missing: a decision with a week nobody watched between start and last horizon is left out and
    counted in `left_out`.
    """
    chosen, rows_wanted = population(panel, protocol.population)
    if cluster is not None:
        cluster = cluster[in_population(panel, protocol.population)]
    support = _support(chosen, rule, rows_wanted, step)
    plan = design(chosen, protocol.adjust, rule.first, rule.last)
    good = outcome_states(chosen, outcome)

    def make() -> Iterator[tuple[Part, int]]:
        for low in range(0, chosen.n, step):
            rows = decisions(chosen, rule, low, min(low + step, chosen.n))
            rows = rows.where(support.holds(rows) & rows_wanted(rows))
            rows = rows.where(rows.start <= len(rule.services))
            yield _part(chosen, rows, plan, good, horizons, cluster=cluster)

    made: list[tuple[Part, int]] = []
    size = count = left = 0
    for part, unseen in make():
        size += part.x.nbytes + part.y.nbytes
        count, left = count + part.n, left + unseen
        if size <= REMEMBER:
            made.append((part, unseen))
    kept = made if size <= REMEMBER else None

    def parts() -> Iterable[Part]:
        return (part for part, _ in (make() if kept is None else kept) if part.n)

    return Trials(chosen, rule, support, plan, horizons, parts, left, count)


def _part(
    panel: Panel,
    rows: Decisions,
    plan: Design,
    good: Bools,
    horizons: tuple[int, ...],
    *,
    cluster: Ints | None,
) -> tuple[Part, int]:
    """Decisions with columns and outcomes, and how many could not be watched to the end."""
    later = rows.week[:, None] + np.arange(1, max(horizons) + 1)[None, :]
    states = panel.state[rows.person[:, None], later]
    seen = (states != NOT_WATCHED).all(axis=1)
    y = good[states[:, np.array(horizons) - 1]].astype(np.uint8)[seen]
    unseen = int((~seen).sum())
    rows = rows.where(seen)
    place = rows.person if cluster is None else cluster[rows.person]
    earlier = _earlier(panel, rows)
    x = plan.matrix(rows)
    start = rows.start.astype(np.float64)
    part = Part(x, start, rows.person, rows.week, place, y, rows.group, {"earlier": earlier})
    return part, unseen


def _earlier(panel: Panel, rows: Decisions) -> npt.NDArray[np.float64]:
    """Job 13 weeks before the spell, and share of weeks 52 to 14 before it; NaN where not watched.

    The share is of the weeks we watched, at least a quarter of a year of them.
    """
    job = panel.working()
    back = rows.begun[:, None] - np.arange(13, 53)[None, :]
    states = panel.state[rows.person[:, None], np.maximum(back, 0)]
    seen = (back >= 0) & (states != NOT_WATCHED)
    held = job[states] & seen
    weeks = seen[:, 1:].sum(axis=1)
    share = np.where(weeks >= 13, held[:, 1:].sum(axis=1) / np.maximum(weeks, 1), np.nan)
    return np.column_stack([np.where(seen[:, 0], held[:, 0], np.nan), share])


def _support(panel: Panel, rule: Rule, wanted: RowFilter, step: int) -> Support:
    spell = pause = NEVER
    groups: set[int] = set()
    for low in range(0, panel.n, step):
        rows = decisions(panel, rule, low, min(low + step, panel.n))
        rows = rows.where((rows.start > 0) & (rows.start <= len(rule.services)) & wanted(rows))
        if rows.n:
            spell = min(spell, int(rows.spell.min()))
            pause = min(pause, int(rows.since_service.min()))
            groups |= {int(group) for group in np.unique(rows.group)}
    return Support(spell, pause, tuple(sorted(groups)))


def only_service(trials: Trials, number: int) -> Parts:
    """The decisions about one of several services: those who began it, and those who waited."""

    def parts() -> Iterator[Part]:
        for part in trials.parts():
            mine = (part.start == 0) | (part.start == number)
            chosen = part if mine.all() else part.where(mine)
            yield replace(chosen, start=(chosen.start == number).astype(np.float64))

    return parts
