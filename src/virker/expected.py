"""Answer `expected`: does it go as one may expect, given who the citizens are?

Every place is held against what others would have reached with the same citizens. It describes;
it is no effect of anything the place did. Places stand by name and are never ranked.
"""

from __future__ import annotations

from dataclasses import asdict
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from virker.changes import place_asked, unit_of
from virker.cohort import cohort
from virker.compare.funnel import Funnel, Place, expected_given_mix
from virker.complete import not_complete_yet
from virker.distributions import normal_quantile
from virker.errors import VirkerError
from virker.mixture import mix_of
from virker.protocol import Protocol, as_plain
from virker.result import Check, Estimate, Reason, Result, refuse
from virker.run import runs
from virker.verdicts import Verdict, judge

if TYPE_CHECKING:
    from virker.cohort import Cohort
    from virker.panel import Bools, Ints
    from virker.result import Language
    from virker.tables import Data

ESTIMAND = (
    "Descriptive benchmark, not an effect: share in {outcome} in the place minus the share "
    "elsewhere among citizens like its own"
)
FEWEST = 100
"""Fewer than this in a place are not held against anything: they go together as the rest."""
LIMITS = (0.9, 1.1)
"""A perfect expectation has calibration slope 1."""
NO_EFFECT = Reason(
    "benchmark",
    "Det er en sammenligning med, hvad man kan vente. Den viser ikke, hvorfor.",
    "It is a comparison with what may be expected. It does not show why.",
)
REASONS = {
    "too_few_places": Reason(
        "too_few_places",
        "Der er for få steder med nok borgere til at sige, hvad man kan vente.",
        "There are too few places with enough citizens to say what may be expected.",
    ),
    "calibrated": Reason(
        "calibrated",
        "Forventningen passer ikke godt nok på tallene til, at vi kan holde noget op mod den.",
        "The expectation does not fit the numbers well enough to hold anything against it.",
    ),
    "place_too_small": Reason(
        "place_too_small",
        "Stedet har for få borgere til, at vi kan sige noget om det.",
        "The place has too few citizens for us to say anything about it.",
    ),
    "no_place": Reason(
        "no_place",
        "Spørgsmålet nævner ikke et sted. Alle steder står med det, man kan vente.",
        "The question names no place. All places stand with what may be expected.",
    ),
}


@runs("expected")
def expected(protocol: Protocol, data: Data) -> Result:
    """Answer an `expected` protocol from a folder.

    Args:
        protocol: `options.unit` says what a place is (municipality); `options.place`, or the
            population's unit, which place it is about; `adjust` what the expectation counts in.
        data: Spells or weeks, and persons with their place.

    Returns:
        Observed minus expected at every horizon for the place asked about; all places with
        expectation, limits and shrunken difference in `details.places`, by name.

    Raises:
        VirkerError: Places are not recorded, or the outcome is counted in weeks.

    Source:
        Spiegelhalter (2005), Statistics in Medicine 24(8); see `virker.compare.funnel`.

    Examples:
        >>> import pyarrow as pa
        >>> from virker.question import Question
        >>> from virker.tables import from_arrow
        >>> ids = [f"p{i}" for i in range(600)]
        >>> spells = pa.table({"person": ids, "spell": ["1"] * 600, "start": [0] * 600,
        ...                    "stop": [2, 9, 3, 9, 9] * 120, "exit": ["job"] * 600})
        >>> persons = pa.table({"person": ids, "municipality": ["m1", "m2", "m3"] * 200})
        >>> asked = Question(kind="expected", horizons=(4,), options={"place": "m1"}, margin=0.1)
        >>> expected(asked.protocol(), from_arrow({"spells": spells, "persons": persons})).verdict
        <Verdict.AT_LEAST_AS_GOOD: 'at_least_as_good'>
    """
    if protocol.outcome.startswith("weeks_"):
        raise VirkerError("Her svarer vi i andele. Skriv outcome uden weeks_ foran.")
    place = place_asked(protocol)
    spells = cohort(_everywhere(protocol), data)
    estimand = ESTIMAND.format(outcome=protocol.outcome)
    warnings = tuple(finding.text("da") for finding in data.report.findings)
    if spells.complete_until is not None:
        warnings = (*warnings, not_complete_yet(spells.complete_until))
    found = {week: benchmark(spells, protocol, week) for week in protocol.horizons}
    main = found[protocol.primary]
    if main is None:
        return refuse(protocol, estimand, REASONS["too_few_places"], NO_EFFECT, warnings=warnings)
    told = {week: funnel for week, funnel in found.items() if funnel is not None}
    fits = not surely_off(main)
    checks = (Check("calibrated", main.slope, LIMITS[1], fits),)
    details = {"places": [_row(one) for one in main.places], "dispersion": main.dispersion}
    if not fits:
        return refuse(
            protocol, estimand, REASONS["calibrated"], NO_EFFECT, checks=checks, warnings=warnings
        )
    names = {one.name for one in main.places}
    if place is not None and place not in names:
        return refuse(protocol, estimand, REASONS["place_too_small"], NO_EFFECT, warnings=warnings)
    chosen = estimates(protocol, told, place)
    if place is None:
        verdict, why = Verdict.CANNOT_TELL, (REASONS["no_place"],)
    else:
        shown = next(e for e in chosen if e.horizon == protocol.primary)
        verdict, why = judge(shown.low, shown.high, protocol.margin), ()
    return Result(
        protocol, estimand, chosen, checks, verdict, (*why, NO_EFFECT), warnings=warnings,
        words=_words(main, place, verdict), details=details,
    )  # fmt: skip


def surely_off(funnel: Funnel) -> bool:
    """Whether the calibration slope lies outside its limits by more than chance."""
    half = normal_quantile(0.975) * funnel.slope_se
    return funnel.slope + half < LIMITS[0] or funnel.slope - half > LIMITS[1]


def _everywhere(protocol: Protocol) -> Protocol:
    """The same question about all places: the place asked about is compared, not cut out."""
    unit = str(protocol.option("unit", "municipality"))
    plain = as_plain(protocol)
    population = dict(protocol.population or {})
    population.pop(unit, None)
    return Protocol.from_mapping({**plain, "population": population})


def benchmark(spells: Cohort, protocol: Protocol, weeks: int) -> Funnel | None:
    """Hold every place with enough citizens against the others; None with fewer than three.

    Everybody counts once, with the first spell we can follow.
    """
    codes, names = unit_of(protocol, spells.people)
    place = codes[spells.person]
    y = spells.status(protocol.outcome, weeks)
    keep: Bools = np.isfinite(y) & (place >= 0)
    keep &= _first_of(spells.person, keep)
    count = np.bincount(place[keep], minlength=len(names))
    keep &= count[place] >= FEWEST
    if len(np.unique(place[keep])) < 3 or len(np.unique(y[keep])) < 2:
        return None
    mix = mix_of(spells, protocol.adjust).where(keep)
    words = np.array(names, np.str_)[place[keep]]
    return expected_given_mix(y[keep], words.tolist(), mix.table, seed=protocol.seed)


def _first_of(person: Ints, keep: Bools) -> Bools:
    """The first row of every person among those kept; rows come by person and start."""
    rows = np.flatnonzero(keep)
    first = np.zeros(len(keep), np.bool_)
    if len(rows):
        first[rows[np.append(True, np.diff(person[rows]) != 0)]] = True
    return first


def estimates(
    protocol: Protocol, told: dict[int, Funnel], place: str | None
) -> tuple[Estimate, ...]:
    """Observed minus expected, for the place asked about or for all, by name."""
    z = NormalDist().inv_cdf(1 - 0.025 / protocol.looks)
    return tuple(
        Estimate.normal(
            week, one.difference, one.se, one.n, round(one.n * one.observed),
            label="" if place else str(one.name), method="observed_minus_expected", z=z,
        )
        for week, funnel in told.items()
        for one in funnel.places
        if place in {None, one.name}
    )  # fmt: skip


def _row(place: Place) -> dict[str, object]:
    return {**asdict(place), "name": str(place.name)}


WORDS = {
    "da": {
        Verdict.BETTER: "Det går bedre, end man kan vente med netop de borgere.",
        Verdict.AT_LEAST_AS_GOOD: "Det går mindst lige så godt, som man kan vente.",
        Verdict.WORSE: "Det går dårligere, end man kan vente med netop de borgere.",
        Verdict.CANNOT_TELL: "Det ligger inden for det, man kan vente. Der kan være en forskel, "
        "som vi ikke kan se.",
    },
    "en": {
        Verdict.BETTER: "It goes better than may be expected with just those citizens.",
        Verdict.AT_LEAST_AS_GOOD: "It goes at least as well as may be expected.",
        Verdict.WORSE: "It goes worse than may be expected with just those citizens.",
        Verdict.CANNOT_TELL: "It lies within what may be expected. There may be a difference "
        "that we cannot see.",
    },
}


def _words(funnel: Funnel, place: str | None, verdict: Verdict) -> dict[Language, str]:
    if place is not None:
        return {
            "da": f"{WORDS['da'][verdict]} {NO_EFFECT.da}",
            "en": f"{WORDS['en'][verdict]} {NO_EFFECT.en}",
        }
    odd, all_ = sum(one.unusual for one in funnel.places), len(funnel.places)
    return {
        "da": f"{odd} af {all_} steder ligger uden for det, man kan vente. {NO_EFFECT.da}",
        "en": f"{odd} of {all_} places lie outside what may be expected. {NO_EFFECT.en}",
    }
