"""What is drawn of a wrong shape: the axis that went wrong, and the windows as the slip has them."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.convolution.layers import Conv2D, Conv2DTranspose, MaxPooling2D
from autograder.questions.answer import Answer
from autograder.questions.shape.question import ShapePart, ShapeQuestion
from autograder.questions.verdict import WindowRow
from autograder.values.value import Value

WIDE = (1, 9, 13, 1)


def rows(shape: list[Any], *layers: Any, entering: tuple[int, int, int, int] = WIDE) -> Any:
    part = ShapePart("out", entering, layers)
    asked = ShapeQuestion(id="q", points=1, statement="?", hint="!", parts=(part,))
    verdict = asked.judge(Answer({"out": Value(shape)}), {"out": part.shape()}, Answer())
    return [(verdict.mistake, row) for row in verdict.rows]


def row(
    axis: str, size: int, window: int, stride: int, count: int, zeros: tuple[int, int] = (0, 0)
) -> WindowRow:
    return WindowRow("out", axis, size, *zeros, window, stride, count)


SAME = Conv2D(1, 4, 2, "same")  # rightly 5 x 7
DRAWN = {
    "padding left out: no zeros": ([1, 3, 5, 1], SAME, "padding-valid-for-same", row("rows", 9, 4, 2, 3)),
    "the stride left out": ([1, 7, 11, 1], Conv2D(1, 3, 2), "stride-ignored", row("rows", 9, 3, 1, 7)),
    "zeros on each side": ([1, 10, 14, 1], Conv2D(1, 4, 1, "same"), "same-pads-half", row("rows", 9, 4, 1, 10, (2, 2))),
    "the strides exchanged": ([1, 3, 6, 1], Conv2D(1, 3, (2, 3)), "strides-swapped", row("rows", 9, 3, 3, 3)),
}  # fmt: skip


@pytest.mark.parametrize("shape, layer, slip, wanted", DRAWN.values(), ids=DRAWN)
def test_the_layer_is_drawn_as_the_slip_has_it(
    shape: list[int], layer: Any, slip: str, wanted: WindowRow
) -> None:
    assert rows(shape, layer) == [(slip, wanted)]


def test_the_columns_are_drawn_where_the_rows_are_right() -> None:
    ((_, drawn),) = rows([1, 4, 9, 1], Conv2D(1, 3, 2))
    assert (drawn.axis, drawn.count) == ("columns", 9)


def test_nothing_is_drawn_where_nothing_slides_or_no_size_is_wrong() -> None:
    assert rows([1, 9, 13, 1], Conv2DTranspose(1, 3, 2)) == []
    assert rows([2, 4, 6, 1], Conv2D(1, 3, 2)) == []
    assert rows([4, 6, 1], Conv2D(1, 3, 2)) == []
    assert rows([1, 4.5, 6, 1], Conv2D(1, 3, 2)) == []
    assert rows([1, 0, 6, 1], Conv2D(1, 3, 2)) == []
    assert rows([1, 10**9, 6, 1], Conv2D(1, 3, 2)) == []
    assert rows([1, 5, 5, 1], Conv2D(1, 40), entering=(1, 64, 64, 1)) == []


def test_a_slip_in_an_earlier_layer_is_not_drawn_at_the_last_one() -> None:
    # 9 x 13 -> 4 x 6 -> 3 x 5; with the pool moved by one, 8 x 12 -> 7 x 11
    assert rows([1, 7, 11, 1], MaxPooling2D(2), Conv2D(1, 2)) == []
