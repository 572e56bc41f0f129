"""Mistakes about channels and axes, zero padding, transposed convolution and upsampling."""

from __future__ import annotations

from dataclasses import replace

from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Conv2DTranspose,
    Layer,
    MaxPooling2D,
    UpSampling2D,
    ZeroPadding2D,
)
from autograder.convolution.mistakes.shape_mistake import ShapeMistake, after_chain, through_chain
from autograder.convolution.sizes import Number, axis_size


def _one_channel(layer: Layer, channels: Number) -> Number | None:
    return 1 if isinstance(layer, MaxPooling2D | AveragePooling2D) else None


def _multiplied(layer: Layer, channels: Number) -> Number | None:
    return channels * layer.filters if isinstance(layer, Conv2D | Conv2DTranspose) else None


def _kept(layer: Layer, channels: Number) -> Number | None:
    return channels if isinstance(layer, Conv2D | Conv2DTranspose) else None


def _one_side(layer: Layer, axis: int, size: Number) -> Number | None:
    return size + layer.padding[axis][0] if isinstance(layer, ZeroPadding2D) else None


def _other_axis(layer: Layer, axis: int, size: Number) -> Number | None:
    return size + sum(layer.padding[1 - axis]) if isinstance(layer, ZeroPadding2D) else None


def _multiplies(layer: Layer, axis: int, size: Number) -> Number | None:
    if not isinstance(layer, Conv2DTranspose) or layer.padding != "valid":
        return None
    return size * layer.strides[axis]


def _other_library(layer: Layer, axis: int, size: Number) -> Number | None:
    # (i - 1)s - 2p + k + op: the formula of PyTorch's ConvTranspose2d, as its documentation has it
    if not isinstance(layer, Conv2DTranspose):
        return None
    kernel = layer.kernel_size[axis]
    cut = (kernel - 1) // 2 if layer.padding == "same" else 0
    added = layer.output_padding[axis] if layer.output_padding else 0
    return (size - 1) * layer.strides[axis] - 2 * cut + kernel + added


def _nothing_added(layer: Layer, axis: int, size: Number) -> Number | None:
    if not isinstance(layer, Conv2DTranspose) or layer.output_padding is not None:
        return None
    return axis_size(replace(layer, output_padding=(0, 0)), axis, size)


def _adds(layer: Layer, axis: int, size: Number) -> Number | None:
    return size + layer.size[axis] if isinstance(layer, UpSampling2D) else None


def _between(layer: Layer, axis: int, size: Number) -> Number | None:
    if not isinstance(layer, UpSampling2D) or layer.interpolation != "bilinear":
        return None
    return (size - 1) * layer.size[axis] + 1


LAYER_MISTAKES: tuple[ShapeMistake, ...] = (
    ShapeMistake(
        name="pooling-one-channel", about="pooling", wrong=through_chain(channel_rule=_one_channel)
    ),
    ShapeMistake(
        name="channels-multiplied", about="channels", wrong=through_chain(channel_rule=_multiplied)
    ),
    ShapeMistake(name="channels-kept", about="channels", wrong=through_chain(channel_rule=_kept)),
    ShapeMistake(name="batch-left-out", about="axes", wrong=after_chain(lambda shape: shape[1:])),
    ShapeMistake(
        name="batch-none", about="axes", wrong=after_chain(lambda shape: (None, *shape[1:]))
    ),
    ShapeMistake(
        name="channels-first",
        about="axes",
        wrong=after_chain(lambda shape: (shape[0], shape[3], shape[1], shape[2])),
    ),
    ShapeMistake(
        name="height-width-swapped",
        about="axes",
        wrong=after_chain(lambda shape: (shape[0], shape[2], shape[1], shape[3])),
    ),
    ShapeMistake(
        name="zero-padding-one-side", about="zero-padding", wrong=through_chain(_one_side)
    ),
    ShapeMistake(
        name="zero-padding-swapped", about="zero-padding", wrong=through_chain(_other_axis)
    ),
    ShapeMistake(
        name="transposed-valid-multiplies", about="transposed", wrong=through_chain(_multiplies)
    ),
    ShapeMistake(
        name="transposed-other-library", about="transposed", wrong=through_chain(_other_library)
    ),
    ShapeMistake(
        name="output-padding-zero", about="transposed", wrong=through_chain(_nothing_added)
    ),
    ShapeMistake(name="upsampling-adds", about="upsampling", wrong=through_chain(_adds)),
    ShapeMistake(name="bilinear-changes-shape", about="upsampling", wrong=through_chain(_between)),
)
