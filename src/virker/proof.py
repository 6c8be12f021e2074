"""Proof on people whose truth we know: estimate, live it again without, and compare."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from math import comb
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from virker.names import SERVICES, STATES
from virker.panel import panel
from virker.protocol import HORIZONS, Protocol
from virker.simulate import World, life, simulate, write
from virker.simulate.register import no_orders
from virker.starting import estimate
from virker.tables import read
from virker.trials import gather, only_service, rule_for

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from virker.panel import Floats, Ints, Panel
    from virker.simulate import Register
    from virker.trials import Trials


@dataclass(frozen=True, slots=True)
class Cell:
    """One service at one horizon in one register.

    Attributes:
        service: What was begun.
        horizon: Weeks after.
        seed: Which register.
        truth: Realised mean effect on those who began, a share (see `virker.tally`).
        estimate: What the engine said.
        se: Its standard error.
    """

    service: str
    horizon: int
    seed: int
    truth: float
    estimate: float
    se: float

    @property
    def z(self) -> float:
        """Error in standard errors."""
        return (self.estimate - self.truth) / self.se


def as_panel(register: Register) -> Panel:
    """A simulated register through the front door: written as a folder, read and lined up."""
    with tempfile.TemporaryDirectory() as folder:
        return panel(read(write(register, Path(folder))))


def prove(
    world: World,
    services: Sequence[str] = SERVICES,
    horizons: tuple[int, ...] = HORIZONS,
    *,
    each: Callable[[str], object] = lambda service: None,
) -> list[Cell]:
    """Estimate every service in one register and set the truth beside it.

    Args:
        world: The register to draw.
        services: What to estimate.
        horizons: Weeks after the start.
        each: Told the name of each service when it is done.

    Returns:
        One cell per service and horizon; the truth is about exactly the starts the engine used.
    """
    register = simulate(world)
    people = as_panel(register)
    cells: list[Cell] = []
    for service in services:
        trials = gather(
            people,
            rule_for(people, (service,), max(horizons)),
            Protocol("start_vs_wait", (service,), horizons=horizons, primary=horizons[-1]),
            "job",
            horizons,
        )
        found = estimate(trials, only_service(trials, 1))
        true = lived_again(register, service, *begun(trials), horizons)
        cells += [
            Cell(service, week, world.seed, float(t), float(e), float(s))
            for week, t, e, s in zip(horizons, true, found.aipw, found.se, strict=True)
        ]
        each(service)
    return cells


def begun(trials: Trials, number: int = 1) -> tuple[Ints, Ints]:
    """Rows and weeks of the starts in some trials."""
    parts = [(p.person[p.start == number], p.week[p.start == number]) for p in trials.parts()]
    return np.concatenate([p for p, _ in parts]), np.concatenate([w for _, w in parts])


def lived_again(
    register: Register,
    service: str,
    rows: Ints,
    weeks: Ints,
    horizons: tuple[int, ...],
    *,
    span: int = 1,
) -> Floats:
    """The true mean effect of some starts on being in a job: every one lived again without.

    Args:
        register: Where they began.
        service: What they began.
        rows: Whose starts.
        weeks: In which weeks.
        horizons: Weeks after.
        span: Weeks the service is out of reach (1: not this week).
    """
    orders = no_orders(len(rows))
    orders[:, life.BLOCK] = SERVICES.index(service) + 1
    orders[:, life.BLOCK_FROM], orders[:, life.BLOCK_UNTIL] = weeks, weeks + span
    persons = register.persons[rows]
    without = simulate(register.world, people=register.people, persons=persons, orders=orders)
    at, job = np.arange(len(rows)), STATES["job"]
    gains: list[float] = []
    for week in horizons:
        lived = np.asarray(register.states[rows, weeks + week] == job, np.float64)
        gains.append(float((lived - (without.states[at, weeks + week] == job)).mean()))
    return np.array(gains)


def likely_range(n: int, share: float, level: float = 0.99) -> tuple[int, int]:
    """How many of `n` happen by chance when each does so with probability `share`.

    Returns:
        Lowest and highest count that leave at most half of `1 - level` outside on each side.

    Examples:
        >>> likely_range(120, 0.05)
        (1, 13)
    """
    masses = [comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(n + 1)]
    below = np.cumsum(masses)
    tail = (1 - level) / 2
    return int(np.argmax(below > tail)), int(np.argmax(below >= 1 - tail))
