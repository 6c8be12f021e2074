"""For whom does it work? Only declared groups, a test of difference first, then lending.

Small groups differ by chance. So we ask first whether the groups differ more than chance gives,
and every group lends from the others, with the weight on its own numbers printed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from virker.effects import effects, modelled, waiting
from virker.errors import VirkerError
from virker.gates import TOO_FEW
from virker.pooling import pool
from virker.result import Estimate, Reason
from virker.sums import NoSettling, Part, Parts, logistic, outcome_model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from virker.effects import Effects
    from virker.panel import Bools, Panel
    from virker.pooling import Pooled

DIFFER = 0.05
"""Groups are said to differ only when chance gives as much in fewer than 5 of 100."""
MOST_GROUPS = 12
SAME = Reason(
    "groups_alike",
    "Vi har ikke sikre tegn på, at det virker forskelligt for grupperne.",
    "We have no sure signs that it works differently for the groups.",
)
OTHERWISE = Reason(
    "groups_differ",
    "Det virker ikke ens for alle grupper. Se tallene for hver gruppe.",
    "It does not work alike for all groups. See the numbers for each group.",
)


@dataclass(frozen=True, slots=True)
class Groups:
    """The effect in each declared group at the primary horizon.

    Attributes:
        names: Groups that could be answered.
        own: Each group's own effects.
        pooled: All together: the test of difference (`q_p`) and each group after lending.
        left_out: Groups with too few who began.
    """

    names: tuple[str, ...]
    own: tuple[Effects, ...]
    pooled: Pooled
    left_out: tuple[str, ...]

    @property
    def differ(self) -> bool:
        """Whether the groups differ more than chance gives."""
        return self.pooled.q_p < DIFFER

    @property
    def reason(self) -> Reason:
        """What may be said about difference, in words."""
        return OTHERWISE if self.differ else SAME

    def estimates(self, horizon: int) -> tuple[Estimate, ...]:
        """One estimate per group, after lending; the label is the group."""
        return tuple(
            Estimate(
                horizon, lent.estimate, lent.se, lent.low, lent.high, mine.persons, mine.starts,
                label=name, method="aipw, lent",
            )
            for name, mine, lent in zip(self.names, self.own, self.pooled.places, strict=True)
        )  # fmt: skip

    def told(self) -> dict[str, object]:
        """The groups as plain values: own numbers, after lending, and the weight on the own."""
        rows = zip(self.names, self.pooled.places, strict=True)
        return {
            "differ_p": self.pooled.q_p,
            "differ": self.differ,
            "left_out": list(self.left_out),
            "groups": [
                {"name": n, "own": p.own, "lent": p.estimate, "own_weight": p.own_weight}
                for n, p in rows
            ],
        }


def declared(people: Panel, name: str) -> list[tuple[str, Bools | int]]:
    """The groups a protocol declares: levels of a covariate, or `group` for the benefit.

    Returns:
        Name, and who is in it: a mark per person, or the number of a benefit group.

    Raises:
        VirkerError: Nothing of that name is recorded, or it has too many values to be groups.
    """
    if name == "group":
        return [(word, code) for code, word in enumerate(people.groups()[1])]
    if name in people.levels:
        codes, words = people.levels[name]
        marks = [(word, np.asarray(codes == code, np.bool_)) for code, word in enumerate(words)]
    elif name in people.numbers:
        values = people.numbers[name]
        kinds = np.unique(values[~np.isnan(values)])[: MOST_GROUPS + 1]
        marks = [(f"{value:g}", np.asarray(values == value, np.bool_)) for value in kinds]
    else:
        raise VirkerError(f"groups nævner {name}, som ikke er registreret om borgerne.")
    if not 2 <= len(marks) <= MOST_GROUPS:
        raise VirkerError(f"{name} skal have 2 til {MOST_GROUPS} værdier for at være grupper.")
    return [(f"{name}: {word}", mark) for word, mark in marks]


def by_group(parts: Parts, people: Panel, name: str, columns: int, place: int) -> Groups | None:
    """Find the effect in every declared group, each with models of its own.

    Args:
        parts: Decisions about one service.
        people: The panel the parts are about.
        name: What declares the groups.
        columns: How many columns the design has.
        place: Place of the primary horizon.

    Returns:
        None when fewer than two groups had enough who began.

    Source:
        Cochran (1954), Biometrics 10 for the test; normal-normal lending as in
        `virker.pooling.pool`.
    """
    found: dict[str, Effects] = {}
    left_out: list[str] = []
    for word, mark in declared(people, name):
        told = _one_group(_within(parts, mark), columns)
        if told is None or not told.se[place] > 0:
            left_out.append(word)
        else:
            found[word] = told
    if len(found) < 2:
        return None
    own = tuple(found.values())
    pooled = pool([float(f.aipw[place]) for f in own], [float(f.se[place]) for f in own])
    return Groups(tuple(found), own, pooled, tuple(left_out))


def _within(parts: Parts, mark: Bools | int) -> Parts:
    def made() -> Iterator[Part]:
        for part in parts():
            keep = part.group == mark if isinstance(mark, int) else mark[part.person]
            chosen = part.where(np.asarray(keep, np.bool_))
            if chosen.n:
                yield replace(chosen)

    return made


def _one_group(parts: Parts, columns: int) -> Effects | None:
    if sum(float(part.start.sum()) for part in parts()) < TOO_FEW:
        return None
    try:
        alpha = logistic(parts, columns)
    except NoSettling:
        return None
    return effects(parts, modelled(alpha, outcome_model(parts, waiting)))
