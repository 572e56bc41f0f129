"""What Conv2DTranspose computes, in plain NumPy: the adjoint of Conv2D.

Every input pixel puts a copy of the kernel down, weighted by its value, a stride from the last one;
where copies overlap they are added. The sums run in a fixed order in float64, as Conv2D's do.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from autograder.convolution.layers import Conv2DTranspose, OneOrPair
from autograder.convolution.sizes import output_shape
from autograder.convolution.sliding import Array, four_axes, places, same_zeros


def conv2d_transpose(
    images: ArrayLike,
    kernel: ArrayLike,
    strides: OneOrPair = 1,
    padding: str = "valid",
    output_padding: OneOrPair | None = None,
    overlaps: Literal["added", "overwritten"] = "added",
) -> Array:
    """The transposed convolution (n, h', w', f) of images (n, h, w, c) with a kernel (kh, kw, f, c).

    For outputs of its size it is the adjoint of `conv2d` with the same kernel, strides and padding:
    <conv2d(x, k), y> = <x, conv2d_transpose(y, k)>. "overwritten" is a known mistake: where copies
    overlap only the last one stays. ValueError where the shapes do not fit together, and for the
    output sizes that TensorFlow refuses (padding="same", output_padding=0, an even kernel).
    """
    if overlaps not in ("added", "overwritten"):
        raise ValueError(f'overlaps are "added" or "overwritten", not {overlaps!r}')
    pictures, weights = four_axes("images", images), four_axes("kernel", kernel)
    kh, kw, filters, depth = weights.shape
    if pictures.shape[3] != depth:
        raise ValueError(f"images have {pictures.shape[3]} channels, the kernel has {depth}")
    layer = Conv2DTranspose(filters, (kh, kw), strides, padding, output_padding)
    grown = output_shape(layer, pictures.shape)
    around = same_zeros(np.empty(grown), (kh, kw), layer.strides, layer.padding)
    size = (pictures.shape[1], pictures.shape[2])
    _must_go_back(grown[1:3], size, layer)
    framed = np.zeros([sum(pair) + length for pair, length in zip(around, grown, strict=True)])
    cells = list(places(framed, (kh, kw), layer.strides, size))
    with np.errstate(all="ignore"):  # a student's kernel may hold anything
        # A pixel further down or right reaches the same place with a cell further up or left
        for row, column, under in cells if overlaps == "added" else reversed(cells):
            if overlaps == "overwritten":
                under[...] = 0
            for channel in range(depth):
                under += pictures[..., channel, np.newaxis] * weights[row, column, :, channel]
    (_, _), (top, _), (left, _), (_, _) = around
    return framed[:, top : top + grown[1], left : left + grown[2]]


def _must_go_back(grown: tuple[int, ...], size: tuple[int, int], layer: Conv2DTranspose) -> None:
    """ValueError where a Conv2D of the same settings would not bring the output back to `size`."""
    if layer.padding != "same":
        return
    for axis, (larger, smaller) in enumerate(zip(grown, size, strict=True)):
        if -(-larger // layer.strides[axis]) != smaller:
            raise ValueError(
                f"{larger} {('rows', 'columns')[axis]} do not go back to {smaller} with padding="
                f"'same' and stride {layer.strides[axis]}: Keras refuses to run {layer}"
            )
