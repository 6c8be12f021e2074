"""The store: persons in Parquet, sorted, one row each, cut into partitions of whole persons.

The same files are read by threads on one machine and by Spark on many. Write one with `build`
(from a data folder or checked data), open it with `Store`.
"""

from __future__ import annotations

from virker.store.build import build, write_store
from virker.store.completeness import Completeness, completeness
from virker.store.layout import Partition
from virker.store.opened import FromStore, Store
from virker.store.watching import Watching

__all__ = [
    "Completeness",
    "FromStore",
    "Partition",
    "Store",
    "Watching",
    "build",
    "completeness",
    "write_store",
]
