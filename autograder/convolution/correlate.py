"""What Conv2D and the pooling layers compute, in plain NumPy.

Conv2D is a cross-correlation: the kernel is laid on the picture as it is, not rotated.
The sums run in a fixed order of elementwise operations in float64, so that the result is the same
to the last bit on every machine; a matrix product would sum in an order of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Layer,
    MaxPooling2D,
    Pair,
    ZeroPadding2D,
)

Array = NDArray[np.float64]


def conv2d(
    images: ArrayLike, kernel: ArrayLike, strides: Pair = (1, 1), padding: str = "valid"
) -> Array:
    """The cross-correlation (n, h', w', f) of images (n, h, w, c) with a kernel (kh, kw, c, f).

    float64. NaN and infinities go through without a warning. ValueError where the shapes do not
    fit together or the kernel does not fit into the picture.
    """
    pictures, weights = _four("images", images), _four("kernel", kernel)
    kh, kw, depth, filters = weights.shape
    if pictures.shape[3] != depth:
        raise ValueError(f"images have {pictures.shape[3]} channels, the kernel has {depth}")
    padded = np.pad(pictures, same_zeros(pictures, (kh, kw), strides, padding))
    size = _fitting(padded, (kh, kw), strides)
    total = np.zeros((len(pictures), *size, filters))
    with np.errstate(all="ignore"):  # a student's kernel may hold anything
        for row, column, seen in _places(padded, (kh, kw), strides, size):
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
    pictures, steps = _four("images", images), pool if strides is None else strides
    zeros = same_zeros(pictures, pool, steps, padding)
    outside = -np.inf if keeps == "max" else 0.0
    padded = np.pad(pictures, zeros, constant_values=outside)
    size = _fitting(padded, pool, steps)
    result = np.full((len(pictures), *size, pictures.shape[3]), outside)
    with np.errstate(all="ignore"):
        for _, _, seen in _places(padded, pool, steps, size):
            result = np.maximum(result, seen) if keeps == "max" else result + seen
        if keeps == "average":
            real = np.pad(np.ones((1, *pictures.shape[1:3], 1)), zeros)
            result /= sum(seen for _, _, seen in _places(real, pool, steps, size))
    return result


def layer_output(layer: Layer, images: ArrayLike, kernel: ArrayLike | None = None) -> Array:
    """What `layer` makes of images (n, h, w, c), with a Conv2D's kernel (kh, kw, c, f): float64.

    The kernel's own size counts, not the layer's kernel_size. ValueError for a Conv2D without a
    kernel, and for layers that are not computed here (upsampling, transposed convolution).
    """
    match layer:
        case Conv2D() if kernel is not None:
            return conv2d(images, kernel, layer.strides, layer.padding)
        case MaxPooling2D():
            return pool2d(images, layer.pool_size, layer.strides, layer.padding, "max")
        case AveragePooling2D():
            return pool2d(images, layer.pool_size, layer.strides, layer.padding, "average")
        case ZeroPadding2D():
            return np.pad(_four("images", images), ((0, 0), *layer.padding, (0, 0)))
    missing = " without its kernel" if isinstance(layer, Conv2D) else ""
    raise ValueError(f"the output of {layer} cannot be computed here{missing}")


def same_zeros(
    images: NDArray[Any], kernel_size: Pair, strides: Pair, padding: str
) -> tuple[Pair, Pair, Pair, Pair]:
    """How many rows and columns to add around images (n, h, w, c), as np.pad takes them.

    TensorFlow's rule for "same": just enough that ceil(i / s) windows fit, the odd one at the
    bottom and at the right. Nothing for "valid". ValueError for any other padding.
    """
    if padding not in ("valid", "same"):
        raise ValueError(f'padding must be "valid" or "same", not {padding!r}')
    around = []
    for size, kernel, stride in zip(images.shape[1:3], kernel_size, strides, strict=True):
        reach = (-(-size // stride) - 1) * stride + kernel
        missing = max(reach - size, 0) if padding == "same" else 0
        around.append((missing // 2, missing - missing // 2))
    return (0, 0), around[0], around[1], (0, 0)


def _four(name: str, values: ArrayLike) -> Array:
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 4:
        raise ValueError(f"{name} must have four axes, not the shape {array.shape}")
    return array


def _fitting(padded: Array, kernel_size: Pair, strides: Pair) -> Pair:
    rows, columns = (
        (size - kernel) // stride + 1
        for size, kernel, stride in zip(padded.shape[1:3], kernel_size, strides, strict=True)
    )
    if rows < 1 or columns < 1:
        raise ValueError(
            f"a window of {kernel_size[0]} x {kernel_size[1]} does not fit into a picture of"
            f" {padded.shape[1]} x {padded.shape[2]}"
        )
    return rows, columns


def _places(
    padded: Array, kernel_size: Pair, strides: Pair, size: Pair
) -> Iterator[tuple[int, int, Array]]:
    """For every cell of the window, row by row: what it sees (n, h', w', c) as it slides."""
    for row in range(kernel_size[0]):
        for column in range(kernel_size[1]):
            rows = slice(row, row + (size[0] - 1) * strides[0] + 1, strides[0])
            columns = slice(column, column + (size[1] - 1) * strides[1] + 1, strides[1])
            yield row, column, padded[:, rows, columns]
