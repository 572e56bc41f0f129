"""Arrays that students compute: axes that may be left out, and mistakes seen in the values."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from autograder.convolution.correlate import conv2d, pool2d
from autograder.convolution.layers import AveragePooling2D, Conv2D, MaxPooling2D
from autograder.convolution.mistakes import OUTPUT_MISTAKES
from autograder.questions.answer import Given, Value
from autograder.questions.mistakes import Mistakes
from autograder.questions.output import OutputPart, OutputQuestion, full_rank
from autograder.questions.verdict import Verdict

ALL = tuple(mistake.name for mistake in OUTPUT_MISTAKES)

NUMBERS = np.array([[1, 2, 5, 4], [3, 9, 0, 8], [7, 6, 1, 1]], np.float32)[None, :, :, None]
"""(1, 3, 4, 1)"""
LARGEST = np.array([[9, 8]], np.float64)[None, :, :, None]
"""MaxPooling2D(2) of it, (1, 1, 2, 1)."""
BATCH = np.concatenate([NUMBERS, 2 * NUMBERS])
COLOUR = np.concatenate([NUMBERS, 2 * NUMBERS, 3 * NUMBERS], axis=3)
PROBES = {"numbers": NUMBERS, "batch": BATCH, "colour": COLOUR}
SKEW = ((0.0, 1.0, 2.0), (-1.0, 0.5, 0.0), (0.0, -1.5, 0.0))


def given(**values: Any) -> Given:
    return Given({n: v if isinstance(v, Value) else Value(v) for n, v in values.items()})


def asked(*parts: OutputPart, **more: Any) -> OutputQuestion:
    return OutputQuestion(
        id="q", points=2, statement="?", hint="!", parts=parts, mistakes=Mistakes(apply=ALL), **more
    )


POOLED = asked(OutputPart("out", "numbers", MaxPooling2D(2)))


def judge(value: Any, question: OutputQuestion = POOLED, right: Any = LARGEST) -> Verdict:
    expected = question.expected(given(out=right), PROBES.__getitem__)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return question.judge(given(out=value), expected, given(out=np.zeros(1)))


RIGHT = {
    "all axes": LARGEST,
    "whole numbers": LARGEST.astype(np.int64),
    "no batch": LARGEST[0],
    "no channels": LARGEST[:, :, :, 0],
    "neither": LARGEST[0, :, :, 0],
    "a hair off": LARGEST + 9e-5,
}


@pytest.mark.parametrize("value", RIGHT.values(), ids=RIGHT)
def test_right_with_axes_left_out(value: np.ndarray) -> None:
    verdict = judge(value)
    assert (verdict.outcome, verdict.points) == ("correct", 2)


@dataclass(frozen=True)
class Case:
    title: str
    value: Any
    phrase: str
    mistake: str | None = None
    outcome: str = "wrong"


CASES = (
    Case("untouched", np.zeros(1), "Not attempted", None, "not attempted"),
    Case("undefined", Value(problem="undefined"), "no variable `out`"),
    Case("a text", Value(None, "not-an-array", "str"), "array of numbers is needed"),
    Case("malformed", Value(None, "malformed"), "made no sense", None, "error"),
    Case("a number", np.float64(9), "has 0 axes, but an output has four"),
    Case("one axis", np.array([9.0, 8.0]), "has 1 axis, but"),
    Case("five axes", LARGEST[None], "has 5 axes, but"),
    Case("lying down", LARGEST.transpose(0, 2, 1, 3), "the height and width should be different"),
    Case("two axes, lying down", LARGEST[0, :, :, 0].T, "has the shape (2, 1): the height and width"),
    Case("nothing", np.zeros((1, 0, 0, 1)), "the height and width should be different"),
    Case("twice the batch", np.concatenate([LARGEST, LARGEST]), "the batch should be different"),
    Case("off by more", LARGEST + 2e-4, "100% of its values differ from what they should be, by up to 0.0002"),
    Case("one value", LARGEST + np.array([[[[1], [0]]]]), "50% of its values"),
    Case("NaN", LARGEST * np.nan, "holds NaN or infinity"),
    Case("one NaN", LARGEST + np.array([[[[np.nan], [0]]]]), "holds NaN or infinity"),
    Case("infinity", LARGEST + np.inf, "holds NaN or infinity"),
    Case("the mean", pool2d(NUMBERS, (2, 2), keeps="average"), "mean of every window", "average-for-max"),
    Case("by one pixel", pool2d(NUMBERS, (2, 2), (1, 1)), "one pixel at a time", "pooling-stride-one"),
    Case("the mean without axes", pool2d(NUMBERS, (2, 2), keeps="average")[0, :, :, 0], "mean of every", "average-for-max"),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_every_other_array(case: Case) -> None:
    verdict = judge(case.value)
    assert case.phrase in verdict.message
    assert (verdict.outcome, verdict.points, verdict.mistake) == (case.outcome, 0, case.mistake)


def test_a_batch_may_leave_out_its_channels() -> None:
    question = asked(OutputPart("out", "batch", MaxPooling2D(2)))
    right = pool2d(BATCH, (2, 2))
    assert judge(right[..., 0], question, right).outcome == "correct"
    assert judge(right[0], question, right).outcome == "wrong", "(1, 2, 1) is one image of two"
    assert judge(right[0, :, :, 0], question, right).outcome == "wrong"


def test_colours_may_leave_out_their_batch_only() -> None:
    question = asked(OutputPart("out", "colour", MaxPooling2D(2)))
    right = pool2d(COLOUR, (2, 2))
    assert judge(right[0], question, right).outcome == "correct"
    assert judge(right[0, :, :, 0], question, right).outcome == "wrong"


FULL = {
    ((5, 6), 1): (1, 5, 6, 1),
    ((1, 6), 1): (1, 1, 6, 1),
    ((5, 6, 1), 1): (1, 5, 6, 1),
    ((5, 6, 3), 1): (1, 5, 6, 3),
    ((1, 5, 6), 1): (1, 5, 6, 1),
    ((1, 6, 1), 1): (1, 1, 6, 1),
    ((1, 5, 6, 3), 1): (1, 5, 6, 3),
    ((4, 5, 6), 4): (4, 5, 6, 1),
    ((4, 5, 6, 3), 4): (4, 5, 6, 3),
    ((5, 6), 4): None,
    ((), 1): None,
    ((6,), 1): None,
    ((1, 1, 5, 6, 3), 1): None,
}


@pytest.mark.parametrize(("shape", "batch"), FULL, ids=str)
def test_axes_are_filled_in(shape: tuple[int, ...], batch: int) -> None:
    full = full_rank(np.zeros(shape), batch)
    assert (None if full is None else full.shape) == FULL[shape, batch]


def test_the_right_shape_decides_where_two_readings_are_possible() -> None:
    row = np.zeros((1, 6, 3))
    for right in ((1, 1, 6, 3), (1, 6, 3, 1)):
        full = full_rank(row, 1, right)
        assert full is not None
        assert full.shape == right


def convolved(kernel: Any, images: np.ndarray = NUMBERS) -> np.ndarray:
    return conv2d(images, np.array(kernel, float)[:, :, None, None], padding="same")


FILTERED = asked(OutputPart("out", "numbers", Conv2D(1, 3, padding="same"), SKEW))
FILTERED_CASES = {
    "rotated": (convolved(np.array(SKEW)[::-1, ::-1]), "kernel-rotated"),
    "transposed": (convolved(np.array(SKEW).T), "kernel-transposed"),
    "negated": (-convolved(SKEW), "sign-flipped"),
    "reflected": (
        conv2d(
            np.pad(NUMBERS, ((0, 0), (1, 1), (1, 1), (0, 0)), mode="reflect"),
            np.array(SKEW)[:, :, None, None],
        ),
        "border-reflected",
    ),
    "without a border": (convolved(SKEW)[:, 1:-1, 1:-1], None),
}


@pytest.mark.parametrize(("value", "mistake"), FILTERED_CASES.values(), ids=FILTERED_CASES)
def test_mistakes_about_kernels(value: np.ndarray, mistake: str | None) -> None:
    verdict = judge(value, FILTERED, convolved(SKEW))
    assert (verdict.outcome, verdict.mistake) == ("wrong", mistake)


@pytest.mark.parametrize(("off", "outcome"), [(0.009, "correct"), (0.011, "wrong")])
def test_the_tolerance(off: float, outcome: str) -> None:
    question = asked(OutputPart("out", "numbers", MaxPooling2D(2)), tolerance=0.01)
    assert judge(LARGEST + off, question).outcome == outcome
    assert judge(LARGEST - off, question).outcome == outcome


def test_parts_share_the_points() -> None:
    question = asked(
        OutputPart("a", "numbers", MaxPooling2D(2)),
        OutputPart("b", "numbers", AveragePooling2D(2)),
    )
    a, b = pool2d(NUMBERS, (2, 2)), pool2d(NUMBERS, (2, 2), keeps="average")
    expected = question.expected(given(a=a, b=b), PROBES.__getitem__)
    verdict = question.judge(given(a=a, b=a), expected, Given())
    assert (verdict.outcome, verdict.points) == ("partial", 1)
    assert verdict.mistake == "max-for-average"
    exchanged = question.judge(given(a=b, b=a), expected, Given())
    assert (exchanged.outcome, exchanged.points) == ("wrong", 0)


def test_pictures_show_what_can_be_shown() -> None:
    right, lying = judge(LARGEST[0, :, :, 0]), judge(LARGEST.transpose(0, 2, 1, 3))
    np.testing.assert_array_equal(right.pictures[0].given, [[9, 8]])
    assert lying.pictures[0].given is None
    np.testing.assert_array_equal(lying.pictures[0].input, NUMBERS[0, :, :, 0])


@pytest.mark.parametrize("value", [Value(problem="undefined"), np.zeros(3), "text"])
def test_a_masters_answer_that_is_no_output_is_told(value: Any) -> None:
    with pytest.raises(ValueError, match="the master's `out` is not an output"):
        POOLED.expected(given(out=value), PROBES.__getitem__)
