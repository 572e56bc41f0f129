"""What Conv2D and the pooling layers compute, in plain NumPy, and the output of any layer.

Conv2D is a cross-correlation: the kernel is laid on the picture as it is, not rotated.
The sums run in a fixed order of elementwise operations in float64, so that the result is the same
to the last bit on every machine; a matrix product would sum in an order of its own.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Conv2DTranspose,
    Layer,
    MaxPooling2D,
    Pair,
    UpSampling2D,
    ZeroPadding2D,
)
from autograder.convolution.sliding import Array, fitting, four_axes, framed, places, same_zeros
from autograder.convolution.transposed import conv2d_transpose
from autograder.convolution.upsample import upsample2d


def conv2d(
    images: ArrayLike, kernel: ArrayLike, strides: Pair = (1, 1), padding: str = "valid"
) -> Array:
    """The cross-correlation (n, h', w', f) of images (n, h, w, c) with a kernel (kh, kw, c, f).

    float64. NaN and infinities go through without a warning. ValueError where the shapes do not
    fit together or the kernel does not fit into the picture.
    """
    pictures, weights = four_axes("images", images), four_axes("kernel", kernel)
    kh, kw, depth, filters = weights.shape
    if pictures.shape[3] != depth:
        raise ValueError(f"images have {pictures.shape[3]} channels, the kernel has {depth}")
    padded = framed(pictures, same_zeros(pictures, (kh, kw), strides, padding))
    size = fitting(padded, (kh, kw), strides)
    total = np.zeros((len(pictures), *size, filters))
    with np.errstate(all="ignore"):  # a student's kernel may hold anything
        for row, column, seen in places(padded, (kh, kw), strides, size):
            for channel in range(depth):
                total += seen[..., channel, np.newaxis] * weights[row, column, channel]
    return total


def pool2d(
    images: ArrayLike,
    pool: Pair,
    strides: Pair | None = None,
    padding: str = "valid",
    keeps: Literal["max", "average"] = "max",
) -> Array:
    """The largest or the mean value of every window: (n, h', w', c) of images (n, h, w, c).

    strides=None steps by the pool's size. The mean divides by the number of real pixels in the
    window: what padding="same" adds at the border never counts. ValueError as for `conv2d`.
    """
    if keeps not in ("max", "average"):
        raise ValueError(f'pooling keeps "max" or "average", not {keeps!r}')
    pictures, steps = four_axes("images", images), pool if strides is None else strides
    zeros = same_zeros(pictures, pool, steps, padding)
    outside = -np.inf if keeps == "max" else 0.0
    padded = framed(pictures, zeros, outside)
    size = fitting(padded, pool, steps)
    result = np.full((len(pictures), *size, pictures.shape[3]), outside)
    with np.errstate(all="ignore"):
        for _, _, seen in places(padded, pool, steps, size):
            result = np.maximum(result, seen) if keeps == "max" else result + seen
        if keeps == "average":
            real = framed(np.ones((1, *pictures.shape[1:3], 1)), zeros)
            result /= sum(seen for _, _, seen in places(real, pool, steps, size))
    return result


def layer_output(layer: Layer, images: ArrayLike, kernel: ArrayLike | None = None) -> Array:
    """What `layer` makes of images (n, h, w, c): float64.

    `kernel` is (kh, kw, c, f) for a Conv2D, (kh, kw, f, c) for a Conv2DTranspose; its own size
    counts, not the layer's kernel_size. ValueError for these two without a kernel, for an
    upsampling that is neither nearest nor bilinear, and where the shapes do not fit together.
    """
    match layer:
        case Conv2D() if kernel is not None:
            return conv2d(images, kernel, layer.strides, layer.padding)
        case Conv2DTranspose() if kernel is not None:
            steps, added = layer.strides, layer.output_padding
            return conv2d_transpose(images, kernel, steps, layer.padding, added)
        case MaxPooling2D():
            return pool2d(images, layer.pool_size, layer.strides, layer.padding, "max")
        case AveragePooling2D():
            return pool2d(images, layer.pool_size, layer.strides, layer.padding, "average")
        case UpSampling2D():
            return upsample2d(images, layer.size, layer.interpolation)
        case ZeroPadding2D():
            return framed(four_axes("images", images), ((0, 0), *layer.padding, (0, 0)))
    raise ValueError(f"the output of {layer} cannot be computed without its kernel")
