"""Answer `before_after`: is it at least as good as before, for people like those who came after?

The people before are weighted to look like those after. What is left is a difference between two
times, never an effect: the labour market may have changed as well. The result says so every time.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from virker.changes import change_weeks
from virker.cohort import Cohort, cohort
from virker.compare.mix import Standardised, standardise
from virker.complete import not_complete_yet
from virker.errors import NotPossible, VirkerError
from virker.mixture import mix_of
from virker.result import Check, Estimate, Reason, Result, refuse
from virker.run import runs
from virker.verdicts import Verdict, judge

if TYPE_CHECKING:
    from virker.mixture import Mix
    from virker.panel import Bools, Floats
    from virker.protocol import Protocol
    from virker.tables import Data

ESTIMAND = (
    "Difference, not an effect: share in {outcome} among those who began a spell after the change "
    "minus the share among people like them who began, and were followed to the end, before it"
)
NOT_AN_EFFECT = Reason(
    "not_an_effect",
    "Det er en forskel mellem før og efter. Den viser ikke, at det var ændringen.",
    "It is a difference between before and after. It does not show that the change did it.",
)
TOO_FEW_WORDS = Reason(
    "too_few",
    "Der er for få borgere før eller efter ændringen.",
    "There are too few citizens before or after the change.",
)
APART_WORDS = Reason(
    "balance",
    "De, der kom før, ligner slet ikke dem, der kom efter.",
    "Those who came before do not resemble those who came after at all.",
)
FEWEST, MOST_APART, LEAST_WORTH, MOST_UNSEEN = 30, 0.1, 30.0, 0.2


@runs("before_after")
def before_after(protocol: Protocol, data: Data) -> Result:
    """Answer a `before_after` protocol from a folder.

    Args:
        protocol: `options.change` is the week of the change (else the column `reform_week` of
            persons says it place by place, and places without a change are left out); `adjust` is
            what the mix is made of; `margin` the largest loss that still is "as good as before".
        data: Spells or weeks, and persons.

    Returns:
        Differences at the horizons with the mix before and after. Spells that began before the
        change but reached past it at a horizon are not before and not after: they are left out
        there, and counted.

    Raises:
        VirkerError: Nothing says when the change was.

    Source:
        `virker.compare.mix`; Piaggio et al. (2012), JAMA 308(24), on the margin.

    Examples:
        >>> import pyarrow as pa
        >>> from virker.question import Question
        >>> from virker.tables import from_arrow
        >>> spells = pa.table({"person": [f"p{i}" for i in range(80)], "spell": ["1"] * 80,
        ...                    "start": [0] * 40 + [50] * 40, "stop": [3, 9] * 20 + [53, 59] * 20,
        ...                    "exit": ["job"] * 80})
        >>> asked = Question(kind="before_after", horizons=(4,), options={"change": "20"})
        >>> result = before_after(asked.protocol(), from_arrow({"spells": spells}))
        >>> result.primary.estimate, result.reasons[-1].code
        (0.0, 'not_an_effect')
    """
    spells = cohort(protocol, data)
    mix = mix_of(spells, protocol.adjust)
    change = change_weeks(protocol, spells.people)[spells.person]
    estimand = ESTIMAND.format(outcome=protocol.outcome)
    warnings = tuple(finding.text("da") for finding in data.report.findings)
    if spells.complete_until is not None:
        warnings = (*warnings, not_complete_yet(spells.complete_until))
    try:
        found = {week: compare(spells, mix, change, protocol, week) for week in protocol.horizons}
    except NotPossible:
        return refuse(protocol, estimand, APART_WORDS, NOT_AN_EFFECT, warnings=warnings)
    main = found[protocol.primary]
    if main is None:
        return refuse(protocol, estimand, TOO_FEW_WORDS, NOT_AN_EFFECT, warnings=warnings)
    told = {week: one for week, one in found.items() if one is not None}
    checked = checks(main, _unseen(spells, change, protocol))
    chosen = tuple(_estimate(protocol, week, one) for week, one in told.items())
    shown = next(e for e in chosen if e.horizon == protocol.primary)
    verdict, reasons = _ruled(judge(shown.low, shown.high, protocol.margin), checked)
    refused = verdict is Verdict.REFUSED
    result = Result(
        protocol,
        estimand,
        () if refused else chosen,
        tuple(checked),
        verdict,
        (*reasons, NOT_AN_EFFECT),
        warnings=warnings,
        details={
            "mix": [asdict(row) for row in main.mix],
            "plain": [{"horizon": week, **asdict(one.plain)} for week, one in told.items()],
            "left_out": dict(spells.left_out),
        },
    )
    if len(told) < len(found):
        why = "for få er fulgt så længe både før og efter"
        return result.deviate("horizons", planned=protocol.horizons, done=tuple(told), why=why)
    return result


def sides(spells: Cohort, change: Floats, weeks: int) -> tuple[Bools, Bools]:
    """Whose whole follow-up lies before the change, and who began after it. Shape (n,) each."""
    known = np.isfinite(change)
    return known & (spells.start + weeks < change), known & (spells.start >= change)


def compare(
    spells: Cohort, mix: Mix, change: Floats, protocol: Protocol, weeks: int
) -> Standardised | None:
    """Compare after with before at one horizon; None when either side has too few.

    Raises:
        NotPossible: Something people were like is found before only, or after only.
    """
    earlier, later = sides(spells, change, weeks)
    y = spells.status(protocol.outcome, weeks)
    keep: Bools = (earlier | later) & np.isfinite(y)
    if min(int((keep & earlier).sum()), int((keep & later).sum())) < FEWEST:
        return None
    columns = mix.where(keep)
    table = columns.table if columns.names else None
    try:
        found = standardise(
            y[keep], later[keep], table, names=columns.names, cluster=spells.person[keep]
        )
    except VirkerError as apart:
        raise NotPossible(str(apart)) from apart
    people, came_after = (len(np.unique(spells.person[k])) for k in (keep, keep & later))
    counted = replace(found.difference, n=people, n_treated=came_after)
    return replace(found, difference=counted)


def checks(found: Standardised, unseen: float) -> list[Check]:
    """Whether the mixes could be made alike, and enough were followed."""
    apart = max((abs(row.smd_weighted) for row in found.mix), default=0.0)
    worth = found.effective_before
    return [
        Check("balance", apart, MOST_APART, apart <= MOST_APART),
        Check("overlap_ess", worth, LEAST_WORTH, worth >= LEAST_WORTH),
        Check("followed_up", unseen, MOST_UNSEEN, unseen <= MOST_UNSEEN, "downgrade"),
    ]


def _unseen(spells: Cohort, change: Floats, protocol: Protocol) -> float:
    """Share of those after the change, with time enough behind them, whom we lost sight of."""
    _, later = sides(spells, change, protocol.primary)
    last = int((spells.start + spells.stop).max())
    due: Bools = later & (spells.start + protocol.primary < last)
    if not due.any():
        return 0.0
    return float(np.isnan(spells.status(protocol.outcome, protocol.primary))[due].mean())


def _ruled(verdict: Verdict, checked: list[Check]) -> tuple[Verdict, tuple[Reason, ...]]:
    failed = [check for check in checked if not check.passed]
    if any(check.consequence == "stop" for check in failed):
        return Verdict.REFUSED, (APART_WORDS,)
    if failed:
        lost = Reason("followed_up", "For mange kan vi ikke følge.", "Too many cannot be followed.")
        return Verdict.CANNOT_TELL, (lost,)
    return verdict, ()


def _estimate(protocol: Protocol, week: int, found: Standardised) -> Estimate:
    one = found.difference
    z = NormalDist().inv_cdf(1 - 0.025 / protocol.looks)
    return Estimate.normal(
        week, one.estimate, one.se, one.n, one.n_treated, method="standardised", z=z
    )
