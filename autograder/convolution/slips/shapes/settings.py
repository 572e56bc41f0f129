"""Slips about the settings of a sliding window: another padding, other strides, another size of window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Conv2DTranspose,
    Layer,
    MaxPooling2D,
    Padding,
    Pair,
    Pooling,
    window,
)
from autograder.convolution.slips.shapes.making import by_layer
from autograder.convolution.slips.shapes.walk import WalkSlip
from autograder.convolution.slips.slip import Rank

ROUNDED_DOWN, ROUNDED_UP, STEPS = "rounded-down", "rounded-up", "steps"
"""Ideas that several slips have in common."""


Windowed = Conv2D | MaxPooling2D | AveragePooling2D | Conv2DTranspose


def _other_padding(before: Padding, after: Padding) -> Callable[[Layer], Layer | None]:
    def other(layer: Layer) -> Layer | None:
        if not isinstance(layer, Windowed) or layer.padding != before:
            return None
        if isinstance(layer, Conv2DTranspose) and before == "valid":
            return None  # a slip of its own
        if isinstance(layer, Conv2DTranspose) and layer.output_padding is not None:
            return replace(layer, padding=after, output_padding=None)
        return replace(layer, padding=after)

    return other


def _transposed_same(layer: Layer) -> Layer | None:
    """On paper it is "transposed-valid-multiplies", which says more and is commoner."""
    if not isinstance(layer, Conv2DTranspose) or layer.padding != "valid":
        return None
    return replace(layer, padding="same", output_padding=None)


def other_window(
    layer: Layer, size: Callable[[Pair, Pair], Pair], steps: Callable[[Pair, Pair], Pair]
) -> Layer | None:
    """The layer with other kernel (or pool) and strides, each worked out of both; None where it has no
    window, or neither changes."""
    if not isinstance(layer, Windowed):
        return None
    kernel, strides = window(layer)
    other_size, other_steps = size(kernel, strides), steps(kernel, strides)
    if (other_size, other_steps) == (kernel, strides):
        return None
    if isinstance(layer, Pooling):
        # without strides of its own a pool moves by its size, whatever that is
        by_size = layer.strides is None and other_steps == strides
        return type(layer)(other_size, None if by_size else other_steps, layer.padding)
    if isinstance(layer, Conv2D):
        return replace(layer, kernel_size=other_size, strides=other_steps)
    return Conv2DTranspose(layer.filters, other_size, other_steps, layer.padding)


def _kernel(kernel: Pair, strides: Pair) -> Pair:
    return kernel


def _strides(kernel: Pair, strides: Pair) -> Pair:
    return strides


def no_stride(layer: Layer) -> Layer | None:
    """Strides that were given, not looked at: what the layer does without."""
    if isinstance(layer, Pooling):
        if layer.strides is None:
            return None
        return other_window(layer, _kernel, _kernel)
    return other_window(layer, _kernel, lambda kernel, strides: (1, 1))


def step_by_one(given: bool) -> Callable[[Layer], Layer | None]:
    """Pooling by one pixel at a time, where strides are `given` or where they are not."""

    def other(layer: Layer) -> Layer | None:
        if not isinstance(layer, Pooling) or (layer.strides is not None) != given:
            return None
        return other_window(layer, _kernel, lambda kernel, strides: (1, 1))

    return other


def _step_by_kernel(layer: Layer) -> Layer | None:
    return other_window(layer, _kernel, _kernel) if isinstance(layer, Conv2D) else None


def _kernel_is_stride(layer: Layer) -> Layer | None:
    return None if isinstance(layer, Conv2DTranspose) else other_window(layer, _strides, _strides)


def _pairs(name: str, change: Callable[[Pair], Pair], rank: Rank) -> tuple[WalkSlip, WalkSlip]:
    """The same change of the two numbers of a kernel or pool, and of the strides."""
    return (
        by_layer(
            f"kernel-{name}",
            lambda layer: other_window(layer, lambda k, s: change(k), _strides),
            rank,
        ),
        by_layer(
            f"strides-{name}",
            lambda layer: other_window(layer, _kernel, lambda k, s: change(s)),
            rank,
        ),
    )


SETTING_SLIPS: tuple[WalkSlip, ...] = (
    by_layer("padding-valid-for-same", _other_padding("same", "valid"), Rank.DAILY, ROUNDED_DOWN),
    by_layer("padding-same-for-valid", _other_padding("valid", "same"), Rank.DAILY, ROUNDED_UP),
    by_layer("transposed-same-for-valid", _transposed_same),
    *_pairs("swapped", lambda pair: (pair[1], pair[0]), Rank.DAILY),
    *_pairs("first-for-both", lambda pair: (pair[0], pair[0]), Rank.COMMON),
    *_pairs("second-for-both", lambda pair: (pair[1], pair[1]), Rank.RARE),
    by_layer("stride-is-kernel", _step_by_kernel, Rank.RARE),
    by_layer("kernel-is-stride", _kernel_is_stride, Rank.RARE),
)
"""The commoner before the rarer."""
