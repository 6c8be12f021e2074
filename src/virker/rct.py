"""Answer `rct`: what did the lot show, about the offer and about taking part?"""

from __future__ import annotations

from dataclasses import replace
from statistics import NormalDist
from typing import TYPE_CHECKING, cast

import numpy as np

from virker.calendar import week_number
from virker.errors import VirkerError
from virker.gates import FEW, TOO_FEW, reason, rule_on
from virker.names import NOT_WATCHED
from virker.offer import LEAST_F, Offer, offer
from virker.panel import panel
from virker.population import in_population, outcome_states
from virker.result import Check, Estimate, Reason, Result, refuse
from virker.run import runs
from virker.verdicts import judge
from virker.words import OUTCOMES, bare_size, later, size

if TYPE_CHECKING:
    from virker.panel import Bools, Floats, Panel
    from virker.protocol import Protocol
    from virker.result import Language
    from virker.tables import Data
    from virker.verdicts import Verdict

ESTIMAND = (
    "Average effect of being drawn (the offer, intention to treat) on {outcome}; with `took` also "
    "of taking part, for those who took part because they were drawn"
)
SAID = {
    "da": {
        "better": "De, der blev trukket ud, var oftere {state} {later}. Forskellen er {size}. "
        "Den ligger mellem {low} og {high}.",
        "worse": "De, der blev trukket ud, var sjældnere {state} {later}. Forskellen er {size}. "
        "Den ligger mellem {low} og {high}.",
        "at_least_as_good": "Det gik de udtrukne mindst lige så godt {later}, inden for den "
        "margin, I har aftalt.",
        "cannot_tell": "Vi kan ikke vise en effekt af tilbuddet {later}. Der kan være en, som vi "
        "ikke kan se. Tallene passer med alt fra {low} til {high}.",
        "refused": "Vi kan ikke svare på, hvad lodtrækningen viste.",
    },
    "en": {
        "better": "Those who were drawn were more often {state} {later}. The difference is {size}. "
        "It lies between {low} and {high}.",
        "worse": "Those who were drawn were less often {state} {later}. The difference is {size}. "
        "It lies between {low} and {high}.",
        "at_least_as_good": "It went at least as well for those who were drawn {later}, within "
        "the margin you agreed on.",
        "cannot_tell": "We cannot show an effect of the offer {later}. There may be one that we "
        "cannot see. The numbers fit anything from {low} to {high}.",
        "refused": "We cannot say what the lot showed.",
    },
}


@runs("rct")
def rct(protocol: Protocol, data: Data) -> Result:
    """Answer an `rct` protocol from a data folder.

    Args:
        protocol: `options.drawn` names the column of `persons` that is 1 for those drawn, and
            `options.took` the one that is 1 for those who took part; `options.at` is the week of
            the draw (the first week when left out). `adjust` sharpens the answer.
        data: Persons and their weeks; who cannot be watched at a horizon is left out there.

    Returns:
        The effect of the offer at every horizon, and labelled `took part` that of taking part.

    Raises:
        VirkerError: A column or week is not there.
    """
    people = panel(data)
    people = people.where(in_population(people, protocol.population))
    drawn = _marked(people, str(protocol.option("drawn", "drawn")))
    estimand = ESTIMAND.format(outcome=protocol.outcome)
    least = int(min(drawn.sum(), (~drawn).sum()))
    if least < TOO_FEW:
        few = reason("too_few", value=least, limit=TOO_FEW)
        return refuse(protocol, estimand, few)
    at = _week(protocol, people)
    found = {h: _at_horizon(protocol, people, drawn, at + h) for h in protocol.horizons}
    kept = {h: told for h, told in found.items() if told is not None}
    if protocol.primary not in kept:
        short = Reason("too_short", "Data er for korte til at svare.", "The data are too short.")
        return refuse(protocol, estimand, short)
    warnings = tuple(finding.text("da") for finding in data.report.findings)
    return replace(_conclude(protocol, estimand, people, drawn, kept), warnings=warnings)


def _marked(people: Panel, name: str) -> Bools:
    if name not in people.numbers:
        raise VirkerError(f"persons mangler kolonnen {name} med 0 og 1. Skriv navnet i options.")
    values = people.numbers[name]
    if not np.isin(values, (0, 1)).all():
        raise VirkerError(f"Kolonnen {name} skal være 0 eller 1 for alle.")
    return np.asarray(values == 1, np.bool_)


def _week(protocol: Protocol, people: Panel) -> int:
    given = protocol.option("at")
    if given is None:
        return 0
    week = week_number(str(given))
    if week is None or not 0 <= week - people.first_week < people.weeks:
        raise VirkerError(f"Ugen {given} i options.at er ikke i data.")
    return week - people.first_week


def _at_horizon(protocol: Protocol, people: Panel, drawn: Bools, week: int) -> Offer | None:
    if week >= people.weeks:
        return None
    first = week if not protocol.outcome.startswith("weeks_") else 1
    good = outcome_states(people, protocol.outcome)
    span = people.state[:, first : week + 1]
    seen = (span != NOT_WATCHED).all(axis=1)
    if min(drawn[seen].sum(), (~drawn[seen]).sum()) < TOO_FEW:
        return None
    y = good[span[seen]].sum(axis=1).astype(np.float64)
    name = protocol.option("took")
    took = None if name is None else _marked(people, str(name))[seen]
    known = _known(people, protocol.adjust)[seen]
    return offer(y, drawn[seen], took, adjust=known if known.size else None)


def _known(people: Panel, names: tuple[str, ...]) -> Floats:
    """Numbers known before the draw; a missing one is the average."""
    wrong = [name for name in names if name not in people.numbers]
    if wrong:
        raise VirkerError(
            f"adjust nævner noget, der ikke er et tal om borgerne: {', '.join(wrong)}."
        )
    columns = [people.numbers[name] for name in names]
    filled = [np.where(np.isnan(c), np.nanmean(c), c) for c in columns]
    return np.column_stack(filled) if filled else np.zeros((people.n, 0))


def _balance(people: Panel, drawn: Bools, protocol: Protocol) -> float:
    """Largest difference before the draw in standard errors, over everything recorded as a number."""
    skip = {str(protocol.option("drawn", "drawn")), str(protocol.option("took"))}
    worst = 0.0
    for name, values in people.numbers.items():
        told = ~np.isnan(values)
        one, other = values[told & drawn], values[told & ~drawn]
        if name in skip or min(len(one), len(other)) < 2:
            continue
        spread = float(np.sqrt(one.var() / len(one) + other.var() / len(other)))
        worst = max(worst, abs(float(one.mean() - other.mean())) / spread if spread else 0.0)
    return worst


def _conclude(
    protocol: Protocol, estimand: str, people: Panel, drawn: Bools, kept: dict[int, Offer]
) -> Result:
    z = NormalDist().inv_cdf(1 - 0.025 / protocol.looks)
    points = [_point(h, told, z) for h, told in kept.items()]
    also = [_part(h, told, z) for h, told in kept.items() if protocol.option("took") is not None]
    main = next(point for point in points if point.horizon == protocol.primary)
    least = min(main.n_treated, main.n - main.n_treated)
    columns = max(len(people.numbers), 1)
    limit = NormalDist().inv_cdf(1 - 0.005 / columns)
    worst = _balance(people, drawn, protocol)
    checks = [
        Check("few", least, FEW, least >= FEW, "downgrade"),
        Check("balance_before_draw", worst, limit, worst <= limit, "downgrade"),
    ]
    if also:
        f = kept[protocol.primary].f
        checks.append(Check("took_part_f", min(f, 1e9), LEAST_F, f >= LEAST_F, "note"))
    ruling = rule_on(judge(main.low, main.high, protocol.margin), checks)
    reasons = ruling.reasons
    words: dict[Language, str] = {
        "da": _sentence(protocol, main, ruling.verdict, "da", reasons),
        "en": _sentence(protocol, main, ruling.verdict, "en", reasons),
    }
    estimates = (*points, *(point for point in also if point is not None))
    return Result(
        protocol, estimand, estimates, tuple(checks), ruling.verdict, reasons, words=words,
        details={"compliance": kept[protocol.primary].compliance},
    )  # fmt: skip


def _point(horizon: int, told: Offer, z: float) -> Estimate:
    e = told.offered
    return Estimate.normal(horizon, e.estimate, e.se, e.n, e.n_treated, method="offer", z=z)


def _part(horizon: int, told: Offer, z: float) -> Estimate | None:
    e = told.took_part
    if e is None:
        return None
    return Estimate.normal(
        horizon, e.estimate, e.se, e.n, e.n_treated, label="took part", method="took part", z=z
    )


def _sentence(
    protocol: Protocol,
    main: Estimate,
    verdict: Verdict,
    language: Language,
    reasons: tuple[Reason, ...],
) -> str:
    value, high = (size(v, protocol, language) for v in (main.estimate, main.high))
    low = bare_size(main.low, protocol, language)
    bare = protocol.outcome.removeprefix("weeks_")
    said = SAID[language][verdict.value].format(
        state=OUTCOMES[language].get(bare, bare), later=later(protocol.primary, language),
        size=value, low=low, high=high,
    )  # fmt: skip
    why = " ".join(cast("str", getattr(r, language)) for r in reasons)
    return f"{said} {why}".strip()
