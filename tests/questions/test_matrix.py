"""Matrices of convolutions: size, rows, the named mistake."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from autograder.cards.card import as_html
from autograder.convolution.layers import Conv2D
from autograder.convolution.mistakes import MATRIX_MISTAKES
from autograder.questions.answer import Answer
from autograder.questions.matrix.question import MatrixPart, MatrixQuestion
from autograder.questions.matrix.sentences import SENTENCES
from autograder.questions.mistakes import Mistakes, sort_mistakes
from autograder.questions.verdict import Verdict
from autograder.values.value import Value

ALL = tuple(mistake.name for mistake in MATRIX_MISTAKES)
UNTOUCHED = Answer({"A": Value(None, "not-an-array", "NoneType")})

PART = MatrixPart("A", Conv2D(1, 2), ((1, 2), (3, 4)), (3, 4))
# The pixels of the picture:   0 1  2  3
#                              4 5  6  7
#                              8 9 10 11
RIGHT = np.array(
    [
        [1, 2, 0, 0, 3, 4, 0, 0, 0, 0, 0, 0],
        [0, 1, 2, 0, 0, 3, 4, 0, 0, 0, 0, 0],
        [0, 0, 1, 2, 0, 0, 3, 4, 0, 0, 0, 0],
        [0, 0, 0, 0, 1, 2, 0, 0, 3, 4, 0, 0],
        [0, 0, 0, 0, 0, 1, 2, 0, 0, 3, 4, 0],
        [0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 3, 4],
    ]
)
STRIDED = MatrixPart("A", Conv2D(1, 2, (1, 2)), ((1, 2), (3, 4)), (3, 4))


def question(part: MatrixPart = PART, told: tuple[str, ...] = ALL) -> MatrixQuestion:
    return MatrixQuestion(
        id="q", points=2, statement="?", hint="!", parts=(part,), mistakes=Mistakes(apply=told)
    )


def answer(value: Any) -> Answer:
    return Answer({"A": value if isinstance(value, Value) else Value(value, None, "ndarray")})


def expected(part: MatrixPart = PART, right: np.ndarray = RIGHT) -> dict[str, np.ndarray]:
    return question(part).expected(answer(right), lambda name: None)  # type: ignore[arg-type,return-value]


def judge(value: Any) -> Verdict:
    return question().judge(answer(value), expected(), UNTOUCHED)


RIGHT_ANSWERS = {
    "whole numbers": RIGHT,
    "small ones": RIGHT.astype(np.uint8),
    "float32": RIGHT.astype(np.float32),
    "nearly": RIGHT + 5e-5,
    "seen from the other side": np.asfortranarray(RIGHT),
}


@pytest.mark.parametrize("value", RIGHT_ANSWERS.values(), ids=RIGHT_ANSWERS)
def test_right(value: np.ndarray) -> None:
    verdict = judge(value)
    assert (verdict.outcome, verdict.points, verdict.message) == ("correct", 2, "Right.")


def with_changed(*rows: int) -> np.ndarray:
    matrix = RIGHT.copy()
    matrix[list(rows), 0] += 1
    return matrix


MESSAGES = {
    "untouched": (Value(None, "not-an-array", "NoneType"), "Not attempted yet."),
    "a list": (Value(None, "not-an-array", "str"), "text, where an array of numbers is needed"),
    "too large": (Value(None, "too-large", "ndarray"), "far too large"),
    "a number": (np.float64(3), "has 0 axes, but a matrix has two"),
    "flat": (RIGHT.ravel(), "has 1 axis, but a matrix has two"),
    "four axes": (RIGHT.reshape(2, 3, 3, 4), "has 4 axes, but a matrix has two"),
    "a row too few": (RIGHT[:5], "`A` is 5 x 12: the number of rows is wrong."),
    "a column too many": (np.pad(RIGHT, ((0, 0), (0, 1))), "the number of columns is wrong."),
    "both": (np.eye(12, 6), "`A` is 12 x 6: the number of rows and of columns is wrong."),
    "empty": (np.zeros((0, 0)), "`A` is 0 x 0: the number of rows and of columns is wrong."),
    "zeros": (np.zeros((6, 12)), "6 of its 6 rows are wrong. The first is row 0, counted from 0: it makes the output pixel (0, 0)."),
    "one row": (with_changed(4), "1 of its 6 rows is wrong. It is row 4, counted from 0: it makes the output pixel (1, 1)."),
    "two rows": (with_changed(2, 3), "2 of its 6 rows are wrong. The first is row 2, counted from 0: it makes the output pixel (0, 2)."),
    "NaN": (RIGHT * np.nan, "`A` holds NaN or infinity"),
    "infinity": (RIGHT + np.inf, "`A` holds NaN or infinity"),
    "huge": (RIGHT * 1e300, "6 of its 6 rows are wrong"),
    "booleans": (RIGHT > 0, "6 of its 6 rows are wrong"),
}  # fmt: skip


@pytest.mark.parametrize(("value", "phrase"), MESSAGES.values(), ids=MESSAGES)
def test_every_other_matrix(value: Any, phrase: str) -> None:
    verdict = judge(value)
    assert phrase in verdict.message
    assert verdict.points == 0
    assert as_html(verdict).startswith("<div")


@pytest.mark.parametrize("mistake", MATRIX_MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_is_named(mistake: Any) -> None:
    part = STRIDED if mistake.name == "stride-ignored" else PART
    right = RIGHT[[0, 2, 3, 5]] if part is STRIDED else RIGHT
    for wrong in mistake.wrong(part.layer, part.weights(), part.input_size):
        verdict = question(part).judge(answer(wrong), expected(part, right), UNTOUCHED)
        assert (verdict.outcome, verdict.points) == ("wrong", 0)
        assert SENTENCES[mistake.name] in verdict.message


def test_the_picture_shows_what_the_matrix_does() -> None:
    (picture,) = judge(with_changed(4)).pictures
    assert picture.output is not None
    assert [picture.input.shape, picture.output.shape, picture.expected.shape] == [(3, 4), (2, 3), (2, 3)]  # fmt: skip
    off = np.abs(picture.output - picture.expected) > 1e-9
    np.testing.assert_array_equal(off, [[0, 0, 0], [0, 1, 0]])
    assert judge(RIGHT.T).pictures == (), "a matrix of another size makes no picture of that size"
    assert picture.kernel is None


def test_mistakes_sorted() -> None:
    sorted_ = sort_mistakes(question().mistaken(expected()))
    assert sorted_.together == frozenset()
    assert sorted_.cannot == {"stride-ignored"}
    symmetric = MatrixPart("A", Conv2D(1, 2), ((1, 1), (1, 1)), (3, 4))
    right = np.where(RIGHT > 0, 1, 0)
    sorted_ = sort_mistakes(question(symmetric).mistaken(expected(symmetric, right)))
    assert sorted_.cannot == {"stride-ignored", "kernel-rotated", "kernel-transposed"}


WRONG_MASTERS = {
    "another matrix": Value(RIGHT + 1),
    "another size": Value(RIGHT[:3]),
    "no matrix": Value(None, "not-an-array", "str"),
}


@pytest.mark.parametrize("value", WRONG_MASTERS.values(), ids=WRONG_MASTERS)
def test_a_wrong_master_is_told(value: Value) -> None:
    with pytest.raises(ValueError, match="the master's `A` is not the matrix of Conv2D"):
        question().expected(answer(value), lambda name: None)  # type: ignore[arg-type,return-value]


def test_a_part_that_cannot_be_asked() -> None:
    with pytest.raises(ValueError, match="must have one filter"):
        MatrixPart("A", Conv2D(2, 2), ((1, 2), (3, 4)), (3, 4))
    with pytest.raises(ValueError, match="more than 256 pixels"):
        MatrixPart("A", Conv2D(1, 2), ((1, 2), (3, 4)), (17, 17))


def test_the_public_part_has_no_matrix_and_comes_back(travel: Any) -> None:
    public = question().publish(expected())
    live, text, published = travel(public)
    assert published == []
    assert set(json.loads(text)["parts"][0]) == {"class", "answer", "layer", "kernel", "input_size"}
    assert live == public
    assert (live.parts, live.tolerance) == (question().parts, question().tolerance)


@examples(
    value=arrays(
        st.sampled_from([np.float64, np.float32, np.int8, np.uint64, np.bool_]),
        st.sampled_from([(6, 12), (12, 6), (1, 1)])
        | array_shapes(min_dims=0, max_dims=4, min_side=0),
    )
)
@settings(derandomize=True, deadline=None, max_examples=60)
def test_hostile_matrices_are_wrong_and_shown(value: np.ndarray) -> None:
    verdict = judge(value)
    assert (verdict.outcome, verdict.points) == ("wrong", 0)
    assert as_html(verdict)
