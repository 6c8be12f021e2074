"""The design: what we compare like with like on, as columns of numbers.

The columns are fixed once for a whole panel, so every part of it gives the same columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from virker.panel import CLUSTERS
from virker.protocol import ProtocolError

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from virker.decisions import Decisions
    from virker.panel import Bools, Floats, Ints, Panel

    Make = Callable[[Decisions], Floats]

HISTORY = ("group", "duration", "meetings", "readiness", "services", "employment", "calendar")
"""What a history gives to adjust for, beside the covariates of the persons."""
BLOCK = 13
"""Weeks in one block of calendar time."""
FADES = 78.0
"""Weeks in which what is left of an ended service falls to a third."""
MOST_LEVELS = 150


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a name for people, the part of the adjustment it belongs to, and how it is made."""

    name: str
    part: str
    make: Make


@dataclass(frozen=True, slots=True)
class Design:
    """The columns of the models, constant first."""

    columns: tuple[Column, ...]
    left_out: tuple[str, ...] = ()
    """Words about persons with too many values to compare like with like on (an address)."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(column.name for column in self.columns)

    def without(self, *parts: str) -> Design:
        """The design without some parts of the adjustment."""
        return Design(tuple(c for c in self.columns if c.part not in parts), self.left_out)

    def matrix(self, rows: Decisions) -> npt.NDArray[np.float32]:
        """The columns for some decisions. Shape (rows, columns); no missing values."""
        made = np.empty((rows.n, len(self.columns)), np.float32)
        for place, column in enumerate(self.columns):
            made[:, place] = column.make(rows)
        return made


def design(panel: Panel, adjust: tuple[str, ...], first: int, last: int) -> Design:
    """Choose the columns for a panel and an adjustment set.

    Args:
        panel: Where the covariates are.
        adjust: Parts of `HISTORY` and names of covariates; empty for everything recorded except
            who served the person, and except words with more than `MOST_LEVELS` values.
        first: First week a trial may begin.
        last: Last week a trial may begin.

    Raises:
        ProtocolError: The adjustment names something that is not recorded.

    Missing: a missing covariate becomes the average and a column of its own that says so.
    """
    known = {*HISTORY, *panel.numbers, *panel.levels}
    if unknown := sorted(set(adjust) - known):
        raise ProtocolError(
            f"adjust nævner noget, der ikke er registreret: {', '.join(unknown)}. "
            f"Brug {', '.join(sorted(known))}."
        )
    many = {name for name, (_, words) in panel.levels.items() if len(words) > MOST_LEVELS}
    left_out = tuple(sorted(many - set(CLUSTERS))) if not adjust else ()
    wanted = set(adjust) or known - set(CLUSTERS) - many
    columns = [Column("constant", "constant", lambda rows: np.ones(rows.n))]
    for part, make in _HISTORY.items():
        if part in wanted:
            columns += make(panel, first, last)
    for name in sorted(panel.numbers):
        if name in wanted:
            columns += _number(name, panel.numbers[name])
    for name in sorted(panel.levels):
        if name in wanted:
            columns += _levels(name, *panel.levels[name])
    return Design(tuple(columns), left_out)


def _flag(name: str, part: str, told: Callable[[Decisions], Bools]) -> Column:
    return Column(name, part, lambda rows: told(rows).astype(np.float64))


def _group(panel: Panel, first: int, last: int) -> list[Column]:
    _, names = panel.groups()

    def one(code: int) -> Column:
        return _flag(f"group: {names[code]}", "group", lambda rows: rows.group == code)

    return [one(code) for code in range(1, len(names))]


def _duration(panel: Panel, first: int, last: int) -> list[Column]:
    def log(rows: Decisions) -> Floats:
        return np.log1p(rows.spell / 13)

    return [
        Column("weeks on benefits (log)", "duration", log),
        Column("weeks on benefits (log) squared", "duration", lambda rows: log(rows) ** 2),
        _flag("first weeks on benefits", "duration", lambda rows: rows.spell < 5),
        _flag("beginning of the spell not seen", "duration", lambda rows: rows.cut),
    ]


def _meetings(panel: Panel, first: int, last: int) -> list[Column]:
    def since(rows: Decisions) -> Floats:
        return np.log1p(np.minimum(rows.since_meeting, 26).astype(np.float64))

    return [
        Column("weeks since last meeting (log)", "meetings", since),
        _flag("meeting in the last four weeks", "meetings", lambda rows: rows.since_meeting < 4),
        _flag("no meeting for a quarter", "meetings", lambda rows: rows.since_meeting > 12),
        Column("meetings in 13 weeks", "meetings", lambda rows: np.minimum(rows.meetings, 8.0) / 4),
    ]


def _readiness(panel: Panel, first: int, last: int) -> list[Column]:
    talks = panel.events.get("meeting")
    noted = np.zeros(0) if talks is None else talks.amount[~np.isnan(talks.amount)]
    if not noted.size or noted.std() == 0:
        return []
    # The sum is taken in sorted order, so the order of the rows in a file cannot move it.
    mean, spread = float(np.sort(noted).mean()), float(np.sort(noted).std())

    def scaled(rows: Decisions) -> Floats:
        return np.nan_to_num((rows.recorded - mean) / spread)

    return [
        Column("recorded readiness", "readiness", scaled),
        Column("recorded readiness squared", "readiness", lambda rows: scaled(rows) ** 2),
        _flag("readiness not recorded", "readiness", lambda rows: np.isnan(rows.recorded)),
    ]


def _services(panel: Panel, first: int, last: int) -> list[Column]:
    def one(place: int, name: str) -> list[Column]:
        def fading(rows: Decisions) -> Floats:
            return np.exp(-rows.since_service[:, place].astype(np.float64) / FADES)

        def recently(rows: Decisions) -> Bools:
            return rows.since_service[:, place] < 2 * FADES

        return [
            Column(f"earlier {name}, fading", "services", fading),
            _flag(f"earlier {name}", "services", recently),
        ]

    return [column for i, name in enumerate(panel.services) for column in one(i, name)]


def _employment(panel: Panel, first: int, last: int) -> list[Column]:
    return [
        Column("share of earlier year in job", "employment", lambda rows: rows.job_share),
        Column("share of earlier year watched", "employment", lambda rows: rows.watched),
        Column(
            "earlier year in job, where watched",
            "employment",
            lambda rows: rows.job_share * rows.watched,
        ),
    ]


def _calendar(panel: Panel, first: int, last: int) -> list[Column]:
    width = max(BLOCK, -(-(last - first + 1) // 16))

    def turn(rows: Decisions) -> Floats:
        return (rows.week + panel.first_week).astype(np.float64) * (2 * np.pi / 52.18)

    def block(place: int) -> Column:
        return _flag(
            f"calendar block {place + 1}",
            "calendar",
            lambda rows: (rows.week - first) // width == place,
        )

    return [
        Column("season (cosine)", "calendar", lambda rows: np.cos(turn(rows))),
        Column("season (sine)", "calendar", lambda rows: np.sin(turn(rows))),
        *(block(place) for place in range(1, (last - first) // width + 1)),
    ]


_HISTORY: dict[str, Callable[[Panel, int, int], list[Column]]] = {
    "group": _group,
    "duration": _duration,
    "meetings": _meetings,
    "readiness": _readiness,
    "services": _services,
    "employment": _employment,
    "calendar": _calendar,
}


def _number(name: str, values: Floats) -> list[Column]:
    known = np.sort(values[~np.isnan(values)])
    missing = np.isnan(values)
    columns: list[Column] = []
    if known.size and known[0] < known[-1]:
        scaled = np.nan_to_num((values - known.mean()) / known.std())
        columns.append(Column(name, name, lambda rows: scaled[rows.person]))
        if len(np.unique(known)) > 2:
            columns.append(Column(f"{name} squared", name, lambda rows: scaled[rows.person] ** 2))
    if missing.any() and not missing.all():
        columns.append(_flag(f"{name} missing", name, lambda rows: missing[rows.person]))
    return columns


def _levels(name: str, codes: Ints, words: tuple[str, ...]) -> list[Column]:
    if len(words) > MOST_LEVELS:
        raise ProtocolError(
            f"{name} har {len(words)} forskellige værdier. Del dem i grupper, eller tag {name} ud."
        )

    def one(code: int) -> Column:
        word = words[code] if code >= 0 else "missing"
        return _flag(f"{name}: {word}", name, lambda rows: codes[rows.person] == code)

    present = [int(code) for code in np.unique(codes)]
    return [one(code) for code in present[1:]]
