"""Predicted shapes: rank, axis, the named mistake, and never the right number."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import assume, settings
from hypothesis import given as examples
from hypothesis import strategies as st

from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Conv2DTranspose,
    Layer,
    MaxPooling2D,
    UpSampling2D,
    ZeroPadding2D,
)
from autograder.convolution.mistakes import SHAPE_MISTAKES, WEIGHTS_MISTAKES
from autograder.convolution.sizes import chain_shape, weights_shape
from autograder.questions.answer import Answer
from autograder.questions.mistakes import Mistakes
from autograder.questions.shape.question import ShapePart, ShapeQuestion, as_shape
from autograder.questions.shape.sentences import SENTENCES
from autograder.questions.verdict import Verdict
from autograder.values.value import Value

ALL = tuple(mistake.name for mistake in SHAPE_MISTAKES)
ALL_WEIGHTS = tuple(mistake.name for mistake in WEIGHTS_MISTAKES)

PART = ShapePart("out", (1, 21, 32, 3), (Conv2D(6, 5, strides=(2, 3)),))
"""(21 - 5) / 2 + 1 = 9 rows, floor((32 - 5) / 3) + 1 = 10 columns."""
RIGHT = (1, 9, 10, 6)
UNTOUCHED = Answer({"out": Value(None, None, "NoneType")})


def answer(value: Any) -> Answer:
    """As it comes out of a notebook: tuples are lists by then."""
    return Answer({"out": value if isinstance(value, Value) else Value(value, None, "tuple")})


def judge(value: Any, part: ShapePart = PART, told: tuple[str, ...] = ALL) -> Verdict:
    question = ShapeQuestion(
        id="q", points=1, statement="?", hint="!", parts=(part,), mistakes=Mistakes(apply=told)
    )
    right = weights_shape(part.layers[0], part.input_shape) if part.weights else None
    expected = {"out": right or chain_shape(part.layers, part.input_shape)}
    return question.judge(answer(value), expected, UNTOUCHED)


RIGHT_ANSWERS = {
    "a list": [1, 9, 10, 6],
    "whole floats": [1.0, 9.0, 10.0, 6.0],
    "True for 1": [True, 9, 10, 6],
}


@pytest.mark.parametrize("value", RIGHT_ANSWERS.values(), ids=RIGHT_ANSWERS)
def test_right(value: Any) -> None:
    verdict = judge(value)
    assert (verdict.outcome, verdict.points, verdict.message) == ("correct", 1, "Right.")


@dataclass(frozen=True)
class Case:
    title: str
    value: Any
    phrase: str
    mistake: str | None = None
    outcome: str = "wrong"


CASES = (
    Case("untouched", Value(None, None, "NoneType"), "Not attempted yet.", None, "not attempted"),
    Case("undefined", Value(problem="undefined"), "no variable `out` yet"),
    Case("a set", Value(None, "not-plain", "set"), "where a shape is needed"),
    Case("too large", Value(None, "too-large", "list"), "far too large", None, "error"),
    Case("not reached", Value(problem="not-reached"), "stopped", None, "error"),
    Case("a number", 9, "is not a shape"),
    Case("a text", "(1, 9, 10, 6)", "is not a shape"),
    Case("a dict", {"0": 1}, "is not a shape"),
    Case("nested", [[1, 9, 10, 6]], "is not a shape"),
    Case("texts in it", ["1", "9", "10", "6"], "is not a shape"),
    Case("a set", frozenset({1, 9, 10, 6}), "`out` is a set, which has no order"),
    Case("seventeen axes", [1] * 17, "is not a shape"),
    Case("no axes", [], "has 0 axes"),
    Case("one axis", [90], "has 1 axis,"),
    Case("None for the batch", [None, 9, 10, 6], "the batch is wrong, the rest is right", "batch-none"),
    Case("None and one more", [None, 8, 9, 6], "the batch, height and width are wrong", "forgot-plus-one"),
    Case("batch left out", [9, 10, 6], "has 3 axes", "batch-left-out"),
    Case("five axes", [1, 1, 9, 10, 6], "has 5 axes"),
    Case("batch", [2, 9, 10, 6], "the batch is wrong, the rest is right"),
    Case("height", [1, 8.5, 10, 6], "the height is wrong, the rest is right"),
    Case("width", [1, 9, 11, 6], "the width is wrong"),
    Case("height unknown", [1, None, 10, 6], "the height is wrong"),
    Case("two axes", [1, 8, 9, 6], "the height and width are wrong", "forgot-plus-one"),
    Case("three axes", [1, 6, 9, 10], "the height, width and channels are wrong", "channels-first"),
    Case("no axis", [0, 0, 0, 0], "no axis is right"),
    Case("negative", [-1, -9, -10, -6], "no axis is right"),
    Case("NaN", [1, math.nan, 10, 6], "the height is wrong"),
    Case("infinity", [1, math.inf, 10, -math.inf], "the height and channels are wrong"),
    Case("huge", [1, 1e300, 2**63, 6], "the height and width are wrong"),
    Case("only divided", [1, 10, 10, 6], "the height is wrong", "valid-only-divides"),
    Case("channels multiplied", [1, 9, 10, 18], "the channels are wrong", "channels-multiplied"),
    Case("channels kept", [None, 9, 10, 3], "the batch and channels are wrong", "channels-kept"),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_every_other_shape(case: Case) -> None:
    verdict = judge(case.value)
    assert case.phrase in verdict.message
    assert (verdict.outcome, verdict.points, verdict.mistake) == (case.outcome, 0, case.mistake)


def test_joint_mistakes_are_told_together() -> None:
    part = ShapePart("out", (1, 28, 28, 1), (Conv2D(1, 4, padding="same"),))
    verdict = judge([1, 27, 27, 1], part, ("same-pads-one", "same-pads-half"))
    assert verdict.mistake == "same-pads-one"
    assert verdict.message.count(" Or: ") == 1


WEIGHTS = ShapePart("out", (1, 32, 48, 3), (Conv2D(4, (5, 7)),), weights=True)
WEIGHTS_CASES = {
    (5, 7, 3, 4): None,
    (5, 7, 4, 3): "weights-depths-swapped",
    (5, 7): "weights-depths-missing",
    (4, 3, 5, 7): "weights-filters-first",
    (5, 7, 4): "weights-input-depth-missing",
    (32, 48, 3, 4): "weights-input-shape",
}


@pytest.mark.parametrize("shape", WEIGHTS_CASES, ids=str)
def test_weights(shape: tuple[int, ...]) -> None:
    verdict = judge(list(shape), WEIGHTS, ALL_WEIGHTS)
    assert verdict.mistake == WEIGHTS_CASES[shape]
    assert (verdict.outcome == "correct") == (shape == (5, 7, 3, 4))


def test_the_axes_of_weights_have_names_of_their_own() -> None:
    assert "the input depth is wrong" in judge([5, 7, 2, 4], WEIGHTS, ()).message
    assert judge([None, 7, 3, 4], WEIGHTS, ()).outcome == "wrong", "no axis of weights is a batch"


def test_parts_share_the_points_and_the_commonest_mistake_is_told() -> None:
    parts = tuple(
        ShapePart(name, (1, size, size, 1), (Conv2D(1, 3, strides=2),))
        for name, size in (("a", 9), ("b", 11), ("c", 13))
    )  # 4, 5, 6
    question = ShapeQuestion(
        id="q", points=3, statement="?", hint="!", parts=parts, mistakes=Mistakes(apply=ALL)
    )
    expected = {"a": (1, 4, 4, 1), "b": (1, 5, 5, 1), "c": (1, 6, 6, 1)}
    values = {"a": [1, 3, 3, 1], "b": [1, 4, 4, 1], "c": [1, 6, 6]}
    verdict = question.judge(Answer({k: Value(v) for k, v in values.items()}), expected, Answer())
    assert (verdict.outcome, verdict.mistake) == ("wrong", "forgot-plus-one")
    values["c"] = [1, 6, 6, 1]
    verdict = question.judge(Answer({k: Value(v) for k, v in values.items()}), expected, Answer())
    assert (verdict.outcome, verdict.points) == ("partial", 1)
    assert verdict.message.startswith("Right: `c`.\n")


def test_a_masters_answer_that_is_no_shape_is_told() -> None:
    question = ShapeQuestion(id="q", points=1, statement="?", hint="!", parts=(PART,))
    for value in ("text", [1, None, 3, 4], [1, 2.5, 3, 4], Value(problem="undefined")):
        with pytest.raises(ValueError, match="the master's `out` is not a shape"):
            question.expected(answer(value), lambda name: None)


def test_shapes_read() -> None:
    assert as_shape([1, 2.0, None]) == (1, 2, None)
    assert as_shape(()) == ()
    for value in (None, 1, "12", {1: 2}, True, [[1]], ["1"], [1] * 17):
        assert as_shape(value) is None


pairs = st.tuples(st.integers(1, 6), st.integers(1, 6))
paddings = st.sampled_from(["valid", "same"])
layers: st.SearchStrategy[Layer] = st.one_of(
    st.builds(Conv2D, st.integers(1, 40), pairs, pairs, paddings),
    st.builds(MaxPooling2D, pairs, pairs, paddings),
    st.builds(AveragePooling2D, pairs, st.none(), paddings),
    st.builds(ZeroPadding2D, pairs),
    st.builds(UpSampling2D, pairs, st.sampled_from(["nearest", "bilinear"])),
    st.builds(Conv2DTranspose, st.integers(1, 40), pairs, pairs, paddings),
)
inputs = st.tuples(st.integers(1, 9), st.integers(11, 99), st.integers(11, 99), st.integers(1, 40))


@examples(chain=st.lists(layers, min_size=1, max_size=3), size=inputs, data=st.data())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_no_message_holds_a_number_of_the_right_shape(
    chain: list[Layer], size: tuple[int, int, int, int], data: st.DataObject
) -> None:
    part = ShapePart("out", size, tuple(chain))
    try:
        right = chain_shape(chain, size)
    except ValueError:
        assume(False)
    mistaken = [m.wrong(part.layers, size) for m in SHAPE_MISTAKES]
    likely = [list(shape) for shape in mistaken if shape is not None]
    value = data.draw(
        st.sampled_from([*likely, [1, 2]]) | st.lists(st.integers(0, 99), max_size=5) | st.text()
    )
    message = judge(value, part).message
    # an output always has four axes, and the student's own number of them may be told
    known = {*re.findall(r"\d+", f"{value} {part}"), "4", str(len(value))}
    # sentences may count: "a stride above 1"
    for mistake in SHAPE_MISTAKES:
        message = message.replace(SENTENCES[mistake.name], "")
        assert not set(re.findall(r"\d+", SENTENCES[mistake.name])) - {"1", "2", "3"}
    example = "such as (1, 2, 3, 4)"
    found = set(re.findall(r"\d+", message.replace(example, "")))
    assert not (found & {str(n) for n in right}) - known


@examples(chain=st.lists(layers, min_size=1, max_size=3), size=inputs)
@settings(max_examples=100, deadline=None, derandomize=True)
def test_the_answer_of_each_mistake_gets_its_name_unless_it_is_right(
    chain: list[Layer], size: tuple[int, int, int, int]
) -> None:
    part = ShapePart("out", size, tuple(chain))
    for mistake in SHAPE_MISTAKES:
        try:
            right = chain_shape(chain, size)
        except ValueError:
            assume(False)
        shape = mistake.wrong(part.layers, size)
        if shape is not None:
            verdict = judge(list(shape), part, (mistake.name,))
            assert (verdict.outcome == "correct") == (tuple(shape) == right)
            assert verdict.outcome == "correct" or verdict.mistake == mistake.name
