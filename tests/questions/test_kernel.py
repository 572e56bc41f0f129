"""Kernels are judged by what they do to pictures."""

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

from autograder.convolution.mistakes import KERNEL_MISTAKES
from autograder.questions.answer import Given, Value
from autograder.questions.kernel import KernelQuestion
from autograder.questions.mistakes import Mistakes
from autograder.questions.verdict import Verdict

ALL = tuple(mistake.name for mistake in KERNEL_MISTAKES)

SMALL = np.array([[0, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 0]], np.float32)[None, :, :, None]
"""The picture that students have, (1, 3, 4, 1)."""
NOISE = np.random.default_rng(3).random((1, 9, 8, 1), np.float32)


def probe(name: str) -> np.ndarray:
    return {"small": SMALL, "noise": NOISE}[name]


def kernel(rows: Any, dtype: type = np.float64) -> np.ndarray:
    """The kernel (kh, kw, 1, 1) of a table of weights."""
    return np.array(rows, dtype)[:, :, None, None]


def given(**values: Any) -> Given:
    return Given({n: v if isinstance(v, Value) else Value(v) for n, v in values.items()})


RIGHT_MINUS_LEFT = kernel([[0, 0, 0], [-1, 0, 1], [0, 0, 0]])
ZEROS = np.zeros((3, 3, 1, 1))


def ask(reference: np.ndarray, *hidden: str, told: tuple[str, ...] = ALL, **more: Any):
    question = KernelQuestion(
        id="k",
        points=2,
        statement="?",
        hint="!",
        answers=("k",),
        public=("small",),
        hidden=hidden,
        mistakes=Mistakes(apply=told),
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
    Case("five axes", RIGHT_MINUS_LEFT[None], "wrong", "has 5 axes"),
    Case("axes in front", RIGHT_MINUS_LEFT.transpose(2, 3, 0, 1), "wrong", "Axis 2 of `k`, the depth of the input, has size 3"),
    Case("two filters", np.ones((3, 3, 1, 2)), "wrong", "Axis 3 of `k`, the depth of the output, has size 2"),
    Case("nothing in it", np.ones((0, 3, 1, 1)), "wrong", "`k` is 0 x 3"),
    Case("nothing deep", np.ones((3, 3, 0, 1)), "wrong", "has size 0"),
    Case("32 rows", np.ones((32, 1, 1, 1)), "wrong", "from 1 to 31 rows"),
    Case("NaN", RIGHT_MINUS_LEFT * np.nan, "wrong", "holds NaN or infinity"),
    Case("infinity", RIGHT_MINUS_LEFT + np.inf, "wrong", "holds NaN or infinity"),
    Case("huge", RIGHT_MINUS_LEFT * 1e308 * 1.7, "wrong", "`k`"),
    Case("huge whole numbers", np.full((3, 3, 1, 1), 2**64 - 1, np.uint64), "wrong", "`k`"),
    Case("transposed", RIGHT_MINUS_LEFT.transpose(1, 0, 2, 3), "wrong", "Rows and columns", "kernel-transposed"),
    Case("one cell off", kernel([[-1, 0, 1], [0, 0, 0], [0, 0, 0]]), "wrong", "one cell off", "off-centre"),
    Case("turned", RIGHT_MINUS_LEFT[:, ::-1], "wrong", "More than one idea", "kernel-rotated"),
    Case("something else", kernel([[7, 0, 1]]), "wrong", "differs from what it should be"),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_every_other_kernel(case: Case) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        verdict = ask(RIGHT_MINUS_LEFT, "noise")(case.value)
    assert (verdict.outcome, verdict.points, verdict.mistake) == (case.outcome, 0, case.mistake)
    assert case.phrase in verdict.message


def test_a_joint_mistake_has_a_sentence_for_each() -> None:
    verdict = ask(RIGHT_MINUS_LEFT, told=("sign-flipped", "kernel-rotated"))(-RIGHT_MINUS_LEFT)
    assert verdict.mistake == "sign-flipped", "the first that the rubric names is recorded"
    assert verdict.message.count(" Or: ") == 1
    assert "Every sign" in verdict.message
    assert "rotated" in verdict.message


def test_a_mistake_that_the_rubric_does_not_list_is_not_told() -> None:
    verdict = ask(RIGHT_MINUS_LEFT, told=("off-centre",))(-RIGHT_MINUS_LEFT)
    assert verdict.mistake is None
    assert "sign" not in verdict.message


def test_a_blur_that_is_not_divided_speaks_of_the_students_own_sum() -> None:
    verdict = ask(np.full((3, 3, 1, 1), 1 / 9))(np.ones((3, 3, 1, 1)))
    assert verdict.mistake == "not-normalised"
    assert "nine times brighter" in verdict.message


def test_a_mistake_in_a_larger_kernel_is_found_too() -> None:
    padded = np.pad(-RIGHT_MINUS_LEFT, ((1, 1), (1, 1), (0, 0), (0, 0)))
    assert ask(RIGHT_MINUS_LEFT, told=("sign-flipped",))(padded).mistake == "sign-flipped"


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
    assert verdict.message == "`k` works on the pictures that you have, but not on every picture."
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
        mistakes=Mistakes(apply=ALL),
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


@examples(reference=weights, index=st.integers(0, len(KERNEL_MISTAKES) - 1))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_what_a_mistake_makes_of_the_right_kernel_gets_its_name(
    reference: list[int], index: int
) -> None:
    mistake, right = KERNEL_MISTAKES[index], kernel(np.reshape(reference, (3, 3)))
    judge = ask(right, told=(mistake.name,))
    for wrong in mistake.wrong(right):
        if not np.array_equal(wrong, ZEROS):
            verdict = judge(wrong)
            assert verdict.outcome == "correct" or verdict.mistake == mistake.name


def test_no_message_holds_the_right_weights() -> None:
    secret = kernel([[0.137, 0, 0.731], [0, 0.619, 0], [0.283, 0, 0.947]])
    judge = ask(secret, "noise")
    digits = re.compile("137|731|619|283|947")
    wrong = [case.value for case in CASES] + [-secret, secret[::-1], secret * 2, secret[:2]]
    for value in wrong:
        assert not digits.search(judge(value).message)
