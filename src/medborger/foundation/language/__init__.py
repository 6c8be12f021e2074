"""Plain language (klart sprog): LIX and office words with a better one. Advises, never blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
SENTENCE_END = re.compile(r"[.!?:]+(?=\s|$)")
LONG = 7
"""A word with at least this many letters is long (Björnsson 1968: more than six)."""

BETTER_WORDS = {
    "såfremt": "hvis",
    "iværksætte": "begynde",
    "iværksættes": "begynder",
    "vedrørende": "om",
    "angående": "om",
    "fremsende": "sende",
    "fremsendes": "sendes",
    "foranledige": "sørge for",
    "påkrævet": "nødvendigt",
    "anmodning": "ønske",
    "anmode": "bede",
    "rådighedsforpligtelse": "pligt til at kunne tage et job",
    "rettidigt": "til tiden",
    "bevilling": "ja til",
    "førnævnte": "den",
    "ovenstående": "det, der står ovenfor",
    "endvidere": "også",
    "herunder": "blandt andet",
    "hvorvidt": "om",
    "ydermere": "også",
    "pågældende": "den",
    "foretage": "gøre",
    "tilvejebringe": "skaffe",
    "imødekomme": "sige ja til",
    "effektuere": "udføre",
    "grundet": "på grund af",
    "i henhold til": "efter",
    "med henblik på": "for at",
    "under henvisning til": "efter",
}
"""Office words and what people say instead. Our own list; municipalities may add to it."""

SANCTION_WORDS = ("sanktion", "stoppe din ydelse", "miste din ydelse", "trække i din", "straf")
"""Words that threaten. A default text never holds them."""


@dataclass(frozen=True, slots=True)
class Advice:
    """One word that could be plainer."""

    word: str
    better: str


def lix(text: str) -> int:
    """Measure how heavy a text is to read: words per sentence plus per cent long words.

    Below 25 is like a children's book, 35 is easy for most adults, above 55 is a law.
    An empty text is 0.

    Source:
        Björnsson (1968), Läsbarhet.

    Examples:
        >>> lix("Du bestemmer selv. Vi hjælper dig.")
        36
    """
    words = WORD.findall(text)
    if not words:
        return 0
    sentences = max(1, len(SENTENCE_END.findall(text.strip() + " ")))
    long_words = sum(len(word) >= LONG for word in words)
    return round(len(words) / sentences + 100 * long_words / len(words))


def advise(text: str) -> list[Advice]:
    """Point at office words and name the plain ones, in the order they stand."""
    lower = text.casefold()
    found = [
        (match.start(), Advice(match.group(), better))
        for word, better in BETTER_WORDS.items()
        for match in re.finditer(rf"\b{re.escape(word)}\b", lower)
    ]
    return [advice for _, advice in sorted(found, key=lambda pair: pair[0])]


def threatens(text: str) -> list[str]:
    """Give the sanction words in a text; a default text has none."""
    lower = text.casefold()
    return [word for word in SANCTION_WORDS if word in lower]
