"""Does the offer follow need?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from virker.arrays import Numbers, column, columns, labels
from virker.compare.funnel import calibration_slope
from virker.compare.logistic import logistic
from virker.distributions import wald
from virker.errors import VirkerError

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Follows:
    """How the offer answers to recorded need.

    Attributes:
        slope: Change in log odds of the offer per standard deviation of need.
        low: Lower end of the 95 % interval.
        high: Upper end.
        calibration: Slope of the offer on what need foretells, on people it was not fitted to;
            1 when the foretelling can be trusted, near 0 when the offer does not follow need.
        explained: Share of the offers' deviance that need explains, in [0, 1].
        fifths: Share offered in each fifth of need, from least to most.
    """

    slope: float
    low: float
    high: float
    calibration: float
    explained: float
    fifths: tuple[float, ...]

    @property
    def follows(self) -> bool:
        """Whether more need surely means more offers."""
        return self.low > 0


def offer_follows_need(
    offered: Numbers,
    need: Numbers,
    *,
    cluster: Numbers | Sequence[str],
    history: Numbers | None = None,
    seed: int = 1,
) -> Follows:
    """See whether those with more need are offered more.

    Args:
        offered: 0 or 1. Shape (n,).
        need: Recorded need before the decision, more is more. Shape (n,).
        cluster: The person (or the caseworker). Shape (n,).
        history: What else the offer may depend on. Shape (n, k).
        seed: Seed of the halves the calibration is tried on.

    Raises:
        VirkerError: Everybody has the same need, or all or none were offered it.

    Source:
        Cox (1958), Biometrika 45; Steyerberg (2019), Clinical Prediction Models, ch. 15.

    Examples:
        >>> rng = np.random.default_rng(1)
        >>> need = rng.normal(size=2000)
        >>> found = offer_follows_need(rng.random(2000) < 1 / (1 + np.exp(-need)), need,
        ...                            cluster=np.arange(2000))
        >>> found.follows, bool(found.low < 1 < found.high)
        (True, True)
    """
    y = column(offered, "offered")
    wanted = column(need, "need", len(y))
    if float(wanted.std()) == 0:
        raise VirkerError(
            "Alle har det samme behov i data, så vi kan ikke se, om tilbud følger det."
        )
    owner = labels(cluster, "cluster", len(y))[0]
    scaled = (wanted - wanted.mean()) / wanted.std()
    design = np.column_stack([scaled, columns(history, "history", len(y))])
    names = ["need", *(f"history {i + 1}" for i in range(design.shape[1] - 1))]
    fit = logistic(y, design, names=names, cluster=owner)
    alone = logistic(y, scaled)
    calibration, _ = calibration_slope(y, scaled[:, None], owner, seed=seed)
    low, high = wald(float(fit.coefficients[1]), float(np.sqrt(fit.covariance[1, 1])))
    parts = np.array_split(np.argsort(wanted, kind="stable"), 5)
    return Follows(
        float(fit.coefficients[1]),
        low,
        high,
        calibration,
        1 - alone.deviance / alone.null_deviance,
        tuple(float(y[part].mean()) for part in parts),
    )
