"""Mistakes about the size that a sliding window leaves: "same", "valid", and pooling's stride.

i is the size of the input on one axis, k the kernel's or the pool's, s the stride.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Layer,
    Layers,
    MaxPooling2D,
    window,
)
from autograder.convolution.mistakes.shape_mistake import ShapeMistake, Wrong, through_chain
from autograder.convolution.sizes import Number, Shape, axis_size

Formula = Callable[[Number, int, int], Number]
"""A size from i, k and s."""

POOLING = (MaxPooling2D, AveragePooling2D)
WINDOWS = (Conv2D, *POOLING)


def _windows(padding: str, formula: Formula, kinds: tuple[type[Layer], ...] = WINDOWS) -> Wrong:
    """`formula` for every layer of these kinds that has this padding."""

    def rule(layer: Layer, axis: int, size: Number) -> Number | None:
        if not isinstance(layer, kinds) or not isinstance(layer, WINDOWS):
            return None
        if layer.padding != padding:
            return None
        kernel, stride = window(layer)
        return formula(size, kernel[axis], stride[axis])

    return through_chain(rule)


def _padded(pixels: Callable[[int], int]) -> Wrong:
    """ "same" taken as a valid convolution on `pixels(k)` zeros added on each side."""
    return _windows("same", lambda i, k, s: math.floor((i + 2 * pixels(k) - k) / s) + 1)


def _half_up(x: float) -> int:
    """Rounded as at school, a half goes up (Python's round would take 2.5 to 2)."""
    return math.floor(x + 0.5)


def _whole_if_whole(x: float) -> Number:
    return int(x) if x == int(x) else x


def _with_fraction(layers: Layers, shape: Shape) -> Shape | None:
    exact = _windows("valid", lambda i, k, s: _whole_if_whole((i - k) / s + 1))(layers, shape)
    return exact if exact and any(isinstance(size, float) for size in exact) else None


def _stride_one(layer: Layer, axis: int, size: Number) -> Number | None:
    if not isinstance(layer, POOLING) or layer.strides is not None:
        return None
    return axis_size(replace(layer, strides=(1, 1)), axis, size)


WINDOW_MISTAKES: tuple[ShapeMistake, ...] = (
    ShapeMistake(
        name="same-keeps-size",
        about="padding",
        message="padding='same' lets the window stand on the border's pixels too. But with a"
        " stride above 1 it doesn't stop at every pixel: does the picture really keep its size?",
        wrong=_windows("same", lambda i, k, s: i),
    ),
    ShapeMistake(
        name="same-pads-one",
        about="padding",
        message="It looks as if you added one row or column of zeros on each side. How many zeros"
        " padding='same' adds depends on the window: one on each side is not always right.",
        wrong=_padded(lambda k: 1),
    ),
    ShapeMistake(
        name="same-pads-half",
        about="padding",
        message="It looks as if you added half a window of zeros on both sides. A window of even"
        " size has no middle: there padding='same' adds one more at the bottom and at the right.",
        wrong=_padded(lambda k: (k - 1) // 2),
    ),
    ShapeMistake(
        name="same-pads-twice",
        about="padding",
        message="It looks as if all the zeros of padding='same' were put on each side. They are"
        " shared between the two sides, so you have counted them twice.",
        wrong=_padded(lambda k: k - 1),
    ),
    ShapeMistake(
        name="valid-only-divides",
        about="valid",
        message="You looked at the stride only, but the size of the window counts too: with"
        " padding='valid' it must lie wholly inside the picture. Where can it stand last?",
        wrong=_windows("valid", lambda i, k, s: math.floor(i / s)),
    ),
    ShapeMistake(
        name="forgot-plus-one",
        about="valid",
        message="You counted the steps of the window, not the places where it stands. Before its"
        " first step it stands somewhere too.",
        wrong=_windows("valid", lambda i, k, s: math.floor((i - k) / s)),
    ),
    ShapeMistake(
        name="ceil-for-floor",
        about="valid",
        message="The last step doesn't fit and you counted it all the same. With padding='valid'"
        " a window that would stick out of the picture is left out.",
        wrong=_windows("valid", lambda i, k, s: math.ceil((i - k) / s) + 1),
    ),
    ShapeMistake(
        name="rounded",
        about="valid",
        message="The steps don't come out even and you rounded to the nearest number. A step fits"
        " or it doesn't: think of what happens to the one that sticks out of the picture.",
        wrong=_windows("valid", lambda i, k, s: _half_up((i - k) / s + 1)),
    ),
    ShapeMistake(
        name="fraction",
        about="valid",
        message="A picture has a whole number of rows and columns. When the steps don't come out"
        " even, the layer still works: think of the pixels at the end that no window reaches.",
        wrong=_with_fraction,
    ),
    ShapeMistake(
        name="pooling-stride-one",
        about="pooling",
        message="You moved the pooling window by one pixel at a time. When strides isn't given, a"
        " pooling layer doesn't do that: how must its windows lie so that they don't overlap?",
        wrong=through_chain(_stride_one),
    ),
    ShapeMistake(
        name="pooling-same-floors",
        about="pooling",
        message="You left out the last, incomplete window. With padding='same' a pooling layer"
        " pools what is there of it, so nothing at the border is dropped.",
        wrong=_windows("same", lambda i, k, s: math.floor(i / s), POOLING),
    ),
)
