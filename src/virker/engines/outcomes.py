"""What to expect for those who waited: a linear model per outcome, all horizons in one pass."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from virker.engines.aipw_kernels import outcome_sums
from virker.engines.choice_rows import Wanted
from virker.engines.driver import Engine, Floats, NoSolution, Sums, mirrored, solve
from virker.errors import VirkerError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from virker.engines.choices import Decisions, Design
    from virker.engines.starts import StartModel


@dataclass(frozen=True)
class Outcome:
    """One outcome at one horizon, read from ``Decisions.states``.

    Args:
        worth: 256 numbers, what each state code counts for (1 for job, 0 for the rest).
        horizon: weeks after the decision week, 0 or more.
        summed: add up the weeks 1 … horizon instead of looking at one week.
    """

    worth: Floats
    horizon: int
    summed: bool = False


def outcome_in(codes: Sequence[int], horizon: int, *, summed: bool = False) -> Outcome:
    """Ask whether the person is in one of the state codes ``horizon`` weeks later.

    Example:
        >>> outcome_in([0], 52).worth[:2].tolist()
        [1.0, 0.0]
    """
    worth = np.zeros(256)
    worth[list(codes)] = 1.0
    return Outcome(worth, horizon, summed)


@dataclass(frozen=True)
class OutcomeModel:
    """What to expect for those who waited: one linear model per outcome.

    Shape: ``theta`` (1 or services, outcomes, columns); one row when every service is compared
    with the same people, those who started nothing. ``outcomes`` is empty for given outcomes.
    """

    theta: Floats
    outcomes: tuple[Outcome, ...]


def told(outcomes: Sequence[Outcome]) -> Wanted:
    """Turn outcomes into arrays a kernel can read."""
    return Wanted(
        np.array([o.worth for o in outcomes]).reshape(-1, 256),
        np.array([o.horizon for o in outcomes], np.int64),
        np.array([o.summed for o in outcomes], np.bool_),
        given=not outcomes,
    )


@dataclass(frozen=True)
class OutcomePass:
    """One pass of the outcome models over one partition."""

    kinds: int
    design: Design
    outcomes: tuple[Outcome, ...]

    def __call__(self, part: Decisions) -> Sums:
        """Return ``squares`` (kinds, outcomes, p, p) and ``products`` (kinds, outcomes, p)."""
        squares, products = outcome_sums(
            self.design.columns,
            self.kinds,
            told(self.outcomes),
            self.design.rows(part),
            self.design.fixed,
            self.design.varying,
        )
        return {"squares": squares, "products": products}


def fit_outcomes(
    engine: Engine[Decisions], starts: StartModel, outcomes: Sequence[Outcome] = ()
) -> OutcomeModel:
    """Fit what to expect for those who waited, every outcome in one pass.

    Args:
        engine: where the partitions are.
        starts: tells the design and who counts as waiting.
        outcomes: horizons in rising order; leave empty to use ``Decisions.outcomes``.

    Raises:
        NoSolution: nobody waited and was seen at a horizon.
    """
    wanted = tuple(outcomes)
    if any(a.horizon > b.horizon for a, b in itertools.pairwise(wanted)):
        raise VirkerError("Horisonterne skal stå i stigende orden.")
    kinds = 1 + (max(starts.services) if starts.others_wait else 0)
    sums = engine.total(OutcomePass(kinds, starts.design, wanted))
    squares, products = mirrored(sums["squares"]), sums["products"]
    if wanted:
        squares = np.flip(np.cumsum(np.flip(squares, 1), axis=1), 1)
    if starts.others_wait:
        others = [[k for k in range(kinds) if k != service] for service in starts.services]
        squares = np.stack([squares[keep].sum(0) for keep in others])
        products = np.stack([products[keep].sum(0) for keep in others])
    if not (squares[..., starts.design.constant, starts.design.constant] > 0).all():
        raise NoSolution("Ingen ventede længe nok til at kunne sammenlignes på alle horisonter.")
    theta = np.stack(
        [
            [solve(s, p) for s, p in zip(*pair, strict=True)]
            for pair in zip(squares, products, strict=True)
        ]
    )
    return OutcomeModel(theta, wanted)
