"""The frozen protocol: what is asked, of whom, when it is answered and what counts as good enough.

A protocol is written before anyone has seen a result. It cannot be changed afterwards, only
replaced by a new one with another hash, so a reader can see that the question came first.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import cast

import yaml

from virker.errors import VirkerError

KINDS: Mapping[str, str] = {
    "describe": "Hvad sker der med borgerne?",
    "start_vs_wait": "Hvad betyder det at begynde nu i stedet for at vente?",
    "pairwise": "Hvilket tilbud er bedst for den samme gruppe?",
    "sustained": "Hvad betyder det at begynde nu i stedet for slet ikke at begynde?",
    "rct": "Hvad viste lodtrækningen?",
    "before_after": "Er det mindst lige så godt som før?",
    "reform": "Er det vores ændring, der gør forskellen?",
    "expected": "Går det, som man kan forvente med netop vores borgere?",
    "alike": "Bliver lige borgere behandlet lige?",
    "monitor": "Ændrer det sig lige nu?",
}
"""The ten questions the library can answer, and how each reads in Danish."""

HORIZONS = (4, 13, 26, 52, 104)
"""Weeks after the start at which we look, unless the protocol says otherwise."""

Plain = str | int | float | bool | None | tuple["Plain", ...] | Mapping[str, "Plain"]
"""What a protocol may hold: the values YAML and JSON share."""


class ProtocolError(VirkerError):
    """The protocol cannot be read or contradicts itself."""


@dataclass(frozen=True, slots=True)
class Protocol:
    """One question, frozen (§1.4 of the contract).

    Attributes:
        kind: One of `KINDS`.
        service: What is offered, by name (`virker.names`); several for `pairwise`, empty where
            the question is about no service.
        population: Conditions on covariates: a value, several values, or `{"min": 18, "max": 29}`
            (both ends included). Empty means everyone.
        outcome: `job`, `education`, `job_or_education`, or `weeks_` before one of them.
        horizons: Weeks after time zero; ascending, each at least 1.
        primary: The one horizon the verdict is about; one of `horizons`.
        adjust: Names of what we compare like with like on; empty means everything recorded.
        margin: Largest loss that still counts as "at least as good", a share in [0, 1] (weeks when
            the outcome is weeks); None where nobody agreed on one.
        looks: How often the answer is looked at; 1 is once.
        seed: Seed for everything drawn by lot.
        options: What a kind needs beyond these fields, such as the column that says who was drawn.
    """

    kind: str
    service: tuple[str, ...] = ()
    population: Mapping[str, Plain] | None = None
    outcome: str = "job"
    horizons: tuple[int, ...] = HORIZONS
    primary: int = 52
    adjust: tuple[str, ...] = ()
    margin: float | None = None
    looks: int = 1
    seed: int = 1
    options: Mapping[str, Plain] | None = None

    def __post_init__(self) -> None:
        _refuse_contradictions(self)

    @property
    def hash(self) -> str:
        """The sha256 of the protocol's canonical JSON, 64 hexadecimal digits."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()

    def option(self, name: str, default: Plain = None) -> Plain:
        """What the options say about `name`, or `default`."""
        return (self.options or {}).get(name, default)

    def canonical(self) -> str:
        """The protocol as JSON with sorted keys and no spaces: equal protocols, equal text."""
        return json.dumps(as_plain(self), sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    def __str__(self) -> str:
        return "\n".join(f"{label}: {text}" for label, text in _lines(self))

    @classmethod
    def from_mapping(cls, given: Mapping[str, object]) -> Protocol:
        """Freeze a protocol from plain values, as YAML gives them.

        Args:
            given: Field name to value; fields left out keep their default. Fields this library
                does not know belong in `options` and are refused elsewhere.

        Raises:
            ProtocolError: A field is unknown, missing or of the wrong kind.

        Examples:
            >>> Protocol.from_mapping({"kind": "start_vs_wait", "service": "praktik"}).primary
            52
        """
        known = {field.name for field in fields(cls)}
        if unknown := sorted(set(given) - known):
            raise ProtocolError(
                f"Protokollen har felter, vi ikke kender: {', '.join(unknown)}. "
                f"Brug {', '.join(sorted(known))}."
            )
        if "kind" not in given:
            raise ProtocolError("Protokollen mangler feltet kind. Skriv, hvilket spørgsmål det er.")
        try:
            return _read(given)
        except (TypeError, ValueError) as error:
            raise ProtocolError(f"Protokollen kan ikke læses: {error}") from error

    @classmethod
    def from_yaml(cls, path: Path | str) -> Protocol:
        """Read and freeze a PROTOCOL.yaml.

        Raises:
            ProtocolError: The file is missing, is not YAML, or does not hold a protocol.
        """
        try:
            given: object = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise ProtocolError(f"Protokollen {path} kan ikke læses: {error}") from error
        if not isinstance(given, Mapping):
            raise ProtocolError(f"Protokollen {path} skal være en liste af felter med værdier.")
        return cls.from_mapping(cast("Mapping[str, object]", given))

    def to_yaml(self) -> str:
        """The protocol as YAML that `from_yaml` reads back to an equal protocol."""
        return yaml.safe_dump(as_plain(self), allow_unicode=True, sort_keys=False)


def as_plain(protocol: Protocol) -> dict[str, object]:
    """The protocol as plain lists and dicts; options are left out when there are none."""
    plain = cast("dict[str, object]", _thaw(asdict(protocol)))
    if len(protocol.service) == 1:
        plain["service"] = protocol.service[0]
    plain["population"] = plain["population"] or {}
    if not plain["options"]:
        del plain["options"]
    return plain


def _read(given: Mapping[str, object]) -> Protocol:
    horizons = tuple(sorted({_whole(week) for week in _several(given.get("horizons", HORIZONS))}))
    margin = given.get("margin")
    primary = given.get("primary")
    return Protocol(
        kind=str(given["kind"]),
        service=_names(given.get("service")),
        population=_conditions(given.get("population")),
        outcome=str(given.get("outcome") or "job"),
        horizons=horizons,
        primary=_usual_primary(horizons) if primary is None else _whole(primary),
        adjust=_names(given.get("adjust")),
        margin=None if margin is None else float(cast("float", margin)),
        looks=_whole(given.get("looks") or 1),
        seed=_whole(given.get("seed", 1)),
        options=_conditions(given.get("options")),
    )


def _usual_primary(horizons: tuple[int, ...]) -> int:
    if not horizons:
        raise ValueError("horizons er tom")
    return 52 if 52 in horizons else horizons[-1]


def _several(value: object) -> tuple[object, ...]:
    if value is None:
        return ()
    if isinstance(value, str) or not isinstance(value, Sequence):
        return (value,)
    return tuple(cast("Sequence[object]", value))


def _names(value: object) -> tuple[str, ...]:
    return tuple(str(name) for name in _several(value) if name != "")


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{value!r} er ikke et helt tal")
    return value


def _conditions(value: object) -> Mapping[str, Plain] | None:
    if value is None or value in ("", "all", "alle"):
        return None
    if not isinstance(value, Mapping):
        raise TypeError(f"{value!r} skal være felter med værdier")
    frozen = {str(k): _freeze(v) for k, v in cast("Mapping[object, object]", value).items()}
    return frozen or None


def _freeze(value: object) -> Plain:
    if isinstance(value, Mapping):
        return {str(k): _freeze(v) for k, v in cast("Mapping[object, object]", value).items()}
    if isinstance(value, list | tuple):
        return tuple(_freeze(item) for item in cast("Sequence[object]", value))
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    return str(value)


def _thaw(value: object) -> object:
    if isinstance(value, Mapping):
        return {k: _thaw(v) for k, v in cast("Mapping[str, object]", value).items()}
    if isinstance(value, tuple):
        return [_thaw(item) for item in cast("tuple[object, ...]", value)]
    return value


def _refuse_contradictions(protocol: Protocol) -> None:
    wrong = [
        (protocol.kind not in KINDS, f"kind skal være en af {', '.join(KINDS)}."),
        (
            not protocol.horizons or min(protocol.horizons) < 1,
            "horizons skal være uger fra 1 og op.",
        ),
        (protocol.primary not in protocol.horizons, "primary skal være en af horizons."),
        (
            protocol.kind in {"start_vs_wait", "sustained"} and len(protocol.service) != 1,
            "service skal nævne netop ét tilbud.",
        ),
        (
            protocol.kind == "pairwise" and len(set(protocol.service)) < 2,
            "service skal nævne mindst to tilbud.",
        ),
        (protocol.margin is not None and protocol.margin < 0, "margin må ikke være negativ."),
        (protocol.looks < 1, "looks skal være mindst 1."),
    ]
    for broken, text in wrong:
        if broken:
            raise ProtocolError(f"Protokollen hænger ikke sammen: {text}")


def _lines(protocol: Protocol) -> list[tuple[str, str]]:
    margin = "ikke aftalt" if protocol.margin is None else f"{protocol.margin:g}".replace(".", ",")
    asked = json.dumps(_thaw(protocol.population or {}), ensure_ascii=False, sort_keys=True)
    return [
        ("Spørgsmål", KINDS[protocol.kind]),
        ("Tilbud", ", ".join(protocol.service) or "intet"),
        ("Borgere", asked if protocol.population else "alle"),
        ("Det vi ser efter", protocol.outcome),
        ("Uger efter start", ", ".join(map(str, protocol.horizons))),
        ("Afgøres ved uge", str(protocol.primary)),
        ("Sammenlignet på", ", ".join(protocol.adjust) or "alt, der er registreret"),
        ("Aftalt margin", margin),
        ("Planlagte kig", str(protocol.looks)),
        ("Frø til lodtrækning", str(protocol.seed)),
        ("Fingeraftryk", protocol.hash[:12]),
    ]
