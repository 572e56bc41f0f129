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
        name="pooling-one-channel",
        about="pooling",
        message="Pooling looks at each channel on its own: it makes pictures smaller, but it"
        " doesn't melt the channels into one.",
        wrong=through_chain(channel_rule=_one_channel),
    ),
    ShapeMistake(
        name="channels-multiplied",
        about="channels",
        message="You multiplied the channels of the input by the filters. But one filter looks at"
        " all the input's channels together and adds up what it sees: how many pictures does it"
        " give?",
        wrong=through_chain(channel_rule=_multiplied),
    ),
    ShapeMistake(
        name="channels-kept",
        about="channels",
        message="You kept the input's number of channels. The depth of what comes out has nothing"
        " to do with the depth of what goes in: who decides it?",
        wrong=through_chain(channel_rule=_kept),
    ),
    ShapeMistake(
        name="batch-left-out",
        about="axes",
        message="An axis is missing: a Keras layer always works on a batch of pictures, even if"
        " the batch holds only one. Its axis comes first.",
        wrong=after_chain(lambda shape: shape[1:]),
    ),
    ShapeMistake(
        name="channels-first",
        about="axes",
        message="You put the channels before height and width. Keras, as we use it, has them last.",
        wrong=after_chain(lambda shape: (shape[0], shape[3], shape[1], shape[2])),
    ),
    ShapeMistake(
        name="height-width-swapped",
        about="axes",
        message="Height and width have changed places. As in a matrix, the rows (the height) come"
        " first, then the columns (the width).",
        wrong=after_chain(lambda shape: (shape[0], shape[2], shape[1], shape[3])),
    ),
    ShapeMistake(
        name="zero-padding-one-side",
        about="zero-padding",
        message="You counted the zeros of one side only. A picture has a top and a bottom, a left"
        " and a right.",
        wrong=through_chain(_one_side),
    ),
    ShapeMistake(
        name="zero-padding-swapped",
        about="zero-padding",
        message="The zeros for the rows have gone to the columns, and the other way round. In"
        " ZeroPadding2D the first entry is for the top and the bottom, the second for the left"
        " and the right.",
        wrong=through_chain(_other_axis),
    ),
    ShapeMistake(
        name="transposed-valid-multiplies",
        about="transposed",
        message="You multiplied by the stride, as padding='same' would. With padding='valid' every"
        " input pixel leaves a whole kernel in the output, and nothing of the last one is cut"
        " off.",
        wrong=through_chain(_multiplies),
    ),
    ShapeMistake(
        name="transposed-other-library",
        about="transposed",
        message="This is how another library sizes a transposed convolution. Keras has a rule of"
        " its own when output_padding isn't given, and for padding='same': with the stride in"
        " mind, how large must the picture be that a Conv2D would bring to your input's size?",
        wrong=through_chain(_other_library),
    ),
    ShapeMistake(
        name="output-padding-zero",
        about="transposed",
        message="You took the missing output_padding for a zero. None isn't zero here: it lets"
        " Keras choose the size that fits the stride.",
        wrong=through_chain(_nothing_added),
    ),
    ShapeMistake(
        name="upsampling-adds",
        about="upsampling",
        message="You added the factor to the size. Upsampling makes every pixel into a block of"
        " pixels: what does that do to the number of rows?",
        wrong=through_chain(_adds),
    ),
    ShapeMistake(
        name="bilinear-changes-shape",
        about="upsampling",
        message="You filled in new pixels only between the old ones. How the values are found,"
        " nearest or bilinear, doesn't change how many pixels come out.",
        wrong=through_chain(_between),
    ),
)
