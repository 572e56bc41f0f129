"""A convolution as a matrix: what it does to a picture, done to the row of the picture's pixels."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from autograder.convolution.correlate import conv2d
from autograder.convolution.layers import Conv2D, Pair
from autograder.convolution.sliding import Array


def convolution_matrix(layer: Conv2D, kernel: ArrayLike, input_size: Pair) -> Array:
    """The matrix (h' * w', h * w) for which A @ picture.ravel() is the layer's output, flattened.

    `kernel` is (kh, kw): one channel in, one filter; `input_size` (h, w). Pixels are numbered row
    by row. Every column is what the layer makes of a picture that is one in a single pixel, zero
    elsewhere. ValueError where the kernel has another size than the layer's, or does not fit.
    """
    weights = np.asarray(kernel, dtype=np.float64)
    if weights.shape != layer.kernel_size:
        raise ValueError(f"a kernel of the shape {weights.shape} is not for {layer}")
    rows, columns = input_size
    single = np.eye(rows * columns).reshape(rows * columns, rows, columns, 1)
    output = conv2d(single, weights[:, :, None, None], layer.strides, layer.padding)
    return np.ascontiguousarray(output.reshape(rows * columns, -1).T)
