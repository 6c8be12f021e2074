"""Arrays of unequal length in one Arrow column: a block of bytes per person, copied as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from numpy.typing import DTypeLike, NDArray


def to_blobs(values: NDArray[np.generic], offsets: NDArray[np.int64]) -> pa.Array:
    r"""Cut an array into one binary value per person.

    Args:
        values: one after another, little-endian in the file.
        offsets: shape (persons + 1), in values; the first may be above 0.

    Examples:
        >>> to_blobs(np.array([1, 2, 3], np.uint8), np.array([0, 2, 3])).to_pylist()
        [b'\x01\x02', b'\x03']
    """
    part = np.ascontiguousarray(values[offsets[0] : offsets[-1]])
    small = part.astype(part.dtype.newbyteorder("<"), copy=False)
    ends = ((offsets - offsets[0]) * part.itemsize).astype(np.int32)
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(small)]
    return pa.Array.from_buffers(pa.binary(), len(offsets) - 1, buffers)


def from_blobs(column: pa.ChunkedArray, dtype: DTypeLike) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Give the values of all persons one after another, and where each person's begin.

    Returns:
        Shapes (values) and (persons + 1).
    """
    pieces: list[NDArray[np.uint8]] = []
    lengths = [np.zeros(1, np.int64)]
    for chunk in column.chunks:
        if not len(chunk):
            continue
        ends, data = _parts(chunk)
        lengths.append(np.diff(ends))
        pieces.append(data[ends[0] : ends[-1]])
    size = np.dtype(dtype).itemsize
    raw = pieces[0] if len(pieces) == 1 else np.concatenate([np.zeros(0, np.uint8), *pieces])
    offsets = np.cumsum(np.concatenate(lengths)) // size
    if size > 1 and raw.ctypes.data % size:
        raw = raw.copy()
    return raw.view(np.dtype(dtype).newbyteorder("<")), offsets


def _parts(chunk: pa.Array) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """Give the offsets and the bytes of one chunk; `binary` and Spark's `large_binary` alike."""
    wide = pa.types.is_large_binary(chunk.type)
    _, offset_buffer, data = chunk.buffers()
    ends = np.frombuffer(offset_buffer, np.int64 if wide else np.int32)
    ends = ends[chunk.offset : chunk.offset + len(chunk) + 1].astype(np.int64)
    return ends, np.frombuffer(data, np.uint8) if data is not None else np.zeros(0, np.uint8)
