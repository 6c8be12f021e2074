"""A description in plain sentences, in Danish and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from virker.names import NAMES, named
from virker.result import Reason
from virker.words import later

if TYPE_CHECKING:
    from virker.result import Language, Result

DESCRIBES = Reason(
    "descriptive",
    "Tallene viser, hvad der skete. De viser ikke hvorfor.",
    "The numbers show what happened. They do not show why.",
)
SAID = {
    "da": "Af 100, der begyndte, var {share:.0f} {gone} {later}.",
    "en": "Of 100 who began, {share:.0f} had {gone} {later}.",
}
SAID_WEEKS = {
    "da": "De, der begyndte, fik i snit {weeks} uger {gone} på {within} uger.",
    "en": "Those who began had {weeks} weeks {gone} on average in {within} weeks.",
}
GONE = {
    "da": {
        "job": "kommet i job",
        "education": "kommet i uddannelse",
        "job_or_education": "kommet i job eller uddannelse",
        "permanent": "kommet på en varig ordning",
    },
    "en": {
        "job": "got a job",
        "education": "entered education",
        "job_or_education": "got a job or entered education",
        "permanent": "gone to a permanent scheme",
    },
}


def described(result: Result, language: Language) -> str:
    """Say how many of 100 got there, or how many weeks they had; and that it tells no why."""
    shown, protocol = result.primary, result.protocol
    why = getattr(DESCRIBES, language)
    if shown is None:
        nothing = {
            "da": "Ingen er fulgt længe nok til, at vi kan svare.",
            "en": "Nobody was watched long enough for an answer.",
        }
        return f"{nothing[language]} {why}"
    outcome = protocol.outcome.removeprefix("weeks_")
    if protocol.outcome.startswith("weeks_"):
        weeks = f"{shown.estimate:.1f}"
        where = _state_word(outcome, language)
        text = SAID_WEEKS[language].format(
            weeks=weeks.replace(".", ",") if language == "da" else weeks,
            gone=where,
            within=shown.horizon,
        )
        return f"{text} {why}"
    text = SAID[language].format(
        share=100 * shown.estimate,
        gone=GONE[language].get(outcome) or _went(outcome, language),
        later=later(shown.horizon, language),
    )
    return f"{text} {why}"


def _went(outcome: str, language: Language) -> str:
    word = _state_word(outcome, language)
    return f"gået til {word}" if language == "da" else f"gone to {word}"


def _state_word(outcome: str, language: Language) -> str:
    known = NAMES.get(named(outcome) or outcome)
    if known is None:
        return outcome.replace("_", " ")
    return known.danish if language == "da" else known.english
