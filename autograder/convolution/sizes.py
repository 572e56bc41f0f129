"""Output sizes: the shape that comes out of a layer, or of a chain of layers.

Formulas: V. Dumoulin and F. Visin, "A guide to convolution arithmetic for deep learning" (2016),
with Keras' own rules for padding="same" and for output_padding=None. The tests hold them against
what Keras layers return.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Sequence

from autograder.convolution.layers import (
    Conv2D,
    Conv2DTranspose,
    Layer,
    Layers,
    UpSampling2D,
    ZeroPadding2D,
    window,
)

Number = int | float
"""A size; only a mistake makes it a fraction."""

Shape = tuple[Number | None, ...]
"""A shape as somebody may have answered it: any length, perhaps with a fraction or None in it."""

Shape4 = tuple[int, int, int, int]
"""(batch, height, width, channels)."""


def output_shape(layer: Layer, input_shape: Sequence[int]) -> Shape4:
    """The shape (n, h, w, c) that `layer` makes of `input_shape` (n, h, w, c).

    ValueError where the input is not four whole numbers above zero, or too small for the kernel.
    """
    n, h, w, c = _checked(input_shape)
    rows, columns = (axis_size(layer, axis, size) for axis, size in enumerate((h, w)))
    return n, int(rows), int(columns), int(channels_after(layer, c))


def chain_shape(layers: Layers, input_shape: Sequence[int]) -> Shape4:
    """The shape (n, h, w, c) after all `layers`, one after the other. ValueError as above."""
    shape = _checked(input_shape)
    for layer in layers:
        shape = output_shape(layer, shape)
    return shape


def weights_shape(layer: Conv2D | Conv2DTranspose, input_shape: Sequence[int]) -> Shape4:
    """The shape of the kernel: (kh, kw, C, F) for Conv2D, (kh, kw, F, C) for Conv2DTranspose.

    C is the depth of the input (n, h, w, C), F the number of filters.
    """
    depth = _checked(input_shape)[3]
    kh, kw = layer.kernel_size
    if isinstance(layer, Conv2D):
        return kh, kw, depth, layer.filters
    return kh, kw, layer.filters, depth


def axis_size(layer: Layer, axis: int, size: Number) -> Number:
    """The size after `layer` on one axis (0: rows, 1: columns); a fraction may go in.

    ValueError where the window does not fit into `size`, or nothing would be left.
    """
    match layer:
        case ZeroPadding2D():
            return size + sum(layer.padding[axis])
        case UpSampling2D():
            return size * layer.size[axis]
        case Conv2DTranspose():
            return _transposed_size(layer, axis, size)
    kernel, stride = (pair[axis] for pair in window(layer))
    if layer.padding == "same":
        return math.ceil(size / stride)
    if kernel > size:
        raise ValueError(
            f"a window of {kernel} {('rows', 'columns')[axis]} does not fit into {size}"
            f" with padding='valid' ({layer})"
        )
    return math.floor((size - kernel) / stride) + 1


def channels_after(layer: Layer, channels: Number) -> Number:
    """The channels after `layer`: its filters where it has some, else as many as came in."""
    return layer.filters if isinstance(layer, Conv2D | Conv2DTranspose) else channels


def _transposed_size(layer: Conv2DTranspose, axis: int, size: Number) -> Number:
    kernel, stride = (pair[axis] for pair in window(layer))
    added = None if layer.output_padding is None else layer.output_padding[axis]
    if layer.padding == "valid":
        return (size - 1) * stride + kernel + (max(stride - kernel, 0) if added is None else added)
    result = size * stride if added is None else (size - 1) * stride + kernel % 2 + added
    if result < 1:
        raise ValueError(f"nothing is left of {size} {('rows', 'columns')[axis]} ({layer})")
    return result


def _checked(shape: Sequence[int]) -> Shape4:
    try:
        n, h, w, c = (operator.index(size) for size in shape)
    except (TypeError, ValueError):
        raise ValueError(
            f"a shape here is (batch, height, width, channels), not {shape!r}"
        ) from None
    if min(n, h, w, c) < 1:
        raise ValueError(f"every size in a shape must be 1 or more, not {tuple(shape)}")
    return n, h, w, c
