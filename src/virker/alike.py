"""Answer `alike`: are like citizens treated alike? About practice as a whole, never about a person.

Every week in which a service could have been offered is a decision. Four questions: how much does
the offer depend on whom you meet; do sex or origin change it among citizens with the same history;
do the most similar citizens get the same; does the offer follow need.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import numpy as np

from virker.design import HISTORY, MOST_LEVELS
from virker.distributions import normal_quantile
from virker.errors import VirkerError
from virker.likeness.caseworkers import FEWEST
from virker.likeness.practice import Found, look
from virker.panel import CLUSTERS, panel
from virker.protocol import Protocol, as_plain
from virker.result import Check, Estimate, Reason, Result, refuse
from virker.run import runs
from virker.trials import Trials, gather, rule_for, service_named
from virker.verdicts import Verdict

if TYPE_CHECKING:
    from virker.panel import Floats, Panel
    from virker.result import Language
    from virker.tables import Data

ESTIMAND = (
    "Spread (standard deviation of the log odds) between caseworkers in offering {service} to "
    "citizens with the same history; no caseworker is named or ranked"
)
PROTECTED = ("female", "sex", "gender", "nonwestern", "origin", "ethnicity")
"""Attributes looked at when `options.attributes` names none, where they are recorded."""
FEWEST_OFFERS = 30
USUAL_CASEWORKERS, USUAL_DECISIONS = 30, 2_000
REASONS = {
    "too_few_caseworkers": Reason(
        "too_few_caseworkers",
        "Der er for få sagsbehandlere. Et svar ville pege på nogen.",
        "There are too few caseworkers. An answer would point at somebody.",
    ),
    "few": Reason(
        "few",
        "Der er få sagsbehandlere eller beslutninger, så svaret er usikkert.",
        "There are few caseworkers or decisions, so the answer is uncertain.",
    ),
    "no_offers": Reason(
        "no_offers",
        "Tilbuddet blev givet til for få til at sige noget.",
        "The service was offered to too few to say anything.",
    ),
    "a_question": Reason(
        "a_question",
        "Det er et spørgsmål at tale om, ikke en dom over nogen.",
        "It is a question to talk about, not a judgement of anybody.",
    ),
}


@runs("alike")
def alike(protocol: Protocol, data: Data) -> Result:
    """Answer an `alike` protocol from a folder.

    Args:
        protocol: `service` is the offer; `options.attributes` which attributes to look at;
            `options.need` which number says need (`readiness` at the last meeting when left out);
            `margin` the largest spread (log odds) that still counts as alike.
        data: Weeks, events, and persons with their `caseworker`.

    Returns:
        The spread between caseworkers first, then an odds ratio per attribute (labelled), with
        consistency and need in the details. `worse` says that practice differs, `better` is
        never said. Refused with fewer than ten caseworkers.

    Raises:
        VirkerError: Nobody recorded who the caseworker is, or the service is not in the data.

    Source:
        Efron (2010), Large-Scale Inference, ch. 1; Zemel et al. (2013), ICML; see
        `virker.likeness`.

    Examples:
        >>> import tempfile
        >>> from virker.question import Question
        >>> from virker.simulate import World, simulate, write
        >>> from virker.tables import read
        >>> town = read(write(simulate(World(n=100, weeks=60, munis=1)), tempfile.mkdtemp()))
        >>> asked = Question(kind="alike", service="internship").protocol()
        >>> alike(asked, town).reasons[0].code
        'too_few_caseworkers'
    """
    people = panel(data)
    if "caseworker" not in people.served_by:
        raise VirkerError("persons mangler caseworker, så vi kan ikke se, om det betyder noget.")
    if len(protocol.service) != 1:
        raise VirkerError("Nævn netop ét tilbud i service.")
    service = service_named(people, protocol.service[0])
    estimand = ESTIMAND.format(service=service)
    attributes = attributes_of(protocol, people)
    trials = _decisions(protocol, people, service, attributes)
    served = trials.panel.served_by["caseworker"]
    caseworkers = len(np.unique(served[served >= 0]))
    if caseworkers < FEWEST:
        return refuse(protocol, estimand, REASONS["too_few_caseworkers"])
    offers = sum(float((part.start == 1).sum()) for part in trials.parts())
    if offers < FEWEST_OFFERS:
        return refuse(protocol, estimand, REASONS["no_offers"])
    found = look(protocol, trials, _columns(people, trials.panel, attributes), (*attributes,))
    warnings = tuple(finding.text("da") for finding in data.report.findings)
    return _concluded(protocol, estimand, found, warnings)


def _columns(people: Panel, chosen: Panel, attributes: dict[str, Floats]) -> Floats:
    """The attributes of the chosen persons. Shape (chosen, attributes)."""
    row = np.searchsorted(people.persons, chosen.persons)
    made = [values[row] for values in attributes.values()]
    return np.column_stack(made) if made else np.empty((len(row), 0))


def _decisions(
    protocol: Protocol, people: Panel, service: str, attributes: dict[str, Floats]
) -> Trials:
    """All weekly decisions, with history as columns but without the attributes."""
    few = {name for name, (_, words) in people.levels.items() if len(words) <= MOST_LEVELS}
    known = {*HISTORY, *people.numbers, *few} - set(CLUSTERS) - {"reform_week"}
    asked = set(protocol.adjust) or known
    dropped = {name.partition(": ")[0] for name in attributes}
    adjust = sorted(asked - dropped) or ["duration"]
    plain = {**as_plain(protocol), "adjust": adjust}
    rule = rule_for(people, (service,), 1)
    return gather(people, rule, Protocol.from_mapping(plain), protocol.outcome, (1,))


def attributes_of(protocol: Protocol, people: Panel) -> dict[str, Floats]:
    """Attributes as 0 and 1 per person; a word becomes one column per value but the most common.

    Raises:
        VirkerError: An attribute is not recorded, or has many values.
    """
    given = protocol.option("attributes")
    recorded = {*people.numbers, *people.levels}
    asked = given if isinstance(given, tuple) else (given,) if given else ()
    names = [str(name) for name in asked] or [name for name in PROTECTED if name in recorded]
    made: dict[str, Floats] = {}
    for name in names:
        if name in people.levels:
            codes, words = people.levels[name]
            usual = int(np.bincount(codes[codes >= 0], minlength=1).argmax())
            made |= {
                f"{name}: {word}": (codes == i).astype(float)
                for i, word in enumerate(words)
                if i != usual
            }
        elif name in people.numbers and _is_mark(people.numbers[name]):
            made[name] = np.nan_to_num(people.numbers[name])
            if np.isnan(people.numbers[name]).any():
                made[f"{name}: missing"] = np.isnan(people.numbers[name]).astype(float)
        else:
            raise VirkerError(f"{name} skal være registreret om borgerne som 0 og 1 eller som ord.")
    return {name: values for name, values in made.items() if 0 < values.mean() < 1}


def _is_mark(values: Floats) -> bool:
    """Whether a number is 0 or 1 for everybody it is known for."""
    return set(np.unique(values[~np.isnan(values)]).tolist()) <= {0.0, 1.0}


def _concluded(
    protocol: Protocol, estimand: str, found: Found, warnings: tuple[str, ...]
) -> Result:
    spread = found.spread
    checks = (
        Check("caseworkers", spread.caseworkers, USUAL_CASEWORKERS,
              spread.caseworkers >= USUAL_CASEWORKERS, "downgrade"),
        Check("decisions", spread.decisions, USUAL_DECISIONS,
              spread.decisions >= USUAL_DECISIONS, "downgrade"),
    )  # fmt: skip
    few = () if all(check.passed for check in checks) else (REASONS["few"],)
    return Result(
        protocol,
        estimand,
        estimates(protocol, found),
        checks,
        Verdict.CANNOT_TELL if few else verdict_on(found, protocol.margin),
        (*few, REASONS["a_question"]),
        warnings=warnings,
        words=_words(found),
        details={
            "spread": asdict(spread),
            "odds": [asdict(one) for one in found.odds],
            "consistency": None if found.near is None else asdict(found.near),
            "need": None if found.need is None else asdict(found.need),
        },
    )


def verdict_on(found: Found, margin: float | None) -> Verdict:
    """`worse` when practice surely differs, `at_least_as_good` when it surely differs little."""
    uneven = found.spread.differs or any(one.differs for one in found.odds)
    if margin is not None and found.spread.high < margin and not any(o.differs for o in found.odds):
        return Verdict.AT_LEAST_AS_GOOD
    return Verdict.WORSE if uneven else Verdict.CANNOT_TELL


def estimates(protocol: Protocol, found: Found) -> tuple[Estimate, ...]:
    """The spread first, then one odds ratio per attribute."""
    spread, week = found.spread, protocol.primary
    wide = 2 * normal_quantile(0.975)
    main = Estimate(
        week, spread.sd, (spread.high - spread.low) / wide, spread.low, spread.high,
        spread.decisions, spread.caseworkers, method="caseworker_spread",
    )  # fmt: skip
    odds = [
        Estimate(
            week, one.odds_ratio, one.odds_ratio * float(np.log(one.high / one.low)) / wide, one.low,
            one.high, spread.decisions, one.people, one.attribute, "odds_ratio",
        )
        for one in found.odds
    ]  # fmt: skip
    return (main, *odds)


def _words(found: Found) -> dict[Language, str]:
    return {
        "da": f"{found.spread.sentence('da')} {REASONS['a_question'].da}",
        "en": f"{found.spread.sentence('en')} {REASONS['a_question'].en}",
    }
