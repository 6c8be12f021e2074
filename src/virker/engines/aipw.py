"""Start now against wait: a start model, outcome models and AIPW sums for many services at once.

Everybody who may start something this week is one *decision*. A start model says how likely each
decision was, an outcome model says what to expect for those who waited, and the two together give
the effect for those who started (ATT), robust to either model being wrong. All services and all
horizons come out of the same passes over persons.

Source: Robins, Rotnitzky & Zhao (1994); Sianesi (2004) for start-now against wait; the variance is
the influence function summed per person (Liang & Zeger 1986).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from virker.engines.aipw_kernels import effect_sums
from virker.engines.choices import Decisions, Design
from virker.engines.outcomes import (
    Outcome,
    OutcomeModel,
    OutcomePass,
    fit_outcomes,
    outcome_in,
    told,
)
from virker.engines.overlap import Overlap, overlap_of
from virker.engines.starts import StartModel, StartPass, fit_starts
from virker.errors import VirkerError

if TYPE_CHECKING:
    from virker.engines.driver import Engine, Floats, Sums

__all__ = [
    "Decisions",
    "Design",
    "EffectPass",
    "Effects",
    "Outcome",
    "OutcomeModel",
    "OutcomePass",
    "Overlap",
    "StartModel",
    "StartPass",
    "effects",
    "fit_outcomes",
    "fit_starts",
    "outcome_in",
    "person_sums",
]


@dataclass(frozen=True)
class Effects:
    """Effects of starting now against waiting, for those who started (ATT).

    Shape: ``att``, ``ipw``, ``ra``, ``started_level`` (mean outcome of the starters),
    ``starters`` (groups, services, outcomes). ``covariance`` (groups, services × outcomes,
    services × outcomes), clustered by person. Unit: that of the outcome (share 0–1, or weeks).
    NaN where a group has no starter whose outcome is known.
    """

    att: Floats
    covariance: Floats
    ipw: Floats
    ra: Floats
    started_level: Floats
    starters: Floats
    overlap: Overlap

    @property
    def errors(self) -> Floats:
        """Standard errors of ``att``, clustered by person."""
        variance = np.diagonal(self.covariance, axis1=1, axis2=2)
        return np.sqrt(variance).reshape(self.att.shape)


@dataclass(frozen=True)
class EffectPass:
    """One pass of the AIPW sums over one partition."""

    starts: StartModel
    expected: OutcomeModel
    most: float
    groups: int
    people: bool = False

    def __call__(self, part: Decisions) -> Sums:
        """Return the sums :func:`effects` is made of."""
        names = (
            "sums",
            "cross",
            "levels",
            "squares",
            "counts",
            "largest",
            "overlap",
            "top",
            "bottom",
        )
        rows = self.starts.design.rows(part)
        if self.groups == 1:
            rows = rows._replace(group=np.zeros_like(part.group))
        elif not 0 <= part.group.min(initial=0) <= part.group.max(initial=0) < self.groups:
            raise VirkerError("En person hører til en gruppe, der ikke er talt med.")
        arrays = effect_sums(
            self.starts.theta,
            self.expected.theta,
            np.array(self.starts.services, np.int64),
            self.starts.others_wait,
            self.most,
            self.groups,
            told(self.expected.outcomes),
            rows,
            self.starts.design.fixed,
            self.starts.design.varying,
            self.people,
        )
        return dict(zip(names, arrays, strict=True))


def effects(
    engine: Engine[Decisions],
    starts: StartModel,
    expected: OutcomeModel,
    *,
    most: float = 1.0,
    groups: int = 1,
) -> Effects:
    """Estimate what starting now did for those who started, every service and outcome in one pass.

    Args:
        engine: where the partitions are.
        starts: from :func:`fit_starts`.
        expected: from :func:`fit_outcomes`.
        most: decisions with a higher chance of starting are left out on both sides (trimming);
            1 keeps everybody.
        groups: how many groups ``Decisions.group`` counts.

    Source: the AIPW estimator of the ATT, sum over starters of (Y − m) minus the sum over waiters
        of odds × (Y − m), divided by the number of starters; its variance from the influence
        function summed by person.
    """
    return _effects_of(
        engine.total(EffectPass(starts, expected, most, groups)), len(starts.services)
    )


def _effects_of(sums: Sums, services: int) -> Effects:
    top, weights, started, gap, waited, starters = sums["sums"].swapaxes(0, 1)
    shape = (len(top), services, -1)
    with np.errstate(invalid="ignore", divide="ignore"):
        att = top / starters
        covariance = _covariance(sums["cross"], att) / (starters[:, :, None] * starters[:, None, :])
        return Effects(
            att=att.reshape(shape),
            covariance=covariance,
            ipw=((started / starters) - (waited / weights)).reshape(shape),
            ra=(gap / starters).reshape(shape),
            started_level=(started / starters).reshape(shape),
            starters=starters.reshape(shape),
            overlap=overlap_of(sums),
        )


def _covariance(cross: Floats, att: Floats) -> Floats:
    """Sum over persons of (top − att · starts)(top − att · starts)'."""
    tops, mixed, bottoms = cross.swapaxes(0, 1)
    left, right = att[:, :, None], att[:, None, :]
    return tops - mixed * right - mixed.swapaxes(1, 2) * left + bottoms * left * right


def person_sums(
    part: Decisions, starts: StartModel, expected: OutcomeModel, *, most: float = 1.0
) -> tuple[Floats, Floats]:
    """Give each person's part of the numerator and denominator, to cluster by somebody else.

    Returns:
        Two arrays (persons, services × outcomes). With ``att`` the effect, the influence of a
        person is (top − att · bottom) / starters; sum it by caseworker before squaring.
    """
    sums = EffectPass(starts, expected, most, 1, people=True)(part)
    return sums["top"], sums["bottom"]
