"""Take out what tells who a text is about. Strict by choice: a colleague sees too little first.

Danish writes only names with a capital letter inside a sentence, so every such word is taken out.
At the beginning of a sentence a word is taken out when somebody in the house is called so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MONTHS = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
NAMELIKE = r"[A-ZÆØÅÉ][\w-]*"
PATTERNS: tuple[tuple[str, str], ...] = (
    ("[mail]", r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    ("[link]", r"(?:https?://|www\.)\S+"),
    ("[cpr]", r"(?<!\d)\d{6}[ -]?\d{4}(?!\d)"),
    ("[dato]", r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)"),
    ("[dato]", r"(?<!\d)\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2,4}(?!\d)"),
    ("[dato]", rf"(?i:(?<!\d)\d{{1,2}}\.?\s?(?:{MONTHS})(?:\s\d{{4}})?\b)"),
    ("[dato]", rf"(?i:\b(?:{MONTHS})\s\d{{4}}\b)"),
    ("[dato]", r"(?<!\d)\d{1,2}/\d{1,2}(?!\d)"),
    ("[telefon]", r"(?:\+\d{1,3}\s?)?(?<!\d)\d{2}(?:\s?\d{2}){3}(?!\d)"),
    ("[sted]", rf"(?<!\d)\d{{4}}\s{NAMELIKE}(?:\s[A-ZÆØÅ]\b)?"),
    (
        "[sted]",
        r"\b[\wæøåÆØÅé.]*(?:gade|vej|vænget|allé|stræde|torv|plads|parken)\s\d+\s?[a-zA-Z]?\b",
    ),
    ("[år]", r"(?<!\d)(?:19|20)\d{2}(?!\d)"),
    ("[nummer]", r"(?<!\d)\d{5,}(?!\d)"),
)
ORDINARY = frozenset(
    {"I", "De", "Dem", "Deres", "CV", "MitID", "EU", "SU", "LAB", "ADHD", "PTSD", "IT", "TV", "PC"}
)
"""Words with a capital that name nobody; `I` and `De` are how one speaks to people."""
WORD = re.compile(r"[^\W\d_][\wæøåÆØÅé'’-]*")
BEFORE_A_SENTENCE = '.!?:»«"”“(\n–•*'
TOKEN = re.compile(r"\[(?:mail|link|cpr|dato|telefon|sted|år|nummer|navn)\]")


@dataclass(frozen=True, slots=True)
class Slice:
    """A text without what tells who it is about, and what was taken out of it."""

    text: str
    removed: list[str]


def anonymise(text: str, names: Iterable[str]) -> Slice:
    """Take names, places, dates, numbers and addresses out.

    Args:
        text: What a professional has typed.
        names: How people who could be meant are called; each part of a name by itself.
    """
    removed: list[str] = []
    for token, pattern in PATTERNS:
        text = _without(text, re.compile(pattern), token, removed)
    known = {part.casefold() for name in names for part in WORD.findall(name) if len(part) > 1}
    text = _without_names(text, known, removed)
    return Slice(re.sub(r"\[navn\](?:[ -]\[navn\])+", "[navn]", text), removed)


def words_in(text: str) -> set[str]:
    """Give the words of a text with and without a genitive s, to look names up by."""
    found = {word.strip("'’-") for word in WORD.findall(text)}
    bare = {word.removesuffix("s").rstrip("'’") for word in found}
    return {word for word in found | bare if len(word) > 1}


def _without(text: str, pattern: re.Pattern[str], token: str, removed: list[str]) -> str:
    removed += [match.group().strip() for match in pattern.finditer(text)]
    return pattern.sub(token, text)


def _without_names(text: str, known: set[str], removed: list[str]) -> str:
    kept, at = [], 0
    for match in _names(text, known):
        removed.append(match.group())
        kept += [text[at : match.start()], "[navn]"]
        at = match.end()
    return "".join([*kept, text[at:]])


def _names(text: str, known: set[str]) -> Iterator[re.Match[str]]:
    tokens = [match.span() for match in TOKEN.finditer(text)]
    for match in WORD.finditer(text):
        if any(start <= match.start() < end for start, end in tokens):
            continue
        before = text[: match.start()].rstrip(" \t")
        begins = not before or before[-1] in BEFORE_A_SENTENCE
        if _is_name(match.group(), known, begins=begins):
            yield match


def _is_name(word: str, known: set[str], *, begins: bool) -> bool:
    if word in ORDINARY:
        return False
    if word[0].isupper() and not begins:
        return True
    if word[0].islower() and len(word) < 4:
        return False  # «bo» and «liv» are also words; a name typed small needs some length
    return not known.isdisjoint(part.casefold() for part in words_in(word))
