import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.engine.frame import (
    DONE,
    HEADER,
    STREAM,
    FrameParser,
    MalformedError,
    pack,
    pack_block,
    read_object,
    unpack_block,
)

CAPS = {STREAM: 10, DONE: 4}


def test_frames_in_any_pieces():
    data = pack(STREAM, 1, b"1hello") + pack(DONE, 1, b"{}")
    parser = FrameParser(CAPS)
    frames = [frame for byte in data for frame in parser.feed(bytes([byte]))]
    assert [(f.kind, f.number, f.payload) for f in frames] == [
        (STREAM, 1, b"1hello"),
        (DONE, 1, b"{}"),
    ]


MALFORMED_FRAMES = {
    "unknown kind": b"garbage that is long enough",
    "gigantic length": HEADER.pack(STREAM, 1, 2**32 - 1),
    "one too long": HEADER.pack(STREAM, 1, 11),
}


@pytest.mark.parametrize("data", MALFORMED_FRAMES.values(), ids=MALFORMED_FRAMES)
def test_malformed_frame(data):
    with pytest.raises(MalformedError):
        list(FrameParser(CAPS).feed(data))


@given(st.binary(max_size=100))
def test_any_bytes_are_frames_or_malformed(data):
    try:
        frames = list(FrameParser(CAPS).feed(data))
    except MalformedError:
        return
    assert all(len(frame.payload) <= CAPS[frame.kind] for frame in frames)


MALFORMED_BLOCKS = {
    "no length": b"\1",
    "short": struct.pack("<I", 9) + b"{}",
    "no object": struct.pack("<I", 2) + b"[]",
    "long": struct.pack("<I", 1 << 20) + b"{" * (1 << 20),
}


@pytest.mark.parametrize("payload", MALFORMED_BLOCKS.values(), ids=MALFORMED_BLOCKS)
def test_malformed_block(payload):
    with pytest.raises(MalformedError):
        unpack_block(payload)


def test_block():
    assert unpack_block(pack_block({"a": 1}, b"tail")) == ({"a": 1}, b"tail")


def test_deep_json():
    with pytest.raises(MalformedError):
        read_object(b'{"a":' + b"[" * 60_000)
