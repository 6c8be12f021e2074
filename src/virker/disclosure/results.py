"""From a result to what may leave the house."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, cast

import numpy as np

from virker.disclosure.curves import on_grid, safe_curve
from virker.disclosure.history import Claim, History
from virker.disclosure.rules import Rules
from virker.disclosure.tables import protect
from virker.errors import TooFewToShow, VirkerError

if TYPE_CHECKING:
    from virker.protocol import Plain, Protocol
    from virker.result import Check, Estimate, Result

PLAIN_SHARES: Final = ("describe", "monitor")
"""Questions whose numbers are shares of persons counted, not differences from a model."""
MANY: Final = 200
"""From so many persons on, three decimals say nothing about one of them."""
_NUMBER = re.compile(
    r"(?<![\w,.])(\d{1,3})(?![\w,.%]|[,.]\d)(?= (?:\w+ )?(?:person|borger|start|begynd))"
)


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What decides, cell by cell, what may be shown: the argument of `Result.publish`.

    Attributes:
        rules: The thresholds.
        history: What was published before; publishing adds to it.
        source: The register the result was made from.
        as_of: Its version, such as the last complete week.

    Examples:
        >>> from virker.question import Question
        >>> from virker.result import Estimate, Result
        >>> asked = Question(kind="start_vs_wait", service="praktik").protocol()
        >>> found = Estimate.normal(52, 0.03123, 0.01, 1003, 402)
        >>> shared = Result(asked, "ATT", (found,)).publish(Disclosure())
        >>> shared.content["estimates"][0]["n"], shared.content["estimates"][0]["estimate"]
        (1005, 0.031)
    """

    rules: Rules = field(default_factory=Rules)
    history: History = field(default_factory=History)
    source: str = ""
    as_of: str = ""

    def apply(self, result: Result) -> dict[str, object]:
        """Give the content of a publication, and remember its numbers in the history.

        Raises:
            TooFewToShow: the group of the main answer is too small.
            VirkerError: together with earlier publications somebody would be given away.
        """
        rules = self.rules.for_question(result.protocol)
        main = result.primary
        if main is not None and not may_show(main, rules):
            raise TooFewToShow(rules.least)
        claims = self._claims(result, rules)
        if leaks := self.history.leaks(claims, least=rules.least):
            raise VirkerError(leaks[0].text())
        self.history.add(claims)
        return _content(result, rules)

    def _claims(self, result: Result, rules: Rules) -> list[Claim]:
        """The counts that the publication will make known."""
        asked = result.protocol
        return [
            Claim(where, persons, self.source, self.as_of)
            for row in _with_counts(result.estimates, rules)
            for where, persons in _counted(asked, row)
        ]


def may_show(row: Estimate, rules: Rules) -> bool:
    """Whether a number has enough persons behind it, on both sides where there are two."""
    rest = row.n - row.n_treated
    return row.n >= rules.least and not (rules.is_small(row.n_treated) or rules.is_small(rest))


def _counted(asked: Protocol, row: Estimate) -> list[tuple[dict[str, Plain], int]]:
    """The population behind a row, and those in it who began."""
    where = dict(asked.population or {}) | {
        "#question": asked.kind,
        "#outcome": asked.outcome,
        "#offers": " ".join(asked.service),
        "#label": row.label,
        "#method": row.method,
    }
    where["#watched"] = {"min": row.horizon}
    began: dict[str, Plain] = {**where, "#began": True}
    return [(where, row.n), (began, row.n_treated)] if row.n_treated else [(where, row.n)]


def _with_counts(rows: Sequence[Estimate], rules: Rules) -> list[Estimate]:
    """The shown rows whose counts may stand beside each other: alike, or clearly different."""
    kept: list[Estimate] = []
    for row in rows:
        near = (k for k in kept if (k.label, k.method) == (row.label, row.method))
        if may_show(row, rules) and all(_apart(row, other, rules) for other in near):
            kept.append(row)
    return kept


def _apart(row: Estimate, other: Estimate, rules: Rules) -> bool:
    gaps = (row.n - other.n, row.n_treated - other.n_treated)
    gaps += (gaps[0] - gaps[1],)
    return not any(rules.is_small(abs(gap)) for gap in gaps)


def _content(result: Result, rules: Rules) -> dict[str, object]:
    whole = result.to_dict()
    kept = ("protocol_hash", "protocol", "estimand", "verdict", "deviations")
    counted = _with_counts(result.estimates, rules)
    shown = [row for row in result.estimates if may_show(row, rules)]
    plain = result.protocol.kind in PLAIN_SHARES
    return {name: whole[name] for name in kept} | {
        "estimates": [_row(row, rules, plain=plain, counts=row in counted) for row in shown],
        "hidden": len(result.estimates) - len(shown),
        "curve": _curve(result.curve, rules, plain=plain),
        "checks": [_check(check, rules) for check in result.checks],
        "reasons": [_masked(f"{r.code}: {r.da}", "færre end", rules) for r in result.reasons],
        "reasons_en": [_masked(f"{r.code}: {r.en}", "fewer than", rules) for r in result.reasons],
        "sentence": {
            "da": _masked(result.sentence("da"), "færre end", rules),
            "en": _masked(result.sentence("en"), "fewer than", rules),
        },
        "tables": _tables(result.details.get("tables"), rules),
        "rules": {"least": rules.least, "rounding": rules.rounding},
    }


def _row(row: Estimate, rules: Rules, *, plain: bool, counts: bool) -> dict[str, object]:
    n = rules.rounded(row.n)
    numbers = {name: getattr(row, name) for name in ("estimate", "se", "low", "high")}
    if plain:
        share = on_grid(np.array([row.estimate]), n, rules)
        numbers["estimate"] = float(share[0])
    return {
        "horizon": row.horizon,
        **{name: _digits(value, row.n) for name, value in numbers.items()},
        "n": n if counts else None,
        "n_treated": rules.rounded(row.n_treated) if counts else None,
        "label": row.label,
        "method": row.method,
    }


def _digits(value: float, persons: int) -> float | None:
    return round(value, 3 if persons >= MANY else 2) if math.isfinite(value) else None


def _curve(rows: Sequence[Estimate], rules: Rules, *, plain: bool) -> list[dict[str, object]]:
    if not plain:
        shown = [row for row in rows if may_show(row, rules)]
        return [_row(row, rules, plain=False, counts=False) for row in shown]
    found: list[dict[str, object]] = []
    for label in dict.fromkeys((row.label, row.method) for row in rows):
        found.extend(_plain_curve([r for r in rows if (r.label, r.method) == label], rules))
    return found


def _plain_curve(rows: Sequence[Estimate], rules: Rules) -> list[dict[str, object]]:
    """Leave out the weeks whose step only a few persons can have made."""
    share = np.array([row.estimate for row in rows])
    persons = np.array([row.n for row in rows], np.int64)
    events = np.rint(np.abs(np.diff(share, prepend=share[:1])) * persons).astype(np.int64)
    weeks = np.array([row.horizon for row in rows], np.int64)
    safe = set(safe_curve(weeks, share, persons, events, rules).weeks.tolist())
    return [_row(row, rules, plain=True, counts=False) for row in rows if row.horizon in safe]


def _check(check: Check, rules: Rules) -> dict[str, object]:
    """A gate; a whole number of one or more is taken for a count."""
    value: float | None = check.value if math.isfinite(check.value) else None
    if value is not None and value >= 1 and float(value).is_integer():
        value = None if rules.is_small(value) else float(rules.rounded(value))
    elif value is not None:
        value = round(value, 3)
    limit = check.limit if math.isfinite(check.limit) else None
    return {"name": check.name, "value": value, "limit": limit, "passed": check.passed}


def _masked(text: str, fewer: str, rules: Rules) -> str:
    """Say «færre end 5» where a text tells a small number of people."""
    return _NUMBER.sub(
        lambda m: f"{fewer} {rules.least}" if rules.is_small(int(m[1])) else m[1], text
    )


def _tables(tables: object, rules: Rules) -> dict[str, object]:
    """Protect the tables of counts a result brings; everything else in its details stays home."""
    if not isinstance(tables, Mapping):
        return {}
    shown: dict[str, object] = {}
    for name, counts in cast("Mapping[str, list[int]]", tables).items():
        table = protect(counts, rules)
        shown[name] = table.rows()
    return shown
