"""Kernels are judged by what they do to pictures."""

from __future__ import annotations

import re
import time
import warnings
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from autograder.convolution.slips.kernels.kernel import Wanted
from autograder.convolution.slips.kernels.table import KERNEL_SLIPS, LOOSE, UNDONE
from autograder.questions.answer import Answer
from autograder.questions.kernel import judging, mirrored, one_of, summed, turned
from autograder.questions.kernel.question import KernelQuestion
from autograder.questions.key import Key
from autograder.questions.verdict import Verdict
from autograder.values.value import Value

SMALL = np.array([[0, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 0]], np.float32)[None, :, :, None]
"""The picture that students have, (1, 3, 4, 1)."""
NOISE = np.random.default_rng(3).random((1, 9, 8, 1), np.float32)


COLOURS = np.random.default_rng(4).random((1, 6, 7, 3), np.float32)
FEW = np.array([[0.31, 0.78], [0.92, 0.56]], np.float32)[None, :, :, None]
ODD = np.random.default_rng(5).random((1, 7, 9, 1), np.float32)


def probe(name: str) -> np.ndarray:
    return {"small": SMALL, "noise": NOISE, "colours": COLOURS, "odd": ODD, "few": FEW}[name]


def kernel(rows: Any, dtype: type = np.float64) -> np.ndarray:
    """The kernel (kh, kw, 1, 1) of a table of weights."""
    return np.array(rows, dtype)[:, :, None, None]


def given(**values: Any) -> Answer:
    return Answer({n: v if isinstance(v, Value) else Value(v) for n, v in values.items()})


RIGHT_MINUS_LEFT = kernel([[0, 0, 0], [-1, 0, 1], [0, 0, 0]])
ZEROS = np.zeros((3, 3, 1, 1))


def ask(
    reference: np.ndarray,
    *hidden: str,
    public: tuple[str, ...] = ("small",),
    **more: Any,
):
    question = KernelQuestion(
        id="k",
        points=2,
        statement="?",
        hint="!",
        answers=("k",),
        public=public,
        hidden=hidden,
        **more,
    )
    expected = question.expected(given(k=reference), probe)

    def judge(value: Any) -> Verdict:
        return question.judge(given(k=value), expected, given(k=ZEROS))

    return judge


RIGHT = {
    "as the master has it": RIGHT_MINUS_LEFT,
    "in float32": RIGHT_MINUS_LEFT.astype(np.float32),
    "in whole numbers": RIGHT_MINUS_LEFT.astype(np.int8),
    "in one row": kernel([[-1, 0, 1]]),
    "with zeros around it": np.pad(RIGHT_MINUS_LEFT, ((1, 1), (1, 1), (0, 0), (0, 0))),
    "wide and flat": kernel([[0, 0, -1, 0, 1, 0, 0]]),
    "larger than the picture": np.pad(RIGHT_MINUS_LEFT, ((14, 14), (14, 14), (0, 0), (0, 0))),
    "a hair off": RIGHT_MINUS_LEFT + 1e-6,
}


@pytest.mark.parametrize("value", RIGHT.values(), ids=RIGHT)
def test_a_right_kernel_however_it_is_written(value: np.ndarray) -> None:
    verdict = ask(RIGHT_MINUS_LEFT, "noise")(value)
    assert (verdict.outcome, verdict.points, verdict.mistake) == ("correct", 2, None)
    assert verdict.message == "Right."


def test_a_mask_of_true_and_false_is_a_kernel_of_ones() -> None:
    assert ask(kernel([[1, 0, 1]]))(kernel([[1, 0, 1]], bool)).outcome == "correct"


@dataclass(frozen=True)
class Case:
    title: str
    value: Any
    outcome: str
    phrase: str
    mistake: str | None = None


def problem(word: str, type_name: str = "", detail: str = "") -> Value:
    return Value(None, word, type_name, detail)


CASES = (
    Case("untouched", ZEROS, "not attempted", "Not attempted yet."),
    Case("zeros of another size", np.zeros((5, 5, 1, 1)), "wrong", "differs from what it should be"),
    Case("undefined", problem("undefined"), "wrong", "no variable `k` yet"),
    Case("a text", problem("not-an-array", "str"), "wrong", "array of numbers is needed"),
    Case("too large", problem("too-large", "ndarray"), "error", "far too large"),
    Case("an error", problem("error", "Trap", "boo {detail}"), "error", "could not be read: boo {detail}"),
    Case("malformed", problem("malformed"), "error", "made no sense"),
    Case("too slow", problem("time-limit"), "error", "took too long"),
    Case("not reached", problem("not-reached"), "error", "stopped before"),
    Case("a number", np.float64(1), "wrong", "has 0 axes"),
    Case("one axis", np.ones(9), "wrong", "has 1 axis,"),
    Case("two axes", RIGHT_MINUS_LEFT[:, :, 0, 0], "wrong", "has 2 axes"),
    Case("five axes", RIGHT_MINUS_LEFT[None], "wrong", "Which of yours is one too many"),
    Case("three kernels", np.stack([RIGHT_MINUS_LEFT] * 3), "wrong", "seems to hold several kernels"),
    Case("axes in front", RIGHT_MINUS_LEFT.transpose(2, 3, 0, 1), "wrong", "Height and width come first"),
    Case("two filters", np.ones((3, 3, 1, 2)), "wrong", "Axis 3 of `k`, the depth of the output, has size 2"),
    Case("nothing in it", np.ones((0, 3, 1, 1)), "wrong", "`k` is 0 x 3"),
    Case("nothing deep", np.ones((3, 3, 0, 1)), "wrong", "has size 0"),
    Case("32 rows", np.ones((32, 1, 1, 1)), "wrong", "from 1 to 31 rows"),
    Case("NaN", RIGHT_MINUS_LEFT * np.nan, "wrong", "holds NaN or infinity"),
    Case("infinity", RIGHT_MINUS_LEFT + np.inf, "wrong", "holds NaN or infinity"),
    Case("huge", RIGHT_MINUS_LEFT * 1e308 * 1.7, "wrong", "`k`"),
    Case("huge whole numbers", np.full((3, 3, 1, 1), 2**64 - 1, np.uint64), "wrong", "`k`", "box-kernel"),
    Case("transposed", RIGHT_MINUS_LEFT.transpose(1, 0, 2, 3), "wrong", "Rows and columns", "kernel-transposed"),
    Case("one cell off", kernel([[-1, 0, 1], [0, 0, 0], [0, 0, 0]]), "wrong", "beside the place", "off-centre"),
    Case("turned", RIGHT_MINUS_LEFT[:, ::-1], "wrong", "Every sign", "sign-flipped"),
    Case("halved", RIGHT_MINUS_LEFT / 2, "wrong", "but for one factor", "halved"),
    Case("no minus", abs(RIGHT_MINUS_LEFT), "wrong", "all of them add", "minus-forgotten"),
    Case("Sobel's", kernel([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]), "wrong", "Sobel's kernel", "sobel-kernel"),
    Case("one-sided", kernel([[0, -1, 1]]), "wrong", "one-sided difference", "one-sided-difference"),
    Case("the pixel added", RIGHT_MINUS_LEFT + kernel([[0, 0, 0], [0, 1, 0], [0, 0, 0]]), "wrong", "the old picture on top", "picture-kept"),
    Case("a picture", np.ones((28, 28)), "wrong", "as large as a picture"),
    Case("something else", kernel([[7, 0, 1, 3, 2]]), "wrong", "differs from what it should be"),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_every_other_kernel(case: Case) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        verdict = ask(RIGHT_MINUS_LEFT, "noise")(case.value)
    assert (verdict.outcome, verdict.points, verdict.mistake) == (case.outcome, 0, case.mistake)
    assert case.phrase in verdict.message


def test_a_slip_that_the_rubric_leaves_untold() -> None:
    verdict = ask(RIGHT_MINUS_LEFT, untold={"they coincide": ("sign-flipped", "mirrored")})(
        -RIGHT_MINUS_LEFT
    )
    assert verdict.mistake == "kernel-rotated"


def test_two_slips_in_one_kernel() -> None:
    right = kernel([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    verdict = ask(right, "noise", public=("odd",))(-right[:, ::-1])
    assert [slip.slip for slip in verdict.slips] == ["mirrored", "sign-flipped"]
    assert "it is mirrored, and its signs are the other way round" in verdict.message


def test_a_blur_that_is_not_divided_speaks_of_the_students_own_sum() -> None:
    verdict = ask(np.full((3, 3, 1, 1), 1 / 9))(np.ones((3, 3, 1, 1)))
    assert verdict.mistake == "not-normalised"
    assert "nine times brighter" in verdict.message


def test_the_same_wrong_kernel_is_explained_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many hand it in; each kernel, and each question, by itself."""
    asked: list[bytes] = []

    def counted(name: str, weights: np.ndarray, *rest: Any) -> Any:
        asked.append(weights.tobytes())
        return found(name, weights, *rest)

    found = judging.ways
    monkeypatch.setattr(judging, "ways", counted)
    judge, other = ask(RIGHT_MINUS_LEFT), ask(-RIGHT_MINUS_LEFT)
    flipped, doubled = RIGHT_MINUS_LEFT[:, ::-1], 2 * RIGHT_MINUS_LEFT
    first = [judge(flipped), judge(doubled)]
    again = [judge(flipped.astype(np.float32)), judge(doubled.copy())]
    assert [verdict.slips for verdict in again] == [verdict.slips for verdict in first]
    assert [verdict.message for verdict in again] == [verdict.message for verdict in first]
    assert len({verdict.mistake for verdict in first}) == 2
    assert asked == [flipped.tobytes(), doubled.tobytes()]
    assert other(doubled).mistake != first[1].mistake
    assert len(asked) == 3


def test_few_wrong_kernels_are_remembered_and_no_large_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(judging, "MOST_KERNELS", 2)
    asked: list[tuple[int, ...]] = []

    def counted(name: str, weights: np.ndarray, *rest: Any) -> Any:
        asked.append(weights.shape)
        return ()

    monkeypatch.setattr(judging, "ways", counted)
    judge = ask(RIGHT_MINUS_LEFT)
    large = np.zeros((23, 23, 1, 1))  # a small one in a wide frame of zeros
    large[10:13, 10:13] = 5 * RIGHT_MINUS_LEFT
    for _ in range(2):
        for wrong in (large, 2 * RIGHT_MINUS_LEFT, 3 * RIGHT_MINUS_LEFT, 4 * RIGHT_MINUS_LEFT):
            judge(wrong)
    assert asked.count(large.shape) == 2
    assert len(asked) == 4 + 2


def test_a_mistake_in_a_larger_kernel_is_found_too() -> None:
    padded = np.pad(-RIGHT_MINUS_LEFT, ((1, 1), (1, 1), (0, 0), (0, 0)))
    assert ask(RIGHT_MINUS_LEFT)(padded).mistake == "sign-flipped"


@pytest.mark.parametrize(("off", "outcome"), [(0.9e-3, "correct"), (1.1e-3, "wrong")])
def test_the_tolerance_is_in_units_of_the_pixels(off: float, outcome: str) -> None:
    identity = kernel([[1.0]])
    judge = ask(identity, tolerance=1e-3)  # the brightest pixel of `small` is 1
    assert judge(identity + off).outcome == outcome
    assert judge(identity - off).outcome == outcome


def test_a_verdict_says_whether_hidden_probes_decide() -> None:
    assert ask(RIGHT_MINUS_LEFT)(RIGHT_MINUS_LEFT).hidden_decides is False
    assert ask(RIGHT_MINUS_LEFT, "noise")(RIGHT_MINUS_LEFT).hidden_decides is True


def test_what_only_hidden_probes_show_is_told_without_them() -> None:
    blank = np.zeros((1, 3, 4, 1), np.float32)
    question = KernelQuestion(
        id="k", points=2, statement="?", hint="!", answers=("k",), public=("blank",), hidden=("noise",)
    )  # fmt: skip
    expected = question.expected(
        given(k=RIGHT_MINUS_LEFT), lambda name: blank if name == "blank" else NOISE
    )
    verdict = question.judge(given(k=kernel([[3.0]])), expected, given(k=ZEROS))
    assert verdict.outcome == "wrong"
    first, told = verdict.message.split("\n")
    assert first == "`k` works on the pictures that you have, but not on every picture."
    assert told.startswith("This kernel changes nothing")
    for picture in verdict.pictures:
        np.testing.assert_array_equal(picture.input, blank[0, :, :, 0])


def test_parts_share_the_points() -> None:
    question = KernelQuestion(
        id="shifts",
        points=3,
        statement="?",
        hint="!",
        answers=("left", "up"),
        public=("small",),
    )
    left, up = kernel([[0, 0, 1]]), kernel([[0], [0], [1]])
    expected = question.expected(given(left=left, up=up), probe)
    untouched = given(left=ZEROS, up=ZEROS)

    def judge(**values: Any) -> tuple[str, float | None, str]:
        verdict = question.judge(given(**values), expected, untouched)
        return verdict.outcome, verdict.points, verdict.message.splitlines()[0]

    assert judge(left=left, up=up) == ("correct", 3, "Right.")
    assert judge(left=left, up=left) == ("partial", 1.5, "Right: `left`.")
    assert judge(left=left, up=ZEROS)[:2] == ("partial", 1.5)
    assert judge(left=ZEROS, up=ZEROS) == ("not attempted", 0, "Not attempted yet.")
    assert judge(left=up, up=left)[:2] == ("wrong", 0)
    assert judge(left=ZEROS, up=problem("error"))[:2] == ("error", 0)
    assert judge(left=ZEROS, up=left)[:2] == ("wrong", 0)


def test_a_masters_answer_that_is_no_kernel_is_told() -> None:
    question = KernelQuestion(
        id="k", points=2, statement="?", hint="!", answers=("k",), public=("small",)
    )
    for value in (problem("undefined"), np.ones((3, 3))):
        with pytest.raises(ValueError, match="the master's `k` is not a kernel"):
            question.expected(given(k=value), probe)


weights = st.lists(st.integers(-3, 3), min_size=9, max_size=9)


@examples(reference=weights, answer=weights)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_a_kernel_is_right_exactly_where_it_does_the_same(
    reference: list[int], answer: list[int]
) -> None:
    right, given_ = (kernel(np.reshape(rows, (3, 3))) for rows in (reference, answer))
    verdict = ask(right, "noise")(given_)
    if np.array_equal(given_, ZEROS):
        assert verdict.outcome == "not attempted"
    else:
        assert (verdict.outcome == "correct") == np.array_equal(right, given_)


@pytest.mark.thorough
@examples(reference=weights, index=st.integers(0, len(UNDONE) - 1))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_what_a_slip_makes_of_the_right_kernel_is_explained_live_as_it_is_graded(
    reference: list[int], index: int
) -> None:
    """By the same words, where the few pixels that students have show it at all."""
    right = kernel(np.reshape(reference, (3, 3)))
    graded, live = ask(right, "noise", public=("few",)), ask(right, public=("few",))
    for wrong in UNDONE[index].makes(Wanted(right)):
        if np.array_equal(wrong, ZEROS) or live(wrong).outcome == "correct":
            continue
        told = graded(wrong)
        if told.mistake is not None and told.mistake not in {slip.name for slip in LOOSE}:
            assert live(wrong).mistake in (told.mistake, None)


def test_no_message_holds_the_right_weights() -> None:
    secret = kernel([[0.137, 0, 0.731], [0, 0.619, 0], [0.283, 0, 0.947]])
    judge = ask(secret, "noise")
    digits = re.compile("137|731|619|283|947")
    wrong = [case.value for case in CASES] + [-secret, secret[::-1], secret * 2, secret[:2]]
    for value in wrong:
        assert not digits.search(judge(value).message)


def depths(rows: Any) -> np.ndarray:
    """The kernel (1, 1, C, F) of a table with a row for each channel in, a column for each out."""
    return np.array(rows, np.float64)[None, None]


GREY = depths([[1 / 3], [1 / 3], [1 / 3]])
LUMA = depths([[0.299], [0.587], [0.114]])
ROTATED_COLOURS = depths([[0, 1, 0], [0, 0, 1], [1, 0, 0]])
MEAN = np.full((3, 3, 1, 1), 1 / 9)
BLUR_APART = MEAN * np.eye(3)
"""Each colour blurred by itself, (3, 3, 3, 3)."""


@dataclass(frozen=True)
class Colour:
    title: str
    reference: np.ndarray
    value: np.ndarray
    mistake: str | None
    phrase: str


COLOUR_CASES = (
    Colour("grey as it is", GREY, GREY, None, "Right."),
    Colour("grey in a larger kernel", GREY, np.pad(GREY, ((1, 1), (1, 1), (0, 0), (0, 0))), None, "Right."),
    Colour("grey not divided", GREY, 3 * GREY, "not-normalised", "Your kernel sums to 3: the picture gets three times brighter"),
    Colour("grey of one filter too many", GREY, np.ones((1, 1, 3, 3)), None, "Axis 3 of `k`, the depth of the output"),
    Colour("grey with its depths exchanged", GREY, GREY.transpose(0, 1, 3, 2), None, "Axis 2 of `k`, the depth of the input"),
    Colour("luma in per cent", LUMA, 100 * LUMA, "not-normalised", "Your kernel sums to 100"),
    Colour("luma taken for a mean", LUMA, GREY, "channels-alike", "counts every channel the same"),
    Colour("colours as they are to be", ROTATED_COLOURS, ROTATED_COLOURS, None, "Right."),
    Colour("colours the other way round", ROTATED_COLOURS, ROTATED_COLOURS.transpose(0, 1, 3, 2), "channels-exchanged", "have changed places"),
    Colour("colours mixed", ROTATED_COLOURS, np.full((1, 1, 3, 3), 1 / 3), "channels-mixed", "the colours vanish"),
    Colour("colours summed", ROTATED_COLOURS, np.ones((1, 1, 3, 3)), "channels-summed", "adds up what it finds in all of them"),
    Colour("blur of each", BLUR_APART, BLUR_APART.astype(np.float32), None, "Right."),
    Colour("blur of all", BLUR_APART, np.full((3, 3, 3, 3), 1 / 27), "channels-mixed", "the colours vanish"),
    Colour("blur of all, float32", BLUR_APART, np.full((3, 3, 3, 3), 1 / 27, np.float32), "channels-mixed", "the colours vanish"),
    Colour("blur of all, not divided by 3", BLUR_APART, np.full((3, 3, 3, 3), 1 / 9), "channels-summed", "adds up"),
    Colour("blur not divided", BLUR_APART, 9 * BLUR_APART, "not-normalised", "Each of your filters sums to 9"),
    Colour("one filter not divided", BLUR_APART, BLUR_APART * (9, 1, 1), "not-normalised", "One of your filters sums to 9"),
    Colour("blur divided by 3", BLUR_APART, 3 * BLUR_APART, "divided-by-side", "divided by the side"),
    Colour("one channel only", depths([[0], [1], [0]]), GREY, "channels-mixed", "look at one of them"),
    Colour("blur one cell off", np.pad(BLUR_APART, ((1, 1), (1, 1), (0, 0), (0, 0))), np.pad(BLUR_APART, ((0, 2), (1, 1), (0, 0), (0, 0))), "off-centre", "beside the place"),
)  # fmt: skip


@pytest.mark.parametrize("case", COLOUR_CASES, ids=lambda case: case.title)
def test_kernels_for_colours(case: Colour) -> None:
    judge = ask(case.reference, public=("colours",))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        verdict = judge(case.value)
    assert (verdict.outcome == "correct") == (case.phrase == "Right.")
    assert verdict.mistake == case.mistake
    assert case.phrase in verdict.message


def test_a_pixel_of_which_one_channel_is_off_is_off() -> None:
    one_channel = ROTATED_COLOURS.copy()
    one_channel[..., 0] *= 2
    message = ask(ROTATED_COLOURS, public=("colours",))(one_channel).message
    assert "differs from what it should be in 100% of its pixels" in message


def test_pictures_are_in_colour_where_there_are_colours() -> None:
    (blurred,) = ask(BLUR_APART, public=("colours",))(BLUR_APART).pictures
    np.testing.assert_array_equal(blurred.input, COLOURS[0])
    assert blurred.output is not None
    assert blurred.output.shape == blurred.expected.shape == (6, 7, 3)
    assert blurred.kernel is None, "81 numbers are no table"
    (grey,) = ask(GREY, public=("colours",))(GREY).pictures
    assert (grey.input.shape, grey.expected.shape) == ((6, 7, 3), (6, 7))
    np.testing.assert_array_equal(grey.kernel, [[1 / 3], [1 / 3], [1 / 3]])
    assert grey.kernel_note == "rows: channels in\ncolumns: channels out"
    (plain,) = ask(RIGHT_MINUS_LEFT)(RIGHT_MINUS_LEFT).pictures
    np.testing.assert_array_equal(plain.kernel, RIGHT_MINUS_LEFT[:, :, 0, 0])
    assert plain.kernel_note == ""
    two_maps = np.concatenate([RIGHT_MINUS_LEFT, -RIGHT_MINUS_LEFT], axis=3)
    (first,) = ask(two_maps)(two_maps).pictures
    np.testing.assert_array_equal(first.expected, plain.expected)


QUARTERS = np.full((2, 2, 1, 1), 0.25)
HALVED = {"strides": 2, "padding": "valid", "public": ("noise",)}
"""Average pooling as a convolution. `noise` has 9 rows, so that the last one falls out."""

HALVED_CASES = {
    "as the master has it": (QUARTERS, "correct", None, "Right."),
    "not divided": (4 * QUARTERS, "wrong", "not-normalised", "sums to 4"),
    "divided by the side": (2 * QUARTERS, "wrong", "divided-by-side", "by the side"),
    "three by three": (np.full((3, 3, 1, 1), 1 / 9), "wrong", None, "is 3 x 3: with strides=2 and padding='valid' it makes a picture of another size"),
    "with zeros around it": (np.pad(QUARTERS, ((1, 1), (1, 1), (0, 0), (0, 0))), "wrong", None, "another size"),
    "larger than the picture": (np.full((10, 2, 1, 1), 0.05), "wrong", None, "does not fit into the picture, not even once"),
    "too narrow": (np.full((2, 1, 1, 1), 0.5), "wrong", "box-kernel", "Your kernel is 2 x 1: with strides=2 and padding='valid' its size counts"),
    "of the right size": (np.array([[1.0, 0], [0, 0]])[:, :, None, None], "wrong", "identity-kernel", "fetches one pixel for each output pixel"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("value", "outcome", "mistake", "phrase"), HALVED_CASES.values(), ids=HALVED_CASES
)
def test_kernels_of_a_strided_convolution(
    value: np.ndarray, outcome: str, mistake: str | None, phrase: str
) -> None:
    verdict = ask(QUARTERS, **HALVED)(value)
    assert (verdict.outcome, verdict.mistake) == (outcome, mistake)
    assert phrase in verdict.message
    if outcome == "wrong" and "size" not in phrase and "fit" not in phrase:
        assert "size" not in verdict.message


def test_a_picture_of_another_size_is_not_shown_beside_the_right_one() -> None:
    (picture,) = ask(QUARTERS, **HALVED)(np.full((3, 3, 1, 1), 1 / 9)).pictures
    assert picture.output is None
    assert picture.expected.shape == (4, 4)
    (too_large,) = ask(QUARTERS, **HALVED)(np.ones((31, 31, 1, 1))).pictures
    assert too_large.output is None


def test_a_larger_kernel_that_is_right_on_odd_pictures_only() -> None:
    corner = np.pad(QUARTERS, ((0, 1), (0, 1), (0, 0), (0, 0)))
    judge = ask(QUARTERS, "noise", public=("odd",), strides=2, padding="valid")
    assert ask(QUARTERS, public=("odd",), strides=2, padding="valid")(corner).outcome == "correct"
    verdict = judge(corner)
    assert verdict.outcome == "wrong"
    assert "works on the pictures that you have" in verdict.message
    assert "Your kernel is 3 x 3" in verdict.message


def test_every_second_pixel_and_the_one_beside_it() -> None:
    """With stride 2 and "same" on even sides nothing is added for one cell, one row for three."""
    second = kernel([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
    even = {"strides": 2, "public": ("colours",)}
    second_of_each = second * np.eye(3)
    judge = ask(second_of_each, **even)
    first = np.eye(3)[None, None]
    assert judge(second_of_each).outcome == "correct"
    verdict = judge(first)
    # 6 rows: the middle of three cells lies on rows 1, 3, 5, a single cell on rows 0, 2, 4
    assert verdict.outcome == "wrong"
    assert (
        "Your kernel is 1 x 1: with strides=2 and padding='same' its size counts" in verdict.message
    )


def test_sides_may_have_different_strides() -> None:
    judge = ask(kernel([[1.0]]), strides=(3, 1), padding="valid", public=("noise",))
    (picture,) = judge(kernel([[1.0]])).pictures
    assert picture.expected.shape == (3, 8)
    np.testing.assert_allclose(picture.expected, NOISE[0, ::3, :, 0])
    assert "strides=(3, 1)" in judge(kernel([[1.0] * 9])).message


@pytest.mark.parametrize("more", [{"strides": 0}, {"strides": (1, 2, 3)}, {"padding": "full"}])
def test_what_no_conv2d_has_is_told_at_once(more: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"strides|padding"):
        KernelQuestion(
            id="k", points=2, statement="?", hint="!", answers=("k",), public=("small",), **more
        )


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"strides": 1, "padding": "same"},
        {"strides": 2},
        {"strides": (1, 3), "padding": "valid"},
    ],
)
def test_settings_are_published_and_nothing_hidden(more: dict[str, Any], travel: Any) -> None:
    common: dict[str, Any] = {"id": "k", "points": 2, "statement": "?", "hint": "!"}
    question = KernelQuestion(**common, answers=("k",), public=("noise",), hidden=("odd",), **more)
    expected = question.expected(given(k=QUARTERS), probe)
    live, text, arrays = travel(question.publish(expected))
    for name in ("id", "points", "statement", "hint", "answers", "tolerance", "strides", "padding"):
        assert getattr(live, name) == getattr(question, name)
    assert live.hidden_probes
    assert '"odd"' not in text
    assert not [array for array in arrays if array.shape[1:3] == probe("odd").shape[1:3]]
    for value in (QUARTERS, 2 * QUARTERS, np.ones((3, 3, 1, 1)), np.ones((31, 31, 1, 1))):
        at_once = live.check(given(k=value), Answer())
        alone = replace(question, hidden=())
        public = question.expected(given(k=QUARTERS), probe)
        public = {"k": replace(public["k"], outputs=public["k"].outputs[:1])}
        graded = alone.judge(given(k=value), public, Answer())
        assert (at_once.outcome, at_once.mistake) == (graded.outcome, graded.mistake)


def test_a_large_kernel_is_judged_quickly() -> None:
    """On a photo each mistake that is tried with 31 x 31 x 3 x 3 weights would take a second."""
    photo = np.random.default_rng(6).random((1, 96, 128, 3), np.float32)
    question = KernelQuestion(
        id="k", points=2, statement="?", hint="!", answers=("k",), public=("photo",),
    )  # fmt: skip
    expected = question.expected(given(k=BLUR_APART), lambda name: photo)
    began = time.process_time()
    verdict = question.judge(given(k=np.full((31, 31, 3, 3), 1e-3)), expected, Answer())
    ringed = np.pad(np.full((3, 3, 3, 3), 1 / 27), ((14, 14), (14, 14), (0, 0), (0, 0)))
    mixed = question.judge(given(k=ringed), expected, Answer())
    assert time.process_time() - began < 10
    assert (verdict.outcome, verdict.mistake) == ("wrong", None)
    assert mixed.mistake == "channels-mixed"


def test_wrong_answers_without_an_output_are_told_apart() -> None:
    """A kernel of one row on three rows: transposed it does not fit any more."""
    row = kernel([[0.0, 0.5, 0.25, 0.25]])
    question = KernelQuestion(
        id="k",
        points=2,
        statement="?",
        hint="!",
        answers=("k",),
        public=("small",),
        padding="valid",
    )
    found = Key(question, question.expected(given(k=row), probe)).slips()
    assert {"kernel-transposed", "sign-flipped"} <= found.apart
    assert frozenset({"mirrored", "kernel-rotated"}) in found.together, "in one row"


several = st.integers(1, 2).flatmap(
    lambda depth: st.lists(st.integers(-3, 3), min_size=8 * depth, max_size=8 * depth)
)


@examples(reference=several, answer=several, strides=st.integers(1, 3), valid=st.booleans())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_any_depth_is_right_exactly_where_it_does_the_same(
    reference: list[int], answer: list[int], strides: int, valid: bool
) -> None:
    right = np.reshape(reference, (2, 2, -1, 2)).astype(float)
    given_ = np.reshape(answer, (2, 2, -1, 2)).astype(float)
    images = np.random.default_rng(7).random((1, 5, 7, right.shape[2]))
    question = KernelQuestion(
        id="k", points=2, statement="?", hint="!", answers=("k",), public=("images",),
        strides=strides, padding="valid" if valid else "same",
    )  # fmt: skip
    expected = question.expected(given(k=right), lambda name: images)
    verdict = question.judge(given(k=given_), expected, Answer())
    assert (verdict.outcome == "correct") == np.array_equal(right, given_)
    assert verdict.outcome == "wrong" or verdict.mistake is None


G = ((1, 2, 0), (0, 3, 0), (-1, 0, 0))
TURNED = kernel(G)[::-1, ::-1]
LAMP = ((-2, -1, 0), (-1, 1, 1), (0, 1, 2))


def test_a_kernel_that_was_to_be_turned() -> None:
    judge = ask(TURNED, "noise", public=("few",), given={"g": G}, answer=turned("g"))
    g = kernel(G)
    assert judge(TURNED).outcome == "correct"
    as_it_is, flipped = judge(g), judge(g[:, ::-1])
    assert (as_it_is.mistake, flipped.mistake) == ("kernel-rotated", "mirrored")
    assert "You laid `g` on the picture as it is" in as_it_is.message
    assert "along one axis only" in flipped.message
    assert "You exchanged the rows and columns of `g`" in judge(g.transpose(1, 0, 2, 3)).message
    assert "You turned `g` by a quarter" in judge(np.rot90(g)).message


def test_a_lamp_in_another_corner() -> None:
    more = {"given": {"relief": LAMP}, "answer": mirrored("relief", axis=1)}
    judge = ask(kernel(LAMP)[:, ::-1], "noise", public=("few",), **more)
    assert "This is `relief` as it was given" in judge(kernel(LAMP)).message
    assert "its lamp stands in another corner" in judge(kernel(LAMP)[::-1, ::-1]).message
    assert "moves the picture" not in judge(kernel(LAMP)[::-1, ::-1]).message


def test_a_sum_of_given_kernels() -> None:
    k1, k2 = ((0, 1, 0), (2, -1, 0), (0, 0, 0)), ((0, 0, -1), (0, 1, 0), (0, 0, 0))
    more = {"given": {"k1": k1, "k2": k2}, "answer": summed("k1", "k2", "k2")}
    judge = ask(kernel(k1) + 2 * kernel(k2), "noise", public=("few",), **more)
    assert judge(kernel(k1) + kernel(k2)).mistake == "term-left-out"
    assert judge(2 * kernel(k1) + 2 * kernel(k2)).mistake == "term-too-often"
    assert judge(kernel(k1) * kernel(k2)).mistake == "terms-multiplied"
    assert "did you make a mean of it" in judge((kernel(k1) + 2 * kernel(k2)) / 3).message


def test_another_one_of_many() -> None:
    edges = ((0, -1, 0), (-1, 4, -1), (0, -1, 0))
    more = {"given": {"bank": (LAMP, G, edges)}, "answer": one_of("bank")}
    judge = ask(kernel(G), "noise", public=("few",), **more)
    assert judge(kernel(edges)).mistake == "another-filter"


def test_a_master_that_does_not_come_of_what_is_given() -> None:
    with pytest.raises(
        ValueError, match="the master's `k` is not turned of what the rubric gives: g"
    ):
        ask(kernel(G), given={"g": G}, answer=turned("g"))
    with pytest.raises(ValueError, match="derived from `h`, which is not in `given`"):
        ask(kernel(G), given={"g": G}, answer=turned("h"))


def test_what_is_given_is_public_and_how_the_answer_comes_of_it_is_not() -> None:
    question = KernelQuestion(
        id="k", points=2, statement="?", hint="!", answers=("k",), public=("few",), hidden=("noise",),
        given={"g": G}, answer=turned("g"),
    )  # fmt: skip
    public = question.publish(question.expected(given(k=TURNED), probe))
    assert public.given == {"g": G}
    assert not hasattr(public, "answer")


def test_a_wrong_cell_is_named_only_where_a_right_kernel_is_known() -> None:
    right = kernel([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    wrong = right.copy()
    wrong[0, 2] = 5
    question = KernelQuestion(
        id="k",
        points=2,
        statement="?",
        hint="!",
        answers=("k",),
        public=("few",),
        hidden=("noise",),
    )
    expected = question.expected(given(k=right), probe)
    public = question.publish(expected)
    graded = question.judge(given(k=wrong), expected, given(k=ZEROS))
    live = public.check(given(k=wrong), given(k=ZEROS))
    assert graded.mistake == live.mistake == "one-weight"
    assert "`k[0, 2]`: All the other weights are right" in graded.message
    assert "`k[" not in live.message
    larger = np.pad(wrong, ((1, 1), (1, 1), (0, 0), (0, 0)))
    assert "`k[1, 3]`: All the other" in question.judge(given(k=larger), expected, Answer()).message


def test_random_kernels_have_no_name() -> None:
    """No explanation is better than a wrong one."""
    rng = np.random.default_rng(11)
    right = kernel([[0, -1, -2], [1, 1, -1], [2, 1, 0]])
    graded, live = ask(right, "noise", public=("few",)), ask(right, public=("few",))
    for _ in range(40):
        wrong = rng.normal(size=right.shape).round(2)
        assert graded(wrong).mistake is None
        assert live(wrong).mistake is None


def test_every_slip_has_a_sentence_in_the_catalogue() -> None:
    told = KernelQuestion.catalogues()["kernel"]
    assert tuple(told) == tuple(slip.name for slip in KERNEL_SLIPS)
    assert all(sentence.endswith((".", "?")) for sentence in told.values())
