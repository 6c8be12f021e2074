"""Answer `sustained`: what it means to begin now instead of not at all.

A question of its own with a name of its own: those who wait may not begin later either. The
answer is another than that of `start_vs_wait`, often by a factor of two.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from virker.effects import Effects, effects
from virker.gates import TOO_FEW, balance, enough, overlap, placebo, reason, rule_on
from virker.never import follow_waiting, never_begun
from virker.panel import panel
from virker.result import Check, Estimate, Reason, Result, refuse
from virker.run import runs
from virker.starting import before_running, begun_in, within_reach
from virker.sums import NoSettling, Parts, expit, logistic, outcome_model
from virker.trials import CannotFollow, gather, only_service, rule_for, service_named
from virker.verdicts import Verdict, judge

if TYPE_CHECKING:
    from virker.never import Waiting
    from virker.panel import Floats, Panel
    from virker.protocol import Protocol
    from virker.sums import Part
    from virker.tables import Data
    from virker.trials import Trials

ESTIMAND = (
    "Average effect on those who began (ATT) of beginning {service} this week against not "
    "beginning it at all before the horizon (sustained strategy), on {outcome}"
)


@runs("sustained")
def sustained(protocol: Protocol, data: Data) -> Result:
    """Answer a `sustained` protocol from a data folder; see `answer`."""
    warnings = tuple(finding.text("da") for finding in data.report.findings)
    return replace(answer(protocol, panel(data)), warnings=warnings)


def answer(protocol: Protocol, people: Panel) -> Result:
    """Find the effect of beginning now against not beginning before the horizon.

    Args:
        protocol: Of kind `sustained`.
        people: All persons and weeks. A waiter who cannot be watched to the last horizon is left
            out; one who begins later is followed until then, and weighed up by others.

    Returns:
        Differences in shares at the protocol's horizons, gates, verdict and words.

    Raises:
        VirkerError: The service or outcome is not in the data.

    Source:
        Hernán & Robins, *What If* (2020), ch. 21 (sustained strategies); Danaei et al. (2013),
        Statistical Methods in Medical Research 22(1).
    """
    service = service_named(people, protocol.service[0])
    estimand = ESTIMAND.format(service=service, outcome=protocol.outcome)
    if protocol.outcome.startswith("weeks_"):
        return refuse(protocol, estimand, NO_WEEKS)
    try:
        kept = within_reach(protocol, people)
    except CannotFollow as error:
        return refuse(protocol, estimand, Reason("too_short", str(error), error.english))
    trials = gather(
        people, rule_for(people, (service,), max(kept)), protocol, protocol.outcome, kept
    )
    starts, persons = begun_in(trials)
    ahead = before_running(protocol, starts)
    if starts < TOO_FEW:
        few = reason("too_few", value=starts, limit=TOO_FEW)
        return refuse(protocol, estimand, few, checks=tuple(enough(starts)), details=ahead)
    try:
        found = estimate(trials, protocol)
    except NoSettling:
        return refuse(protocol, estimand, reason("not_settling"), details=ahead)
    return _conclude(protocol, estimand, trials, dict(zip(kept, found, strict=True)), persons)


NO_WEEKS = Reason(
    "no_weeks",
    "For hele uger kan vi ikke svare på dette spørgsmål. Spørg om en tilstand, for eksempel job.",
    "For whole weeks we cannot answer this question. Ask about a state, such as job.",
)


def estimate(trials: Trials, protocol: Protocol) -> list[Effects]:
    """Fit the start, the waiting and the outcome; one effect per horizon of the trials."""
    waiting = follow_waiting(trials, protocol)
    parts = only_service(trials, 1)
    alpha = logistic(parts, len(trials.design.columns))
    return [
        at_horizon(parts, alpha, waiting, place, horizon)
        for place, horizon in enumerate(trials.horizons)
    ]


def at_horizon(parts: Parts, alpha: Floats, waiting: Waiting, place: int, horizon: int) -> Effects:
    """The effect at one horizon, with waiters weighed by start and by waiting."""
    told = never_begun(parts, waiting, place, horizon)

    def odds(part: Part) -> Floats:
        x = part.x.astype(np.float64)
        return np.exp(np.clip(x @ alpha, -30, 30)) * part.extra["stayed"]

    beta = outcome_model(told, lambda part: (1 - part.start) * odds(part))

    def nuisance(part: Part) -> tuple[Floats, Floats]:
        return expit(np.log(odds(part))), part.x.astype(np.float64) @ beta

    return effects(told, nuisance)


def _conclude(
    protocol: Protocol,
    estimand: str,
    trials: Trials,
    found: dict[int, Effects],
    persons: int,
) -> Result:
    points = tuple(
        Estimate.normal(
            week, float(f.aipw[0]), float(f.se[0]), persons, f.starts, method="aipw, never begun"
        )
        for week, f in found.items()
    )
    main = found[protocol.primary]
    shown = next(point for point in points if point.horizon == protocol.primary)
    checks: list[Check] = [
        *enough(main.starts),
        *overlap(main),
        *balance(main),
        *placebo(only_service(trials, 1), trials.design),
    ]
    ruling = rule_on(judge(shown.low, shown.high, protocol.margin), checks, main.trimmed)
    refused = ruling.verdict is Verdict.REFUSED
    result = Result(
        protocol,
        estimand,
        () if refused else points,
        tuple(checks),
        ruling.verdict,
        ruling.reasons,
        details={**before_running(protocol, main.starts), "decisions": trials.rows},
    )
    kept = tuple(found)
    if kept == protocol.horizons:
        return result
    return result.deviate("horizons", planned=protocol.horizons, done=kept, why="data er for korte")
