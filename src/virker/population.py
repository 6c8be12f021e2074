"""Whom a protocol is about, and what counts as its outcome: words turned into marks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

import numpy as np

from virker.errors import VirkerError
from virker.names import named

if TYPE_CHECKING:
    import numpy.typing as npt

    from virker.decisions import Decisions
    from virker.panel import Bools, Panel
    from virker.protocol import Plain


class RowFilter:
    """Conditions on a week rather than on a person: benefit group and weeks on benefits."""

    def __init__(self, panel: Panel, conditions: Mapping[str, Plain]) -> None:
        self.names = np.array([*panel.groups()[1], ""])
        self.conditions = conditions

    def __call__(self, rows: Decisions) -> Bools:
        """Which decisions the conditions hold for."""
        keep = np.ones(rows.n, np.bool_)
        if "group" in self.conditions:
            asked = _listed(self.conditions["group"])
            wanted = [named(str(word)) or str(word) for word in asked]
            keep &= np.isin(self.names[np.minimum(rows.group, len(self.names) - 1)], wanted)
        if "weeks" in self.conditions:
            keep &= _matches(rows.spell.astype(np.float64), self.conditions["weeks"])
        return keep


def population(panel: Panel, asked: Mapping[str, Plain] | None) -> tuple[Panel, RowFilter]:
    """The persons a protocol is about, and the weeks.

    Raises:
        VirkerError: A condition is about something that is not recorded, or nobody is left.
    """
    keep = in_population(panel, asked)
    if not keep.any():
        raise VirkerError("Ingen borgere passer på det, protokollen skriver i population.")
    chosen = panel if keep.all() else panel.where(keep)
    return chosen, RowFilter(chosen, asked or {})


def in_population(panel: Panel, asked: Mapping[str, Plain] | None) -> Bools:
    """Who the conditions on persons hold for. Shape (n,)."""
    keep = np.ones(panel.n, np.bool_)
    for name, condition in (asked or {}).items():
        if name in {"group", "weeks"}:
            continue
        if name in panel.numbers:
            keep &= _matches(panel.numbers[name], condition)
        elif name in panel.levels:
            codes, words = panel.levels[name]
            wanted = [i for i, word in enumerate(words) if word in map(str, _listed(condition))]
            keep &= np.isin(codes, wanted)
        else:
            raise VirkerError(f"population nævner {name}, som ikke er registreret om borgerne.")
    return keep


def _listed(value: Plain) -> tuple[Plain, ...]:
    return value if isinstance(value, tuple) else (value,)


def _matches(values: npt.NDArray[np.float64], condition: Plain) -> Bools:
    if isinstance(condition, Mapping):
        low, high = condition.get("min"), condition.get("max")
        keep = values >= float(cast("float", -np.inf if low is None else low))
        return keep & (values <= float(cast("float", np.inf if high is None else high)))
    return np.isin(values, [float(cast("float", value)) for value in _listed(condition)])


def outcome_states(panel: Panel, outcome: str) -> Bools:
    """A table over all bytes: True where the outcome has happened.

    Raises:
        VirkerError: No state in the data is what the outcome asks for.
    """
    table = np.zeros(256, np.bool_)
    for word in outcome.removeprefix("weeks_").split("_or_"):
        found = panel.lookup(word)
        if not found.any():
            raise VirkerError(f"Ingen uge i data er {word}. Vælg et andet outcome.")
        table |= found
    return table
