"""Any learner for the two models: fitted on other persons than it is asked about (cross-fitting)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from virker.effects import Effects, effects
from virker.errors import VirkerError

if TYPE_CHECKING:
    from virker.panel import Bools, Floats, Ints
    from virker.sums import Part, Parts


class Learner(Protocol):
    """What scikit-learn's estimators offer: `fit`, and `predict_proba` or `predict`."""

    def fit(self, x: Any, y: Any, /) -> Any:
        """Learn from rows."""
        ...


Make = Callable[[], Learner]
"""Makes a new learner for every fold, so that nothing is remembered between them."""


def folds(people: int, count: int, seed: int) -> Ints:
    """Deal persons into folds by lot; every row of a person is in the person's fold.

    Examples:
        >>> sorted(np.bincount(folds(10, 3, seed=1)).tolist())
        [3, 3, 4]
    """
    order = np.random.default_rng(seed).permutation(people)
    dealt = np.empty(people, np.int64)
    dealt[order] = np.arange(people) % count
    return dealt


def cross_fitted(
    parts: Parts, people: int, *, start: Make, outcome: Make, count: int = 5, seed: int = 1
) -> Effects:
    """Find the effect on those who began, with both models learned on other persons.

    Args:
        parts: Decisions with outcomes.
        people: Persons in the panel.
        start: Makes a classifier of who begins.
        outcome: Makes a model of the outcome of those who wait, one per horizon.
        count: Folds, at least 2.
        seed: For the dealing.

    Returns:
        Effects as `virker.effects.effects`, clustered by person. All rows are held in memory.

    Raises:
        VirkerError: Fewer than two folds, or a fold in whose absence nobody began.

    Source:
        Chernozhukov et al. (2018), Econometrics Journal 21(1); folds by person, never by row.
    """
    if count < 2:
        raise VirkerError("Der skal mindst to hold til: et at lære af og et at svare for.")
    dealt = folds(people, count, seed)
    taught = [_teach(parts, dealt != fold, start, outcome) for fold in range(count)]

    def nuisance(part: Part) -> tuple[Floats, Floats]:
        chance = np.zeros(part.n)
        expected = np.zeros(part.y.shape, np.float64)
        mine = dealt[part.person]
        for fold, (who, what) in enumerate(taught):
            rows = mine == fold
            if rows.any():
                x = part.x[rows].astype(np.float64)
                chance[rows] = np.clip(_told(who, x), 1e-6, 1 - 1e-6)
                expected[rows] = np.column_stack([_told(model, x) for model in what])
        return chance, expected

    return effects(parts, nuisance)


def _teach(parts: Parts, learn: Bools, start: Make, outcome: Make) -> tuple[Learner, list[Learner]]:
    chosen = [part.where(learn[part.person]) for part in parts()]
    x = np.vstack([part.x for part in chosen]).astype(np.float64)
    began = np.concatenate([part.start for part in chosen])
    y = np.vstack([part.y for part in chosen]).astype(np.float64)
    if not 0 < began.sum() < len(began):
        raise VirkerError("Der er for få, der begyndte, til at dele dem i hold.")
    who = start()
    who.fit(x, began)
    waited, what = began == 0, list[Learner]()
    for column in y.T:
        what.append(outcome())
        what[-1].fit(x[waited], column[waited])
    return who, what


def _told(model: Any, x: Floats) -> Floats:
    """The chance, or the mean, a learner expects."""
    if hasattr(model, "predict_proba"):
        told = np.asarray(model.predict_proba(x), np.float64)
        return told[:, -1] if told.ndim == 2 else told
    return np.asarray(model.predict(x), np.float64)
