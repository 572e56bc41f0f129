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
from autograder.convolution.mistakes.output_mistake import OutputMistake, OutputsRule
from autograder.convolution.sliding import Array, same_zeros

__all__ = ["OUTPUT_MISTAKES", "OutputMistake"]

CARRIED_OVER = ("kernel-rotated", "kernel-transposed", "sign-flipped")
"""The kernel mistakes that outputs betray, too."""


def _with_kernels(variants: Variants) -> OutputsRule:
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
        OutputMistake(mistake.name, _with_kernels(mistake.wrong))
        for mistake in KERNEL_MISTAKES
        if mistake.name in CARRIED_OVER
    ),
    OutputMistake("border-reflected", _reflected),
    OutputMistake("average-for-max", _average),
    OutputMistake("max-for-average", _largest),
    OutputMistake("pooling-stride-one", _stride_one),
    OutputMistake("same-counts-padding", _padding_counted),
    *GROWING_MISTAKES,
)
