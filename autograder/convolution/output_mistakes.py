"""Mistakes seen in output arrays: for each, what it makes of a layer, its images and its kernel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from autograder.convolution.correlate import Array, conv2d, layer_output, same_zeros
from autograder.convolution.kernel_mistakes import KERNEL_MISTAKES, Kernel, Variants
from autograder.convolution.layers import AveragePooling2D, Conv2D, Layer, MaxPooling2D

Outputs = Callable[[Layer, Array, Kernel | None], tuple[Array, ...]]
"""From a layer, images (n, h, w, c) and a Conv2D's kernel (kh, kw, c, f), None for a pooling layer,
to the wrong outputs (n, h', w', f), of whatever size; empty where the mistake has no meaning."""


@dataclass(frozen=True)
class OutputMistake:
    """A known misconception about what a layer computes."""

    name: str
    """A slug that stands for it in rubrics and in marks, shared with a kernel's or a shape's
    mistake where the idea is the same."""
    about: str
    """The topic: kernel, padding or pooling."""
    message: str
    """What the student is told: the idea that went wrong, never the right numbers."""
    wrong: Outputs


CARRIED_OVER = {
    "kernel-rotated": "This is what comes out when the kernel is rotated by half a turn, as in a"
    " mathematical convolution. Conv2D lays the kernel on the picture as it is.",
    "kernel-transposed": "This is what comes out when rows and columns change places in the"
    " kernel. The first index counts the rows.",
    "sign-flipped": "Every value has the opposite sign, so bright and dark have changed places."
    " Which pixel is to be subtracted from which?",
}
"""The kernel mistakes that outputs betray too, with what is said of an output."""


def _with_kernels(variants: Variants) -> Outputs:
    def wrong(layer: Layer, images: Array, kernel: Kernel | None) -> tuple[Array, ...]:
        if not isinstance(layer, Conv2D) or kernel is None:
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


OUTPUT_MISTAKES: tuple[OutputMistake, ...] = (
    *(
        OutputMistake(
            mistake.name, mistake.about, CARRIED_OVER[mistake.name], _with_kernels(mistake.wrong)
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
)
