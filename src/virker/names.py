"""The names of states and services, in one place: what a week can be, and what can be offered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

JOB: Final = "job"
EDUCATION: Final = "education"
SELF_SUPPORT: Final = "self_support"
PERMANENT: Final = "permanent"
OTHER: Final = "other"
GONE: Final = "gone"
BENEFIT: Final = "benefit"
MEETING: Final = "meeting"
NOT_WATCHED: Final = 255
"""The byte of a week in which we did not watch the person."""

BENEFITS: Final = ("UI", "KHJ", "KHA", "UH", "SDP")
SERVICES: Final = ("internship", "wage_subsidy", "course")
EVENT_KINDS: Final = (*SERVICES, MEETING)


@dataclass(frozen=True, slots=True)
class Name:
    """What a state, a benefit or a service is called on the screen.

    Attributes:
        danish: The Danish name, as people say it.
        english: The English name.
    """

    danish: str
    english: str


NAMES: Final[dict[str, Name]] = {
    JOB: Name("job", "job"),
    EDUCATION: Name("uddannelse", "education"),
    SELF_SUPPORT: Name("selvforsørgelse", "self-support"),
    PERMANENT: Name("varig ordning", "permanent scheme"),
    OTHER: Name("andet", "other"),
    GONE: Name("udrejst, død eller pension", "emigrated, dead or pensioned"),
    BENEFIT: Name("ydelse", "benefit"),
    "UI": Name("dagpenge", "unemployment insurance"),
    "KHJ": Name("kontanthjælp, jobparat", "cash assistance, ready for a job"),
    "KHA": Name("kontanthjælp, aktivitetsparat", "cash assistance, ready for activity"),
    "UH": Name("uddannelseshjælp", "education assistance"),
    "SDP": Name("sygedagpenge", "sickness benefit"),
    "internship": Name("praktik", "internship"),
    "wage_subsidy": Name("løntilskud", "wage subsidy"),
    "course": Name("vejledning og opkvalificering", "guidance and training course"),
    MEETING: Name("samtale", "meeting"),
}

_ALIASES: Final = {
    "education": ("uddannelse", "edu"),
    "self_support": ("selvforsørgelse", "selvforsoergelse", "blank"),
    "permanent": ("varig", "perm"),
    "other": ("andet",),
    "benefit": ("ydelse", "unemployed", "ledig", "unemployment"),
    "UI": ("dagpenge",),
    "UH": ("uddannelseshjælp", "uddannelseshjaelp"),
    "SDP": ("sygedagpenge",),
    "internship": ("praktik",),
    "wage_subsidy": ("løntilskud", "loentilskud", "wage subsidy", "subsidy"),
    "course": ("kursus", "vejledning", "opkvalificering"),
    "meeting": ("samtale",),
}
_MEANT: Final = {alias: name for name, aliases in _ALIASES.items() for alias in aliases} | {
    name.lower(): name for name in NAMES
}


def named(word: str) -> str | None:
    """Find the one name for a word people use (`praktik` is `internship`), or None.

    Examples:
        >>> named("praktik"), named("Dagpenge"), named("raket") is None
        ('internship', 'UI', True)
    """
    return _MEANT.get(word.strip().lower())


def _states() -> dict[str, int]:
    """Number every state: single states below 10, benefits 10 + group + 10 × service."""
    plain = {JOB: 0, EDUCATION: 1, SELF_SUPPORT: 2, PERMANENT: 3, OTHER: 4, GONE: 5}
    for row, service in enumerate(("", *SERVICES)):
        for column, benefit in enumerate((*BENEFITS, BENEFIT)):
            plain[benefit + (f"+{service}" if service else "")] = 10 + column + 10 * row
    return plain


STATES: Final[dict[str, int]] = _states()
"""Every state of a week, and the byte it is stored as."""

_BY_BYTE: Final = {str(byte): state for state, byte in STATES.items()}


def state_named(text: str) -> str | None:
    """Find the one name of a state: `UI+internship`, also written `dagpenge+praktik` or `20`.

    Returns:
        A key of `STATES`, or None when the word is not known.

    Examples:
        >>> state_named("dagpenge+praktik"), state_named("20"), state_named("job")
        ('UI+internship', 'UI+internship', 'job')
        >>> state_named("gylden") is None
        True
    """
    if text in STATES:
        return text
    if text in _BY_BYTE:
        return _BY_BYTE[text]
    state = "+".join(named(part) or "?" for part in text.split("+"))
    return state if state in STATES else None


def benefit_of(state: str) -> str | None:
    """Give the benefit of a state, or None when the week had no benefit.

    Examples:
        >>> benefit_of("UI+internship"), benefit_of("job")
        ('UI', None)
    """
    group = state.partition("+")[0]
    return group if group in BENEFITS or group == BENEFIT else None


def service_of(state: str) -> str | None:
    """Give the service that ran in a state, or None.

    Examples:
        >>> service_of("UI+internship"), service_of("UI")
        ('internship', None)
    """
    return state.partition("+")[2] or None


def matches(state: str, word: str) -> bool:
    """Say whether a state is what a word asks for: the state, its benefit, its service or any benefit.

    Args:
        state: A state as in `STATES`, or an own state from a code table.
        word: `job`, `UI` (with or without a service), `internship` (on any benefit), `benefit`
            (any of them), a state, or an alias of one.

    Examples:
        >>> matches("UI+internship", "UI"), matches("UI+internship", "praktik")
        (True, True)
        >>> matches("KHA", "benefit"), matches("job", "benefit")
        (True, False)
    """
    wanted = named(word) or state_named(word) or word
    if wanted == BENEFIT:
        return benefit_of(state) is not None
    return wanted in {state, benefit_of(state), service_of(state)}
