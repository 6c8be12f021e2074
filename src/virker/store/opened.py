"""An opened store: its partitions one by one, in threads, or all together."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar, cast

import pyarrow as pa
import pyarrow.parquet as pq

from virker.codes import CodeTable
from virker.engines.driver import NoSolution, Sums, add
from virker.errors import VirkerError
from virker.reading.files import TEXT
from virker.store.build import MANIFEST, VERSION
from virker.store.layout import Partition, of_batches
from virker.store.unpack import unpacked
from virker.tables import TABLES, Data

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator, Sequence

Part = TypeVar("Part")


class Store:
    """A store on disk.

    Args:
        folder: What `build` wrote.

    Raises:
        VirkerError: the folder holds no store, or one of another version.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = Path(folder)
        try:
            manifest = json.loads((self.folder / MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise VirkerError(f"{self.folder} er ikke et lager. Lav et med build.") from error
        if manifest["version"] != VERSION:
            raise VirkerError("Lageret er fra en anden udgave. Lav det igen med build.")
        self.files = [self.folder / file["file"] for file in manifest["files"]]
        self.persons = sum(int(file["persons"]) for file in manifest["files"])
        self.bytes = sum(int(file["bytes"]) for file in manifest["files"])
        self._weeks: list[list[int] | None] = [file["weeks"] for file in manifest["files"]]
        self.kinds: list[str] = manifest["kinds"]
        self.exits: list[str] = manifest["exits"]
        self.labels = {int(byte): state for byte, state in manifest["labels"].items()}
        self.codes = CodeTable(cast("dict[str, str]", manifest["codes"]))
        self.complete_until: int | None = manifest["complete_until"]

    def partition(self, number: int, columns: Sequence[str] | None = None) -> Partition:
        """Read one partition; only some columns where told (faster)."""
        table = pq.read_table(
            self.files[number], use_threads=False, columns=list(columns) if columns else None
        )
        return of_batches(table.to_batches())

    def partitions(self, columns: Sequence[str] | None = None) -> Iterator[Partition]:
        """Read the partitions one after another."""
        for number in range(len(self.files)):
            yield self.partition(number, columns)

    def read(self) -> Data:
        """Read everything back as the four tables of the contract, sorted by person.

        Whatever works on `Data` works on a store; what is large works on partitions instead.
        """
        pieces = [unpacked(part, self.kinds, self.exits, self.labels) for part in self.partitions()]
        tables = {
            name: pa.concat_tables([piece[name] for piece in pieces]).unify_dictionaries()
            for name in TABLES
        }
        weeks, spells, events, persons = (_one_chunk(tables[name]) for name in TABLES)
        return Data(weeks, spells, events, persons, self.codes)

    def weeks_seen(self) -> tuple[int, int]:
        """The first week and the week after the last, over all persons."""
        told = [ends for ends in self._weeks if ends is not None]
        if not told:
            raise VirkerError("Lageret har ingen uger.")
        return min(low for low, _ in told), max(high for _, high in told)

    def levels(self, *columns: str) -> dict[str, tuple[object, ...]]:
        """The values covariates have anywhere in the store, in order; missing left out."""
        found: dict[str, set[object]] = {name: set() for name in columns}
        for part in self.partitions(("person", "_first", *columns)):
            for name in columns:
                found[name].update(part.covariates[name].unique().to_pylist())
        return {
            name: tuple(sorted(values - {None}, key=lambda value: (str(type(value)), value)))
            for name, values in found.items()
        }


def _one_chunk(table: pa.Table) -> pa.Table:
    for place, name in enumerate(table.column_names):
        column = table[name]
        if pa.types.is_string(column.type) and name in {"person", "caseworker", "team"}:
            column = column.cast(TEXT)
        table = table.set_column(place, name, column.combine_chunks())
    return table


class FromStore(Generic[Part]):
    """An engine: partitions of a store, made ready and counted in threads.

    Args:
        store: Where the persons are.
        prepare: What turns a partition into what the kernel counts on.
        columns: Which columns to read; all when not told.
        threads: How many partitions at a time.
        keep: Keep what was made ready between passes; otherwise it is made anew each pass, and
            only so many partitions as threads are ever in memory.
    """

    def __init__(
        self,
        store: Store,
        prepare: Callable[[Partition], Part],
        *,
        columns: Sequence[str] | None = None,
        threads: int = 2,
        keep: bool = True,
    ) -> None:
        if not store.persons:
            raise NoSolution("Der er ingen personer at regne på.")
        self.store, self.prepare, self.columns = store, prepare, columns
        self.threads, self.keep = threads, keep
        self._kept: dict[int, Part] = {}

    def total(self, sums: Callable[[Part], Sums]) -> Sums:
        """Add the sums of every partition, always in the order of the partitions."""

        def work(number: int) -> Sums:
            return sums(self._part(number))

        with ThreadPoolExecutor(self.threads) as pool:
            return reduce(add, pool.map(work, range(len(self.store.files))))

    def _part(self, number: int) -> Part:
        if number in self._kept:
            return self._kept[number]
        part = self.prepare(self.store.partition(number, self.columns))
        if self.keep:
            self._kept[number] = part
        return part
