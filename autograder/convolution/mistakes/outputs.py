"""Mistakes seen in output arrays: for each, what it makes of a layer, its images and its kernel."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from autograder.convolution.correlate import conv2d, layer_output
from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Conv2DTranspose,
    Layer,
    MaxPooling2D,
    window,
)
from autograder.convolution.mistakes.growing import GROWING_MISTAKES
from autograder.convolution.mistakes.kernels import KERNEL_MISTAKES, Kernel, Variants
from autograder.convolution.mistakes.output_mistake import OutputMistake, Outputs
from autograder.convolution.sliding import Array, same_zeros

__all__ = ["OUTPUT_MISTAKES", "OutputMistake"]

CARRIED_OVER = {
    "kernel-rotated": (
        "This is what comes out when the kernel is rotated by half a turn, as in a"
        " mathematical convolution. Conv2D lays the kernel on the picture as it is.",
        "This is what comes out when the kernel is rotated by half a turn. Conv2DTranspose puts"
        " its copies down just as the kernel is written.",
    ),
    "kernel-transposed": (
        "This is what comes out when rows and columns change places in the"
        " kernel. The first index counts the rows.",
        "This is what comes out when rows and columns change places in the kernel. Its numbers"
        " aren't transposed: what Conv2DTranspose turns round is the way from input to output.",
    ),
    "sign-flipped": (
        "Every value has the opposite sign, so bright and dark have changed places."
        " Which pixel is to be subtracted from which?",
        "Every value has the opposite sign. Each copy of the kernel is the kernel times its pixel,"
        " with the signs as they are.",
    ),
}
"""The kernel mistakes that outputs betray too, with what is said of a Conv2D's output and of a
Conv2DTranspose's."""


def _with_kernels(variants: Variants) -> Outputs:
    def wrong(layer: Layer, images: Array, kernel: Kernel | None) -> tuple[Array, ...]:
        if not isinstance(layer, Conv2D | Conv2DTranspose) or kernel is None:
            return ()
        outputs = []
        for variant in variants(kernel):
            try:
                outputs.append(layer_output(layer, images, variant))
            except ValueError:  # a transposed kernel may be too large for the picture
                continue
        return tuple(outputs)

    return wrong


def _reflected(layer: Layer, images: Array, kernel: Kernel | None) -> tuple[Array, ...]:
    """Borders mirrored without their last pixel (OpenCV's default), then borders repeated."""
    if not isinstance(layer, Conv2D) or kernel is None or layer.padding != "same":
        return ()
    zeros = same_zeros(images, (kernel.shape[0], kernel.shape[1]), layer.strides, "same")
    around = [np.pad(images, zeros, mode="reflect"), np.pad(images, zeros, mode="edge")]
    return tuple(conv2d(padded, kernel, layer.strides) for padded in around)


def _average(layer: Layer, images: Array, kernel: Kernel | None) -> tuple[Array, ...]:
    if not isinstance(layer, MaxPooling2D):
        return ()
    other = AveragePooling2D(layer.pool_size, layer.strides, layer.padding)
    return (layer_output(other, images),)


def _largest(layer: Layer, images: Array, kernel: Kernel | None) -> tuple[Array, ...]:
    if not isinstance(layer, AveragePooling2D):
        return ()
    other = MaxPooling2D(layer.pool_size, layer.strides, layer.padding)
    return (layer_output(other, images),)


def _stride_one(layer: Layer, images: Array, kernel: Kernel | None) -> tuple[Array, ...]:
    if not isinstance(layer, MaxPooling2D | AveragePooling2D) or layer.strides is not None:
        return ()
    return (layer_output(replace(layer, strides=(1, 1)), images),)


def _padding_counted(layer: Layer, images: Array, kernel: Kernel | None) -> tuple[Array, ...]:
    """The zeros of padding "same" pooled as if they were pixels."""
    if not isinstance(layer, MaxPooling2D | AveragePooling2D) or layer.padding != "same":
        return ()
    size, steps = window(layer)
    padded = np.pad(images, same_zeros(images, size, steps, "same"))
    return (layer_output(type(layer)(size, steps), padded),)


OUTPUT_MISTAKES: tuple[OutputMistake, ...] = (
    *(
        OutputMistake(
            name=mistake.name,
            about=mistake.about,
            message=CARRIED_OVER[mistake.name][0],
            wrong=_with_kernels(mistake.wrong),
            message_transposed=CARRIED_OVER[mistake.name][1],
        )
        for mistake in KERNEL_MISTAKES
        if mistake.name in CARRIED_OVER
    ),
    OutputMistake(
        name="border-reflected",
        about="padding",
        message="Inside all is well, but the borders differ: your picture was continued beyond its"
        " edge with its own pixels, as OpenCV does unless told otherwise. padding='same' puts"
        " something else there.",
        wrong=_reflected,
    ),
    OutputMistake(
        name="average-for-max",
        about="pooling",
        message="You took the mean of every window. Max pooling keeps something else of it: its"
        " name says what.",
        wrong=_average,
    ),
    OutputMistake(
        name="max-for-average",
        about="pooling",
        message="You took the largest value of every window. Average pooling lets all its values"
        " count.",
        wrong=_largest,
    ),
    OutputMistake(
        name="pooling-stride-one",
        about="pooling",
        message="You moved the pooling window by one pixel at a time. When strides isn't given, a"
        " pooling layer doesn't do that: how must its windows lie so that they don't overlap?",
        wrong=_stride_one,
    ),
    OutputMistake(
        name="same-counts-padding",
        about="pooling",
        message="At the border you pooled zeros that padding='same' has put there. In a pooling layer"
        " they count for nothing: which numbers of such a window are really there?",
        wrong=_padding_counted,
    ),
    *GROWING_MISTAKES,
)
