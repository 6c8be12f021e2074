"""Who lives in the register: persons, caseworkers and municipalities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from virker.simulate.world import HIDDEN_SD

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from virker.simulate.world import World

PERSONS_PER_CASEWORKER: Final = 120
CASEWORKERS_PER_TEAM: Final = 6
NEVER: Final = 10**6
"""The reform week of a municipality that never reforms."""

_REFORM_WEEKS: Final = (104, 130, 156)
_REFORM_SHARES: Final = (0.15, 0.15, 0.20)


@dataclass(frozen=True, slots=True)
class People:
    """Everybody, one per row; what nobody records (`hidden`, `chance`) is here too.

    Attributes:
        municipality: 0 … munis − 1. Shape: (n,), as all below.
        caseworker: Numbered over the country, nested in municipalities.
        age: Years, 18–62.
        female: True for women.
        nonwestern: Non-western origin.
        single: Single parent.
        education: 0 basic, 1 vocational, 2 higher.
        poor_health: True for poor health.
        employed_before: Share of the last years in a job, 0–1.
        insured: Member of an unemployment fund.
        hidden: What nobody recorded, standard deviation 0.45.
        chance: The index of the log-odds of a job, everything above together.
        reform_week: Week of the municipality's reform; `NEVER` without.
        practice: Log-odds a caseworker adds to offering: meeting and services.
            Shape: (caseworkers, 4).
        quality: What a caseworker's meetings are worth, mean 1. Shape: (caseworkers,).
    """

    municipality: NDArray[np.int32]
    caseworker: NDArray[np.int32]
    age: NDArray[np.int32]
    female: NDArray[np.bool_]
    nonwestern: NDArray[np.bool_]
    single: NDArray[np.bool_]
    education: NDArray[np.int32]
    poor_health: NDArray[np.bool_]
    employed_before: NDArray[np.float64]
    insured: NDArray[np.bool_]
    hidden: NDArray[np.float64]
    chance: NDArray[np.float64]
    reform_week: NDArray[np.int64]
    practice: NDArray[np.float64]
    quality: NDArray[np.float64]


def draw_people(world: World) -> People:
    """Draw everybody; the same world gives the same people."""
    rng, n = np.random.default_rng([world.seed, 99]), world.n
    municipality = rng.choice(world.munis, n, p=rng.dirichlet(np.full(world.munis, 2.0)))
    age, education = _age_and_education(rng, n)
    female, nonwestern, single = rng.random(n) < 0.5, rng.random(n) < 0.16, rng.random(n) < 0.08
    poor_health = rng.random(n) < 0.10 + 0.16 * (education == 0) + 0.002 * (age - 18)
    schooling = 0.08 * (education == 2) - 0.10 * (education == 0)
    drawn = rng.beta(2.2, 1.6, n) - 0.18 * poor_health - 0.12 * nonwestern + schooling
    employed_before = np.clip(drawn, 0, 1)
    hidden = rng.standard_normal(n) * HIDDEN_SD
    caseworker, practice, quality = _caseworkers(rng, municipality, world)
    place = rng.standard_normal(world.munis) * 0.12
    chance = (
        0.9 * (employed_before - 0.5)
        + 0.25 * (education == 2)
        - 0.25 * (education == 0)
        - 0.2 * np.maximum(age - 40, 0) / 10
        - 0.3 * nonwestern
        - 0.55 * poor_health
        - 0.1 * single
        + place[municipality]
        + hidden
    )
    return People(
        municipality=municipality.astype(np.int32),
        caseworker=caseworker,
        age=age.astype(np.int32),
        female=female,
        nonwestern=nonwestern,
        single=single,
        education=education.astype(np.int32),
        poor_health=poor_health,
        employed_before=employed_before,
        insured=(rng.random(n) < 0.75) & (age > 22),
        hidden=hidden,
        chance=chance,
        reform_week=_reform_weeks(rng, world.munis)[municipality],
        practice=practice,
        quality=quality,
    )


def _age_and_education(
    rng: np.random.Generator, n: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Draw age and education; the youngest have not finished."""
    age = rng.integers(18, 63, n)
    grown, young = rng.choice(3, n, p=[0.32, 0.43, 0.25]), (rng.random(n) < 0.25).astype(np.int64)
    return age, np.where(age < 22, young, grown)


def _caseworkers(
    rng: np.random.Generator, municipality: NDArray[np.int64], world: World
) -> tuple[NDArray[np.int32], NDArray[np.float64], NDArray[np.float64]]:
    """Give each municipality a caseworker per 120 persons, each with a practice of their own."""
    staff = np.maximum(
        1, np.bincount(municipality, minlength=world.munis) // PERSONS_PER_CASEWORKER
    )
    first = np.append(0, np.cumsum(staff))
    own = (rng.random(world.n) * staff[municipality]).astype(np.int64)
    practice = rng.standard_normal((int(first[-1]), 4)) * world.cw_sd
    quality = np.clip(1 + rng.standard_normal(int(first[-1])) * 0.35, 0.1, None)
    return (first[municipality] + own).astype(np.int32), practice, quality


def _reform_weeks(rng: np.random.Generator, munis: int) -> NDArray[np.int64]:
    """Let half of the municipalities reform, in three waves."""
    wave = np.searchsorted(np.cumsum(_REFORM_SHARES), rng.random(munis), side="right")
    return np.array([*_REFORM_WEEKS, NEVER])[wave]
