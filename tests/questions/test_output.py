"""Arrays that students compute: axes that may be left out, and mistakes seen in the values."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from autograder.cards.card import as_html, as_text
from autograder.convolution.correlate import conv2d, layer_output, pool2d
from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Conv2DTranspose,
    Layer,
    MaxPooling2D,
    UpSampling2D,
)
from autograder.convolution.transposed import conv2d_transpose
from autograder.convolution.upsample import upsample2d
from autograder.questions.answer import Answer
from autograder.questions.output.full_rank import full_rank
from autograder.questions.output.question import ExpectedOutput, OutputPart, OutputQuestion
from autograder.questions.verdict import Verdict
from autograder.values.value import Value

NUMBERS = np.array([[1, 2, 5, 4], [3, 9, 0, 8], [7, 6, 1, 1]], np.float32)[None, :, :, None]
"""(1, 3, 4, 1)"""
LARGEST = np.array([[9, 8]], np.float64)[None, :, :, None]
"""MaxPooling2D(2) of it, (1, 1, 2, 1)."""
BATCH = np.concatenate([NUMBERS, 2 * NUMBERS])
COLOUR = np.concatenate([NUMBERS, 2 * NUMBERS, 3 * NUMBERS], axis=3)
PROBES = {"numbers": NUMBERS, "batch": BATCH, "colour": COLOUR, "two": COLOUR[..., :2]}
SKEW = ((0.0, 1.0, 2.0), (-1.0, 0.5, 0.0), (0.0, -1.5, 0.0))


def given(**values: Any) -> Answer:
    return Answer({n: v if isinstance(v, Value) else Value(v) for n, v in values.items()})


def asked(*parts: OutputPart, **more: Any) -> OutputQuestion:
    return OutputQuestion(id="q", points=2, statement="?", hint="!", parts=parts, **more)


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
    Case("a number", np.float64(9), "has 0 axes, but an output has four", "pooled-to-one"),
    Case("one axis", np.array([9.0, 8.0, 0.0]), "has 1 axis, but"),
    Case("five axes", LARGEST[None], "has 5 axes, but"),
    Case("lying down", LARGEST.transpose(0, 2, 1, 3), "the height and width should be different", "output-transposed"),
    Case("two axes, lying down", LARGEST[0, :, :, 0].T, "has the shape (2, 1): the height and width", "output-transposed"),
    Case("nothing", np.zeros((1, 0, 0, 1)), "the height and width should be different"),
    Case("twice the batch", np.concatenate([LARGEST, LARGEST]), "the batch should be different"),
    Case("off by more", LARGEST + 2e-4, "none of its values is what it should be"),
    Case("one value", LARGEST + np.array([[[[1], [0]]]]), "one of its values is wrong: in row 0, column 0, counted from 0"),
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


def test_a_single_row_may_be_a_flat_list() -> None:
    full = full_rank(np.array([1, 0, 1, 0]), 1, (1, 1, 4, 1))
    assert full is not None
    assert full[0, 0, :, 0].tolist() == [1, 0, 1, 0]
    assert full_rank(np.array([1, 0, 1, 0]), 1, (1, 1, 6, 1)) is None
    assert full_rank(np.array([1, 0, 1, 0]), 1, (1, 2, 2, 1)) is None


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
    "without a border": (convolved(SKEW)[:, 1:-1, 1:-1], "padding-valid-for-same"),
}


@pytest.mark.parametrize(("value", "mistake"), FILTERED_CASES.values(), ids=FILTERED_CASES)
def test_mistakes_about_kernels(value: np.ndarray, mistake: str | None) -> None:
    verdict = judge(value, FILTERED, convolved(SKEW))
    assert (verdict.outcome, verdict.mistake) == ("wrong", mistake)


# A mean over two of three channels, and the difference of the last two: (1, 2, C = 3, F = 2)
DEEP = ((((0.25, 0.0), (0.25, 1.0), (0.0, -1.0)), ((0.25, 0.0), (0.25, 0.0), (0.0, 0.0))),)
STAIRS = ((1.0, 2.0), (3.0, 4.0))

GROWN: dict[str, tuple[OutputPart, Any, str | None, str]] = {
    "nearest": (
        OutputPart("out", "numbers", UpSampling2D(2, "bilinear")),
        upsample2d(NUMBERS, (2, 2)),
        "nearest-for-bilinear",
        "bilinear mixes each new pixel",
    ),
    "bilinear": (
        OutputPart("out", "numbers", UpSampling2D(2)),
        upsample2d(NUMBERS, (2, 2), "bilinear"),
        "bilinear-for-nearest",
        "Nearest makes no new values",
    ),
    "tiled": (
        OutputPart("out", "colour", UpSampling2D((2, 3))),
        np.tile(COLOUR, (1, 2, 3, 1)),
        "upsampling-tiled",
        "as np.tile does",
    ),
    "zeros between": (
        OutputPart("out", "numbers", UpSampling2D((1, 2))),
        np.stack([NUMBERS, 0 * NUMBERS], axis=3).reshape(1, 3, 8, 1),
        "upsampling-zeros-between",
        "left zeros between them",
    ),
    "corners aligned": (
        OutputPart("out", "numbers", UpSampling2D((1, 2), "bilinear")),
        # seven steps over the four numbers of a row: three pixels further at the end
        np.array([np.interp(np.arange(8) * 3 / 7, range(4), row) for row in NUMBERS[0, :, :, 0]]),
        "bilinear-corners-aligned",
        "align_corners=True",
    ),
    "overwritten": (
        OutputPart("out", "numbers", Conv2DTranspose(1, 2), STAIRS),
        conv2d_transpose(NUMBERS, np.reshape(STAIRS, (2, 2, 1, 1)), overlaps="overwritten"),
        "overlaps-overwritten",
        "the one that was put down last",
    ),
    "rotated": (
        OutputPart("out", "numbers", Conv2DTranspose(1, 2, 2), STAIRS),
        np.kron(NUMBERS[0, :, :, 0], [[4, 3], [2, 1]]),
        "kernel-rotated",
        "Conv2DTranspose puts its copies down just as the kernel is written",
    ),
    "transposed": (
        OutputPart("out", "numbers", Conv2DTranspose(1, 2, 2), STAIRS),
        np.kron(NUMBERS[0, :, :, 0], [[1, 3], [2, 4]]),
        "kernel-transposed",
        "Its numbers aren't transposed",
    ),
    "negated": (
        OutputPart("out", "numbers", Conv2DTranspose(1, 2, 2), STAIRS),
        np.kron(NUMBERS[0, :, :, 0], [[-1, -2], [-3, -4]]),
        "sign-flipped",
        "with the signs as they are",
    ),
    "several channels": (
        OutputPart("out", "two", Conv2DTranspose(3, (1, 2)), DEEP),
        np.zeros((1, 3, 5, 3)),
        None,
        "values differ",
    ),
    "of the input's size": (
        OutputPart("out", "numbers", Conv2DTranspose(1, 2, 2), STAIRS),
        NUMBERS,
        "input-returned",
        "the height and width should be different",
    ),
}


@pytest.mark.parametrize(("part", "value", "mistake", "phrase"), GROWN.values(), ids=GROWN)
def test_layers_that_make_pictures_larger(
    part: OutputPart, value: Any, mistake: str | None, phrase: str
) -> None:
    question = asked(part)
    right = layer_output(part.layer, PROBES[part.probe], part.weights())
    assert judge(right, question, right).outcome == "correct"
    verdict = judge(np.asarray(value, float), question, right)
    assert (verdict.outcome, verdict.mistake) == ("wrong", mistake)
    assert phrase in verdict.message


def test_copies_side_by_side_are_the_kronecker_product() -> None:
    part = OutputPart("out", "numbers", Conv2DTranspose(1, 2, 2), STAIRS)
    right = np.kron(NUMBERS[0, :, :, 0], STAIRS)
    assert judge(right, asked(part), right).outcome == "correct"


REFEREED: dict[str, OutputPart] = {
    "nearest": OutputPart("out", "colour", UpSampling2D((2, 3))),
    "bilinear": OutputPart("out", "colour", UpSampling2D((3, 2), "bilinear")),
    "transposed": OutputPart("out", "numbers", Conv2DTranspose(1, 2, 2), STAIRS),
    "transposed, overlapping": OutputPart("out", "numbers", Conv2DTranspose(1, 2), STAIRS),
    "transposed, same": OutputPart("out", "numbers", Conv2DTranspose(1, 2, 2, "same"), STAIRS),
    "transposed, one more": OutputPart(
        "out", "numbers", Conv2DTranspose(1, 2, 2, "valid", 1), STAIRS
    ),
    "transposed, several channels": OutputPart(
        "out", "two", Conv2DTranspose(3, (1, 2), (1, 2)), DEEP
    ),
    "several channels": OutputPart("out", "colour", Conv2D(2, (1, 2)), DEEP),
    "one channel": OutputPart("out", "numbers", Conv2D(1, 3, 2, "same"), SKEW),
    "pooling": OutputPart("out", "colour", MaxPooling2D(2)),
}


@pytest.mark.parametrize("part", REFEREED.values(), ids=REFEREED)
def test_keras_as_the_live_referee_says_the_same(part: OutputPart, travel: Any) -> None:
    pytest.importorskip("keras")
    public = asked(part).publish({"out": ExpectedOutput(PROBES[part.probe], np.zeros(1))})
    live, _, (images,) = travel(public)
    assert live.parts == (part,)
    expected = live.expected()["out"]
    np.testing.assert_allclose(
        expected.output, layer_output(part.layer, images, part.weights()), atol=1e-5
    )


NO_KERNEL_OF_IT: dict[str, tuple[Layer, Any]] = {
    "none": (Conv2D(1, 2), None),
    "for pooling": (MaxPooling2D(2), STAIRS),
    "for upsampling": (UpSampling2D(2), STAIRS),
    "of another size": (Conv2D(1, 3), STAIRS),
    "of other filters": (Conv2D(1, (1, 2)), DEEP),
    "turned round": (Conv2DTranspose(2, (1, 2)), DEEP),
    "with three axes": (Conv2DTranspose(1, 2), (STAIRS, STAIRS)),
    "ragged": (Conv2D(1, 2), ((1.0, 2.0), (3.0,))),
}


@pytest.mark.parametrize(("layer", "kernel"), NO_KERNEL_OF_IT.values(), ids=NO_KERNEL_OF_IT)
def test_a_kernel_that_does_not_fit_its_layer_is_told(layer: Layer, kernel: Any) -> None:
    with pytest.raises(ValueError):
        OutputPart("out", "numbers", layer, kernel)


def test_a_master_that_is_wrong_is_told() -> None:
    with pytest.raises(ValueError, match="the master's `out` is not what MaxPooling2D"):
        POOLED.expected(given(out=LARGEST + 1), PROBES.__getitem__)
    bicubic = asked(OutputPart("out", "numbers", UpSampling2D(2, "bicubic")))
    with pytest.raises(ValueError, match='only "nearest" and "bilinear"'):
        bicubic.expected(given(out=LARGEST), PROBES.__getitem__)


def test_colours_are_shown_in_colour() -> None:
    part = OutputPart("out", "colour", UpSampling2D(2))
    right = upsample2d(COLOUR, (2, 2))
    (picture,) = judge(right, asked(part), right).pictures
    assert (picture.input.shape, picture.expected) == ((3, 4, 3), None)
    assert picture.output is not None
    np.testing.assert_array_equal(picture.output, right[0])
    zeros = np.zeros((1, 3, 5, 3))
    zeros[0, 0, 0, 0] = 1
    (deep,) = judge(
        zeros,
        asked(GROWN["several channels"][0]),
        conv2d_transpose(PROBES["two"], np.array(DEEP)),
    ).pictures
    assert deep.output is not None
    assert deep.wrong is not None
    shapes = [deep.input.shape, deep.output.shape, deep.wrong.shape]
    assert shapes == [(3, 4), (3, 5, 3), (3, 5)], "two channels, then three"


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
    verdict = question.judge(given(a=a, b=a), expected, Answer())
    assert (verdict.outcome, verdict.points) == ("partial", 1)
    assert verdict.mistake == "max-for-average"
    exchanged = question.judge(given(a=b, b=a), expected, Answer())
    assert (exchanged.outcome, exchanged.points) == ("wrong", 0)
    assert [(told.slip, told.part) for told in exchanged.slips] == [
        ("answers-exchanged", "a"),
        ("answers-exchanged", "b"),
    ]


def test_pictures_show_what_was_given_and_where_it_is_wrong() -> None:
    (right,) = judge(LARGEST[0, :, :, 0]).pictures
    np.testing.assert_array_equal(right.output, [[9, 8]])
    (wrong,) = judge(np.array([[9, 7]])).pictures
    np.testing.assert_array_equal(wrong.output, [[9, 7]])
    np.testing.assert_array_equal(wrong.wrong, [[False, True]])
    (lying,) = judge(LARGEST.transpose(0, 2, 1, 3)).pictures
    np.testing.assert_array_equal(lying.output, [[9], [8]])
    np.testing.assert_array_equal(lying.input, NUMBERS[0, :, :, 0])
    assert [right.wrong, lying.wrong] == [None, None]
    assert {right.expected, wrong.expected, lying.expected} == {None}
    assert judge(np.zeros((1, 0, 0, 1))).pictures[0].output is None


STRIPES = np.array([[1, 0, 1, 1, 0, 0]], np.float64)[None, :, :, None]
PICKED = OutputPart("out", "stripes", Conv2D(1, 1, strides=2), ((1.0,),))


def judge_stripes(value: Any) -> Verdict:
    probes = {"stripes": STRIPES}
    expected = asked(PICKED).expected(given(out=STRIPES[:, :, ::2]), probes.__getitem__)
    return asked(PICKED).judge(given(out=np.array(value, float)), expected, Answer())


def test_black_and_white_are_not_given_away_by_marks() -> None:
    """Whoever knows that a 1 is wrong knows that a 0 is right."""
    verdict = judge_stripes([[1, 0, 0]])
    assert verdict.message.startswith("`out` has the right shape, but not the right values.")
    assert verdict.pictures[0].wrong is None
    assert not re.search(r"your numbers.*marked", as_html(verdict))


PICKS = {
    "from the second one": ([[0, 1, 0]], "start-one", "Which number has the first pixel"),
    "side by side": ([[1, 0, 1]], "start-not-multiplied", "How far apart are the pixels"),
    "all of them": ([[1, 0, 1, 1, 0, 0]], "stride-ignored", "How far apart are the pixels"),
    "all black": ([[0, 0, 0]], None, "not the right values"),
    "negative": ([[-1, -1, 0]], "sign-flipped", "opposite sign"),
}


@pytest.mark.parametrize(("value", "mistake", "phrase"), PICKS.values(), ids=PICKS)
def test_single_pixels_are_spoken_of_as_such(value: Any, mistake: str | None, phrase: str) -> None:
    verdict = judge_stripes(value)
    assert verdict.mistake == mistake
    assert phrase in verdict.message


TABLE = np.array([[3, 8, 1, 6], [9, 2, 7, 4], [5, 0, 11, 13], [15, 10, 12, 14]], np.float64)
QUARTERS = TABLE.reshape(2, 2, 2, 2).mean(axis=(1, 3))
MEANS = asked(OutputPart("out", "table", AveragePooling2D(2)))


def judge_means(value: Any, question: OutputQuestion = MEANS, right: Any = QUARTERS) -> Verdict:
    probes = {"table": TABLE[None, :, :, None]}
    expected = question.expected(given(out=right), probes.__getitem__)
    return question.judge(given(out=np.asarray(value, float)), expected, Answer())


BLOCKS = TABLE.reshape(2, 2, 2, 2)
BY_HAND = {
    "the sums": (QUARTERS * 4, ["mean-not-divided"]),
    "cut off": (np.trunc(QUARTERS), ["cut-to-whole"]),
    "the sums, lying down": (QUARTERS.T * 4, ["mean-not-divided", "output-transposed"]),
    "four in a row": (TABLE.reshape(4, 4).mean(axis=1).reshape(2, 2), ["reshape-in-a-row"]),
    "axes exchanged": (BLOCKS.mean(axis=(0, 2)), ["reshape-axes-exchanged"]),
    "the corner of each": (TABLE[::2, ::2], ["first-of-window"]),
    "the medians": (np.median(BLOCKS, axis=(1, 3)), ["median-for-mean"]),
    "in one line": (QUARTERS.ravel(), ["output-in-a-line"]),
    "one wrong": (QUARTERS + np.array([[0, 0], [1, 0]]), ["slip-of-the-pen"]),
    "never filled": (np.full((2, 2), 1.0), []),
    "nonsense": ([[1, 20], [3, 17]], []),
    "one number": (TABLE.mean(), ["pooled-to-one"]),
    "in windows": (BLOCKS, ["reshape-not-pooled"]),
}


@pytest.mark.parametrize(("value", "slips"), BY_HAND.values(), ids=BY_HAND)
def test_means_by_hand(value: Any, slips: list[str]) -> None:
    assert [told.slip for told in judge_means(value).slips] == slips


def test_a_slip_of_the_pen_beside_another_slip() -> None:
    question = asked(OutputPart("out", "table", MaxPooling2D(2, strides=1)))
    right = pool2d(TABLE[None, :, :, None], (2, 2), (1, 1))
    smallest = -pool2d(-TABLE[None, :, :, None], (2, 2), (1, 1))[0, :, :, 0]
    smallest[1, 1] += 20
    verdict = judge_means(smallest, question, right)
    assert [told.slip for told in verdict.slips] == ["smallest-for-largest", "slip-of-the-pen"]
    assert "a few of the values are off besides" in verdict.message


WHERE = {
    "one": ([(1, 2)], "one of its values is wrong: in row 1, column 2, counted from 0"),
    "two": ([(0, 0), (2, 1)], "2 of its values are wrong: in row 0, column 0 and row 2, column 1"),
    "the border": (
        [(r, c) for r in range(4) for c in range(4) if {r, c} & {0, 3}],
        "the values at its border are wrong; inside all is well",
    ),
    "many": ([(1, 1), (1, 2), (2, 1), (2, 2), (0, 0)], "5 of its 16 values differ"),
}


@pytest.mark.parametrize(("cells", "phrase"), WHERE.values(), ids=WHERE)
def test_where_an_output_is_wrong(cells: list[tuple[int, int]], phrase: str) -> None:
    same = asked(OutputPart("out", "table", Conv2D(1, 1, padding="same"), ((2.0,),)))
    wrong = 2 * TABLE
    for number, cell in enumerate(cells):
        wrong[cell] += 100 + number
    verdict = judge_means(wrong, same, 2 * TABLE)
    assert phrase in verdict.message
    assert "100" not in verdict.message, "by how much is not told"


def test_no_card_shows_a_number_that_is_asked_for() -> None:
    """Of every slip that is known: no message and no table holds a right value that the student did
    not give, nor one that was not in the picture."""
    right = np.round(TABLE * 7.125 + 0.5, 3)  # values that stand nowhere else
    question = asked(OutputPart("out", "table", Conv2D(1, 1), ((7.125,),)))
    probes = {"table": TABLE[None, :, :, None] + 0.5 / 7.125}
    expected = question.expected(given(out=right), probes.__getitem__)
    for answers in question.wrong_answers(expected).values():
        for wrong in answers["out"]:
            verdict = question.judge(given(out=wrong), expected, Answer())
            shown = set(re.findall(r"-?\d+\.\d+|-?\d+", as_text(verdict) + as_html(verdict)))
            secret = {f"{value:.4g}" for value in right.ravel() if value not in wrong}
            secret -= {f"{value:.4g}" for value in np.ravel(wrong)}
            secret -= {f"{value:.4g}" for value in probes["table"].ravel()}
            assert not {value for value in secret & shown if "." in value}


def test_right_parts_speak_against_slips_that_few_values_show() -> None:
    parts = (
        OutputPart("a", "table", MaxPooling2D(2)),
        OutputPart("b", "small", MaxPooling2D(2)),
    )
    both = asked(*parts)
    small = np.array([[1.0, 2], [3, 4]])[None, :, :, None]
    probes = {"table": TABLE[None, :, :, None], "small": small}
    largest = pool2d(TABLE[None, :, :, None], (2, 2))
    expected = both.expected(given(a=largest, b=np.array([[4.0]])), probes.__getitem__)
    verdict = both.judge(given(a=largest, b=np.array([[1.0]])), expected, Answer())
    assert verdict.mistake is None, "who has `a` right knows which value to keep"
    least = -pool2d(-TABLE[None, :, :, None], (2, 2))
    verdict = both.judge(given(a=least, b=np.array([[1.0]])), expected, Answer())
    assert verdict.mistake == "smallest-for-largest"


def test_what_is_of_the_wrong_shape_may_be_explained_by_it_alone() -> None:
    question = asked(OutputPart("out", "table", Conv2D(1, 2, padding="same"), STAIRS))
    right = convolved(STAIRS, TABLE[None, :, :, None])
    verdict = judge_means(np.random.default_rng(3).random((3, 3)), question, right)
    assert verdict.mistake is None, "the layer without padding would give other values"
    valid = asked(OutputPart("out", "table", Conv2D(1, 2), STAIRS))
    right = layer_output(valid.parts[0].layer, TABLE[None, :, :, None], valid.parts[0].weights())
    verdict = judge_means(right[0, 1:, 1:, 0], valid, right)
    assert verdict.mistake == "forgot-plus-one"
    verdict = judge_means(np.random.default_rng(3).random((2, 2)), valid, right)
    assert verdict.mistake is None, "nothing says that windows were counted at all"


@examples(
    value=arrays(
        st.sampled_from([np.float64, np.float32, np.int8, np.uint64, np.bool_]),
        st.sampled_from([(2, 2), (1, 2, 2, 1), (2, 2, 1), (3, 3), (1,), (2, 2, 2, 2)])
        | array_shapes(min_dims=0, max_dims=5, min_side=0, max_side=4),
    )
)
@settings(derandomize=True, deadline=None, max_examples=60)
def test_hostile_arrays_are_wrong_and_shown(value: np.ndarray) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        verdict = judge_means(value)
    assert (verdict.outcome, verdict.points) == ("wrong", 0)
    assert as_html(verdict)


def test_large_pictures_are_judged_in_time() -> None:
    large = np.random.default_rng(1).random((300, 300))
    part = OutputPart("out", "large", Conv2D(1, 3, padding="same"), SKEW)
    right = convolved(SKEW, large[None, :, :, None])
    expected = asked(part).expected(
        given(out=right), {"large": large[None, :, :, None]}.__getitem__
    )
    turned = convolved(np.array(SKEW)[::-1, ::-1], large[None, :, :, None])
    assert asked(part).judge(given(out=turned), expected, Answer()).mistake == "kernel-rotated"
    assert (
        asked(part).judge(given(out=right + large[..., None]), expected, Answer()).mistake is None
    )


@pytest.mark.parametrize("value", [Value(problem="undefined"), np.zeros(3), "text"])
def test_a_masters_answer_that_is_no_output_is_told(value: Any) -> None:
    with pytest.raises(ValueError, match="the master's `out` is not an output"):
        POOLED.expected(given(out=value), PROBES.__getitem__)
