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
from autograder.convolution.mistakes.shape_mistake import ShapeMistake, WrongShape, through_chain
from autograder.convolution.sizes import Number, Shape, Shape4, axis_size

WindowFormula = Callable[[Number, int, int], Number]
"""A size from i, k and s."""

POOLING = (MaxPooling2D, AveragePooling2D)
WINDOWS = (Conv2D, *POOLING)


def _windows(
    padding: str, formula: WindowFormula, kinds: tuple[type[Layer], ...] = WINDOWS
) -> WrongShape:
    """`formula` for every layer of these kinds that has this padding."""

    def rule(layer: Layer, axis: int, size: Number) -> Number | None:
        if not isinstance(layer, kinds) or not isinstance(layer, WINDOWS):
            return None
        if layer.padding != padding:
            return None
        kernel, stride = window(layer)
        return formula(size, kernel[axis], stride[axis])

    return through_chain(rule)


def _padded(pixels: Callable[[int], int]) -> WrongShape:
    """ "same" taken as a valid convolution on `pixels(k)` zeros added on each side."""
    return _windows("same", lambda i, k, s: math.floor((i + 2 * pixels(k) - k) / s) + 1)


def _half_up(x: float) -> int:
    """Rounded as at school, a half goes up (Python's round would take 2.5 to 2)."""
    return math.floor(x + 0.5)


def _whole_if_whole(x: float) -> Number:
    return int(x) if x == int(x) else x


def _with_fraction(layers: Layers, shape: Shape4) -> Shape | None:
    exact = _windows("valid", lambda i, k, s: _whole_if_whole((i - k) / s + 1))(layers, shape)
    return exact if exact and any(isinstance(size, float) for size in exact) else None


def _stride_one(layer: Layer, axis: int, size: Number) -> Number | None:
    if not isinstance(layer, POOLING) or layer.strides is not None:
        return None
    return axis_size(replace(layer, strides=(1, 1)), axis, size)


WINDOW_MISTAKES: tuple[ShapeMistake, ...] = (
    ShapeMistake(
        name="same-keeps-size", about="padding", wrong=_windows("same", lambda i, k, s: i)
    ),
    ShapeMistake(name="same-pads-one", about="padding", wrong=_padded(lambda k: 1)),
    ShapeMistake(name="same-pads-half", about="padding", wrong=_padded(lambda k: (k - 1) // 2)),
    ShapeMistake(name="same-pads-twice", about="padding", wrong=_padded(lambda k: k - 1)),
    ShapeMistake(
        name="valid-only-divides",
        about="valid",
        wrong=_windows("valid", lambda i, k, s: math.floor(i / s)),
    ),
    ShapeMistake(
        name="forgot-plus-one",
        about="valid",
        wrong=_windows("valid", lambda i, k, s: math.floor((i - k) / s)),
    ),
    ShapeMistake(
        name="ceil-for-floor",
        about="valid",
        wrong=_windows("valid", lambda i, k, s: math.ceil((i - k) / s) + 1),
    ),
    ShapeMistake(
        name="rounded",
        about="valid",
        wrong=_windows("valid", lambda i, k, s: _half_up((i - k) / s + 1)),
    ),
    ShapeMistake(name="fraction", about="valid", wrong=_with_fraction),
    ShapeMistake(name="pooling-stride-one", about="pooling", wrong=through_chain(_stride_one)),
    ShapeMistake(
        name="pooling-same-floors",
        about="pooling",
        wrong=_windows("same", lambda i, k, s: math.floor(i / s), POOLING),
    ),
)
