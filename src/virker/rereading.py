"""Read a stored result back, so that it can be published later than it was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from virker.errors import VirkerError
from virker.protocol import Protocol
from virker.result import Check, Deviation, Estimate, Reason, Result
from virker.verdicts import Verdict

if TYPE_CHECKING:
    from virker.result import Consequence, Language

Plain = Mapping[str, object]


def result_of(plain: Plain) -> Result:
    """Read the shape of result.json.

    Raises:
        VirkerError: The protocol no longer has the fingerprint it was answered under.
    """
    protocol = Protocol.from_mapping(cast("Plain", plain["protocol"]))
    if protocol.hash != plain["protocol_hash"]:
        raise VirkerError("Protokollen er ændret, efter at den blev frosset.")
    pairs = zip(_texts(plain, "reasons"), _texts(plain, "reasons_en"), strict=True)
    return Result(
        protocol,
        str(plain["estimand"]),
        tuple(_estimate(row) for row in _rows(plain, "estimates")),
        tuple(_check(row) for row in _rows(plain, "checks")),
        Verdict(str(plain["verdict"])),
        tuple(_reason(da, en) for da, en in pairs),
        tuple(_estimate(row) for row in _rows(plain, "curve")),
        cast("Mapping[Language, str]", plain["sentence"]),
        tuple(
            Deviation(*(str(row[name]) for name in ("field", "planned", "done", "why")))
            for row in _rows(plain, "deviations")
        ),
        tuple(_texts(plain, "warnings")),
        cast("Mapping[str, object]", plain["details"]),
    )


def _rows(plain: Plain, name: str) -> Sequence[Plain]:
    return cast("Sequence[Plain]", plain[name])


def _texts(plain: Plain, name: str) -> Sequence[str]:
    return cast("Sequence[str]", plain[name])


def _number(value: object) -> float:
    return float("nan") if value is None else float(cast("float", value))


def _estimate(row: Plain) -> Estimate:
    horizon, n, began = (cast("int", row[name]) for name in ("horizon", "n", "n_treated"))
    estimate, se, low, high = (_number(row[name]) for name in ("estimate", "se", "low", "high"))
    label, method = str(row.get("label", "")), str(row.get("method", ""))
    return Estimate(horizon, estimate, se, low, high, n, began, label, method)


def _check(row: Plain) -> Check:
    return Check(
        str(row["name"]),
        _number(row["value"]),
        _number(row["limit"]),
        bool(row["passed"]),
        cast("Consequence", row.get("consequence", "stop")),
    )


def _reason(danish: str, english: str) -> Reason:
    code, _, da = danish.partition(": ")
    return Reason(code, da, english.partition(": ")[2])
