"""Mistakes seen in the outputs of layers that make a picture larger."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograder.convolution.layers import Conv2DTranspose, Layer, UpSampling2D
from autograder.convolution.mistakes.kernels import Kernel
from autograder.convolution.mistakes.output_mistake import OutputMistake, OutputsRule
from autograder.convolution.sliding import Array
from autograder.convolution.transposed import conv2d_transpose
from autograder.convolution.upsample import between, upsample2d


def _upsampled(make: Callable[[UpSampling2D, Array], Array], *interpolations: str) -> OutputsRule:
    """What `make` gives in place of an UpSampling2D with one of these interpolations."""

    def wrong(layer: Layer, images: Array, kernel: Kernel | None) -> tuple[Array, ...]:
        if not isinstance(layer, UpSampling2D) or layer.interpolation not in interpolations:
            return ()
        return (make(layer, images),)

    return wrong


def _tiled(layer: UpSampling2D, images: Array) -> Array:
    return np.tile(images, (1, *layer.size, 1))


def _zeros_between(layer: UpSampling2D, images: Array) -> Array:
    n, rows, columns, channels = images.shape
    grown = np.zeros((n, rows * layer.size[0], columns * layer.size[1], channels))
    grown[:, :: layer.size[0], :: layer.size[1]] = images
    return grown


def _corners_aligned(layer: UpSampling2D, images: Array) -> Array:
    """The centres of the corner pixels stay in the corners, as other libraries can be told to."""
    for axis, factor in zip((1, 2), layer.size, strict=True):
        size = images.shape[axis]
        images = between(images, axis, np.linspace(0, size - 1, size * factor))
    return images


def _overwritten(layer: Layer, images: Array, kernel: Kernel | None) -> tuple[Array, ...]:
    if not isinstance(layer, Conv2DTranspose) or kernel is None:
        return ()
    steps, added = layer.strides, layer.output_padding
    return (conv2d_transpose(images, kernel, steps, layer.padding, added, "overwritten"),)


GROWING_MISTAKES: tuple[OutputMistake, ...] = (
    OutputMistake(
        "nearest-for-bilinear",
        _upsampled(lambda layer, images: upsample2d(images, layer.size), "bilinear"),
    ),
    OutputMistake(
        "bilinear-for-nearest",
        _upsampled(lambda layer, images: upsample2d(images, layer.size, "bilinear"), "nearest"),
    ),
    OutputMistake("upsampling-tiled", _upsampled(_tiled, "nearest", "bilinear")),
    OutputMistake("upsampling-zeros-between", _upsampled(_zeros_between, "nearest", "bilinear")),
    OutputMistake("bilinear-corners-aligned", _upsampled(_corners_aligned, "bilinear")),
    OutputMistake("overlaps-overwritten", _overwritten),
)
