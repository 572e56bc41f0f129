"""Arrays as bytes, and plain data: what comes back, and what is refused."""

from __future__ import annotations

import contextlib
import json
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.values.message import VALUES
from autograder.values.plain import checked_plain, plain_data
from autograder.values.tensors import pack_tensors, unpack_tensors
from autograder.values.text import MalformedError, read_json


def from_json(text: bytes):
    """Plain data, as the grader reads them."""
    return checked_plain(VALUES.decode(read_json(text, 1 << 17), ()))


def to_json(value) -> bytes:
    """Plain data, as a notebook's process writes them."""
    plain, arrays = VALUES.encode(plain_data(value, 1 << 16))
    assert arrays == []
    return json.dumps(plain, allow_nan=False).encode()


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
    "a tuple": b"[1]",
    "2000 items": b'{"list": [' + b"1," * 2000 + b"1]}",
    "ten lists within lists": b'{"list": [' * 10 + b"]}" * 10,
    "an array": b'{"array": 0}',
    "a set of texts": b'{"set": ["a"]}',
    "a set of lists": b'{"set": [{"list": []}]}',
    "a set of 65 bits": b'{"set": [18446744073709551616]}',
    "2000 items in a set": b'{"set": [' + b",".join(b"%d" % n for n in range(2000)) + b"]}",
    "a dataclass": b'{"class": "Export", "name": "x", "form": "plain", "needed": ""}',
    "number keys": b'{"dict": [[1, 2]]}',
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
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text("abc"), inner, max_size=4)
        | st.frozensets(st.integers(-9, 9) | st.floats(allow_nan=False) | st.booleans(), max_size=4)
    ),
    max_leaves=20,
)


@given(plain_values)
def test_plain_values_come_back_as_they_were(value):
    assert from_json(to_json(value)) == value
