"""Messages over a pipe: exports, values, calls and replies as bytes."""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.values.call import Call, Reply
from autograder.values.codec import Codec
from autograder.values.export import Export
from autograder.values.hints import fits
from autograder.values.tensors import (
    DTYPES,
    HEADER_BYTES,
    MOST_ARRAYS,
    pack_tensors,
    unpack_tensors,
)
from autograder.values.text import MalformedError, read_json
from autograder.values.value import Value

VALUES = Codec((Export, Value, Call, Reply), depth=24)
"""Of all that passes between a grader's process and a notebook's."""

BLOCK = 128 << 10
"""Bytes of a message's JSON at most, where its reader says nothing else: what Python makes of them is
many times larger."""


def pack(item: Any, codec: Codec = VALUES) -> bytes:
    """A message with what the codec can write: JSON, with its length before it, then arrays.

    TypeError where something in it may not pass.
    """
    plain, arrays = codec.encode(item)
    if any(array.dtype.type not in DTYPES.values() for array in arrays):
        raise TypeError("arrays of bool, integers, float32 or float64 are needed")
    text = json.dumps(plain).encode()
    return struct.pack("<I", len(text)) + text + (pack_tensors(arrays) if arrays else b"")


def unpack(
    payload: bytes,
    hint: Any,
    array_bytes: int,
    json_bytes: int = BLOCK,
    codec: Codec = VALUES,
    most_arrays: int = MOST_ARRAYS,
) -> Any:
    """The item of `pack`, of the type that `hint` says; its arrays, `most_arrays` at most, have at most
    `array_bytes`.

    Raises:
        MalformedError: `pack` makes no such message, or a shorter one.
    """
    if len(payload) < 4:
        raise MalformedError("a message without its length")
    (length,) = struct.unpack_from("<I", payload)
    if length > json_bytes or 4 + length > len(payload):
        raise MalformedError("a message longer than allowed, or shorter than its length")
    plain, tail = read_json(payload[4 : 4 + length], json_bytes), payload[4 + length :]
    arrays: Sequence[np.ndarray] = ()
    if tail:
        header = HEADER_BYTES * -(-most_arrays // MOST_ARRAYS)
        arrays = unpack_tensors(tail, array_bytes, most_arrays, header)
    item = codec.decode(plain, arrays)
    if not fits(item, hint):
        raise MalformedError("a message of another kind")
    return item
