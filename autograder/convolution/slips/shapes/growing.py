"""Slips about layers that make a picture larger: zero padding, upsampling, transposed convolution."""

from __future__ import annotations

from dataclasses import replace

from autograder.convolution.layers import (
    Conv2D,
    Conv2DTranspose,
    Layer,
    Pooling,
    UpSampling2D,
    ZeroPadding2D,
    window,
)
from autograder.convolution.sizes import Number, axis_size
from autograder.convolution.slips.shapes.making import by_depth, by_formula, by_layer
from autograder.convolution.slips.shapes.walk import SIZES, Walk, Walks, WalkSlip, occasion
from autograder.convolution.slips.shapes.windows import from_window
from autograder.convolution.slips.slip import Rank, Slip, SlipPlace


def _is_frame(layer: Layer) -> bool:
    return isinstance(layer, ZeroPadding2D)


def _is_transposed(layer: Layer) -> bool:
    return isinstance(layer, Conv2DTranspose)


def _is_upsampling(layer: Layer) -> bool:
    return isinstance(layer, UpSampling2D)


def _one_side(layer: Layer, axis: int, size: Number) -> Number | None:
    return size + layer.padding[axis][0] if isinstance(layer, ZeroPadding2D) else None


def _other_axis(layer: Layer) -> Layer | None:
    if not isinstance(layer, ZeroPadding2D):
        return None
    (top, bottom), (left, right) = layer.padding
    return ZeroPadding2D(((left, right), (top, bottom)))


def _corners(layer: Layer) -> Layer | None:
    """((top, bottom), (left, right)) read as ((top, left), (bottom, right))."""
    if not isinstance(layer, ZeroPadding2D):
        return None
    (top, bottom), (left, right) = layer.padding
    return ZeroPadding2D(((top, left), (bottom, right)))


def _no_frame(layer: Layer) -> Layer | None:
    return ZeroPadding2D(0) if isinstance(layer, ZeroPadding2D) else None


def _each_twice(layer: Layer) -> Layer | None:
    """Every number counted for both sides."""
    if not isinstance(layer, ZeroPadding2D):
        return None
    rows, columns = (2 * sum(sides) for sides in layer.padding)
    return ZeroPadding2D(((rows, 0), (columns, 0)))


def _channels_framed(layer: Layer, channels: Number) -> Number | None:
    return channels + sum(layer.padding[0]) if isinstance(layer, ZeroPadding2D) else None


def _other_library(layer: Layer, axis: int, size: Number) -> Number | None:
    # (i - 1)s - 2p + k + op: the formula of PyTorch's ConvTranspose2d, as its documentation has it
    if not isinstance(layer, Conv2DTranspose):
        return None
    kernel = layer.kernel_size[axis]
    cut = (kernel - 1) // 2 if layer.padding == "same" else 0
    added = layer.output_padding[axis] if layer.output_padding else 0
    return (size - 1) * layer.strides[axis] - 2 * cut + kernel + added


def _nothing_added(layer: Layer) -> Layer | None:
    if not isinstance(layer, Conv2DTranspose) or layer.output_padding is not None:
        return None
    return replace(layer, output_padding=(0, 0))


def _as_if_not_given(layer: Layer) -> Layer | None:
    if not isinstance(layer, Conv2DTranspose) or layer.output_padding is None:
        return None
    return replace(layer, output_padding=None)


def _as_a_convolution(layer: Layer, axis: int, size: Number) -> Number | None:
    if not isinstance(layer, Conv2DTranspose):
        return None
    return axis_size(Conv2D(1, layer.kernel_size, layer.strides, layer.padding), axis, size)


def _only_between(layer: Layer, axis: int, size: Number) -> Number | None:
    if not isinstance(layer, UpSampling2D):
        return None
    return (size - 1) * layer.size[axis] + 1


def _adds(layer: Layer, axis: int, size: Number) -> Number | None:
    return size + layer.size[axis] if isinstance(layer, UpSampling2D) else None


def _factor_once(layer: Layer, axis: int, size: Number) -> Number | None:
    """The factor taken for how many pixels are put between two."""
    if not isinstance(layer, UpSampling2D):
        return None
    return size * (layer.size[axis] + 1)


def _undone(walk: Walk) -> Walks:
    """Upsampling thought to give back what pooling by the same factor took."""
    for number in range(1, len(walk.layers)):
        small, large = walk.layers[number - 1], walk.layers[number]
        if not isinstance(small, Pooling) or not isinstance(large, UpSampling2D):
            continue
        if window(small)[1] == large.size:
            layers = (*walk.layers[: number - 1], *walk.layers[number + 1 :])
            yield (
                replace(walk, layers=layers),
                SlipPlace(frozenset({occasion(walk, number)}), number),
            )


def _pictures_grow(walk: Walk) -> Walks:
    """The batch made larger, too."""
    for number, layer in enumerate(walk.layers):
        if isinstance(layer, UpSampling2D):
            batch = walk.shape[0] * layer.size[0]
            invites = (occasion(walk, number), number > 0)
            place = SlipPlace(frozenset({invites}), number if len(walk.layers) > 1 else None)
            yield replace(walk, shape=(batch, *walk.shape[1:])), place


GROWING_SLIPS: tuple[WalkSlip, ...] = (
    by_formula("zero-padding-one-side", _is_frame, _one_side, rank=Rank.DAILY),
    by_layer("zero-padding-swapped", _other_axis, Rank.DAILY),
    by_layer("zero-padding-corners", _corners),
    by_layer("zero-padding-ignored", _no_frame, Rank.DAILY),
    by_layer("zero-padding-twice", _each_twice, Rank.RARE),
    by_depth("zero-padding-channels", _is_frame, _channels_framed),
    by_formula(
        "transposed-valid-multiplies",
        lambda layer: isinstance(layer, Conv2DTranspose) and layer.padding == "valid",
        from_window(lambda i, k, s: i * s),
        rank=Rank.DAILY,
    ),
    by_layer("output-padding-zero", _nothing_added),
    by_layer("output-padding-ignored", _as_if_not_given, Rank.DAILY),
    by_formula("transposed-other-library", _is_transposed, _other_library),
    by_formula("transposed-shrinks", _is_transposed, _as_a_convolution, rank=Rank.DAILY),
    by_formula("transposed-adds-kernel", _is_transposed, from_window(lambda i, k, s: i * s + k)),
    by_formula(
        "transposed-only-steps",
        _is_transposed,
        from_window(lambda i, k, s: (i - 1) * s),
        from_window(lambda i, k, s: (i - 1) * s + 1),
    ),
    by_formula("upsampling-adds", _is_upsampling, _adds),
    by_formula("bilinear-changes-shape", _is_upsampling, _only_between),
    by_formula("upsampling-factor-more", _is_upsampling, _factor_once, rank=Rank.RARE),
    Slip("upsampling-undoes-pooling", _undone, Rank.DAILY, shows=SIZES, on_paper=True),
    Slip("upsampling-batch", _pictures_grow, Rank.COMMON, shows=SIZES, on_paper=True),
)
