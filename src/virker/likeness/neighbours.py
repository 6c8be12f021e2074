"""Do the citizens who are most alike get the same, whoever serves them?

Works on one partition or a sample of decisions, because everybody is compared with everybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from virker.arrays import Floats, Ints, Numbers, column, columns, labels
from virker.errors import VirkerError

if TYPE_CHECKING:
    from collections.abc import Sequence

STRATA = 10


@dataclass(frozen=True, slots=True)
class Consistency:
    """How much offers differ among the most similar citizens.

    Attributes:
        same: Mean absolute difference to the nearest citizens served by the same caseworker.
        others: The same to the nearest citizens served by others.
        gap: `others` minus `same`; above nought when it matters whom you meet.
        p: How often chance gives so large a gap.
        citizens: Decisions compared.
        neighbours: How many neighbours of each kind.
    """

    same: float
    others: float
    gap: float
    p: float
    citizens: int
    neighbours: int

    @property
    def differs(self) -> bool:
        """Whether chance alone would give so much in less than 5 of 100."""
        return self.p < 0.05

    def sentence(self, language: Literal["da", "en"] = "da") -> str:
        """What it says, about nobody."""
        if self.differs:
            return {
                "da": "Borgere, der ligner hinanden, får oftere det samme, når det er den samme, de møder.",
                "en": "Citizens who are alike get the same more often when they meet the same person.",
            }[language]
        return {
            "da": "Vi kan ikke vise, at det betyder noget, hvem man møder.",
            "en": "We cannot show that it matters whom you meet.",
        }[language]


def consistency(
    offered: Numbers,
    history: Numbers,
    caseworker: Numbers | Sequence[str],
    *,
    neighbours: int = 5,
    permutations: int = 499,
    most: int = 4_000,
    seed: int = 1,
) -> Consistency:
    """Compare each citizen with those most like them, with the same and with other caseworkers.

    Args:
        offered: What was offered, 0 or 1 (or a share). Shape (n,).
        history: What makes citizens alike; each column is scaled to the same spread. Shape (n, k).
        caseworker: Who decided, as a pseudonym. Shape (n,).
        neighbours: How many of each kind.
        permutations: Times the offers are dealt out again among citizens with the same history.
        most: More decisions than this are sampled by lot.
        seed: Seed of the lot.

    Returns:
        The gap and its p. Chance deals out the offers again within tenths of the expected offer
        (a linear guess from history), so that differences in caseload are no evidence.

    Raises:
        VirkerError: Too few caseworkers with enough decisions.

    Source:
        Zemel et al. (2013), ICML, eq. 20, for consistency; Good (2005), Permutation tests.

    Examples:
        >>> rng = np.random.default_rng(1)
        >>> who, x = np.repeat(np.arange(20), 40), rng.normal(size=(800, 2))
        >>> habit = rng.normal(size=20)[who] > 0
        >>> consistency(habit, x, who, permutations=99).p
        0.01
    """
    y = column(offered, "offered")
    x = columns(history, "history", len(y))
    codes, _ = labels(caseworker, "caseworker", len(y))
    rng = np.random.default_rng(seed)
    if len(y) > most:
        chosen = np.sort(rng.choice(len(y), most, replace=False))
        y, x, codes = y[chosen], x[chosen], codes[chosen]
    enough = np.bincount(codes)[codes] > neighbours
    y, x, codes = y[enough], x[enough], codes[enough]
    if len(np.unique(codes)) < 10:
        raise VirkerError("Der skal være mindst ti sagsbehandlere med nok borgere hver.")
    same, others = _nearest(_scaled(x), codes, neighbours)
    found = _gap(y, same, others)
    strata = _strata(y, x)
    dealt = [_gap(_dealt(y, strata, rng), same, others)[2] for _ in range(permutations)]
    larger = sum(gap >= found[2] - 1e-12 for gap in dealt)
    return Consistency(*found, (1 + larger) / (1 + permutations), len(y), neighbours)


def _scaled(x: Floats) -> Floats:
    spread = x.std(axis=0)
    return (x - x.mean(axis=0)) / np.where(spread > 0, spread, 1.0)


def _nearest(x: Floats, codes: Ints, k: int) -> tuple[Ints, Ints]:
    """The k nearest rows with the same code and with another one, for every row."""
    same = np.empty((len(x), k), np.int64)
    others = np.empty((len(x), k), np.int64)
    size = (x**2).sum(axis=1)
    for low in range(0, len(x), 500):
        rows = np.arange(low, min(low + 500, len(x)))
        apart = size[rows, None] + size - 2 * x[rows] @ x.T
        apart[np.arange(len(rows)), rows] = np.inf
        mine = codes[rows, None] == codes
        same[rows] = np.argpartition(np.where(mine, apart, np.inf), k - 1, axis=1)[:, :k]
        others[rows] = np.argpartition(np.where(mine, np.inf, apart), k - 1, axis=1)[:, :k]
    return same, others


def _gap(y: Floats, same: Ints, others: Ints) -> tuple[float, float, float]:
    near = float(np.abs(y[:, None] - y[same]).mean())
    far = float(np.abs(y[:, None] - y[others]).mean())
    return near, far, far - near


def _strata(y: Floats, x: Floats) -> list[Ints]:
    """Tenths of the offer a straight line would expect."""
    design = np.column_stack([np.ones(len(y)), x])
    guess = design @ np.linalg.lstsq(design, y, rcond=None)[0]
    return [part for part in np.array_split(np.argsort(guess, kind="stable"), STRATA) if len(part)]


def _dealt(y: Floats, strata: list[Ints], rng: np.random.Generator) -> Floats:
    again = y.copy()
    for part in strata:
        again[part] = y[rng.permutation(part)]
    return again
