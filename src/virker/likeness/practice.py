"""Weekly decisions held against one model of the offer, the same for all caseworkers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from virker.compare.logistic import Rows, pooled_logistic
from virker.errors import VirkerError
from virker.likeness.caseworkers import CaseworkerSpread, likelihood_table, spread_from_table
from virker.likeness.need import Follows, offer_follows_need
from virker.likeness.neighbours import Consistency, consistency
from virker.likeness.odds import AdjustedOdds, odds_from_fit
from virker.mixture import independent
from virker.sums import LOOSE
from virker.trials import Trials, only_service

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from virker.panel import Bools, Floats, Ints
    from virker.protocol import Protocol

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found:
    """What was found about practice."""

    spread: CaseworkerSpread
    odds: tuple[AdjustedOdds, ...]
    near: Consistency | None
    need: Follows | None


def look(protocol: Protocol, trials: Trials, attributes: Floats, names: tuple[str, ...]) -> Found:
    """Fit one model of the offer for all caseworkers, and hold practice against it.

    Args:
        protocol: Its options and seed.
        trials: All decisions.
        attributes: One column per attribute, 0 and 1, per person of `trials.panel`.
        names: Names of the attributes.
    """
    served = trials.panel.served_by["caseworker"]

    def rows() -> Iterator[tuple[Rows, Ints]]:
        for part in only_service(trials, 1)():
            mine = part.where(served[part.person] >= 0)
            history = mine.x[:, 1:].astype(np.float64)
            design = np.column_stack([np.ones(mine.n), attributes[mine.person], history])
            if mine.n:
                one = Rows(design, mine.start, np.ones(mine.n), mine.person)
                yield one, served[mine.person]

    kept = independent(one.design for one, _ in rows())
    named = np.array(["constant", *names, *trials.design.names[1:]])[kept][1:].tolist()

    def thin() -> Iterator[Rows]:
        return (replace(one, design=one.design[:, kept]) for one, _ in rows())

    fit = pooled_logistic(thin, named, hold=LOOSE**-2)
    codes = np.unique(served[served >= 0])
    partitions = (
        (
            one.successes,
            one.trials,
            one.design[:, kept] @ fit.coefficients,
            np.searchsorted(codes, who),
        )
        for one, who in rows()
    )
    spread = spread_from_table(likelihood_table(partitions, len(codes)), fit.n)
    count = zip(names, attributes.sum(axis=0).astype(int).tolist(), strict=True)
    people = {name: n for name, n in count if name in named}
    odds = odds_from_fit(fit, people) if people else ()
    first = first_decisions(rows())
    near = _maybe(lambda: consistency(first.offered, first.history, first.served,
                                      seed=protocol.seed))  # fmt: skip
    return Found(spread, odds, near, _need(protocol, trials, first))


@dataclass(frozen=True, slots=True)
class First:
    """One row per person: history at the first decision, and whether it was ever offered."""

    person: Ints
    served: Ints
    offered: Floats
    history: Floats


def first_decisions(rows: Iterator[tuple[Rows, Ints]]) -> First:
    """Fold decisions into one row per person; each person's rows come together."""
    made: list[First] = []
    for one, served in rows:
        first: Bools = np.append(True, np.diff(one.cluster) != 0)
        offered = np.minimum(np.bincount(np.cumsum(first) - 1, one.successes), 1.0)
        made.append(First(one.cluster[first], served[first], offered, one.design[first, 1:]))
    return First(
        np.concatenate([one.person for one in made]),
        np.concatenate([one.served for one in made]),
        np.concatenate([one.offered for one in made]),
        np.vstack([one.history for one in made]),
    )


def _need(protocol: Protocol, trials: Trials, first: First) -> Follows | None:
    name = str(protocol.option("need", "readiness"))
    if name not in trials.panel.numbers:
        return None
    need = trials.panel.numbers[name][first.person]
    known = np.isfinite(need)
    return _maybe(
        lambda: offer_follows_need(
            first.offered[known], need[known], cluster=first.person[known], seed=protocol.seed
        )
    )


def _maybe(ask: Callable[[], T]) -> T | None:
    """An answer, or None where there is too little to ask about."""
    try:
        return ask()
    except VirkerError:
        return None
