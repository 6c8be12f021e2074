"""From a partition back to the four tables of the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from virker.names import NOT_WATCHED
from virker.reading.columns import NO_WEEK
from virker.reading.files import TEXT
from virker.store.layout import OPEN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from virker.store.layout import Partition


def unpacked(
    part: Partition, kinds: Sequence[str], exits: Sequence[str], labels: Mapping[int, str]
) -> dict[str, pa.Table]:
    """Give `weeks`, `spells`, `events` and `persons` of a partition, sorted by person.

    Weeks nobody watched are left out, as they were when the store was made.
    """
    persons = part.covariates.add_column(0, "person", _named(part, np.arange(part.n)))
    return {
        "weeks": _weeks(part, labels),
        "spells": _spells(part, exits),
        "events": _events(part, kinds),
        "persons": persons,
    }


def _who(edges: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.repeat(np.arange(len(edges) - 1), np.diff(edges))


def _named(part: Partition, who: NDArray[np.int64]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(who.astype(np.int32)), part.persons)


def _words(codes: NDArray[np.uint8], words: Sequence[str]) -> pa.Array:
    index = pa.array(codes.astype(np.int32), mask=codes == OPEN)
    return pa.DictionaryArray.from_arrays(index, pa.array(list(words), pa.string()))


def _maybe(weeks: NDArray[np.int32]) -> pa.Array:
    return pa.array(weeks, pa.int32(), mask=weeks == NO_WEEK)


def _weeks(part: Partition, labels: Mapping[int, str]) -> pa.Table:
    who = _who(part.weeks_from)
    week = part.first[who] + (np.arange(len(who)) - part.weeks_from[who]).astype(np.int32)
    seen = part.states != NOT_WATCHED
    used = sorted(labels)
    place = np.zeros(256, np.uint8)
    place[used] = np.arange(len(used))
    names = [labels[byte] for byte in used]
    return pa.table(
        {
            "person": _named(part, who[seen]),
            "week": pa.array(week[seen], pa.int32()),
            "state": _words(place[part.states[seen]], names),
        }
    )


def _events(part: Partition, kinds: Sequence[str]) -> pa.Table:
    return pa.table(
        {
            "person": _named(part, _who(part.events_from)),
            "kind": _words(part.kind, kinds),
            "start": _maybe(part.start),
            "stop": _maybe(part.stop),
            "amount": pa.array(part.amount, pa.float64(), mask=np.isnan(part.amount)),
        }
    )


def _spells(part: Partition, exits: Sequence[str]) -> pa.Table:
    return pa.table(
        {
            "person": _named(part, _who(part.spells_from)),
            "spell": part.spell.cast(TEXT),
            "entry": _maybe(part.entry),
            "start": _maybe(part.begin),
            "stop": _maybe(part.end),
            "exit": _words(part.exit, exits),
        }
    )
