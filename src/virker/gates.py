"""The gates a finding must pass before it may be said, each in words.

A gate that stops refuses the answer; a gate that downgrades leaves "we cannot tell"; a note only
tells the reader.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from virker.effects import effects, modelled, waiting
from virker.result import Check, Reason
from virker.sums import NoSettling, Part, Parts, logistic, outcome_model
from virker.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from virker.design import Design
    from virker.effects import Effects

SPREAD = 0.483
"""Standard error times the root of the number who began, measured on registers with known truth."""
FEW, TOO_FEW, SMALL = 200, 30, 5
"""Fewer than `FEW` is no verdict, fewer than `TOO_FEW` no answer, fewer than `SMALL` never told."""
MOST_DIFFERENT = 0.1
LEAST_ESS, LEAST_ESS_SHARE = 50.0, 0.05
LARGEST_WEIGHT = 0.05
MOST_TRIMMED = 0.10
MOST_UNSEEN = 0.05
PLACEBO_Z = 2.24
"""Two placebos are looked at, so each may fail by chance in 2.5 of 100: together in at most 5."""

REASONS = {
    "too_few": (
        "Færre end {limit:.0f} begyndte. Det er for få til at sige noget.",
        "Fewer than {limit:.0f} began. That is too few to say anything.",
    ),
    "overlap_ess": (
        "For få af dem, der ventede, ligner dem, der begyndte.",
        "Too few of those who waited resemble those who began.",
    ),
    "overlap_common": (
        "De to tilbud gives ikke til de samme mennesker (overlap).",
        "The two services are not given to the same people (overlap).",
    ),
    "overlap_largest_weight": (
        "Svaret hviler på ganske få borgere.",
        "The answer rests on very few citizens.",
    ),
    "overlap_trimmed": (
        "For mange af dem, der begyndte, har ingen at blive sammenlignet med (overlap).",
        "Too many of those who began have nobody to be compared with (overlap).",
    ),
    "balance": (
        "De to grupper er stadig forskellige, efter vi har gjort dem så ens som muligt.",
        "The two groups still differ after we made them as alike as we could.",
    ),
    "balance_before_draw": (
        (
            "De to grupper var forskellige før lodtrækningen. Så er det ikke sikkert, der blev trukket "
            "lod."
        ),
        "The two groups differed before the draw. Then it is not certain that lots were drawn.",
    ),
    "placebo_outcome": (
        "De, der begyndte, skilte sig ud allerede før forløbet. Noget, vi ikke kan se, er på spil.",
        "Those who began already differed before the spell. Something we cannot see is at work.",
    ),
    "placebo_date": (
        "I året før forløbet er der også en forskel. Den kan ikke skyldes tilbuddet.",
        "In the year before the spell there is a difference too. The service cannot be its cause.",
    ),
    "negative_control": (
        "Et tilbud, som ikke kan virke på dette, ser også ud til at gøre det.",
        "A service that cannot affect this seems to do so as well.",
    ),
    "followed_up": (
        "For mange kan vi ikke følge til enden.",
        "Too many cannot be followed to the end.",
    ),
    "not_settling": (
        "De, der begyndte, ligner slet ikke dem, der ventede (overlap).",
        "Those who began do not resemble those who waited at all (overlap).",
    ),
    "new_population": (
        "Svaret gælder kun dem, der har nogen at blive sammenlignet med.",
        "The answer is only about those who have somebody to be compared with.",
    ),
}


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the gates leave of a verdict."""

    verdict: Verdict
    reasons: tuple[Reason, ...]


def reason(code: str, **numbers: float) -> Reason:
    """The words for a reason."""
    da, en = REASONS[code]
    return Reason(code, da.format(**numbers), en.format(**numbers))


def smallest_effect(starts: float, *, spread: float = SPREAD, power: float = 0.8) -> float:
    """The smallest effect that would be seen with the wanted power, before anything is run.

    Args:
        starts: How many began.
        spread: Standard error times the root of the number who began; a share in [0, 1].
        power: Chance of seeing an effect of that size, in (0, 1).

    Returns:
        A difference in the unit of `spread`; infinite when nobody began.

    Source:
        Bloom (1995), Evaluation Review 19(5), minimum detectable effects; two-sided 5 %.

    Examples:
        >>> round(smallest_effect(1_000), 3)
        0.043
    """
    if starts <= 0:
        return float("inf")
    width = NormalDist().inv_cdf(0.975) + NormalDist().inv_cdf(power)
    return width * spread / starts**0.5


def enough(starts: int) -> list[Check]:
    """Whether enough began: few downgrades, too few stops; a count below `SMALL` is not told."""
    told = starts if starts >= SMALL else float("nan")
    return [
        Check("too_few", told, TOO_FEW, starts >= TOO_FEW, "stop"),
        Check("few", told, FEW, starts >= FEW, "downgrade"),
    ]


def overlap(found: Effects) -> list[Check]:
    """Whether those who waited resemble those who began."""
    limit = max(LEAST_ESS, LEAST_ESS_SHARE * found.waiting)
    return [
        Check("overlap_ess", found.ess, limit, found.ess >= limit),
        Check(
            "overlap_largest_weight", found.largest, LARGEST_WEIGHT, found.largest <= LARGEST_WEIGHT
        ),
        Check("overlap_trimmed", found.trimmed, MOST_TRIMMED, found.trimmed <= MOST_TRIMMED),
    ]


def balance(found: Effects) -> list[Check]:
    """Whether the groups are alike after weighting."""
    worst = float(np.abs(found.smd_after).max(initial=0.0))
    return [Check("balance", worst, MOST_DIFFERENT, worst <= MOST_DIFFERENT)]


def love_plot(found: Effects, names: Sequence[str]) -> list[dict[str, object]]:
    """Standardised differences before and after, one row per column, largest first."""
    rows = zip(names, found.smd_before, found.smd_after, strict=True)
    listed: list[dict[str, object]] = [
        {"name": n, "before": float(b), "after": float(a)} for n, b, a in rows if b or a
    ]
    return sorted(listed, key=lambda row: -abs(float(str(row["before"]))))


def placebo(parts: Parts, plan: Design) -> list[Check]:
    """Whether those who began already differed before the spell.

    Two outcomes the service cannot have changed: job 13 weeks before the spell, and share of the
    weeks 52 to 14 before it in job (as if they had begun a year before the spell). Earlier
    employment is left out of the adjustment here; otherwise it would be compared with itself.
    Decisions whose earlier weeks nobody watched are left out; too few of them is no finding.
    """
    names = ("placebo_outcome", "placebo_date")
    smaller = plan.without("employment")
    keep = np.array([column.part != "employment" for column in plan.columns])
    earlier = _earlier(parts, keep)
    begun = sum(float(part.start.sum()) for part in earlier())
    if begun < TOO_FEW:
        return [Check(name, float("nan"), PLACEBO_Z, passed=True) for name in names]
    try:
        alpha = logistic(earlier, len(smaller.columns))
    except NoSettling:
        return [Check(name, float("nan"), PLACEBO_Z, passed=False) for name in names]
    found = effects(earlier, modelled(alpha, outcome_model(earlier, waiting)))
    z = np.abs(found.aipw) / np.maximum(found.se, 1e-12)
    return [
        Check(name, float(value), PLACEBO_Z, bool(value <= PLACEBO_Z))
        for name, value in zip(names, z, strict=True)
    ]


def _earlier(parts: Parts, columns: npt.NDArray[np.bool_]) -> Parts:
    def made() -> Iterator[Part]:
        for part in parts():
            unseen = np.isnan(part.extra["earlier"]).any(axis=1)
            told = part.where(np.asarray(~unseen, np.bool_))
            if told.n:
                yield replace(told, x=told.x[:, columns], y=told.extra["earlier"])

    return made


def rule_on(verdict: Verdict, checks: Sequence[Check], trimmed: float = 0.0) -> Ruling:
    """What is left of a verdict after the gates."""
    failed = [check for check in checks if not check.passed and check.consequence != "note"]
    reasons = [reason(_words(check.name), value=check.value, limit=check.limit) for check in failed]
    if any(check.consequence == "stop" for check in failed):
        return Ruling(Verdict.REFUSED, tuple(reasons))
    if trimmed > 0:
        reasons.append(reason("new_population"))
    if failed:
        return Ruling(Verdict.CANNOT_TELL, tuple(reasons))
    return Ruling(verdict, tuple(reasons))


def _words(name: str) -> str:
    return "too_few" if name == "few" else name
