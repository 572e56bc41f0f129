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
from autograder.convolution.slips.arrays.matrices import MATRIX_SLIPS
from autograder.convolution.slips.search import singles
from autograder.convolution.slips.slip import Slip
from autograder.questions.answer import Answer
from autograder.questions.key import Key
from autograder.questions.matrix.question import MatrixPart, MatrixQuestion
from autograder.questions.matrix.sentences import catalogue
from autograder.questions.verdict import Verdict
from autograder.values.value import Value

SENTENCES = catalogue(slip.name for slip in MATRIX_SLIPS)
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


def question(part: MatrixPart = PART) -> MatrixQuestion:
    return MatrixQuestion(id="q", points=2, statement="?", hint="!", parts=(part,))


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


def explained(matrix: Any, part: MatrixPart = PART) -> Verdict:
    right = part.work.done()
    assert right is not None
    return question(part).judge(answer(matrix), expected(part, right), UNTOUCHED)


@pytest.mark.parametrize("slip", MATRIX_SLIPS, ids=lambda slip: slip.name)
@pytest.mark.parametrize("part", [PART, STRIDED], ids=["plain", "with a stride"])
def test_a_slip_is_told(part: MatrixPart, slip: Slip[Any]) -> None:
    for changed in singles(part.work, (slip,)):
        wrong = changed.asked.done()
        if wrong is None or explained(wrong, part).outcome == "correct":
            continue
        verdict = explained(wrong, part)
        assert verdict.points == 0
        told = {told for told, sentence in SENTENCES.items() if sentence in verdict.message}
        assert verdict.mistake in told or verdict.mistake is None, "or it is no more than another"
        # only those that give the same matrix are told in its place
        assert slip.name in told or len(_alike(part, wrong)) > 1


def _alike(part: MatrixPart, matrix: np.ndarray) -> set[str]:
    found = set()
    for changed in singles(part.work, MATRIX_SLIPS):
        other = changed.asked.done()
        if other is not None and np.array_equal(other, matrix):
            found.add(changed.steps[0].slip)
    return found


def test_two_slips_are_told_together() -> None:
    verdict = judge(RIGHT[:, ::-1].T[::-1])
    assert verdict.mistake is None or len(verdict.slips) <= 2
    turned = MatrixPart("A", Conv2D(1, 2), ((4, 3), (2, 1)), (3, 4)).work.done()
    assert turned is not None
    verdict = judge(turned.T)
    assert [told.slip for told in verdict.slips] == ["kernel-rotated", "matrix-transposed"]


def test_one_wrong_number_is_a_slip_of_the_pen() -> None:
    verdict = judge(with_changed(4))
    assert verdict.mistake == "slip-of-the-pen"
    assert "It is row 4" in verdict.message
    assert judge(with_changed(2, 3)).mistake is None


def test_a_right_matrix_speaks_against_an_idea() -> None:
    parts = (
        MatrixPart("A", Conv2D(1, 2), ((1, 2), (3, 4)), (3, 4)),
        MatrixPart("B", Conv2D(1, 2), ((5, 6), (5, 6)), (2, 2)),
    )
    both = MatrixQuestion(id="q", points=2, statement="?", hint="!", parts=parts)
    a, b = (part.work.done() for part in parts)
    assert a is not None
    assert b is not None
    known = {"A": a, "B": b}
    mirrored = Value(b[:, ::-1], None, "ndarray")
    verdict = both.judge(Answer({"A": Value(a, None, "ndarray"), "B": mirrored}), known, UNTOUCHED)
    assert verdict.mistake is None, "who lays one kernel down rightly does not turn the other"
    alone = both.judge(
        Answer({"A": Value(0 * a, None, "ndarray"), "B": mirrored}), known, UNTOUCHED
    )
    assert alone.mistake == "kernel-rotated"


def test_the_picture_shows_what_the_matrix_does_and_never_what_it_should_do() -> None:
    (picture,) = judge(with_changed(4)).pictures
    assert picture.expected is None
    assert picture.output is not None
    assert picture.wrong is not None
    assert [picture.input.shape, picture.output.shape] == [(3, 4), (2, 3)]
    np.testing.assert_array_equal(picture.wrong, [[0, 0, 0], [0, 1, 0]])
    np.testing.assert_array_equal(picture.output.ravel(), with_changed(4) @ picture.input.ravel())
    assert judge(RIGHT.T).pictures == (), "a matrix of another size makes no picture of that size"
    assert picture.kernel is None


def test_slips_sorted() -> None:
    plain = Key(question(), expected()).slips()
    assert plain.together == frozenset()
    assert plain.absent == {
        "padding-valid-for-same",
        "stride-ignored",
        "strides-swapped",
        "strides-first-for-both",
        "strides-second-for-both",
        "matrix-padded-columns",
        "matrix-side-by-side",
        "slip-of-the-pen",
    }
    symmetric = MatrixPart("A", Conv2D(1, 2), ((1, 1), (1, 1)), (3, 4))
    right = np.where(RIGHT > 0, 1, 0)
    even = Key(question(symmetric), expected(symmetric, right)).slips()
    assert {"kernel-rotated", "kernel-transposed"} <= even.absent | even.blind


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
