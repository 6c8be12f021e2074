"""A few facts in words: who it is about, what it took, and how sure one can be."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from virker.words import points

if TYPE_CHECKING:
    from collections.abc import Mapping

    from virker.result import Language, Result

SAID: Mapping[str, Mapping[str, str]] = {
    "da": {
        "starts": "Begyndt: {value:.0f}.",
        "smallest": "Den mindste forskel, vi kunne se med så mange, er {value}.",
        "lowest": "Forskellen var lavest i uge {value:.0f} efter start.",
        "even": "Ugerne var tjent ind igen efter {value:.0f} uger.",
        "never_even": "Ugerne var ikke tjent ind igen, da vi holdt op med at se.",
        "gained": "I alt {value} uger til slutningen af kurven.",
        "trimmed": "{value} pct. af dem, der begyndte, har ingen at ligne og er ikke med.",
        "e_value": "Noget, vi ikke ser, skal hænge {value} gange sammen med både tilbud og "
        "resultat for at forklare det hele (E-værdi).",
        "robustness": "Det skal forklare {value} pct. af det, der er tilbage af begge, for at "
        "fjerne forskellen (robusthed).",
        "differ": "Grupperne er prøvet for forskelle. De tal, der vises, låner af hinanden. "
        "Vægten på egne tal: {value}.",
    },
    "en": {
        "starts": "Began: {value:.0f}.",
        "smallest": "The smallest difference we could see with so many is {value}.",
        "lowest": "The difference was lowest in week {value:.0f} after the start.",
        "even": "The weeks were earned back after {value:.0f} weeks.",
        "never_even": "The weeks were not earned back when we stopped watching.",
        "gained": "In all {value} weeks by the end of the curve.",
        "trimmed": "{value} per cent of those who began resemble nobody and are left out.",
        "e_value": "Something unseen must go with both service and outcome {value} times as often "
        "to explain it all (E-value).",
        "robustness": "It must explain {value} per cent of what is left of both to take the "
        "difference away (robustness value).",
        "differ": "Groups were tested for difference. The numbers shown lend from each other. "
        "Weight on own numbers: {value}.",
    },
}


def facts(result: Result, language: Language) -> list[str]:
    """Sentences about a result's details; empty for a question that has none of them."""
    told, said = result.details, SAID[language]
    listed: list[str] = []
    starts = _number(told, "starts")
    if starts is not None and starts >= 5:
        listed.append(said["starts"].format(value=starts))
    smallest = _number(told, "smallest_detectable_effect")
    if smallest is not None and smallest < 1e6:
        weeks = result.protocol.outcome.startswith("weeks_")
        text = _plain(smallest, language) if weeks else points(smallest, language).lstrip("+")
        listed.append(said["smallest"].format(value=text))
    listed += _lock_in(told, language)
    trimmed = _number(told, "trimmed")
    if trimmed:
        listed.append(said["trimmed"].format(value=_plain(100 * trimmed, language)))
    return listed + _sensitivity(told, language) + _groups(told, language)


def _lock_in(told: Mapping[str, object], language: Language) -> list[str]:
    curve, said = _inside(told, "lock_in"), SAID[language]
    if not curve:
        return []
    even = _number(curve, "break_even_week")
    listed = [said["lowest"].format(value=_number(curve, "lowest_week"))]
    if even is None:
        listed.append(said["never_even"])
    elif even > 0:
        listed.append(said["even"].format(value=even))
    gained = _number(curve, "weeks_gained") or 0.0
    return [*listed, said["gained"].format(value=_plain(gained, language, sign=True))]


def _sensitivity(told: Mapping[str, object], language: Language) -> list[str]:
    found, said = _inside(told, "sensitivity"), SAID[language]
    if not found:
        return []
    e, share = _number(found, "e_value") or 1.0, _number(found, "robustness_value") or 0.0
    return [
        said["e_value"].format(value=_plain(e, language)),
        said["robustness"].format(value=_plain(100 * share, language)),
    ]


def _groups(told: Mapping[str, object], language: Language) -> list[str]:
    rows = cast("list[dict[str, object]]", _inside(told, "groups_told").get("groups", []))
    if not rows:
        return []
    weights = [f"{row['name']} {round(100 * float(str(row['own_weight'])))} %" for row in rows]
    return [SAID[language]["differ"].format(value=", ".join(weights))]


def _inside(told: Mapping[str, object], name: str) -> Mapping[str, object]:
    return cast("Mapping[str, object]", told.get(name) or {})


def _number(told: Mapping[str, object], name: str) -> float | None:
    value = told.get(name)
    return float(value) if isinstance(value, int | float) else None


def _plain(value: float, language: Language, *, sign: bool = False) -> str:
    text = f"{value:+.1f}" if sign else f"{value:.1f}"
    text = text.replace("-", "−")
    return text.replace(".", ",") if language == "da" else text
