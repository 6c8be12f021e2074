"""A finding with everything a reader needs to trust it, or the reasons why there is none."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import InitVar, dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal, cast

from virker.errors import VirkerError
from virker.protocol import Protocol, as_plain
from virker.verdicts import Verdict

if TYPE_CHECKING:
    from virker.disclosure.results import Disclosure

Language = Literal["da", "en"]
Consequence = Literal["stop", "downgrade", "note"]
Z95 = 1.959963984540054
"""Half width of a 95 % interval in standard errors."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """One number with its uncertainty.

    Attributes:
        horizon: Weeks after time zero.
        estimate: Difference in shares (0-1) or in weeks.
        se: Standard error, same unit, clustered by person.
        low: Lower end of the 95 % interval.
        high: Upper end.
        n: Persons behind the number.
        n_treated: How many of the rows behind it began the service.
        label: Which pair, group or service, where there are several; empty for the main answer.
        method: How it was found (`aipw`, `ipw`, `ra`, ...).
    """

    horizon: int
    estimate: float
    se: float
    low: float
    high: float
    n: int
    n_treated: int
    label: str = ""
    method: str = ""

    @classmethod
    def normal(
        cls,
        horizon: int,
        estimate: float,
        se: float,
        n: int,
        n_treated: int,
        *,
        label: str = "",
        method: str = "",
        z: float = Z95,
    ) -> Estimate:
        """An estimate whose interval is `estimate ± z · se`."""
        low, high = estimate - z * se, estimate + z * se
        return cls(horizon, estimate, se, low, high, n, n_treated, label, method)


@dataclass(frozen=True, slots=True)
class Check:
    """One gate the finding went through, and what it does when it fails."""

    name: str
    value: float
    limit: float
    passed: bool
    consequence: Consequence = "stop"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the verdict is what it is, in words."""

    code: str
    da: str
    en: str


@dataclass(frozen=True, slots=True)
class Deviation:
    """One thing done otherwise than the protocol said, and why."""

    field: str
    planned: str
    done: str
    why: str


_STAMP: Final = object()
"""What only `Result.publish` puts on a publication."""


@dataclass(frozen=True, slots=True)
class Published:
    """What may leave the house: made by `Result.publish` only.

    Raises:
        VirkerError: Somebody else tries to make one.
    """

    content: Mapping[str, object]
    stamp: InitVar[object] = None

    def __post_init__(self, stamp: object) -> None:
        if stamp is not _STAMP:
            raise VirkerError("Kun Result.publish laver noget, der må deles.")

    def to_json(self) -> str:
        """The shareable content as JSON."""
        return json.dumps(self.content, ensure_ascii=False, indent=1, allow_nan=False)


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to one protocol.

    Attributes:
        protocol: The frozen question.
        estimand: What the numbers are numbers of, named in English.
        estimates: The numbers at the protocol's horizons; main answer first.
        checks: The gates, passed or not.
        verdict: What may be said.
        reasons: Why, in words; never empty when the verdict is `refused`.
        curve: The main answer week by week, ascending; empty when there is none.
        words: Sentences that replace the ordinary ones, by language.
        deviations: What was done otherwise than planned.
        warnings: Warnings the data brought with them.
        details: Anything else worth showing, as plain JSON values; no single person in it.
    """

    protocol: Protocol
    estimand: str
    estimates: tuple[Estimate, ...] = ()
    checks: tuple[Check, ...] = ()
    verdict: Verdict = Verdict.CANNOT_TELL
    reasons: tuple[Reason, ...] = ()
    curve: tuple[Estimate, ...] = ()
    words: Mapping[Language, str] = field(default_factory=dict[Language, str])
    deviations: tuple[Deviation, ...] = ()
    warnings: tuple[str, ...] = ()
    details: Mapping[str, object] = field(default_factory=dict[str, object])

    def __post_init__(self) -> None:
        if self.verdict is Verdict.REFUSED and not self.reasons:
            raise VirkerError("Et afvist svar skal have en grund. Skriv den i reasons.")

    @property
    def primary(self) -> Estimate | None:
        """The main answer at the primary horizon, or None when there is none."""
        wanted = [e for e in self.estimates if e.horizon == self.protocol.primary]
        return wanted[0] if wanted else None

    def sentence(self, language: Language = "da") -> str:
        """The verdict as a plain sentence or two, without p-values."""
        from virker.words import sentence

        return self.words[language] if language in self.words else sentence(self, language)

    def deviate(self, what: str, *, planned: object, done: object, why: str) -> Result:
        """The same result with one more line in the log of deviations."""
        line = Deviation(what, str(planned), str(done), why)
        return replace(self, deviations=(*self.deviations, line))

    def to_dict(self) -> dict[str, object]:
        """The result as plain values in the shape of result.json; missing numbers are None."""
        return {
            "protocol_hash": self.protocol.hash,
            "protocol": as_plain(self.protocol),
            "estimand": self.estimand,
            "estimates": [_row(e) for e in self.estimates],
            "checks": [_row(c) for c in self.checks],
            "verdict": self.verdict.value,
            "reasons": [f"{reason.code}: {reason.da}" for reason in self.reasons],
            "reasons_en": [f"{reason.code}: {reason.en}" for reason in self.reasons],
            "sentence": {"da": self.sentence("da"), "en": self.sentence("en")},
            "curve": [_row(e) for e in self.curve],
            "deviations": [_row(d) for d in self.deviations],
            "warnings": list(self.warnings),
            "details": _finite(self.details),
        }

    def to_json(self) -> str:
        """The result as the text of result.json."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1, allow_nan=False)

    @classmethod
    def from_dict(cls, plain: Mapping[str, object]) -> Result:
        """Read a result back from `to_dict`: missing numbers come back as NaN.

        Examples:
            >>> from virker.question import Question
            >>> found = Estimate.normal(52, 0.03, 0.01, 500, 60)
            >>> result = Result(Question(kind="describe").protocol(), "share", (found,))
            >>> Result.from_dict(result.to_dict()).to_dict() == result.to_dict()
            True
        """
        from virker.rereading import result_of

        return result_of(plain)

    def publish(self, disclosure: Disclosure) -> Published:
        """Make the only shareable object, with small numbers hidden.

        Args:
            disclosure: The thresholds, and what was published before.

        Raises:
            TooFewToShow: The group of the main answer is too small.
            VirkerError: Somebody could be given away together with earlier publications, or the
                argument is no `virker.disclosure.Disclosure`.
        """
        from virker.disclosure.results import Disclosure

        if type(disclosure) is not Disclosure:
            raise VirkerError("Brug virker.disclosure.Disclosure til at udgive et svar.")
        return Published(disclosure.apply(self), _STAMP)


def refuse(protocol: Protocol, estimand: str, *reasons: Reason, **more: object) -> Result:
    """A result that answers with reasons instead of a number."""
    result = Result(protocol, estimand, verdict=Verdict.REFUSED, reasons=reasons)
    return replace(result, **cast("dict[str, str]", more))


def _row(item: Estimate | Check | Deviation) -> dict[str, object]:
    pairs = ((name, getattr(item, name)) for name in item.__slots__)
    plain = {name: _finite(value) for name, value in pairs}
    return {name: value for name, value in plain.items() if value != "" or name == "name"}


def _finite(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(k): _finite(v) for k, v in cast("Mapping[object, object]", value).items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in cast("list[object]", value)]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value
