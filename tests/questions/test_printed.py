"""Shapes read from printed text: every way to print one, and no way to win by printing many."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from autograder.convolution.layers import Conv2D, MaxPooling2D
from autograder.questions.answer import Answer
from autograder.questions.printed import judging
from autograder.questions.printed.judging import printed_shapes
from autograder.questions.printed.question import PrintedQuestion
from autograder.questions.shape.question import ShapePart
from autograder.questions.verdict import Verdict

A = (1, 26, 26, 1)

READ: dict[str, list[tuple[int | None, ...]]] = {
    "(1, 26, 26, 1)": [A],
    "[1, 26, 26, 1]": [A],
    "TensorShape([1, 26, 26, 1])": [A],
    "(1,26,26,1)": [A],
    "( 1, 26, 26, 1 )": [A],
    "(1, 26, 26, 1,)": [A],
    "(1,\n 26,\n 26,\n 1)": [A],
    "(None, 26, 26, 1)": [(None, 26, 26, 1)],
    "[None, None, None, 1]": [(None, None, None, 1)],
    "(np.int64(1), np.int64(26), np.int32(26), 1)": [A],
    "[np.uint8(1), np.int64(26), 26, 1]": [A],
    "the shape is (1, 26, 26, 1), I think": [A],
    "shape=(1, 26, 26, 1)": [A],
    "a(1, 26, 26, 1)b": [A],
    "('layer 1', TensorShape([1, 26, 26, 1]))": [A],
    "{'out': (1, 26, 26, 1)}": [A],
    "torch.Size([1, 26, 26, 1])": [A],
    "<KerasTensor shape=(None, 26, 26, 1), dtype=float32, name=keras_tensor>": [(None, 26, 26, 1)],
    "tf.Tensor([ 1 26 26  1], shape=(4,), dtype=int32)": [],
    "tf.Tensor(\n[[[[0.5]\n   [1. ]]]], shape=(1, 1, 2, 1), dtype=float32)": [(1, 1, 2, 1)],
    "(1, 26, 26, 1)(5, 6)": [A, (5, 6)],
    "(1, 26, 26, 1)\n(5, 6)\n": [A, (5, 6)],
    "[(1, 2), (3, 4)]": [(1, 2), (3, 4)],
    "((1, 2), (3, 4))": [(1, 2), (3, 4)],
    "(0, 0)": [(0, 0)],
    "(26,)": [],
    "(26)": [],
    "1, 26, 26, 1": [],
    "1 x 26 x 26 x 1": [],
    "(1, 26, 26, 1": [],
    "(1, 26, 26, 1]": [],
    "[1, 26, 26, 1)": [],
    "(1; 26; 26; 1)": [],
    "(1.0, 26.0, 26.0, 1.0)": [],
    "(-1, 26, 26, 1)": [],
    "(1, 26, '26', 1)": [],
    "(1,, 26)": [],
    "(None, True)": [],
    "(1234567890, 1)": [],
    "": [],
    "()": [],
    "[]": [],
}


@pytest.mark.parametrize("text", READ, ids=repr)
def test_texts_and_their_shapes(text: str) -> None:
    assert printed_shapes(text) == READ[text]


def test_sixteen_axes_at_most() -> None:
    assert printed_shapes(str((1,) * 16)) == [(1,) * 16]
    assert printed_shapes(str((1,) * 17)) == []


shapes = st.lists(
    st.lists(st.none() | st.integers(0, 10**9 - 1), min_size=2, max_size=16).map(tuple), max_size=5
)
WAYS = (
    str,
    lambda shape: str(list(shape)),
    lambda shape: f"TensorShape({list(shape)})",
    lambda shape: str(tuple(s if s is None else np.int64(s) for s in shape)),
)


@examples(shapes=shapes, ways=st.lists(st.sampled_from(WAYS), min_size=5, max_size=5), around=st.text(alphabet="ab :=<>\n\t.,'", max_size=8))  # fmt: skip
@settings(deadline=None, derandomize=True)
def test_shapes_printed_any_way_are_read_back(shapes: list, ways: list, around: str) -> None:
    text = around.join(["", *(way(shape) for way, shape in zip(ways, shapes, strict=False)), ""])
    assert printed_shapes(text) == shapes


@examples(text=st.text(alphabet="()[], 123None\nnp.int64(TensorShape", max_size=300))
@settings(deadline=None, derandomize=True)
def test_any_text_can_be_read(text: str) -> None:
    for shape in printed_shapes(text):
        assert 2 <= len(shape) <= 16
        assert all(size is None or 0 <= size < 10**9 for size in shape)


HOSTILE = {
    "brackets": "(" * 300_000,
    "open shapes": "(1, " * 100_000,
    "a shape that never ends": "(" + "1, " * 100_000,
    "spaces": "(1," + " " * 300_000,
    "spaces everywhere": ("(1" + " " * 8 + "," + " " * 8) * 20_000,
    "digits": "(" + "1" * 300_000,
    "commas": "(1" + "," * 300_000,
    "NumPy's integers": "np.int" + "6" * 300_000,
    "many of them": "np.int64(" * 40_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_read_to_a_bound(text: str) -> None:
    assert len(text) > judging.READ_AT_MOST
    assert printed_shapes(text) == printed_shapes(text[: judging.READ_AT_MOST]) == []


def test_every_repetition_in_the_patterns_is_bounded() -> None:
    """So that the work for each character is: no text of a submission makes the search slow."""
    pattern = judging._SHAPE.pattern
    assert not re.search(r"[*+]|\{\d+,\}", pattern)


PARTS = (
    ShapePart("layer 1", (1, 28, 28, 1), (Conv2D(1, 3),)),  # (1, 26, 26, 1)
    ShapePart("layer 2", (1, 28, 30, 1), (MaxPooling2D(2),)),  # (1, 14, 15, 1)
)
EXPECTED = {"layer 1": (1, 26, 26, 1), "layer 2": (1, 14, 15, 1)}
QUESTION = PrintedQuestion(
    id="q",
    points=2,
    statement="?",
    hint="!",
    parts=PARTS,
)
FIRST, SECOND = "(1, 26, 26, 1)\n", "(1, 14, 15, 1)\n"


def judge(text: str | None, before: str | None = "") -> Verdict:
    return QUESTION.judge(Answer(printed=text), EXPECTED, Answer(printed=before))


@dataclass(frozen=True)
class Case:
    title: str
    text: str | None
    outcome: str
    points: float
    phrase: str
    mistake: str | None = None


CASES = (
    Case("right", FIRST + SECOND, "correct", 2, "Right."),
    Case("right with words", f"one: {FIRST} two: {SECOND} done", "correct", 2, "Right."),
    Case("None for the batch", "(None, 26, 26, 1) [None, 14, 15, 1]", "wrong", 0, "the batch is wrong, the rest is right", "batch-none"),
    Case("not run", None, "not attempted", 0, "has not been run"),
    Case("nothing printed", "", "not attempted", 0, "Not attempted yet."),
    Case("only words", "hello", "not attempted", 0, "Not attempted yet."),
    Case("one is missing", FIRST, "partial", 1, "printed one shape, but there should be 2 shapes, in this order: layer 1, layer 2."),
    Case("the other is missing", SECOND, "partial", 1, "Right: `layer 2`.\nYour cell printed one shape"),
    Case("one that is wrong", "(1, 2, 3, 4)", "wrong", 0, "printed one shape"),
    Case("one too many", FIRST + SECOND + FIRST, "partial", 1, "printed 3 shapes, but there should be 2 shapes, in this order: layer 1, layer 2. For each shape too many, one that is right gives no points."),
    Case("the input as well", "(1, 28, 28, 1)" + FIRST + SECOND, "partial", 1, "Right: `layer 1`, `layer 2`.\nYour cell printed 3"),
    Case("two too many", FIRST + FIRST + SECOND + FIRST, "wrong", 0, "Your cell printed 4 shapes"),
    Case("too many in another order", SECOND + "(5, 5)" + FIRST, "wrong", 0, "Your cell printed 3 shapes"),
    Case("the order", SECOND + FIRST, "wrong", 0, "`layer 1`: the height and width are wrong",
         "printed-out-of-order"),
    Case("the first is wrong", "(1, 27, 28, 1)" + SECOND, "partial", 1, "Right: `layer 2`"),
    Case("a mistake", "(1, 25, 25, 1)" + SECOND, "partial", 1, "`layer 1`", None),
    Case("batch forgotten", "(26, 26, 1) (14, 15, 1)", "wrong", 0, "has 3 axes", "batch-left-out"),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_verdicts(case: Case) -> None:
    verdict = judge(case.text)
    found = (verdict.outcome, verdict.points, verdict.mistake)
    assert found == (case.outcome, case.points, case.mistake)
    assert case.phrase in verdict.message


def test_what_the_starter_prints_is_not_an_attempt() -> None:
    assert judge("(1, 1, 1, 1)", before="shape (1, 1, 1, 1)").outcome == "not attempted"
    assert judge("(1, 1, 1, 2)", before="shape (1, 1, 1, 1)").outcome == "wrong"


@pytest.mark.parametrize("count", [4, 5, 20, 500])
def test_guesses_do_not_win(count: int) -> None:
    guesses = "\n".join(str((1, n, n, 1)) for n in range(26 - count // 2, 26 - count // 2 + count))
    assert judge(guesses).points == 0


@examples(text=st.lists(st.tuples(*[st.integers(0, 30)] * 4), max_size=6).map(lambda s: " ".join(map(str, s))))  # fmt: skip
@settings(deadline=None, derandomize=True)
def test_points_for_lists_of_the_right_length(text: str) -> None:
    right = printed_shapes(text)
    wanted = list(EXPECTED.values())
    if len(right) == 2:
        assert judge(text).points == (right[0] == wanted[0]) + (right[1] == wanted[1])
    else:
        assert judge(text).points <= max(0, 2 - abs(len(right) - 2))


# rows: shapes that are asked for; columns: shapes that are printed; x where they are the same
PLACES = {
    "all": ("x..", ".x.", "..x", [0, 1, 2]),
    "one missing": ("x.", "..", ".x", [0, 2]),
    "another before them": (".x..", "..x.", "...x", [0, 1, 2]),
    "two exchanged": ("x..", "..x", ".x.", [0, 1]),
    "backwards": ("..x", ".x.", "x..", [0]),
    "the same shape thrice": ("xxx", "xxx", "xxx", [0, 1, 2]),
    "one shape for all": ("x", "x", "x", [0]),
    "nothing": ("..", "..", "..", []),
    "no column": ("", "", "", []),
}


@pytest.mark.parametrize("rows", PLACES.values(), ids=PLACES)
def test_what_stands_in_the_right_order(rows: Any) -> None:
    *lines, places = rows
    assert judging.common_places([[sign == "x" for sign in line] for line in lines]) == places


@pytest.mark.parametrize("text", [None, "", FIRST, FIRST * 3])
def test_a_master_that_prints_something_else_is_told(text: Any) -> None:
    with pytest.raises(ValueError, match=r"the master prints . shapes in place of 2"):
        QUESTION.expected(Answer(printed=text), lambda name: None)
    assert QUESTION.expected(Answer(printed=FIRST + SECOND), lambda name: None) == EXPECTED


def test_a_master_that_prints_no_size_for_the_batch_is_told() -> None:
    printed = "(None, 26, 26, 1)\n" + SECOND
    with pytest.raises(ValueError, match=r"the master says \(None, 26, 26, 1\) .* give \(1, 26"):
        QUESTION.expected(Answer(printed=printed), lambda name: None)
