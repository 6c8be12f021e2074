"""From a partition to what the trial kernels read: weeks on one calendar, levels as columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from virker.engines.watched import TrialPlan, Watched, trials_from_weeks
from virker.names import NOT_WATCHED

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa
    from numpy.typing import NDArray

    from virker.engines.sequential import Trials
    from virker.store.layout import Partition
    from virker.store.opened import Store


@dataclass(frozen=True)
class Watching:
    """What turns a partition into trials; the same in every partition, and it can travel.

    Attributes:
        plan: Which weeks are trials. `service` and `meeting` are places in `Store.kinds`.
        first: The first week of the calendar.
        until: The week after the last.
        levels: Per covariate its values; the first is the reference. Others count as the reference.
    """

    plan: TrialPlan
    first: int
    until: int
    levels: Mapping[str, tuple[object, ...]]

    COLUMNS = ("person", "_first", "_states", "_event_kind", "_event_start")

    @classmethod
    def of(cls, store: Store, plan: TrialPlan, covariates: tuple[str, ...]) -> Watching:
        """Look the calendar and the levels up in the store."""
        return cls(plan, *store.weeks_seen(), store.levels(*covariates))

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the store that are needed."""
        return (*self.COLUMNS, *self.levels)

    @property
    def fixed(self) -> int:
        """How many columns the levels take in a design."""
        return sum(len(values) - 1 for values in self.levels.values())

    def __call__(self, part: Partition) -> Trials:
        """Cut the weeks of a partition into trials."""
        return trials_from_weeks(self.watched(part), self.plan)

    def watched(self, part: Partition) -> Watched:
        """Lay the weeks of a partition out on the common calendar."""
        return Watched(
            person=np.arange(part.n, dtype=np.int64),
            states=on_calendar(part, self.first, self.until),
            happened=part.events_from,
            kind=np.ascontiguousarray(part.kind),
            week=(part.start - self.first).astype(np.int16),
            factors=self._factors(part),
        )

    def _factors(self, part: Partition) -> NDArray[np.int16]:
        """The column of each covariate's level; -1 for the reference."""
        factors = np.full((part.n, len(self.levels)), -1, np.int16)
        before = 0
        for place, (name, values) in enumerate(self.levels.items()):
            code = _code(part.covariates[name], values)
            factors[:, place] = np.where(code > 0, code - 1 + before, -1)
            before += len(values) - 1
        return factors


def _code(column: pa.ChunkedArray, values: tuple[object, ...]) -> NDArray[np.int64]:
    encoded = column.combine_chunks().dictionary_encode()
    place = {value: code for code, value in enumerate(values)}
    codes = np.array([place.get(v, 0) for v in encoded.dictionary.to_pylist()] + [0], np.int64)
    index = encoded.indices.fill_null(len(codes) - 1)
    return codes[np.asarray(index.to_numpy(zero_copy_only=False), np.int64)]


def on_calendar(part: Partition, first: int, until: int) -> NDArray[np.uint8]:
    """Lay the weeks of all persons out as one matrix; 255 where nobody watched.

    Returns:
        Shape (n, until − first).
    """
    weeks = until - first
    if len(part.states) == part.n * weeks and (part.first == first).all():
        return part.states.reshape(part.n, weeks)
    states = np.full((part.n, weeks), NOT_WATCHED, np.uint8)
    who = np.repeat(np.arange(part.n), np.diff(part.weeks_from))
    column = part.first[who] - first + np.arange(len(who)) - part.weeks_from[who]
    states[who, column] = part.states
    return states
