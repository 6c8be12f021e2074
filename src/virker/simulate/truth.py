"""The true effects: every start lived twice, as it was and without it, with the same chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from virker.names import BENEFITS, EDUCATION, JOB, SERVICES, STATES
from virker.simulate import life
from virker.simulate.register import no_orders, simulate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from virker.simulate.register import Register

HORIZONS: Final = (4, 13, 26, 52, 104)
WEEKS_COUNTED: Final = 104


@dataclass(frozen=True, slots=True)
class Truth:
    """A true mean effect among those who started.

    Attributes:
        outcome: `job`, `education`, or `weeks_job` / `weeks_education` (within 104 weeks).
        horizon: Weeks after the start.
        effect: Share (0–1) or weeks, with the start minus without it.
        se: Standard error over the starts that happened, clustered by person.
        n: Starts.
    """

    outcome: str
    horizon: int
    effect: float
    se: float
    n: int


def starts_of(register: Register, service: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Find every start of a service: row and week."""
    number = SERVICES.index(service) + 1
    started = (register.flags // life.STARTED) % 4
    rows, weeks = np.nonzero(started == number)
    return rows, weeks


def truth(
    register: Register,
    service: str,
    *,
    span: int = 1,
    horizons: Sequence[int] = HORIZONS,
    benefit: str | None = None,
    every_start: bool = True,
) -> tuple[Truth, ...]:
    """Calculate the true effect of starting a service now, against not now.

    Every person who started lives again, with the same chance in every week, except that this
    service does not start in the `span` weeks from then.

    Args:
        register: A simulated register.
        service: `internship`, `wage_subsidy` or `course`.
        span: Weeks the service is out of reach: 1 is "not this week", 104 "not for two years".
        horizons: Weeks after the start.
        benefit: Only starts from this benefit.
        every_start: False: only each person's first start (fewer, independent persons).

    Returns:
        For each horizon the effects on being in a job and in education; and weeks in each within
        104 weeks. Only starts followed to the end of the register at that horizon count.

    Examples:
        >>> from virker.simulate import World
        >>> null = simulate(World(n=300, weeks=60, effects=0.0))
        >>> [t.effect for t in truth(null, "internship", horizons=(4,))]
        [0.0, 0.0]
    """
    rows, weeks = starts_of(register, service)
    keep = _wanted(register, rows, weeks, benefit, every_start=every_start)
    rows, weeks = rows[keep], weeks[keep]
    orders = no_orders(len(rows))
    orders[:, life.BLOCK] = SERVICES.index(service) + 1
    orders[:, life.BLOCK_FROM], orders[:, life.BLOCK_UNTIL] = weeks, weeks + span
    persons = register.persons[rows]
    without = simulate(
        register.world, people=register.people, persons=persons, orders=orders
    ).states
    found = [
        _at(register.states[rows], without, weeks, persons, state, horizon)
        for horizon in horizons
        for state in (JOB, EDUCATION)
    ]
    if register.world.weeks > WEEKS_COUNTED:
        found += [
            _weeks_in(register.states[rows], without, weeks, persons, state)
            for state in (JOB, EDUCATION)
        ]
    return tuple(found)


def _wanted(
    register: Register,
    rows: NDArray[np.int64],
    weeks: NDArray[np.int64],
    benefit: str | None,
    *,
    every_start: bool,
) -> NDArray[np.bool_]:
    """Choose among starts: in the follow-up from the week before, from a benefit, first or every."""
    keep = weeks > 0
    if benefit is not None:
        keep &= register.states[rows, weeks - 1] % 10 == BENEFITS.index(benefit)
        keep &= register.states[rows, weeks - 1] >= 10
    if not every_start:
        first = np.zeros(len(rows), np.bool_)
        kept = np.flatnonzero(keep)
        first[kept[np.unique(rows[kept], return_index=True)[1]]] = True
        keep &= first
    return keep


def _at(
    lived: NDArray[np.uint8],
    without: NDArray[np.uint8],
    weeks: NDArray[np.int64],
    persons: NDArray[np.int64],
    state: str,
    horizon: int,
) -> Truth:
    seen = np.flatnonzero(weeks + horizon < lived.shape[1])
    then = weeks[seen] + horizon
    gain = (lived[seen, then] == STATES[state]).astype(np.float64)
    gain -= without[seen, then] == STATES[state]
    return Truth(state, horizon, *_mean(gain, persons[seen]), len(seen))


def _weeks_in(
    lived: NDArray[np.uint8],
    without: NDArray[np.uint8],
    weeks: NDArray[np.int64],
    persons: NDArray[np.int64],
    state: str,
) -> Truth:
    seen = np.flatnonzero(weeks + WEEKS_COUNTED < lived.shape[1])
    after = weeks[seen, None] + np.arange(1, WEEKS_COUNTED + 1)
    gain = (np.take_along_axis(lived[seen], after, 1) == STATES[state]).sum(1).astype(np.float64)
    gain -= (np.take_along_axis(without[seen], after, 1) == STATES[state]).sum(1)
    return Truth(f"weeks_{state}", WEEKS_COUNTED, *_mean(gain, persons[seen]), len(seen))


def _mean(gain: NDArray[np.float64], persons: NDArray[np.int64]) -> tuple[float, float]:
    """Give the mean and its standard error, clustered by person."""
    if not len(gain):
        return float("nan"), float("nan")
    mean = float(gain.mean())
    scores = np.bincount(persons, gain - mean)
    return mean, float(np.sqrt((scores**2).sum())) / len(gain)
