"""The world a register is drawn from: its switches, and the numbers behind them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Numbers5 = tuple[float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Exits:
    """Weekly log-odds of leaving a benefit, by benefit (UI, KHJ, KHA, UH, SDP).

    Levels are plausible and set beside public figures, not estimated. The effects are the truth.
    """

    job: Numbers5 = (-2.88, -3.95, -5.45, -4.75, -3.05)
    education: Numbers5 = (-7.20, -6.60, -7.60, -4.95, -7.80)
    permanent: Numbers5 = (-9.5, -8.2, -6.5, -8.6, -6.9)
    duration: Numbers5 = (-0.35, -0.40, -0.25, -0.15, -0.30)
    meeting: Numbers5 = (0.30, 0.30, 0.15, 0.20, 0.12)
    during: tuple[float, float, float] = (-0.70, -1.00, -0.60)
    after: tuple[Numbers5, Numbers5, Numbers5] = (
        (0.25, 0.55, 0.75, 0.45, 0.30),
        (0.60, 1.00, 1.20, 0.70, 0.50),
        (0.00, 0.05, 0.00, 0.05, 0.00),
    )


@dataclass(frozen=True, slots=True)
class Starts:
    """Weekly log-odds of starting a service, and of a meeting, by benefit."""

    internship: Numbers5 = (-5.0, -4.45, -5.05, -4.85, -5.9)
    wage_subsidy: Numbers5 = (-5.9, -5.9, -7.4, -7.2, -7.8)
    course: Numbers5 = (-4.8, -4.8, -5.2, -4.7, -6.4)
    ready: tuple[float, float, float] = (0.60, 0.80, -0.35)
    employed_before: tuple[float, float, float] = (0.5, 0.6, -0.3)
    poor_health: tuple[float, float, float] = (-0.35, -0.6, 0.15)
    length: tuple[float, float, float] = (8.0, 20.0, 10.0)
    meeting: Numbers5 = (-1.60, -2.10, -3.40, -2.40, -2.20)


@dataclass(frozen=True, slots=True)
class World:
    """The switches of a register with known truth.

    Attributes:
        n: Persons.
        weeks: Weeks of follow-up. A burn-in of 104 weeks comes before.
        munis: Municipalities (1: one municipality).
        seed: Every draw is a function of seed, person, week and purpose: worlds that differ by a
            switch share all draws.
        effects: 1: services and meetings work as written; 0: the null world.
        sel_u: How strongly something nobody recorded drives who starts (0: nothing hidden).
        fair_int: Extra log-odds of an internship for persons of non-western origin (0: fair).
        ref_job: Effect of the reform on the log-odds of a job, when it has grown in.
        cw_sd: Spread between caseworkers in the log-odds of offering.
        meeting_effect: Multiplies the effect of meetings.
        exits: What leads out of a benefit.
        starts: What leads into a service.
    """

    n: int = 10_000
    weeks: int = 260
    munis: int = 98
    seed: int = 1
    effects: float = 1.0
    sel_u: float = 0.0
    fair_int: float = 0.0
    ref_job: float = 0.10
    cw_sd: float = 0.40
    meeting_effect: float = 1.0
    exits: Exits = field(default_factory=Exits)
    starts: Starts = field(default_factory=Starts)


BURN_IN = 104
HIDDEN_SD = 0.45
"""Spread of what nobody recorded (u) in the log-odds of a job."""


class Numbers(NamedTuple):
    """The world as arrays, the form the kernel reads.

    Service 0 is none, 1–3 as in `virker.names.SERVICES`.
    """

    seed: int
    exits: NDArray[np.float64]
    after: NDArray[np.float64]
    during: NDArray[np.float64]
    starts: NDArray[np.float64]
    choice: NDArray[np.float64]
    effects: float
    sel_u: float
    fair_int: float
    ref_job: float


def numbers(world: World) -> Numbers:
    """Lay a world out as arrays."""
    exits, starts = world.exits, world.starts
    meeting = np.array(exits.meeting) * world.effects * world.meeting_effect
    return Numbers(
        seed=world.seed,
        exits=np.array([exits.job, exits.education, exits.permanent, exits.duration, meeting]),
        after=np.vstack([np.zeros(5), np.array(exits.after)]) * world.effects,
        during=np.array([0.0, *exits.during]) * world.effects,
        starts=np.array(
            [starts.meeting, starts.internship, starts.wage_subsidy, starts.course], np.float64
        ),
        choice=np.array(
            [[0.0, *starts.ready], [0.0, *starts.employed_before], [0.0, *starts.poor_health],
             [0.0, *starts.length]]
        ),
        effects=world.effects,
        sel_u=world.sel_u / HIDDEN_SD,
        fair_int=world.fair_int,
        ref_job=world.ref_job,
    )  # fmt: skip
