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
from autograder.convolution.sizes import chain_shape, weights_shape
from autograder.convolution.slips.search import singles
from autograder.convolution.slips.shapes.table import SHAPE_SLIPS
from autograder.questions.answer import Answer
from autograder.questions.shape.finding import judge_shape
from autograder.questions.shape.question import ShapePart, ShapeQuestion, as_shape
from autograder.questions.shape.sentences import SENTENCES
from autograder.questions.verdict import Verdict
from autograder.values.value import Value

PART = ShapePart("out", (1, 21, 32, 3), (Conv2D(6, 5, strides=(2, 3)),))
"""(21 - 5) / 2 + 1 = 9 rows, floor((32 - 5) / 3) + 1 = 10 columns."""
RIGHT = (1, 9, 10, 6)
UNTOUCHED = Answer({"out": Value(None, None, "NoneType")})


def answer(value: Any) -> Answer:
    """As it comes out of a notebook: tuples are lists by then."""
    return Answer({"out": value if isinstance(value, Value) else Value(value, None, "tuple")})


def asking(*parts: ShapePart, **settings: Any) -> ShapeQuestion:
    return ShapeQuestion(
        id="q", points=len(parts), statement="?", hint="!", parts=parts, **settings
    )


def judge(value: Any, part: ShapePart = PART, **settings: Any) -> Verdict:
    question = asking(part, **settings)
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


def told_of(answers: dict[str, Any], *parts: ShapePart) -> Verdict:
    expected = {part.answer: part.shape() for part in parts}
    values = {name: Value(value, None, "tuple") for name, value in answers.items()}
    return asking(*parts).judge(Answer(values), expected, Answer())


def test_of_two_ideas_the_commoner_is_told() -> None:
    # 10 rows: rounding up is commoner than dividing alone, or than rounding at school
    part = ShapePart("out", (1, 20, 20, 1), (Conv2D(1, 3, 2),))
    verdict = judge([1, 10, 10, 1], part)
    assert verdict.mistake == "ceil-for-floor"
    assert verdict.message.count("\n") == 1


def test_of_equal_ideas_none_is_told_but_a_question() -> None:
    part = ShapePart("out", (1, 9, 9, 1), (Conv2D(1, 2, 2),))
    untold = {"": ("ceil-for-floor", "padding-same-for-valid", "valid-only-divides", "rounded")}
    verdict = judge([1, 8, 8, 1], part, untold=untold)
    assert (verdict.mistake, verdict.slips) == ("stride-ignored", verdict.slips)
    part = ShapePart("out", (1, 5, 5, 1), (MaxPooling2D(2), Conv2D(1, 2)))  # 2, then 1
    verdict = judge([1, 0, 0, 1], part)
    assert verdict.mistake == "forgot-plus-one"


def test_what_is_not_to_be_told_is_not() -> None:
    verdict = judge([1, 8, 9, 6], untold={"for this test": ("forgot-plus-one", "plus-one-inside")})
    assert (verdict.mistake, verdict.slips) == (None, ())


POOLS = tuple(
    ShapePart(name, (1, 12, 12, 1), (layer,))
    for name, layer in (("a", MaxPooling2D(5)), ("b", MaxPooling2D(7)), ("c", Conv2D(1, 5, 5)))
)
"""2, 1 and 2 rows."""


def test_a_right_part_speaks_against_an_idea() -> None:
    rounded_up = told_of({"a": [1, 3, 3, 1], "b": [1, 2, 2, 1], "c": [1, 2, 2, 1]}, *POOLS)
    assert rounded_up.mistake == "ceil-for-floor"
    verdict = told_of({"a": [1, 3, 3, 1], "b": [1, 1, 1, 1], "c": [1, 2, 2, 1]}, *POOLS)
    assert verdict.mistake is None, "b would be 2 as well"


def test_a_right_part_of_another_kind_does_not_speak_against_it() -> None:
    verdict = told_of({"a": [1, 8, 8, 1], "c": [1, 2, 2, 1]}, POOLS[0], POOLS[2])
    assert verdict.mistake == "pooling-stride-one"


def test_an_axis_is_lost_or_exchanged_once_whatever_is_right_beside_it() -> None:
    parts = tuple(
        ShapePart(name, (1, 9, 9, depth), (Conv2D(4, 3),), weights=True)
        for name, depth in (("a", 1), ("b", 3), ("c", 8))
    )
    verdict = told_of({"a": [3, 3, 1, 4], "b": [3, 3, 4, 3], "c": [3, 3, 8, 4]}, *parts)
    assert [(told.slip, told.part) for told in verdict.slips] == [("weights-depths-swapped", "b")]


def test_two_ideas_are_told_each_at_its_part() -> None:
    answers = {"a": [1, 8, 8, 1], "c": [2, 2, 1]}
    verdict = told_of(answers, POOLS[0], POOLS[2])
    assert [(told.slip, told.part) for told in verdict.slips] == [
        ("pooling-stride-one", "a"),
        ("batch-left-out", "c"),
    ]
    assert "\n`a`: You moved the pooling window" in verdict.message
    assert "\n`c`: An axis is missing" in verdict.message


CHAIN = (Conv2D(2, 3), MaxPooling2D(2), Conv2D(4, 3))
STEPS = tuple(ShapePart(f"after_{n}", (1, 20, 24, 1), CHAIN[:n]) for n in (1, 2, 3))
"""18 x 22, 9 x 11, 7 x 9."""


def test_what_follows_from_an_earlier_answer_is_told_so() -> None:
    answers = {"after_1": [1, 18, 22, 2], "after_2": [1, 17, 21, 2], "after_3": [1, 15, 19, 4]}
    verdict = told_of(answers, *STEPS)
    assert "`after_3` is wrong as well, but it follows from your `after_2`." in verdict.message
    assert [(told.slip, told.part, told.layer) for told in verdict.slips] == [
        ("pooling-stride-one", "after_2", 1),
        ("pooling-stride-one", "after_3", 1),
    ]
    assert "\nLayer 2, MaxPooling2D: You moved the pooling window" in verdict.message


def test_a_slip_after_an_earlier_one_is_found_from_what_the_student_had() -> None:
    # the picture rotated in the first answer; then gone on rightly, but for one forgotten
    answers = {"after_1": [1, 22, 18, 2], "after_2": [1, 11, 9, 2], "after_3": [1, 8, 6, 4]}
    verdict = told_of(answers, *STEPS)
    assert ("forgot-plus-one", "after_3", 2) in [(s.slip, s.part, s.layer) for s in verdict.slips]


def test_a_slip_in_several_later_layers_is_told_of_none_of_them() -> None:
    chain = (Conv2D(2, 3), Conv2D(2, 3), Conv2D(4, 3))
    parts = [ShapePart(f"after_{n}", (1, 20, 24, 1), chain[:n]) for n in (1, 3)]
    # 22 x 18 (rotated), then 22 - 3 = 19, 19 - 3 = 16 and 18 - 3 = 15, 15 - 3 = 12
    verdict = told_of({"after_1": [1, 22, 18, 2], "after_3": [1, 16, 12, 4]}, *parts)
    told = {slip.part: (slip.slip, slip.layer) for slip in verdict.slips}
    assert told["after_3"] == ("forgot-plus-one", None)


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
    verdict = judge(list(shape), WEIGHTS)
    assert verdict.mistake == WEIGHTS_CASES[shape]
    assert (verdict.outcome == "correct") == (shape == (5, 7, 3, 4))


def test_the_axes_of_weights_have_names_of_their_own() -> None:
    assert "the input depth is wrong" in judge([5, 7, 2, 4], WEIGHTS).message
    assert judge([None, 7, 3, 4], WEIGHTS).outcome == "wrong", "no axis of weights is a batch"


def test_parts_share_the_points_and_the_commonest_mistake_is_told() -> None:
    parts = tuple(
        ShapePart(name, (1, size, size, 1), (Conv2D(1, 3, strides=2),))
        for name, size in (("a", 9), ("b", 11), ("c", 13))
    )  # 4, 5, 6
    question = asking(*parts)
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
    mistaken = [changed.asked.end() for changed in singles(part.walk, SHAPE_SLIPS)]
    likely = [list(shape) for shape in mistaken if shape is not None]
    value = data.draw(
        st.sampled_from([*likely, [1, 2]]) | st.lists(st.integers(0, 99), max_size=5) | st.text()
    )
    message = judge(value, part).message
    # an output always has four axes, and the student's own number of them may be told
    known = {*re.findall(r"\d+", f"{value} {part}"), "4", str(len(value))}
    # sentences may count: "a stride above 1"
    for sentence in SENTENCES.values():
        message = message.replace(sentence, "")
    message = re.sub("Layer \\d, ", "", message)
    example = "such as (1, 2, 3, 4)"
    found = set(re.findall(r"\d+", message.replace(example, "")))
    assert not (found & {str(n) for n in right}) - known


@pytest.mark.thorough
@examples(chain=st.lists(layers, min_size=1, max_size=3), size=inputs)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_the_answer_of_each_slip_is_explained_unless_it_is_right(
    chain: list[Layer], size: tuple[int, int, int, int]
) -> None:
    part = ShapePart("out", size, tuple(chain))
    try:
        right = chain_shape(chain, size)
    except ValueError:
        assume(False)
    for slip in SHAPE_SLIPS:
        for changed in singles(part.walk, [slip]):
            shape = changed.asked.end()
            if shape is not None and shape != right:
                found = judge_shape((part, shape, right)).ways
                assert (slip.name,) in [tuple(step.slip for step in way.steps) for way in found]
