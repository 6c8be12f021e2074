"""Answer `pairwise`: which of several services is best for the same people?"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from itertools import combinations
from statistics import NormalDist
from typing import TYPE_CHECKING

from virker.gates import LEAST_ESS, MOST_DIFFERENT, enough, reason, rule_on
from virker.names import NAMES
from virker.panel import panel
from virker.result import Check, Estimate, Reason, Result, refuse
from virker.run import runs
from virker.starting import within_reach
from virker.sums import NoSettling, Parts
from virker.trials import CannotFollow, gather, rule_for, service_named
from virker.verdicts import Verdict, judge
from virker.versus import Versus, those_who_began, versus
from virker.words import OUTCOMES, bare_size, later, size

if TYPE_CHECKING:
    from virker.panel import Panel
    from virker.protocol import Protocol
    from virker.result import Language
    from virker.tables import Data

ESTIMAND = (
    "Average difference between beginning {first} and beginning {second} this week, for those who "
    "began one of them and could have begun the other (overlap population), on {outcome}"
)
SAID = {
    "da": {
        Verdict.BETTER: "Flere var {state} {later} med {first} end med {second}. Det gælder dem, "
        "der kunne få begge dele. Forskellen er {size}. Den ligger mellem {low} og {high}.",
        Verdict.WORSE: "Færre var {state} {later} med {first} end med {second}. Det gælder dem, "
        "der kunne få begge dele. Forskellen er {size}. Den ligger mellem {low} og {high}.",
        Verdict.AT_LEAST_AS_GOOD: "{First} er mindst lige så godt som {second}. Det gælder "
        "{later} og inden for den margin, I har aftalt.",
        Verdict.CANNOT_TELL: "Vi kan ikke sige, om {first} eller {second} er bedst {later}. "
        "Tallene passer med alt fra {low} til {high}.",
    },
    "en": {
        Verdict.BETTER: "More were {state} {later} with {first} than with {second}. That holds for "
        "those who could have had either. The difference is {size}. It lies between {low} and {high}.",
        Verdict.WORSE: "Fewer were {state} {later} with {first} than with {second}. That holds for "
        "those who could have had either. The difference is {size}. It lies between {low} and {high}.",
        Verdict.AT_LEAST_AS_GOOD: "{First} is at least as good as {second}. That holds {later} "
        "and within the margin you agreed on.",
        Verdict.CANNOT_TELL: "We cannot say whether {first} or {second} is best {later}. "
        "The numbers fit anything from {low} to {high}.",
    },
}
LEAST_COMMON = 0.1
"""Least overlap as a share of the rarer service: 1 when everybody could have had either."""
NOT_COMPARABLE = (
    "{first} og {second} gives ikke til de samme mennesker. Vi kan ikke sammenligne dem (overlap).",
    "{first} and {second} are not given to the same people. We cannot compare them (overlap).",
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two services and what was found; None where they could not be compared."""

    first: str
    second: str
    found: Versus | None

    @property
    def label(self) -> str:
        """Both names, first against second."""
        return f"{self.first} / {self.second}"

    @property
    def checks(self) -> tuple[Check, ...]:
        """Whether the pair may be spoken of."""
        if self.found is None:
            return (Check("overlap_ess", 0.0, LEAST_ESS, passed=False),)
        ess = min(self.found.ess)
        return (
            *enough(min(self.found.starts)),
            Check("overlap_ess", ess, LEAST_ESS, ess >= LEAST_ESS),
            Check(
                "overlap_common", self.found.common, LEAST_COMMON, self.found.common >= LEAST_COMMON
            ),
            Check("balance", self.found.smd, MOST_DIFFERENT, self.found.smd <= MOST_DIFFERENT),
        )

    @property
    def stands(self) -> bool:
        """Whether nothing stops the pair."""
        return all(check.passed or check.consequence != "stop" for check in self.checks)


@runs("pairwise")
def pairwise(protocol: Protocol, data: Data) -> Result:
    """Answer a `pairwise` protocol from a data folder; see `answer`."""
    warnings = tuple(finding.text("da") for finding in data.report.findings)
    return replace(answer(protocol, panel(data)), warnings=warnings)


def answer(protocol: Protocol, people: Panel) -> Result:
    """Compare services two by two, each pair for those who could have had either.

    Args:
        protocol: Of kind `pairwise`, with two services or more.
        people: All persons and weeks.

    Returns:
        Differences (first minus second) at the horizons, one label per pair, with intervals that
        hold for all pairs at once. The verdict is about the first pair. A pair without common
        support is left out and named in `reasons`; services are not ranked.

    Raises:
        VirkerError: A service or the outcome is not in the data.
    """
    services = tuple(service_named(people, word) for word in protocol.service)
    estimand = ESTIMAND.format(first=services[0], second=services[1], outcome=protocol.outcome)
    if protocol.outcome.startswith("weeks_"):
        return refuse(protocol, estimand, NO_WEEKS)
    try:
        kept = within_reach(protocol, people)
    except CannotFollow as error:
        return refuse(protocol, estimand, Reason("too_short", str(error), error.english))
    trials = gather(people, rule_for(people, services, max(kept)), protocol, protocol.outcome, kept)
    numbers = combinations(range(len(services)), 2)
    pairs = [
        Pair(services[a], services[b], _compare(trials.parts, a, b, len(trials.design.columns)))
        for a, b in numbers
    ]
    result = _conclude(protocol, estimand, pairs, kept)
    if kept == protocol.horizons:
        return result
    return result.deviate("horizons", planned=protocol.horizons, done=kept, why="data er for korte")


NO_WEEKS = Reason(
    "no_weeks",
    "For hele uger kan vi ikke svare på dette spørgsmål. Spørg om en tilstand, for eksempel job.",
    "For whole weeks we cannot answer this question. Ask about a state, such as job.",
)


def _compare(parts: Parts, a: int, b: int, columns: int) -> Versus | None:
    try:
        return versus(those_who_began(parts, a + 1, b + 1), columns)
    except NoSettling:
        return None


def _conclude(
    protocol: Protocol, estimand: str, pairs: list[Pair], kept: tuple[int, ...]
) -> Result:
    standing = [pair for pair in pairs if pair.stands]
    z = NormalDist().inv_cdf((1 + 0.95 ** (1 / max(len(standing), 1))) / 2)
    points = tuple(point for pair in standing for point in _points(pair, kept, z))
    lost = tuple(_lost(pair) for pair in pairs if not pair.stands)
    main = pairs[0]
    shown = next(
        (p for p in points if p.label == main.label and p.horizon == protocol.primary), None
    )
    verdict = (
        Verdict.CANNOT_TELL if shown is None else judge(shown.low, shown.high, protocol.margin)
    )
    ruling = rule_on(verdict, main.checks)
    if not main.stands:
        refused = Result(protocol, estimand, points, main.checks, Verdict.REFUSED, lost)
        return replace(refused, details={"pairs": [_told(pair) for pair in pairs]})
    words: dict[Language, str] = {
        language: _sentence(protocol, main, shown, ruling.verdict, language)
        for language in ("da", "en")
    }
    return Result(
        protocol,
        estimand,
        points,
        main.checks,
        ruling.verdict,
        (*ruling.reasons, *lost),
        words=words,
        details={"pairs": [_told(pair) for pair in pairs]},
    )


def _points(pair: Pair, kept: tuple[int, ...], z: float) -> list[Estimate]:
    found = pair.found
    assert found is not None
    return [
        Estimate.normal(
            week, float(found.effect[i]), float(found.se[i]), found.persons, found.starts[0],
            label=pair.label, method="overlap aipw", z=z,
        )
        for i, week in enumerate(kept)
    ]  # fmt: skip


def _lost(pair: Pair) -> Reason:
    few = [check for check in pair.checks if check.name == "too_few" and not check.passed]
    if few:
        return reason("too_few", value=few[0].value, limit=few[0].limit)
    da, en = NOT_COMPARABLE
    names = {"first": NAMES.get(pair.first), "second": NAMES.get(pair.second)}
    danish = {k: n.danish if n else getattr(pair, k) for k, n in names.items()}
    english = {k: n.english if n else getattr(pair, k) for k, n in names.items()}
    return Reason("overlap", _upper(da.format(**danish)), _upper(en.format(**english)))


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _told(pair: Pair) -> dict[str, object]:
    told: dict[str, object] = {"pair": pair.label, "compared": pair.stands}
    return told | {"checks": [asdict(check) for check in pair.checks]}


def _sentence(
    protocol: Protocol, pair: Pair, shown: Estimate | None, verdict: Verdict, language: Language
) -> str:
    assert shown is not None
    first, second = (
        (getattr(NAMES[s], "danish" if language == "da" else "english") if s in NAMES else s)
        for s in (pair.first, pair.second)
    )
    value, high = (size(v, protocol, language) for v in (shown.estimate, shown.high))
    low = bare_size(shown.low, protocol, language)
    state = OUTCOMES[language].get(protocol.outcome, protocol.outcome)
    return SAID[language][verdict].format(
        first=first, second=second, First=_upper(first), state=state, size=value, low=low,
        high=high, later=later(protocol.primary, language),
    )  # fmt: skip
