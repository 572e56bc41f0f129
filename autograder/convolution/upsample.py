"""What UpSampling2D computes, in plain NumPy: every pixel repeated, or values in between."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from autograder.convolution.sliding import Array, four_axes


def upsample2d(
    images: ArrayLike, size: tuple[int, int] = (2, 2), interpolation: str = "nearest"
) -> Array:
    """Images (n, h * size[0], w * size[1], c) of images (n, h, w, c), in float64.

    "nearest" repeats every pixel; "bilinear" mixes the two nearest on each axis, as Keras does: a
    pixel's value stands at its centre, and beyond the outermost centres nothing changes any more.
    ValueError for other interpolations, for sizes below 1, and where there are no four axes.
    """
    pictures = four_axes("images", images)
    if min(size) < 1 or len(size) != 2:
        raise ValueError(f"size must be two whole numbers, 1 or more, not {size!r}")
    if interpolation == "nearest":
        return pictures.repeat(size[0], axis=1).repeat(size[1], axis=2)
    if interpolation != "bilinear":
        raise ValueError(f'only "nearest" and "bilinear" are computed here, not {interpolation!r}')
    rows, columns = (
        (np.arange(length * factor) + 0.5) / factor - 0.5
        for length, factor in zip(pictures.shape[1:3], size, strict=True)
    )
    return between(between(pictures, 1, rows), 2, columns)


def between(images: Array, axis: int, positions: Array) -> Array:
    """The images' values at `positions` along an axis, mixed from the two pixels on either side.

    Position 0 is the centre of the first pixel. Beyond the first and the last centre their own
    values go on.
    """
    last = images.shape[axis] - 1
    inside = np.clip(positions, 0, last)
    before = np.floor(inside).astype(int)
    share = inside - before
    share = share.reshape([-1 if this == axis else 1 for this in range(images.ndim)])
    with np.errstate(all="ignore"):  # infinity times zero is no news
        first = images.take(before, axis) * (1 - share)
        return first + images.take(np.minimum(before + 1, last), axis) * share
