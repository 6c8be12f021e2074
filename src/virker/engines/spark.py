"""Partitions on Apache Spark: the same Parquet, the same kernels, the same sums.

Spark reads the store and hands each executor whole persons as Arrow (`mapInArrow`); the executor
runs the kernel and returns named sums; the driver adds them in the order of the persons and
solves. Nothing about one person comes back. Needs the extra `virker[spark]` and Java 17.
"""

from __future__ import annotations

import io
import os
import sys
from functools import reduce
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import uuid4

import numpy as np
import pyarrow as pa

from virker.engines.driver import NoSolution, Sums, add
from virker.store.layout import of_batches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from virker.store.layout import Partition
    from virker.store.opened import Store

Part = TypeVar("Part")
Session = Any  # pyspark is an extra
RETURNED = "first string, sums binary"
_READY: dict[tuple[str, str, str, int], object] = {}
"""What an executor's process has made ready; a new pass need not make it again."""


class OnSpark(Generic[Part]):
    """An engine: partitions of a store, counted where Spark puts them.

    Args:
        session: A `pyspark.sql.SparkSession`.
        store: Where the persons are; its folder must be readable by every executor.
        prepare: What turns a partition into what the kernel counts on; it must be picklable.
        columns: Which columns to read; all when not told.
        partitions: Deal the persons out in so many partitions; as the files lie when not told.
        keep: Let executors keep what was made ready between passes.

    Raises:
        NoSolution: the store is empty.
    """

    def __init__(
        self,
        session: Session,
        store: Store,
        prepare: Callable[[Partition], Part],
        *,
        columns: Sequence[str] | None = None,
        partitions: int | None = None,
        keep: bool = True,
    ) -> None:
        if not store.persons:
            raise NoSolution("Der er ingen personer at regne på.")
        frame = session.read.parquet(*(str(file) for file in store.files))
        frame = frame.select(*columns) if columns else frame
        self.frame = frame.repartition(partitions, "person").persist() if partitions else frame
        self.prepare, self.name = prepare, uuid4().hex if keep else ""

    def total(self, sums: Callable[[Part], Sums]) -> Sums:
        """Add the sums of every partition, in the order of their first persons."""
        counted = self.frame.mapInArrow(_Counting(self.name, self.prepare, sums), RETURNED)
        rows: list[dict[str, Any]] = counted.toArrow().to_pylist()
        found = {str(row["first"]): _unpacked(row["sums"]) for row in rows}
        return reduce(add, (found[first] for first in sorted(found)))


class _Counting(Generic[Part]):
    """What an executor does with its persons."""

    def __init__(
        self, name: str, prepare: Callable[[Partition], Part], sums: Callable[[Part], Sums]
    ) -> None:
        self.name, self.prepare, self.sums = name, prepare, sums

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        whole = [batch for batch in batches if batch.num_rows]
        if not whole:
            return
        first, found = self._ready(whole)
        columns = [pa.array([first]), pa.array([_packed(self.sums(found))], pa.binary())]
        yield pa.RecordBatch.from_arrays(columns, names=["first", "sums"])

    def _ready(self, whole: list[pa.RecordBatch]) -> tuple[str, Part]:
        """Make the partition ready, or find it where an earlier pass left it."""
        first, last = whole[0].column("person")[0].as_py(), whole[-1].column("person")[-1].as_py()
        key = (self.name, first, last, sum(batch.num_rows for batch in whole))
        if self.name and key in _READY:
            return first, _READY[key]  # pyright: ignore[reportReturnType]
        part = self.prepare(of_batches(whole))
        if self.name:
            for old in [k for k in _READY if k[0] != self.name]:
                del _READY[old]
            _READY[key] = part
        return first, part


def _packed(sums: Sums) -> bytes:
    """Write named sums as bytes without pickle."""
    out = io.BytesIO()
    np.savez(out, **sums)  # pyright: ignore[reportArgumentType]
    return out.getvalue()


def _unpacked(raw: bytes) -> Sums:
    with np.load(io.BytesIO(raw), allow_pickle=False) as found:
        return {name: found[name] for name in found.files}


def local_session(cores: int = 2, memory: str = "3g") -> Session:
    """Start Spark on this machine, on 127.0.0.1 only, without its web page.

    Raises:
        ImportError: pyspark is not installed (`virker[spark]`).
    """
    session_of: Session = import_module("pyspark.sql").SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": memory,
        "spark.sql.execution.arrow.maxRecordsPerBatch": "20000",
        "spark.sql.files.openCostInBytes": "0",
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.shuffle.partitions": str(cores),
    }
    builder: Session = session_of.builder.master(f"local[{cores}]").appName("virker")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session
