import contextlib
import struct

import numpy as np
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
from autograder.engine.plain import from_json, to_json
from autograder.values.tensors import pack_tensors, unpack_tensors

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


def test_tensors():
    arrays = [np.arange(6, dtype=np.int64).reshape(2, 3).T, np.array(1.5), np.array([True, False])]
    found = unpack_tensors(pack_tensors(arrays), 1000)
    assert [a.tolist() for a in found] == [[[0, 3], [1, 4], [2, 5]], 1.5, [True, False]]
    assert [a.shape for a in found] == [(3, 2), (), (2,)]
    assert all(a.flags.writeable for a in found)


def _tensor(dtype: str, shape: str, data: bytes, name: str = "0") -> bytes:
    head = f'{{"{name}":{{"dtype":"{dtype}","shape":{shape},"data_offsets":[0,{len(data)}]}}}}'
    return struct.pack("<Q", len(head)) + head.encode() + data


MALFORMED_TENSORS = {
    "nothing": b"",
    "gigantic header": struct.pack("<Q", 2**60) + b"{}",
    "complex": _tensor("C64", "[1]", b"\0" * 8),
    "half": _tensor("F16", "[1]", b"\0\0"),
    "other name": _tensor("F32", "[1]", b"\0" * 4, name="x"),
    "other length": _tensor("F32", "[2]", b"\0" * 4),
    "many axes": _tensor("U8", str([1] * 100), b"\0"),
    "an axis of 10**15, empty": _tensor("F32", "[0, 1000000000000000]", b""),
    "too large": _tensor("U8", "[2000]", b"\0" * 2000),
    "deep": struct.pack("<Q", 10_000) + b"[" * 10_000,
}


@pytest.mark.parametrize("data", MALFORMED_TENSORS.values(), ids=MALFORMED_TENSORS)
def test_malformed_tensors(data):
    with pytest.raises(MalformedError):
        unpack_tensors(data, 1000)


def test_bool_of_any_byte_is_true_or_false():
    (found,) = unpack_tensors(_tensor("BOOL", "[3]", b"\0\1\xff"), 1000)
    assert found.view(np.uint8).tolist() == [0, 1, 1]


@given(st.binary(max_size=200))
def test_any_bytes_are_tensors_or_malformed(data):
    with contextlib.suppress(MalformedError):
        unpack_tensors(data, 1000)


MALFORMED_PLAIN = {
    "no json": b"nonsense",
    "nan": b"NaN",
    "65 bits": str(2**64).encode(),
    "5000 digits": b"1" * 5000,
    "deep": b"[" * 60_000,
    "nested nine times": b"[" * 10 + b"]" * 10,
    "2000 items": b"[" + b"1," * 2000 + b"1]",
    "unknown tag": b'{"code": "x"}',
    "no tag": b"{}",
    "bad float": b'{"float": "1e9"}',
    "not utf-8": b'"\xff"',
}


@pytest.mark.parametrize("text", MALFORMED_PLAIN.values(), ids=MALFORMED_PLAIN)
def test_malformed_plain(text):
    with pytest.raises(MalformedError):
        from_json(text)


def test_lone_surrogate_becomes_a_question_mark():
    assert from_json(b'"\\ud800"') == "?"


plain_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc"), inner, max_size=4),
    max_leaves=20,
)


@given(plain_values)
def test_plain_values_come_back_as_they_were(value):
    assert from_json(to_json(value, 1 << 16)) == value
