"""Orders and answers: what a grader sends, and what may come back."""

from __future__ import annotations

import json
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.questions.function.calls import (
    ANSWER_BYTES,
    RESULT_BYTES,
    MalformedAnswerError,
    Reply,
    pack_answer,
    pack_order,
    unpack_answer,
    unpack_order,
)
from autograder.questions.function.cases import Case

IMAGE, KERNEL = np.ones((2, 3, 1)), np.ones((1, 1, 1, 1), np.float32)


def test_an_order_says_how_to_call():
    cases = [
        Case({"image": IMAGE, "kernel": KERNEL, "strides": (1, 2), "padding": "same"}),
        Case({"image": IMAGE, "kernel": KERNEL}),
    ]
    head, *arrays = pack_order(cases, ("image", "kernel"))
    first, second = unpack_order(head, arrays)
    assert [a.shape for a in first[0]] == [(2, 3, 1), (1, 1, 1, 1)]
    assert first[0][1].dtype == np.float32
    assert first[1] == {"strides": (1, 2), "padding": "same"}
    assert second[1] == {}


def test_an_order_without_arrays():
    case = Case({"layer": "Conv2D", "input_shape": (5, 6, 1), "size": (3, 3), "filters": 2})
    (head,) = pack_order([case], ("layer", "input_shape", "size"))
    assert unpack_order(head, []) == [(("Conv2D", (5, 6, 1), (3, 3)), {"filters": 2})]


REPLIES = (
    Reply(np.arange(6).reshape(2, 3), type_name="ndarray"),
    Reply(problem="error", detail="ValueError: boo"),
    Reply(np.zeros(0), libraries=("keras", "tensorflow"), changed=True),
    Reply(problem="none", type_name="NoneType"),
)


def test_an_answer_comes_back_as_it_went():
    found = unpack_answer(pack_answer(REPLIES), 4)
    assert [(r.problem, r.detail, r.changed, r.libraries) for r in found] == [
        (r.problem, r.detail, r.changed, r.libraries) for r in REPLIES
    ]
    assert found[0].value.tolist() == [[0, 1, 2], [3, 4, 5]]
    assert found[2].value.shape == (0,)


def said(entries, *arrays):
    return [np.frombuffer(json.dumps(entries).encode(), np.uint8), *arrays]


FINE = {"problem": "none"}
HOSTILE = {
    "nothing": [],
    "no bytes": [np.zeros(3)],
    "no JSON": [np.frombuffer(b"{", np.uint8)],
    "deep JSON": [np.frombuffer(b"[" * 50_000, np.uint8)],
    "far too long": [np.zeros(ANSWER_BYTES + 1, np.uint8)],
    "no list": said({}),
    "no replies": said([]),
    "too many replies": said([FINE] * 4),
    "a reply that is none": said(["none"]),
    "an unknown problem": said([{"problem": "fine"}]),
    "a problem that is no word": said([{"problem": ["none"]}]),
    "a result without its array": said([{"problem": None}]),
    "an array without its result": said([FINE], IMAGE),
    "a gigantic result": said([{}], np.zeros(RESULT_BYTES // 8 + 1)),
}


@pytest.mark.parametrize("arrays", HOSTILE.values(), ids=HOSTILE)
def test_no_honest_answer(arrays):
    with pytest.raises(MalformedAnswerError):
        unpack_answer(arrays, 3)


def test_words_in_an_answer_are_cut_and_cleaned():
    entry = {
        "problem": "error",
        "detail": "a\nb\x1b[31m" + "x" * 1000,
        "type": 7,
        "changed": "yes",
        "libraries": ["os", "scipy", ["cv2"], "cv2"],
    }
    (reply,) = unpack_answer(said([entry]), 1)
    assert reply.detail.startswith("a b?[31mxxx")
    assert len(reply.detail) == 300
    assert (reply.type_name, reply.changed, reply.libraries) == ("", False, ("cv2", "scipy"))


@given(st.binary(max_size=200), st.integers(1, 3))
def test_any_bytes_are_an_answer_or_refused(data, most):
    with suppress(MalformedAnswerError):
        assert len(unpack_answer([np.frombuffer(data, np.uint8)], most)) <= most
