"""Plain sentences for every verdict, in Danish and English, without p-values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from virker.verdicts import Verdict, is_lower_but_inside

if TYPE_CHECKING:
    from collections.abc import Mapping

    from virker.result import Estimate, Language, Result

TEXTS: Mapping[str, Mapping[Verdict, str]] = {
    "da": {
        Verdict.BETTER: "Det går bedre. Efter {weeks} uger er forskellen {size}.",
        Verdict.AT_LEAST_AS_GOOD: "Det går mindst lige så godt. {inside}",
        Verdict.WORSE: "Det går dårligere. Efter {weeks} uger er forskellen {size}.",
        Verdict.CANNOT_TELL: "Vi kan ikke vise en effekt. Tallene passer både med {low} og {high}.",
        Verdict.REFUSED: "Vi kan ikke svare på det med disse tal. {reason}",
    },
    "en": {
        Verdict.BETTER: "It goes better. After {weeks} weeks the difference is {size}.",
        Verdict.AT_LEAST_AS_GOOD: "It goes at least as well. {inside}",
        Verdict.WORSE: "It goes worse. After {weeks} weeks the difference is {size}.",
        Verdict.CANNOT_TELL: "We cannot show an effect. The numbers fit both {low} and {high}.",
        Verdict.REFUSED: "We cannot answer this with these numbers. {reason}",
    },
}


def sentence(result: Result, language: Language = "da") -> str:
    """The verdict of a result as one or two plain sentences."""
    text = TEXTS[language][result.verdict]
    reason = " ".join(getattr(reason, language) for reason in result.reasons)
    shown = result.primary
    if shown is None:
        return TEXTS[language][Verdict.REFUSED].format(reason=reason).strip()
    return text.format(
        weeks=shown.horizon,
        size=points(shown.estimate, language),
        low=points(shown.low, language),
        high=points(shown.high, language),
        inside=_inside(shown, result, language),
        reason=reason,
    ).strip()


def points(share: float, language: Language) -> str:
    """A difference in shares as percentage points with one decimal and its sign."""
    number = f"{share * 100:+.1f}".replace("-", "−")
    if language == "da":
        return f"{number.replace('.', ',')} procentpoint"
    return f"{number} percentage points"


def _inside(shown: Estimate, result: Result, language: Language) -> str:
    if not is_lower_but_inside(shown.low, shown.high, result.protocol.margin):
        return ""
    if language == "da":
        return "Det er lidt lavere, men inden for den aftalte margin."
    return "It is a little lower, but inside the agreed margin."
