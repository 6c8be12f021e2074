"""Answer `start_vs_wait`: what it means to begin now instead of waiting this week."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from statistics import NormalDist
from typing import TYPE_CHECKING, cast

import numpy as np

from virker.curve import lock_in
from virker.doubts import doubts
from virker.effects import Effects, effects, modelled, waiting
from virker.errors import VirkerError
from virker.gates import (
    MOST_UNSEEN,
    SMALL,
    SPREAD,
    TOO_FEW,
    balance,
    enough,
    love_plot,
    overlap,
    placebo,
    reason,
    rule_on,
    smallest_effect,
)
from virker.panel import panel
from virker.result import Check, Estimate, Reason, Result, refuse
from virker.run import runs
from virker.subgroups import by_group
from virker.sums import NoSettling, Parts, add_up, logistic, outcome_model
from virker.trials import (
    LEAST_TRIALS,
    CannotFollow,
    Trials,
    gather,
    only_service,
    rule_for,
    service_named,
)
from virker.verdicts import Verdict, judge

if TYPE_CHECKING:
    from virker.panel import Ints, Panel
    from virker.protocol import Protocol
    from virker.tables import Data

ESTIMAND = (
    "Average effect on those who began (ATT) of beginning {service} this week against beginning "
    "nothing this week and what then followed, on {outcome}"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One estimated service: its effects week by week and the gates it went through."""

    found: Effects
    checks: tuple[Check, ...]


@runs("start_vs_wait")
def start_vs_wait(protocol: Protocol, data: Data) -> Result:
    """Answer a `start_vs_wait` protocol from a data folder; see `answer`."""
    warnings = tuple(finding.text("da") for finding in data.report.findings)
    return replace(answer(protocol, panel(data)), warnings=warnings)


def answer(protocol: Protocol, people: Panel) -> Result:
    """Find the effect of beginning a service now against not this week.

    Args:
        protocol: Of kind `start_vs_wait`; the service may also be `meeting` (one more meeting).
        people: All persons and weeks.

    Returns:
        Differences in shares (or weeks, for `weeks_` outcomes) at the protocol's horizons, the
        curve week by week, gates, verdict and words. Refused when a gate stops it.

    Raises:
        VirkerError: The service or outcome is not in the data, or the data are too short.

    Source:
        Sianesi (2004), REStat 86(1), 133-155; Hernán & Robins (2016), AJE 183(8).
    """
    service = service_named(people, protocol.service[0])
    estimand = ESTIMAND.format(service=service, outcome=protocol.outcome)
    try:
        kept = within_reach(protocol, people)
    except CannotFollow as error:
        return refuse(protocol, estimand, Reason("too_short", str(error), error.english))
    rule = rule_for(people, (service,), max(kept))
    weekly = tuple(range(1, max(kept) + 1))
    trials = gather(
        people, rule, protocol, protocol.outcome, weekly, cluster=_cluster(protocol, people)
    )
    starts, persons = begun_in(trials)
    ahead = before_running(protocol, starts)
    if starts < TOO_FEW:
        few = reason("too_few", value=starts, limit=TOO_FEW)
        return refuse(protocol, estimand, few, checks=tuple(enough(starts)), details=ahead)
    try:
        found = estimate(trials, only_service(trials, 1), clusters=_clusters(protocol, people))
    except NoSettling:
        return refuse(protocol, estimand, reason("not_settling"), details=ahead)
    checks = check(trials, only_service(trials, 1), found)
    result = conclude(protocol, estimand, found, checks, kept=kept, persons=persons)
    result = _with_groups(protocol, trials, result)
    love = {"love_plot": love_plot(found, trials.design.names)}
    return replace(
        result, details={**result.details, **ahead, **love, **population_details(trials)}
    )


def _with_groups(protocol: Protocol, trials: Trials, result: Result) -> Result:
    """The effect in the groups the protocol declares in `options.groups`, where it may be told."""
    name = protocol.option("groups")
    if name is None or result.verdict is Verdict.REFUSED or protocol.outcome.startswith("weeks_"):
        return result
    found = by_group(
        only_service(trials, 1),
        trials.panel,
        str(name),
        len(trials.design.columns),
        protocol.primary - 1,
    )
    if found is None:
        return result
    return replace(
        result,
        estimates=(*result.estimates, *found.estimates(protocol.primary)),
        reasons=(*result.reasons, found.reason),
        details={**result.details, "groups_told": found.told()},
    )


def within_reach(protocol: Protocol, people: Panel) -> tuple[int, ...]:
    """The horizons the data are long enough for.

    Raises:
        CannotFollow: The primary horizon is not among them.
    """
    kept = tuple(h for h in protocol.horizons if people.weeks - 1 - h >= LEAST_TRIALS)
    if protocol.primary not in kept:
        raise CannotFollow(people.weeks, protocol.primary)
    return kept


def before_running(protocol: Protocol, starts: int) -> dict[str, object]:
    """What can be said before any effect is looked at: how small an effect we would see."""
    unit = protocol.primary if protocol.outcome.startswith("weeks_") else 1
    return {
        "starts": starts if starts >= SMALL else None,
        "smallest_detectable_effect": smallest_effect(starts, spread=SPREAD * unit),
    }


def estimate(trials: Trials, parts: Parts, *, clusters: int = 0) -> Effects:
    """Fit both models and sum the effects at every horizon of the trials."""
    alpha = logistic(parts, len(trials.design.columns))
    beta = outcome_model(parts, waiting)
    return effects(parts, modelled(alpha, beta), clusters=clusters)


def check(trials: Trials, parts: Parts, found: Effects) -> list[Check]:
    """Send an estimate through the gates."""
    unseen = trials.left_out / max(trials.left_out + trials.rows, 1)
    return [
        *enough(found.starts),
        *overlap(found),
        *balance(found),
        *placebo(parts, trials.design),
        Check("followed_up", unseen, MOST_UNSEEN, unseen <= MOST_UNSEEN, "downgrade"),
    ]


def conclude(
    protocol: Protocol,
    estimand: str,
    found: Effects,
    checks: list[Check],
    *,
    kept: tuple[int, ...],
    persons: int,
) -> Result:
    """From effects and gates to a result in words."""
    curve = estimates(protocol, found, range(1, len(found.aipw) + 1), persons)
    chosen = tuple(point for point in curve if point.horizon in kept)
    main = next(point for point in chosen if point.horizon == protocol.primary)
    ruling = rule_on(judge(main.low, main.high, protocol.margin), checks, found.trimmed)
    refused = ruling.verdict is Verdict.REFUSED
    details = {} if refused else _told(protocol, found, kept)
    result = Result(
        protocol,
        estimand,
        () if refused else chosen,
        tuple(checks),
        ruling.verdict,
        ruling.reasons,
        () if refused else curve,
        details={**details, "trimmed": found.trimmed},
    )
    if kept == protocol.horizons:
        return result
    why = "data er for korte"
    return result.deviate("horizons", planned=protocol.horizons, done=kept, why=why)


def _told(protocol: Protocol, found: Effects, kept: tuple[int, ...]) -> dict[str, object]:
    """Lock-in, the other two estimators, and how strong something hidden would have to be."""
    told: dict[str, object] = {
        "lock_in": asdict(lock_in(found)),
        "methods": methods(found, kept),
    }
    if protocol.outcome.startswith("weeks_"):
        return told
    return told | {"sensitivity": doubts(found, protocol.primary - 1)}


def estimates(
    protocol: Protocol,
    found: Effects,
    weeks: range | tuple[int, ...],
    persons: int,
    label: str = "",
) -> tuple[Estimate, ...]:
    """The effects as numbers with intervals, shares or weeks gained as the protocol asks."""
    values, errors = found.aipw, found.se
    if protocol.outcome.startswith("weeks_"):
        values, errors = found.through(np.tril(np.ones((len(values), len(values)))))
    z = NormalDist().inv_cdf(1 - 0.025 / protocol.looks)
    return tuple(
        Estimate.normal(
            week,
            float(values[week - 1]),
            float(errors[week - 1]),
            persons,
            found.starts,
            label=label,
            method="aipw",
            z=z,
        )
        for week in weeks
    )


def methods(found: Effects, kept: tuple[int, ...]) -> list[dict[str, object]]:
    """The same effect by the outcome model alone and by the start model alone, as a check."""
    return [
        {
            "horizon": week,
            "aipw": float(found.aipw[week - 1]),
            "ra": float(found.ra[week - 1]),
            "ipw": float(found.ipw[week - 1]),
        }
        for week in kept
    ]


def population_details(trials: Trials) -> dict[str, object]:
    """Whom the answer is about, in counts."""
    _, groups = trials.panel.groups()
    return {
        "decisions": trials.rows,
        "not_followed": trials.left_out,
        "adjusted_for": list(trials.design.names),
        "not_adjusted_for": list(trials.design.left_out),
        "fewest_weeks_before_a_start": trials.support.spell,
        "fewest_weeks_between_services": trials.support.pause,
        "groups": [groups[group] for group in trials.support.groups],
    }


def begun_in(trials: Trials) -> tuple[int, int]:
    """How many starts there are in the trials, and how many persons."""
    sums = (
        add_up(
            trials.parts,
            lambda part: {"n": np.array([part.start.sum(), len(np.unique(part.person))], float)},
        )
        if trials.rows
        else {"n": np.zeros(2)}
    )
    return int(sums["n"][0]), int(sums["n"][1])


def _cluster(protocol: Protocol, people: Panel) -> Ints | None:
    name = protocol.option("cluster")
    if name in (None, "person"):
        return None
    if name not in people.served_by:
        raise VirkerError(f"Vi kan ikke klynge på {name}: det er ikke registreret om borgerne.")
    return people.served_by[cast("str", name)] + 1


def _clusters(protocol: Protocol, people: Panel) -> int:
    codes = _cluster(protocol, people)
    return 0 if codes is None else int(codes.max()) + 1
