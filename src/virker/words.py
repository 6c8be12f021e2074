"""Plain sentences for every verdict, in Danish and English, without p-values.

"We cannot tell" is never worded as "no effect" or "as good as": the sentence says what the
numbers leave open.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from virker.names import NAMES, named
from virker.verdicts import Verdict, is_lower_but_inside

if TYPE_CHECKING:
    from collections.abc import Mapping

    from virker.protocol import Protocol
    from virker.result import Estimate, Language, Result

STARTING: Mapping[str, Mapping[Verdict, str]] = {
    "da": {
        Verdict.BETTER: "De, der begyndte i {service}, var oftere {state} {later}, end hvis de "
        "havde {other}. Forskellen er {size}. Den ligger mellem {low} og {high}.",
        Verdict.AT_LEAST_AS_GOOD: "At begynde i {service} er mindst lige så godt som at {wait}. "
        "Det gælder {later} og inden for den margin, I har aftalt.{inside}",
        Verdict.WORSE: "De, der begyndte i {service}, var sjældnere {state} {later}, end hvis de "
        "havde {other}. Forskellen er {size}. Den ligger mellem {low} og {high}.",
        Verdict.CANNOT_TELL: "Vi kan ikke vise en effekt af {service} {later}. Der kan være en, "
        "som vi ikke kan se. Tallene passer med alt fra {low} til {high}.",
        Verdict.REFUSED: "Vi kan ikke svare på, hvad {service} fører til.",
    },
    "en": {
        Verdict.BETTER: "Those who began {service} were more often {state} {later} than if they "
        "had {other}. The difference is {size}. It lies between {low} and {high}.",
        Verdict.AT_LEAST_AS_GOOD: "To begin {service} is at least as good as to {wait}. "
        "That holds {later} and within the margin you agreed on.{inside}",
        Verdict.WORSE: "Those who began {service} were less often {state} {later} than if they "
        "had {other}. The difference is {size}. It lies between {low} and {high}.",
        Verdict.CANNOT_TELL: "We cannot show an effect of {service} {later}. There may be one "
        "that we cannot see. The numbers fit anything from {low} to {high}.",
        Verdict.REFUSED: "We cannot say what {service} leads to.",
    },
}
GENERAL: Mapping[str, Mapping[Verdict, str]] = {
    "da": {
        Verdict.BETTER: "Det går bedre. Forskellen {later} er {size}. "
        "Den ligger mellem {low} og {high}.",
        Verdict.AT_LEAST_AS_GOOD: "Det går mindst lige så godt, inden for den margin, I har "
        "aftalt.{inside}",
        Verdict.WORSE: "Det går dårligere. Forskellen {later} er {size}. "
        "Den ligger mellem {low} og {high}.",
        Verdict.CANNOT_TELL: "Vi kan ikke vise en effekt. Der kan være en, som vi ikke kan se. "
        "Tallene passer med alt fra {low} til {high}.",
        Verdict.REFUSED: "Vi kan ikke svare på det med disse tal.",
    },
    "en": {
        Verdict.BETTER: "It goes better. The difference {later} is {size}. "
        "It lies between {low} and {high}.",
        Verdict.AT_LEAST_AS_GOOD: "It goes at least as well, within the margin you agreed on.{inside}",
        Verdict.WORSE: "It goes worse. The difference {later} is {size}. "
        "It lies between {low} and {high}.",
        Verdict.CANNOT_TELL: "We cannot show an effect. There may be one that we cannot see. "
        "The numbers fit anything from {low} to {high}.",
        Verdict.REFUSED: "We cannot answer this with these numbers.",
    },
}
WITHOUT_NUMBERS = {"da": "Vi kan ikke vise en effekt.", "en": "We cannot show an effect."}
INSIDE = {
    "da": " Det er lidt lavere, men ikke mere end aftalt.",
    "en": " It is a little lower, but no more than agreed.",
}
LOCK_IN = {
    "da": " I begyndelsen var de sjældnere {state}. Det vendte efter {weeks} uger.",
    "en": " At first they were less often {state}. That turned after {weeks} weeks.",
}
TIMES = {
    "da": {
        4: "fire uger efter",
        13: "tre måneder efter",
        26: "et halvt år efter",
        52: "et år efter",
        104: "to år efter",
    },
    "en": {
        4: "four weeks later",
        13: "three months later",
        26: "half a year later",
        52: "a year later",
        104: "two years later",
    },
}
OUTCOMES = {
    "da": {
        "job": "i job",
        "education": "i uddannelse",
        "job_or_education": "i job eller uddannelse",
        "self_support": "selvforsørgende",
    },
    "en": {
        "job": "in a job",
        "education": "in education",
        "job_or_education": "in a job or education",
        "self_support": "self-supporting",
    },
}
WAITING = {
    "da": {"start_vs_wait": ("ventet", "vente"), "sustained": ("ladet være", "lade være")},
    "en": {"start_vs_wait": ("waited", "wait"), "sustained": ("never begun", "never begin")},
}


def sentence(result: Result, language: Language = "da") -> str:
    """The verdict of a result as a few plain sentences."""
    protocol, shown = result.protocol, result.primary
    starting = protocol.kind in WAITING[language]
    text = (STARTING if starting else GENERAL)[language][result.verdict]
    why = " ".join(getattr(reason, language) for reason in result.reasons)
    if shown is None and result.verdict is not Verdict.REFUSED:
        return f"{WITHOUT_NUMBERS[language]} {why}".strip()
    other, wait = WAITING[language].get(protocol.kind, ("", ""))
    said = text.format(
        **_numbers(shown, protocol, language),
        service=service_word(protocol, language),
        state=OUTCOMES[language].get(_bare(protocol), protocol.outcome),
        later=later(protocol.primary, language),
        other=other,
        wait=wait,
    )
    return f"{said}{_lock_in(result, language)} {why}".strip()


def later(weeks: int, language: Language) -> str:
    """How long after, in words people use.

    Examples:
        >>> later(52, "da"), later(7, "en")
        ('et år efter', '7 weeks later')
    """
    plain = f"{weeks} uger efter" if language == "da" else f"{weeks} weeks later"
    return TIMES[language].get(weeks, plain)


def points(share: float, language: Language) -> str:
    """A difference in shares as percentage points with one decimal and its sign.

    Examples:
        >>> points(-0.0149, "da"), points(0.03, "en")
        ('−1,5 procentpoint', '+3.0 percentage points')
    """
    return (
        f"{_signed(share * 100, language)} procentpoint"
        if language == "da"
        else (f"{_signed(share * 100, language)} percentage points")
    )


def size(value: float, protocol: Protocol, language: Language) -> str:
    """A difference in the unit of the protocol's outcome."""
    if not protocol.outcome.startswith("weeks_"):
        return points(value, language)
    return f"{_signed(value, language)} {'uger' if language == 'da' else 'weeks'}"


def bare_size(value: float, protocol: Protocol, language: Language) -> str:
    """The number of a difference without its unit: the lower end of "from … to …"."""
    by = 1 if protocol.outcome.startswith("weeks_") else 100
    return _signed(value * by, language)


def service_word(protocol: Protocol, language: Language) -> str:
    """The service as it is called on the screen; several are joined."""
    names: list[str] = []
    for service in protocol.service:
        known = NAMES.get(named(service) or service)
        names.append(
            service if known is None else (known.danish if language == "da" else known.english)
        )
    return (" og " if language == "da" else " and ").join(names)


def lix(text: str) -> float:
    """Measure how hard a Danish text is; 35 is easy, 45 is like a newspaper.

    Source:
        Björnsson (1968), Läsbarhet: words per sentence plus percent of long words (> 6 letters).

    Examples:
        >>> lix("Det går bedre. Vi er glade.")
        3.0
    """
    words = re.findall(r"[^\W\d_]+", text)
    stops = max(len(re.findall(r"[.!?:](?=\s|$)", text)), 1)
    long = sum(len(word) > 6 for word in words)
    return len(words) / stops + 100 * long / max(len(words), 1)


def _numbers(shown: Estimate | None, protocol: Protocol, language: Language) -> dict[str, str]:
    if shown is None:
        return dict.fromkeys(("size", "low", "high", "inside"), "")
    lower = is_lower_but_inside(shown.low, shown.high, protocol.margin)
    return {
        "size": size(shown.estimate, protocol, language),
        "low": bare_size(shown.low, protocol, language),
        "high": size(shown.high, protocol, language),
        "inside": INSIDE[language] if lower else "",
    }


def _lock_in(result: Result, language: Language) -> str:
    """Say that it went worse before it went better, when it did."""
    early = [point for point in result.curve if point.high < 0]
    if result.verdict not in {Verdict.BETTER, Verdict.AT_LEAST_AS_GOOD} or not early:
        return ""
    back = [p.horizon for p in result.curve if p.horizon > early[0].horizon and p.estimate >= 0]
    state = OUTCOMES[language].get(_bare(result.protocol), result.protocol.outcome)
    return LOCK_IN[language].format(state=state, weeks=back[0]) if back else ""


def _bare(protocol: Protocol) -> str:
    return protocol.outcome.removeprefix("weeks_")


def _signed(value: float, language: Language) -> str:
    number = f"{value:+.1f}".replace("-", "−")
    return number.replace(".", ",") if language == "da" else number
