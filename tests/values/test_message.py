"""Messages over a pipe: exports, values, calls, replies, and what no honest process sends."""

from __future__ import annotations

import json
import struct
from contextlib import suppress
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.values.call import Call, Reply
from autograder.values.export import Export
from autograder.values.message import BLOCK, pack, unpack
from autograder.values.replies import pack_replies, unpack_replies
from autograder.values.tensors import pack_tensors
from autograder.values.text import MalformedError
from autograder.values.value import Value

IMAGE, KERNEL = np.ones((2, 3, 1)), np.ones((1, 1, 1, 1), np.float32)
MOST = 1 << 20


def test_calls_arrive_as_they_were_sent() -> None:
    calls = (
        Call((IMAGE, KERNEL), {"strides": (1, 2), "padding": "same"}),
        Call(("Conv2D", (5, 6, 1)), {"filters": 2}),
    )
    first, second = unpack(pack(calls), tuple[Call, ...], MOST)
    assert [a.shape for a in first.arguments] == [(2, 3, 1), (1, 1, 1, 1)]
    assert first.arguments[1].dtype == np.float32
    assert first.named == {"strides": (1, 2), "padding": "same"}
    assert (second.arguments, second.named) == (("Conv2D", (5, 6, 1)), {"filters": 2})


def test_exports_and_values_arrive_as_they_were_sent() -> None:
    exports = (Export("x", "array"), Export("n", "plain", "a number is needed"))
    assert unpack(pack((3, exports)), tuple[int, tuple[Export, ...]], MOST) == (3, exports)
    key, value = unpack(pack(("n", Value([1, {"a": None}]))), tuple[str, Value], MOST)
    assert (key, value.value) == ("n", [1, {"a": None}])


REPLIES = (
    Reply(np.arange(6).reshape(2, 3), type_name="ndarray"),
    Reply(problem="error", detail="ValueError: boo"),
    Reply(np.zeros(0), libraries=("keras", "tensorflow"), changed=True),
    Reply(problem="none", type_name="NoneType"),
)


def told(reply: Reply) -> tuple[Any, ...]:
    return reply.problem, reply.type_name, reply.detail, reply.changed, reply.libraries


def test_replies_arrive_as_they_were_sent() -> None:
    found = unpack_replies(pack_replies(REPLIES, MOST), 4, MOST, MOST)
    assert [told(reply) for reply in found] == [told(reply) for reply in REPLIES]
    assert found[0].value is not None
    assert found[0].value.tolist() == [[0, 1, 2], [3, 4, 5]]
    assert found[2].value is not None
    assert found[2].value.shape == (0,)


def test_an_order_that_was_interrupted_has_fewer_replies() -> None:
    stopped = (REPLIES[0], Reply(problem="interrupted"))
    first, last = unpack_replies(pack_replies(stopped, MOST), 4, MOST, MOST)
    assert (first.problem, last.problem) == (None, "interrupted")


def test_replies_that_are_too_large_together_are_not_sent() -> None:
    (reply,) = unpack_replies(pack_replies(REPLIES, 40), 4, 40, 40)
    assert (reply.problem, reply.detail) == ("ended", "arrays larger than allowed")


FINE = {
    **{"class": "Reply", "value": None, "problem": "none", "type_name": "", "detail": ""},
    **{"changed": False, "libraries": []},
}


def said(plain: str, *arrays: np.ndarray) -> bytes:
    text = plain.encode()
    return struct.pack("<I", len(text)) + text + (pack_tensors(arrays) if arrays else b"")


def replies(*entries: Any, arrays: tuple[np.ndarray, ...] = ()) -> bytes:

    return said(json.dumps(list(entries)), *arrays)


HOSTILE = {
    "nothing": b"",
    "no length": b"\1",
    "shorter than it says": struct.pack("<I", 9) + b"{}",
    "far too long": struct.pack("<I", BLOCK + 1) + b"[" * (BLOCK + 1),
    "no JSON": said("{"),
    "not a number": said("NaN"),
    "deep JSON": said("[" * 50_000),
    "no replies": said("[]"),
    "no list": said("{}"),
    "one reply alone": replies(FINE)[:4] + replies(FINE)[5:-1],
    "too many replies": replies(*[FINE] * 4),
    "too few replies": replies(FINE),
    "something else": pack((Call(),)),
    "an unknown problem": replies(FINE | {"problem": "fine"}, FINE, FINE),
    "a problem that is no word": replies(FINE | {"problem": ["none"]}, FINE, FINE),
    "a type that is no text": replies(FINE | {"type_name": 7}, FINE, FINE),
    "a truth value that is none": replies(FINE | {"changed": "yes"}, FINE, FINE),
    "libraries that are no texts": replies(FINE | {"libraries": [["cv2"]]}, FINE, FINE),
    "neither a value nor a problem": replies(FINE | {"problem": None}, FINE, FINE),
    "both": replies(FINE | {"value": {"array": 0}}, FINE, FINE, arrays=(IMAGE,)),
    "a gigantic value": replies(
        FINE | {"problem": None, "value": {"array": 0}}, FINE, FINE, arrays=(np.zeros(2000),)
    ),
    "arrays beyond the limit": replies(FINE, FINE, FINE, arrays=(np.zeros(200_000),)),
    "no arrays where there should be": replies(FINE, FINE, FINE) + b"arrays",
}


@pytest.mark.parametrize("payload", HOSTILE.values(), ids=HOSTILE)
def test_no_honest_replies(payload: bytes) -> None:
    with pytest.raises(MalformedError):
        unpack_replies(payload, 3, MOST, 8000)


def test_words_in_a_reply_are_cut_and_cleaned() -> None:
    entry = FINE | {
        "problem": "error",
        "detail": "a\nb\x1b[31m" + "x" * 1000,
        "type_name": "\ud800",
        "libraries": ["os", "scipy", "cv2", "cv2"],
    }
    (reply,) = unpack_replies(replies(entry), 1, MOST, MOST)
    assert reply.detail.startswith("a b?[31mxxx")
    assert len(reply.detail) == 500
    assert (reply.type_name, reply.libraries) == ("?", ("cv2", "scipy"))


@given(st.binary(max_size=200), st.integers(1, 3))
def test_any_bytes_are_replies_or_refused(data: bytes, calls: int) -> None:
    with suppress(MalformedError):
        assert len(unpack_replies(said("") + data, calls, MOST, MOST)) <= calls
    with suppress(MalformedError):
        assert len(unpack_replies(data, calls, MOST, MOST)) <= calls
