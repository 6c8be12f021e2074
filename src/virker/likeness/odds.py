"""Do sex, origin or age change the odds of an offer among citizens with the same history?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from virker.arrays import Floats, Numbers, column, columns
from virker.compare.logistic import LogisticFit, logistic
from virker.distributions import normal_p
from virker.errors import VirkerError
from virker.multiplicity import correct

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class AdjustedOdds:
    """The odds of an offer for one group against the others, history being equal.

    Attributes:
        attribute: What the group is.
        odds_ratio: 1 is treated alike.
        low: Lower end of the 95 % interval.
        high: Upper end.
        p: Adjusted for the number of attributes (Benjamini & Hochberg).
        differs: Whether it stands after that, at 5 %.
        people: Rows in the group.
    """

    attribute: str
    odds_ratio: float
    low: float
    high: float
    p: float
    differs: bool
    people: int


def adjusted_odds(
    offered: Numbers,
    attributes: Mapping[str, Numbers],
    history: Numbers | None,
    *,
    cluster: Numbers | Sequence[str],
    trials: Numbers | None = None,
) -> tuple[AdjustedOdds, ...]:
    """Compare the odds of an offer between groups with the same history, all at once.

    Args:
        offered: How often it was offered: 0 or 1, or up to `trials`. Shape (n,).
        attributes: Name to 0 or 1 per row, such as female or origin. Shape (n,) each.
        history: What may rightly decide: benefit, duration, readiness. Shape (n, k).
        cluster: The person (or the caseworker). Shape (n,).
        trials: How often it could have been offered. Shape (n,).

    Returns:
        One per attribute, in the order given. A difference is a question to ask, not a proof of
        unfairness: the history may leave something out.

    Raises:
        VirkerError: No attributes, or one that nobody or everybody has.

    Source:
        Liang & Zeger (1986), Biometrika 73; Benjamini & Hochberg (1995).

    Examples:
        >>> offered, group = [1, 0, 1, 0, 1, 0, 1, 0], [1, 1, 1, 1, 0, 0, 0, 0]
        >>> round(adjusted_odds(offered, {"g": group}, None, cluster=range(8))[0].odds_ratio, 6)
        1.0
    """
    y = column(offered, "offered")
    groups = {name: column(values, name, len(y)) for name, values in attributes.items()}
    if not groups:
        raise VirkerError("Nævn mindst én gruppe, som skal behandles ens.")
    for name, values in groups.items():
        if set(np.unique(values).tolist()) != {0.0, 1.0}:
            raise VirkerError(f"{name} skal være 0 for nogle og 1 for andre.")
    design = np.column_stack([*groups.values(), columns(history, "history", len(y))])
    names = [*groups, *(f"history {i + 1}" for i in range(design.shape[1] - len(groups)))]
    fit = logistic(y, design, trials=trials, names=names, cluster=cluster)
    return odds_from_fit(fit, {name: int(values.sum()) for name, values in groups.items()})


def odds_from_fit(fit: LogisticFit, people: Mapping[str, int]) -> tuple[AdjustedOdds, ...]:
    """Read the attributes out of a fitted (perhaps pooled) model.

    Args:
        fit: Has one column named after each attribute.
        people: Attribute to how many rows have it.
    """
    spread: Floats = np.sqrt(np.diag(fit.covariance))
    places = [fit.names.index(name) for name in people]
    raw = [normal_p(float(fit.coefficients[i] / spread[i])) for i in places]
    several = correct(raw)
    return tuple(
        AdjustedOdds(name, *fit.odds_ratio(name), several.adjusted[i], several.kept[i], count)
        for i, (name, count) in enumerate(people.items())
    )
