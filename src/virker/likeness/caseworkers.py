"""How much does the offer depend on whom you meet? A spread, never a person.

Nothing here tells which caseworker is which: what goes in is codes, what comes out is one spread
with its interval. It cannot rank, and it cannot name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from virker.arrays import Floats, Ints, Numbers, column, labels, sums_by
from virker.errors import VirkerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FEWEST = 10
"""With fewer caseworkers a spread would point at somebody."""
GRID = np.linspace(-4.0, 4.0, 161)
SPREADS = np.concatenate([[0.0], np.linspace(0.05, 2.0, 196)])
CHI2_95 = 3.841459
CHI2_MIXED = 2.705543
"""The 95 % point when the spread can only lie on one side of nought."""


@dataclass(frozen=True, slots=True)
class CaseworkerSpread:
    """How much offers differ between caseworkers who meet the same kind of citizens.

    Attributes:
        sd: Standard deviation of the log odds between caseworkers; 0 is no difference.
        low: Lower end of the 95 % interval (profile likelihood), at least 0.
        high: Upper end.
        odds_ratio: Odds with a caseworker who offers often (90th percentile) against one who
            offers seldom (10th), for the same citizen.
        differs: Whether chance alone would give so much in less than 5 of 100.
        caseworkers: How many there were.
        decisions: How many decisions.
    """

    sd: float
    low: float
    high: float
    odds_ratio: float
    differs: bool
    caseworkers: int
    decisions: int

    def sentence(self, language: Literal["da", "en"] = "da") -> str:
        """The spread in words, about nobody."""
        if not self.differs:
            return {
                "da": "Vi kan ikke vise, at tilbuddet afhænger af, hvem man møder.",
                "en": "We cannot show that the offer depends on whom you meet.",
            }[language]
        return {
            "da": "To borgere med samme forhistorie får ofte forskelligt tilbud, alt efter hvem de møder.",
            "en": "Two citizens with the same history often get different offers, depending on whom they meet.",
        }[language]


def caseworker_spread(
    offered: Numbers,
    expected: Numbers,
    caseworker: Numbers | Sequence[str],
    *,
    trials: Numbers | None = None,
) -> CaseworkerSpread:
    """Estimate the spread between caseworkers by empirical Bayes.

    Args:
        offered: How often it was offered: 0 or 1, or up to `trials`. Shape (n,).
        expected: Chance of the offer given the citizen's history, the same model for all
            caseworkers, in (0, 1). Shape (n,).
        caseworker: Who decided, as a pseudonym. Shape (n,).
        trials: How often it could have been offered (weeks). Shape (n,).

    Returns:
        One spread. Missing values are refused.

    Raises:
        VirkerError: Fewer than ten caseworkers, or an expectation outside (0, 1).

    Source:
        Robbins (1956) and Efron (2010), Large-Scale Inference, ch. 1: the random-intercept
        logistic model by marginal likelihood; Self & Liang (1987) for the test at nought.

    Examples:
        >>> rng = np.random.default_rng(1)
        >>> who = np.repeat(np.arange(40), 100)
        >>> p = 1 / (1 + np.exp(-(-1 + rng.normal(size=40)[who])))
        >>> found = caseworker_spread(rng.random(4000) < p, np.full(4000, p.mean()), who)
        >>> found.differs, bool(found.low < 1 < found.high)
        (True, True)
    """
    y = column(offered, "offered")
    p = column(expected, "expected", len(y))
    m = column(trials, "trials", len(y)) if trials is not None else np.ones(len(y))
    if bool(((p <= 0) | (p >= 1)).any()):
        raise VirkerError("expected skal ligge mellem 0 og 1.")
    codes, words = labels(caseworker, "caseworker", len(y))
    logs = likelihood_table([(y, m, np.log(p / (1 - p)), codes)], len(words))
    return spread_from_table(logs, int(m.sum()))


def likelihood_table(
    partitions: Iterable[tuple[Floats, Floats, Floats, Ints]], caseworkers: int
) -> Floats:
    """Log-likelihood of each caseworker's decisions, on a grid of how freely she offers.

    A sum over decisions, so partitions of persons may be added in any order.

    Args:
        partitions: Offers, trials, log odds expected, and caseworker codes, row by row.
        caseworkers: How many codes there are.

    Returns:
        Shape (caseworkers, grid).
    """
    total = np.zeros((caseworkers, len(GRID)))
    for offers, trials, eta, codes in partitions:
        for low in range(0, len(eta), 20_000):
            part = slice(low, low + 20_000)
            moved = eta[part, None] + GRID
            logs = offers[part, None] * moved - trials[part, None] * np.logaddexp(0, moved)
            total += sums_by(codes[part], logs, caseworkers)
    return total


def spread_from_table(logs: Floats, decisions: int) -> CaseworkerSpread:
    """The spread that makes the table most likely, with its interval."""
    if len(logs) < FEWEST:
        raise VirkerError(f"Der skal være mindst {FEWEST} sagsbehandlere, så ingen kan peges ud.")
    profile = np.array([_profile(logs, sd) for sd in SPREADS])
    top = int(profile.argmax())
    best = float(profile[top])
    inside = SPREADS[2 * (best - profile) <= CHI2_95]
    sd = _between_points(profile, top)
    return CaseworkerSpread(
        sd,
        float(inside[0]),
        float(inside[-1]),
        float(np.exp(2 * 1.2815516 * sd)),
        2 * (best - float(profile[0])) > CHI2_MIXED,
        len(logs),
        decisions,
    )


def _profile(logs: Floats, sd: float) -> float:
    """Largest log-likelihood over the common level, for one spread."""
    levels = GRID[40:121]
    if sd == 0.0:
        return float(logs.sum(axis=0)[40:121].max())
    density = np.exp(-0.5 * ((GRID[:, None] - levels[None, :]) / sd) ** 2)
    density /= density.sum(axis=0)
    most = logs.max(axis=1, keepdims=True)
    chance = np.maximum(np.exp(logs - most) @ density, 1e-300)
    return float((np.log(chance) + most).sum(axis=0).max())


def _between_points(profile: Floats, top: int) -> float:
    """The top of the parabola through three neighbouring points of the profile."""
    if top in {0, 1, len(SPREADS) - 1}:
        return float(SPREADS[top])
    left, middle, right = (float(v) for v in profile[top - 1 : top + 2])
    bend = left - 2 * middle + right
    step = 0.0 if bend >= 0 else (left - right) / (2 * bend)
    return float(SPREADS[top]) + step * float(SPREADS[2] - SPREADS[1])
