"""Answer `monitor`: is it changing right now? Looked at every month without crying wolf.

Every month's new people are held against what the time before would lead us to expect of people
like them. The interval holds at all looks together, however often one looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from virker.calendar import FIRST_MONDAY
from virker.changes import week_option
from virker.cohort import Cohort, cohort
from virker.compare.logistic import expectation
from virker.compare.monitor import normal_mixture
from virker.complete import not_complete_yet
from virker.errors import VirkerError
from virker.mixture import mix_of
from virker.result import Check, Estimate, Reason, Result, refuse
from virker.run import runs
from virker.verdicts import Verdict, judge

if TYPE_CHECKING:
    from virker.panel import Bools, Floats, Ints
    from virker.protocol import Protocol
    from virker.result import Language
    from virker.tables import Data

ESTIMAND = (
    "Difference, not an effect: share in {outcome} among those who began since the change minus "
    "what the time before leads us to expect of people like them; intervals hold at all looks"
)
FEWEST_BEFORE, FEWEST_A_MONTH = 200, 50
MONTHS_TUNED = 12
"""The interval is sharpest after as many people as came in the last twelve months before."""
REASONS = {
    "too_few": Reason(
        "too_few",
        "Der er for få borgere før eller efter til at følge med måned for måned.",
        "There are too few citizens before or after to follow month by month.",
    ),
    "few_a_month": Reason(
        "few_a_month",
        "Der kommer få borgere om måneden, så det varer længe, før en ændring kan ses.",
        "Few citizens come each month, so it takes long before a change can be seen.",
    ),
    "not_an_effect": Reason(
        "not_an_effect",
        "Det viser, om det går anderledes end før. Det viser ikke hvorfor.",
        "It shows whether it goes otherwise than before. It does not show why.",
    ),
}


@dataclass(frozen=True, slots=True)
class Followed:
    """A running difference, month by month, with intervals that hold at all looks together.

    Attributes:
        months: Number of each month since January 1970. Shape (k,).
        n: People so far. Shape (k,).
        difference: Mean of outcome minus expectation so far. Shape (k,).
        half: Half width of the interval. Shape (k,).
        spread: Standard error an ordinary single look would have. Shape (k,).
    """

    months: Ints
    n: Floats
    difference: Floats
    half: Floats
    spread: Floats

    @property
    def first_change(self) -> int | None:
        """The first look, counted from 0, that leaves no change out; None while there is none."""
        outside = np.flatnonzero(np.abs(self.difference) > self.half)
        return int(outside[0]) if len(outside) else None


@runs("monitor")
def monitor(protocol: Protocol, data: Data) -> Result:
    """Answer a `monitor` protocol from a folder.

    Args:
        protocol: `options.change` is the week from which we follow (the first half of the data
            is the time before when it is left out); `primary` is where we look after each start.
        data: Spells or weeks, and persons.

    Returns:
        One estimate, the difference so far at the primary horizon; every monthly look is in
        `details.looks`. People whose horizon has not come, or is not complete yet, are not
        counted.

    Raises:
        VirkerError: The outcome is counted in weeks.

    Source:
        Robbins (1970); Waudby-Smith et al. (2024); see `virker.compare.monitor`.

    Examples:
        >>> import pyarrow as pa
        >>> from virker.question import Question
        >>> from virker.tables import from_arrow
        >>> n = 2_000
        >>> spells = pa.table({"person": [f"p{i}" for i in range(n)], "spell": ["1"] * n,
        ...                    "start": [i // 20 for i in range(n)],
        ...                    "stop": [i // 20 + (2 if i % 2 else 9) for i in range(n)],
        ...                    "exit": ["job"] * n})
        >>> asked = Question(kind="monitor", horizons=(4,), options={"change": "50"}, margin=0.2)
        >>> result = monitor(asked.protocol(), from_arrow({"spells": spells}))
        >>> result.verdict.value, result.details["first_change"] is None
        ('at_least_as_good', True)
    """
    if protocol.outcome.startswith("weeks_"):
        raise VirkerError("Her svarer vi i andele. Skriv outcome uden weeks_ foran.")
    spells = cohort(protocol, data)
    estimand = ESTIMAND.format(outcome=protocol.outcome)
    warnings = tuple(finding.text("da") for finding in data.report.findings)
    if spells.complete_until is not None:
        warnings = (*warnings, not_complete_yet(spells.complete_until))
    change = week_option(protocol)
    y = spells.status(protocol.outcome, protocol.primary)
    seen: Bools = np.isfinite(y)
    if change is None and seen.any():
        change = int(np.median(spells.start[seen]))
    before: Bools = seen & (spells.start + protocol.primary < (change or 0))
    after: Bools = seen & (spells.start >= (change or 0))
    if int(before.sum()) < FEWEST_BEFORE or not after.any() or len(np.unique(y[before])) < 2:
        return refuse(protocol, estimand, REASONS["too_few"], REASONS["not_an_effect"],
                      warnings=warnings)  # fmt: skip
    found = follow(spells, protocol, y, before, after)
    return _concluded(protocol, estimand, found, int(after.sum()), warnings)


def follow(spells: Cohort, protocol: Protocol, y: Floats, before: Bools, after: Bools) -> Followed:
    """Hold every month's people against what the time before leads us to expect."""
    mix = mix_of(spells, protocol.adjust).where(before)
    table = mix_of(spells, protocol.adjust)
    kept = [table.names.index(name) for name in mix.names]
    if kept:
        fit = expectation(y[before], mix.table)
        eta = fit.coefficients[0] + table.table[:, kept] @ fit.coefficients[1:]
        awaited = 1 / (1 + np.exp(-eta))
    else:
        awaited = np.full(spells.n, y[before].mean())
    gap = (y - awaited)[after]
    when = month_of(spells.start)
    a_year_ago = int(when[after].min()) - MONTHS_TUNED
    year = int((before & (when >= a_year_ago)).sum()) or int(before.sum())
    sd = float((y - awaited)[before].std())
    return follow_differences(gap, when[after], sd=sd, sharpest_at=year, known=int(before.sum()))


def follow_differences(
    gap: Floats, month: Ints, *, sd: float, sharpest_at: float, known: int
) -> Followed:
    """Follow differences from an expectation month by month.

    Args:
        gap: Outcome minus expectation, one per person. Shape (n,).
        month: The month each person came. Shape (n,).
        sd: Spread of `gap` where nothing has changed, above 0; the spread so far counts instead
            when it is larger.
        sharpest_at: After how many people the interval should be sharpest; chosen beforehand.
        known: People the expectation was made from; its own uncertainty widens the interval.

    Source:
        Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas (2024), Annals of Statistics 52(6): an
        asymptotic confidence sequence.

    Examples:
        >>> rng = np.random.default_rng(1)
        >>> gap = (rng.random(2_400) < 0.55) - 0.44
        >>> found = follow_differences(gap, np.arange(2_400) // 200, sd=0.5, sharpest_at=2_400,
        ...                            known=10_000)
        >>> found.first_change is not None
        True
    """
    months, place = np.unique(month, return_inverse=True)
    n = np.cumsum(np.bincount(place)).astype(np.float64)
    total = np.cumsum(np.bincount(place, gap))
    square = np.cumsum(np.bincount(place, gap**2))
    mean = total / n
    spread = np.sqrt(np.maximum(np.maximum(square / n - mean**2, 0), sd**2))
    ready = 1.959963984540054 * sd / np.sqrt(known)
    half = spread * normal_mixture(n, sharpest_at) + ready
    return Followed(months.astype(np.int64), n, mean, half, spread / np.sqrt(n))


def month_of(week: Ints) -> Ints:
    """Give the month (months since January 1970) in which each week begins.

    Examples:
        >>> month_of(np.array([1, 5])).tolist()
        [0, 1]
    """
    days = np.datetime64(FIRST_MONDAY, "D") + np.asarray(week, np.int64) * 7
    return days.astype("datetime64[M]").astype(np.int64)


def _concluded(
    protocol: Protocol, estimand: str, found: Followed, n: int, warnings: tuple[str, ...]
) -> Result:
    difference, half = float(found.difference[-1]), float(found.half[-1])
    a_month = n / len(found.months)
    check = Check("few_a_month", a_month, FEWEST_A_MONTH, a_month >= FEWEST_A_MONTH, "note")
    shown = Estimate(
        protocol.primary, difference, float(found.spread[-1]), difference - half,
        difference + half, n, n, method="confidence_sequence",
    )  # fmt: skip
    verdict = judge(shown.low, shown.high, protocol.margin)
    few = () if check.passed else (REASONS["few_a_month"],)
    return Result(
        protocol, estimand, (shown,), (check,), verdict, (*few, REASONS["not_an_effect"]),
        warnings=warnings,
        words=_words(verdict, few),
        details={"looks": looks(found), "first_change": found.first_change},
    )  # fmt: skip


def looks(found: Followed) -> list[dict[str, object]]:
    """Every monthly look as a row."""
    rows = zip(found.months, found.n, found.difference, found.half, strict=True)
    return [
        {
            "month": str(np.datetime64(int(month), "M")),
            "n": int(n),
            "estimate": float(value),
            "low": float(value - half),
            "high": float(value + half),
        }
        for month, n, value, half in rows
    ]


WORDS = {
    "da": {
        Verdict.BETTER: "Det går bedre end før.",
        Verdict.AT_LEAST_AS_GOOD: "Det går mindst lige så godt som før.",
        Verdict.WORSE: "Det går dårligere end før.",
        Verdict.CANNOT_TELL: "Vi kan ikke se en sikker ændring endnu. Der kan være en.",
    },
    "en": {
        Verdict.BETTER: "It goes better than before.",
        Verdict.AT_LEAST_AS_GOOD: "It goes at least as well as before.",
        Verdict.WORSE: "It goes worse than before.",
        Verdict.CANNOT_TELL: "We cannot see a sure change yet. There may be one.",
    },
}


def _words(verdict: Verdict, few: tuple[Reason, ...]) -> dict[Language, str]:
    why = (*few, REASONS["not_an_effect"])
    return {
        "da": " ".join([WORDS["da"][verdict], *(reason.da for reason in why)]),
        "en": " ".join([WORDS["en"][verdict], *(reason.en for reason in why)]),
    }
