"""Frames: what passes between the grader's process and the notebook's, over pipes.

A frame is a header of nine bytes (kind, number, length) and a payload. The number says which
command a frame answers. The grader caps every length before it reads a payload; the notebook's
process trusts what the grader sends.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from autograder.values.text import MalformedError as MalformedError

HEADER = struct.Struct("<cII")
"""Kind, number of the command, length of the payload in bytes."""

START = b"s"
"""To the notebook: JSON with what to import, the seed and the limits."""
RUN = b"r"
"""To the notebook: an execution count (four bytes), then a cell's source."""
RUN_UNALTERED = b"u"
"""To the notebook: the same, but transformers of code that the notebook has registered go first."""
EXPORT = b"e"
"""To the notebook: a message (`autograder.values.message`), the number of a step and its exports."""
CALL = b"c"
"""To the notebook: a message, the number of a step, the key of an export, and calls."""

READY = b"R"
"""From the notebook: the first command may come. No payload."""
FAILED = b"F"
"""From the notebook: it could not start. Text."""
STREAM = b"o"
"""From the notebook: `1` or `2` (standard output or error), then text."""
RICH = b"d"
"""From the notebook: a JSON block on a display, a result, an error or a change of earlier outputs,
then its texts one after the other, as long as the block says."""
VALUE = b"v"
"""From the notebook: a message, the key of an export and its value."""
RETURNED = b"a"
"""From the notebook: a message, the replies to calls."""
DONE = b"D"
"""From the notebook: the command is over. JSON, with the name of the exception that ended it."""

STREAM_TEXT = 60_000
"""Characters of one STREAM frame at most; a longer text goes in several."""
HEAD = 64 << 10
"""Bytes of a JSON block at most: what JSON makes of them is many times larger."""
SMALL = 256 << 10
"""Bytes of a frame without a tensor or a picture."""


@dataclass(frozen=True)
class Frame:
    """One message."""

    kind: bytes
    number: int
    payload: bytes


def pack(kind: bytes, number: int, payload: bytes) -> bytes:
    """The bytes of one frame."""
    return HEADER.pack(kind, number, len(payload)) + payload


def pack_block(head: dict[str, Any], tail: bytes = b"") -> bytes:
    """A payload of a JSON block, with its length before it, and bytes."""
    text = json.dumps(head).encode()
    return struct.pack("<I", len(text)) + text + tail


def unpack_block(payload: bytes) -> tuple[dict[str, Any], bytes]:
    """The two parts of `pack_block`.

    Raises:
        MalformedError: it is shorter than it says, or has no JSON object, or one that is too long.
    """
    if len(payload) < 4:
        raise MalformedError("a block without its length")
    (length,) = struct.unpack_from("<I", payload)
    if length > HEAD or 4 + length > len(payload):
        raise MalformedError("a block longer than allowed, or shorter than its length")
    return read_object(payload[4 : 4 + length]), payload[4 + length :]


def read_object(text: bytes) -> dict[str, Any]:
    """The JSON object that a text holds.

    Raises:
        MalformedError: it holds none, or is longer than HEAD bytes.
    """
    if len(text) > HEAD:
        raise MalformedError("more JSON than allowed")
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise MalformedError(f"no JSON: {type(error).__name__}") from None
    if not isinstance(content, dict):
        raise MalformedError("JSON that is no object")
    return content


class FrameParser:
    """Cuts a stream of bytes into frames, refusing what is longer than `caps` allows.

    It never holds more than one frame's cap and what was fed last.
    """

    def __init__(self, caps: Mapping[bytes, int]) -> None:
        self._caps = caps
        self._pending = bytearray()

    def feed(self, data: bytes) -> Iterator[Frame]:
        """The frames that are complete after `data`.

        Raises:
            MalformedError: an unknown kind, or a length beyond its cap. There is no way to go on
            after."""
        self._pending += data
        start = 0
        try:
            while len(self._pending) - start >= HEADER.size:
                kind, number, length = HEADER.unpack_from(self._pending, start)
                cap = self._caps.get(kind)
                if cap is None:
                    raise MalformedError("a frame of unknown kind")
                if length > cap:
                    raise MalformedError(f"a frame of {length} bytes, where {cap} are allowed")
                end = start + HEADER.size + length
                if end > len(self._pending):
                    break
                payload = bytes(self._pending[start + HEADER.size : end])
                start = end
                yield Frame(kind, number, payload)
        finally:
            del self._pending[:start]
