"""Mistakes seen in the outputs of layers that make a picture larger."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograder.convolution.layers import Conv2DTranspose, Layer, UpSampling2D
from autograder.convolution.mistakes.kernels import Kernel
from autograder.convolution.mistakes.output_mistake import OutputMistake, Outputs
from autograder.convolution.sliding import Array
from autograder.convolution.transposed import conv2d_transpose
from autograder.convolution.upsample import between, upsample2d


def _upsampled(make: Callable[[UpSampling2D, Array], Array], *interpolations: str) -> Outputs:
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
        name="nearest-for-bilinear",
        about="upsampling",
        message="You repeated every pixel. That is nearest; bilinear mixes each new pixel from the"
        " pixels around it, the nearer ones counting more.",
        wrong=_upsampled(lambda layer, images: upsample2d(images, layer.size), "bilinear"),
    ),
    OutputMistake(
        name="bilinear-for-nearest",
        about="upsampling",
        message="You mixed the new pixels from those around them. Nearest makes no new values: each"
        " pixel takes that of one old pixel.",
        wrong=_upsampled(
            lambda layer, images: upsample2d(images, layer.size, "bilinear"), "nearest"
        ),
    ),
    OutputMistake(
        name="upsampling-tiled",
        about="upsampling",
        message="You laid the whole picture side by side several times, as np.tile does. Upsampling"
        " makes one picture larger: what becomes of each single pixel?",
        wrong=_upsampled(_tiled, "nearest", "bilinear"),
    ),
    OutputMistake(
        name="upsampling-zeros-between",
        about="upsampling",
        message="You moved the pixels apart and left zeros between them. Upsampling leaves no gaps:"
        " where do the new pixels get their values from?",
        wrong=_upsampled(_zeros_between, "nearest", "bilinear"),
    ),
    OutputMistake(
        name="bilinear-corners-aligned",
        about="upsampling",
        message="You kept the corner pixels in the corners and spread the others evenly between"
        " them, as align_corners=True does in another library. For Keras an old pixel covers a whole"
        " block of new ones, and its value stands in the middle of that block.",
        wrong=_upsampled(_corners_aligned, "bilinear"),
    ),
    OutputMistake(
        name="overlaps-overwritten",
        about="transposed",
        message="Where two copies of the kernel overlap, you kept only the one that was put down"
        " last. What should become of the value that is there already?",
        wrong=_overwritten,
    ),
)
