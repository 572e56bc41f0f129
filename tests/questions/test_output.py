"""Arrays that students compute: axes that may be left out, and mistakes seen in the values."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from autograder.convolution.correlate import conv2d, layer_output, pool2d
from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Conv2DTranspose,
    Layer,
    MaxPooling2D,
    UpSampling2D,
)
from autograder.convolution.mistakes import OUTPUT_MISTAKES
from autograder.convolution.transposed import conv2d_transpose
from autograder.convolution.upsample import upsample2d
from autograder.questions.answer import Answer
from autograder.questions.mistakes import Mistakes
from autograder.questions.output.question import (
    ExpectedOutput,
    OutputPart,
    OutputQuestion,
    full_rank,
)
from autograder.questions.verdict import Verdict
from autograder.values.value import Value

ALL = tuple(mistake.name for mistake in OUTPUT_MISTAKES)

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
    Case("one axis", np.array([9.0, 8.0, 0.0]), "has 1 axis, but"),
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
    "without a border": (convolved(SKEW)[:, 1:-1, 1:-1], None),
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
        "of its values differ",
    ),
    "of the input's size": (
        OutputPart("out", "numbers", Conv2DTranspose(1, 2, 2), STAIRS),
        NUMBERS,
        None,
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
    assert (picture.input.shape, picture.expected.shape) == ((3, 4, 3), (6, 8, 3))
    assert picture.output is not None
    np.testing.assert_array_equal(picture.output, right[0])
    (deep,) = judge(
        np.zeros((1, 3, 5, 3)),
        asked(GROWN["several channels"][0]),
        conv2d_transpose(PROBES["two"], np.array(DEEP)),
    ).pictures
    assert (deep.input.shape, deep.expected.shape) == ((3, 4), (3, 5, 3)), (
        "two channels, then three"
    )


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


def test_pictures_show_what_can_be_shown() -> None:
    right, lying = judge(LARGEST[0, :, :, 0]), judge(LARGEST.transpose(0, 2, 1, 3))
    np.testing.assert_array_equal(right.pictures[0].output, [[9, 8]])
    assert lying.pictures[0].output is None
    np.testing.assert_array_equal(lying.pictures[0].input, NUMBERS[0, :, :, 0])


@pytest.mark.parametrize("value", [Value(problem="undefined"), np.zeros(3), "text"])
def test_a_masters_answer_that_is_no_output_is_told(value: Any) -> None:
    with pytest.raises(ValueError, match="the master's `out` is not an output"):
        POOLED.expected(given(out=value), PROBES.__getitem__)
