"""Arrays of numbers as bytes, by safetensors: nothing in them can become code."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import safetensors
from safetensors.numpy import save

from autograder.values.text import MalformedError

DTYPES: dict[str, type[np.generic]] = {
    "BOOL": np.bool_,
    "I8": np.int8,
    "I16": np.int16,
    "I32": np.int32,
    "I64": np.int64,
    "U8": np.uint8,
    "U16": np.uint16,
    "U32": np.uint32,
    "U64": np.uint64,
    "F32": np.float32,
    "F64": np.float64,
}
"""What may pass, by safetensors' names. Smaller floats become float32 before."""

MOST_ARRAYS = 64
"""In one message, unless its reader says more."""

HEADER_BYTES = 16 << 10
"""Room for their names and shapes; safetensors itself would take a header of 100 MB."""


def extent(shape: Sequence[int], itemsize: int) -> int:
    """Bytes of an array with axes of length 0 counted as 1.

    An empty array may claim an axis of 10**15, and a sum over its other axes would allocate that.
    """
    return math.prod(max(1, int(size)) for size in shape) * itemsize


def pack_tensors(arrays: Sequence[np.ndarray]) -> bytes:
    """The bytes of several arrays of the dtypes above, in order."""
    # safetensors writes an array that is not contiguous as it lies in memory, so make each
    # contiguous.
    data: bytes = save({str(i): np.array(array, order="C") for i, array in enumerate(arrays)})
    return data


def unpack_tensors(
    data: bytes, max_bytes: int, max_count: int = MOST_ARRAYS, header_bytes: int = HEADER_BYTES
) -> tuple[np.ndarray, ...]:
    """The arrays in `data`, in order, each a copy of its own.

    Raises:
        MalformedError: anything but what `pack_tensors` writes, within `max_bytes` in all.
    """
    if len(data) < 8 or int.from_bytes(data[:8], "little") > header_bytes:
        raise MalformedError("no header of tensors, or one too long")
    try:
        parts = dict(safetensors.deserialize(data))  # type: ignore[no-untyped-call]
    except (safetensors.SafetensorError, ValueError, OverflowError) as error:
        raise MalformedError(f"no tensors: {error}"[:200]) from None
    if len(parts) > max_count or set(parts) != {str(i) for i in range(len(parts))}:
        raise MalformedError("tensors with other names than expected")
    arrays = [_array(parts[str(i)], max_bytes) for i in range(len(parts))]
    if sum(extent(array.shape, array.itemsize) for array in arrays) > max_bytes:
        raise MalformedError("tensors larger than allowed")
    return tuple(arrays)


def _array(part: dict[str, object], max_bytes: int) -> np.ndarray:
    dtype, shape, data = DTYPES.get(str(part["dtype"])), part["shape"], part["data"]
    if dtype is None or not isinstance(shape, list) or not isinstance(data, bytes | bytearray):
        raise MalformedError("a tensor of a type that is not allowed")
    if extent(shape, np.dtype(dtype).itemsize) > max_bytes:
        raise MalformedError("a tensor larger than allowed")
    try:
        if dtype is np.bool_:  # a byte other than 0 or 1 would be a bool that NumPy does not know
            return np.not_equal(np.frombuffer(data, dtype=np.uint8).reshape(shape), 0)
        return np.frombuffer(data, dtype=dtype).reshape(shape).copy()
    except ValueError as error:  # more axes than NumPy has
        raise MalformedError(f"a tensor with a bad shape: {error}"[:200]) from None
