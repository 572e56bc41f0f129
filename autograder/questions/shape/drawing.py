"""Where the windows of an answer lie, along the axis that went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograder.convolution.layers import Conv2D, Layer, Pooling, window
from autograder.convolution.sizes import axis_size
from autograder.convolution.slips.shapes.walk import Walk
from autograder.convolution.slips.slip import Changed
from autograder.questions.shape.part import ShapePart
from autograder.questions.verdict import WindowRow

MOST = 11
"""Pixels that a window or a step may have to be drawn."""

SIDES = ("rows", "columns")
NO_ZEROS = frozenset({"same-floors", "pooling-same-floors"})
"""Slips with which the zeros of padding 'same' are as if they were not there."""
EACH_SIDE = {
    "same-pads-one": (lambda k: 1,),
    "same-pads-half": (lambda k: (k - 1) // 2, lambda k: k // 2),
    "same-pads-twice": (lambda k: k - 1,),
}
"""Slips with which there are as many zeros on both sides, and how many for a window of k."""


def window_row(
    part: ShapePart,
    shape: Sequence[Any],
    right: Sequence[Any],
    changed: Changed[Walk] | None = None,
) -> WindowRow | None:
    """The windows that a wrong shape counts on the first axis that is wrong, as somebody sees them who
    goes this changed way; None where nothing slides, or there is nothing to draw."""
    steps = changed.steps if changed else ()
    if part.weights or len(shape) != 4 or not part.layers:
        return None
    axis = next((axis for axis in (0, 1) if shape[1 + axis] != right[1 + axis]), None)
    last = len(part.layers) - 1
    if (
        axis is None
        or len(steps) > 1
        or any(step.place.layer not in (None, last) for step in steps)
    ):
        return None
    count = shape[1 + axis]
    layer = part.layers[last]
    if not isinstance(layer, Conv2D | Pooling) or not isinstance(count, int) or count < 1:
        return None
    entering = part.walk.entering
    if len(entering) != len(part.layers):
        return None
    size = entering[last][1 + axis]
    slip = steps[0].slip if steps else ""
    seen = _seen(layer, changed)
    (kernel, stride) = (pair[axis] for pair in window(seen))
    if max(kernel, stride) > MOST or stride * count > 2 * (size + kernel) * MOST:
        return None
    before, after = _zeros(seen, slip, axis, size, count)
    return WindowRow(part.answer, SIDES[axis], size, before, after, kernel, stride, count)


def _seen(layer: Conv2D | Pooling, changed: Changed[Walk] | None) -> Conv2D | Pooling:
    """The last layer, as it is to somebody who goes the changed way."""
    last: Layer | None = changed.asked.layers[-1] if changed and changed.asked.layers else None
    return last if isinstance(last, Conv2D | Pooling) else layer


def _zeros(layer: Conv2D | Pooling, slip: str, axis: int, size: int, count: int) -> tuple[int, int]:
    """The zeros before and after the pixels."""
    kernel, stride = (pair[axis] for pair in window(layer))
    for pixels in EACH_SIDE.get(slip, ()):
        each = pixels(kernel)
        if (size + 2 * each - kernel) // stride + 1 == count:
            return each, each
    if layer.padding == "valid" or slip in NO_ZEROS:
        return 0, 0
    missing = max((int(axis_size(layer, axis, size)) - 1) * stride + kernel - size, 0)
    return missing // 2, missing - missing // 2
