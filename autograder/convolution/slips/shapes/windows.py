"""Slips in working out the size that a sliding window leaves: how it is rounded, what is added.

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
    MaxPooling2D,
    window,
)
from autograder.convolution.sizes import Number, Shape
from autograder.convolution.slips.shapes.making import by_formula, by_layer
from autograder.convolution.slips.shapes.settings import (
    ROUNDED_DOWN,
    ROUNDED_UP,
    SETTING_SLIPS,
    STEPS,
    Windowed,
    no_stride,
    step_by_one,
)
from autograder.convolution.slips.shapes.walk import SIZES, SizeFormula, Walk, Walks, WalkSlip
from autograder.convolution.slips.slip import Rank, Slip, SlipPlace

WindowFormula = Callable[[Number, int, int], Number | None]
"""A size from i, k and s."""

POOLING = (MaxPooling2D, AveragePooling2D)
SLIDING = (Conv2D, *POOLING)


def has_padding(padding: str, *kinds: type[Layer]) -> Callable[[Layer], bool]:
    """Whether a layer is of one of these kinds and has this padding."""

    def concerns(layer: Layer) -> bool:
        return isinstance(layer, kinds) and getattr(layer, "padding", None) == padding

    return concerns


def from_window(formula: WindowFormula) -> SizeFormula:
    """A formula for any layer with a window."""

    def size_after(layer: Layer, axis: int, size: Number) -> Number | None:
        if not isinstance(layer, Windowed):
            return None
        kernel, stride = window(layer)
        return formula(size, kernel[axis], stride[axis])

    return size_after


def _sliding(
    padding: str, *formulas: WindowFormula
) -> tuple[Callable[[Layer], bool], *tuple[SizeFormula, ...]]:
    return has_padding(padding, *SLIDING), *map(from_window, formulas)


def _padded(pixels: Callable[[int], int]) -> WindowFormula:
    """ "same" taken as a valid convolution on `pixels(k)` zeros added on each side."""
    return lambda i, k, s: math.floor((i + 2 * pixels(k) - k) / s) + 1


def _half_up(x: float) -> int:
    """Rounded as at school, a half goes up (Python's round would take 2.5 to 2)."""
    return math.floor(x + 0.5)


def _exact(i: Number, k: int, s: int) -> Number | None:
    """Where the steps do not come out even, what they come to all the same."""
    x = (i - k) / s + 1
    return None if x == int(x) else x


def _has_fraction(shape: Shape) -> Shape | None:
    return (
        shape if any(isinstance(size, float) and not size.is_integer() for size in shape) else None
    )


def _not_rounded(walk: Walk) -> Walks:
    """Sizes left as the division gives them, as far as that shows at the end."""
    for changed, place in by_formula("", *_sliding("valid", _exact)).change(walk):
        yield replace(changed, writings=(*changed.writings, _has_fraction)), place


_kernel_size = from_window(lambda i, k, s: k)


def _filled(walk: Walk) -> Walks:
    """Where the window is as large as the picture and stands once, its size taken for the output's."""
    for number, layer in enumerate(walk.layers):
        before = replace(walk, layers=walk.layers[:number], weights=False).end()
        if isinstance(layer, SLIDING) and layer.padding == "valid" and before is not None:
            (rows, columns), _ = window(layer)
            if before[1:3] == (rows, columns) != (1, 1):
                numbers = range(len(walk.layers))
                sizes = [_kernel_size if n == number else None for n in numbers]
                yield replace(walk, sizes=tuple(sizes)), SlipPlace(frozenset({"fills"}), number)


ROUNDING_SLIPS: tuple[WalkSlip, ...] = (
    by_formula(
        "pooling-same-floors",
        has_padding("same", *POOLING),
        from_window(lambda i, k, s: math.floor(i / s)),
        rank=Rank.DAILY,
        idea=ROUNDED_DOWN,
    ),
    by_formula(
        "same-floors",
        has_padding("same", Conv2D),
        from_window(lambda i, k, s: math.floor(i / s)),
        rank=Rank.DAILY,
        idea=ROUNDED_DOWN,
    ),
    by_formula(
        "ceil-for-floor",
        *_sliding("valid", lambda i, k, s: math.ceil((i - k) / s) + 1),
        rank=Rank.DAILY,
        idea=ROUNDED_UP,
    ),
)
"""Rounded the wrong way: those that are told before the padding that rounds so."""

STEP_SLIPS: tuple[WalkSlip, ...] = (
    by_layer("pooling-stride-one", step_by_one(given=False), Rank.DAILY, STEPS),
    by_formula(
        "same-keeps-size", *_sliding("same", lambda i, k, s: i), rank=Rank.DAILY, idea=STEPS
    ),
    by_layer("stride-ignored", no_stride, Rank.DAILY, STEPS),
    by_layer("pooling-strides-as-one", step_by_one(given=True), Rank.DAILY, STEPS),
)
"""Steps that are not made, or made by one."""

FORMULA_SLIPS: tuple[WalkSlip, ...] = (
    by_formula(
        "forgot-plus-one",
        *_sliding("valid", lambda i, k, s: math.floor((i - k) / s)),
        rank=Rank.DAILY,
    ),
    Slip("fraction", _not_rounded, Rank.DAILY, shows=SIZES, on_paper=True),
    by_formula("valid-only-divides", *_sliding("valid", lambda i, k, s: math.floor(i / s))),
    by_formula("rounded", *_sliding("valid", lambda i, k, s: _half_up((i - k) / s + 1))),
    by_formula(
        "plus-one-inside",
        *_sliding("valid", lambda i, k, s: math.floor((i - k + 1) / s) if s > 1 else None),
    ),
    by_formula("one-too-many", *_sliding("valid", lambda i, k, s: math.floor((i - k) / s) + 2)),
    by_formula("one-border", *_sliding("valid", lambda i, k, s: math.floor((i - k // 2) / s))),
    by_formula(
        "minus-one", *_sliding("valid", lambda i, k, s: math.floor((i - k) / s) - 1), rank=Rank.RARE
    ),
    by_formula(
        "grows", *_sliding("valid", lambda i, k, s: i + k - 1 if s == 1 else None), rank=Rank.RARE
    ),
    by_formula(
        "same-plus-one", *_sliding("same", lambda i, k, s: math.ceil(i / s) + 1), rank=Rank.RARE
    ),
    by_formula("same-pads-one", *_sliding("same", _padded(lambda k: 1))),
    by_formula(
        "same-pads-half",
        *_sliding("same", _padded(lambda k: (k - 1) // 2), _padded(lambda k: k // 2)),
    ),
    by_formula("same-pads-twice", *_sliding("same", _padded(lambda k: k - 1)), rank=Rank.RARE),
    by_formula("padded-size", *_sliding("same", lambda i, k, s: i + k - 1 if k > 1 else None)),
    by_formula(
        "steps-without-kernel",
        has_padding("valid", *SLIDING),
        from_window(lambda i, k, s: i - k if s > 1 else None),
        rank=Rank.RARE,
    ),
    Slip("window-fills-picture", _filled, Rank.COMMON, shows=SIZES, on_paper=True),
    by_formula(
        "kernel-for-output",
        lambda layer: isinstance(layer, Conv2D),
        _kernel_size,
    ),
)
"""The commoner before the rarer, the specific before the general."""

WINDOW_SLIPS: tuple[WalkSlip, ...] = (
    *ROUNDING_SLIPS,
    *SETTING_SLIPS,
    *STEP_SLIPS,
    *FORMULA_SLIPS,
)
"""All that a sliding window invites."""
