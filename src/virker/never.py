"""What if those who waited had never begun: waiters are followed until they begin, and weighed up.

Whoever begins later is no longer followed, and those like them who have not begun stand in for
them: every week a waiter could have begun and did not, the weight grows by one over the chance of
not beginning.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from virker.decisions import Rule, decisions
from virker.design import design
from virker.progress import tell
from virker.sums import Part, expit, logistic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from virker.decisions import Decisions
    from virker.design import Design
    from virker.panel import Floats, Ints
    from virker.protocol import Protocol
    from virker.sums import Parts
    from virker.trials import Trials

FAR = 1_000_000
MOST_WEIGHT = 20.0
"""Weights for not having begun are cut here; how many were cut is reported."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long everybody can be followed as one who has not begun.

    Attributes:
        next_start: First week at or after each week in which the person begins the service; far
            ahead when never. Shape (persons, weeks + 1).
        passed: Minus the log chance of having let every week before this one pass without
            beginning. Shape (persons, weeks + 1).
    """

    next_start: Ints
    passed: Floats

    def until(self, person: Ints, week: Ints, horizon: int) -> tuple[Floats, Floats]:
        """Whether someone who waits in a week has not begun `horizon` weeks later, and the weight.

        Returns:
            1 or 0, and a weight of at least 1 and at most `MOST_WEIGHT`.
        """
        end = np.minimum(week + horizon, self.passed.shape[1] - 1)
        free = self.next_start[person, week + 1] >= end
        grown = np.exp(self.passed[person, end] - self.passed[person, week + 1])
        return free.astype(np.float64), np.minimum(grown, MOST_WEIGHT)


def follow_waiting(trials: Trials, protocol: Protocol, *, step: int = 2_048) -> Waiting:
    """Fit how likely beginning is in every week anybody could begin, and follow those who wait.

    Args:
        trials: About one service; its support says where beginning was possible.
        protocol: Whose adjustment set to use.
        step: Persons at a time; the answer does not depend on it.

    Raises:
        NoSettling: Beginning cannot be told from what is recorded.
    """
    people, last = trials.panel, trials.panel.weeks - 1
    rule = Rule(trials.rule.services, trials.rule.first, last, trials.rule.while_active)
    plan = design(people, protocol.adjust, rule.first, last)

    def rows() -> Iterator[Decisions]:
        for low in range(0, people.n, step):
            found = decisions(people, rule, low, min(low + step, people.n))
            yield found.where(trials.support.holds(found))

    tell("Følger dem, der venter")
    alpha = logistic(_parts(rows, plan), len(plan.columns))
    passed = np.zeros((people.n, people.weeks + 1))
    begins = np.full((people.n, people.weeks + 2), FAR, np.int64)
    for found in rows():
        chance = expit(plan.matrix(found).astype(np.float64) @ alpha)
        passed[found.person, found.week + 1] = -np.log1p(-chance)
        mine = found.start == 1
        begins[found.person[mine], found.week[mine]] = found.week[mine]
    following = np.minimum.accumulate(begins[:, ::-1], axis=1)[:, ::-1]
    return Waiting(following, np.cumsum(passed, axis=1))


def _parts(rows: Callable[[], Iterator[Decisions]], plan: Design) -> Parts:
    def made() -> Iterator[Part]:
        for found in rows():
            if found.n:
                x, start = plan.matrix(found), (found.start == 1).astype(np.float64)
                yield Part(
                    x, start, found.person, found.week, found.person, np.zeros((found.n, 0)),
                    found.group,
                )  # fmt: skip

    return made


def never_begun(parts: Parts, waiting: Waiting, place: int, horizon: int) -> Parts:
    """The decisions at one horizon: those who began, and those who had not begun by then.

    The weight for having let the weeks pass is in `extra["stayed"]`.
    """

    def made() -> Iterator[Part]:
        for part in parts():
            free, weight = waiting.until(part.person, part.week, horizon)
            keep = (part.start == 1) | (free == 1)
            chosen = part.where(keep)
            stayed = np.where(chosen.start == 1, 1.0, weight[keep])
            yield replace(chosen, y=chosen.y[:, place : place + 1], extra={"stayed": stayed})

    return made
