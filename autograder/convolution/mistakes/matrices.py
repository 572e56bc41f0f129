"""Mistakes in writing a convolution as a matrix: for each, the wrong matrices that it gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from autograder.convolution.layers import Conv2D, Pair
from autograder.convolution.matrix import convolution_matrix
from autograder.convolution.mistakes.mistake import Mistake
from autograder.convolution.sizes import output_shape
from autograder.convolution.sliding import Array

MatricesRule = Callable[[Conv2D, Array, Pair], tuple[Array, ...]]
"""From a layer, its kernel (kh, kw) and the size (h, w) of the picture to the wrong matrices, of
whatever size; empty where the mistake has no meaning."""


MatrixMistake = Mistake[MatricesRule]
"""A known misconception about the matrix of a convolution."""


def _transposed(layer: Conv2D, kernel: Array, size: Pair) -> tuple[Array, ...]:
    return (convolution_matrix(layer, kernel, size).T,)


def _with_kernel(changed: Callable[[Array], Array]) -> MatricesRule:
    def wrong(layer: Conv2D, kernel: Array, size: Pair) -> tuple[Array, ...]:
        other = changed(kernel)
        rows, columns = other.shape
        try:
            return (convolution_matrix(replace(layer, kernel_size=(rows, columns)), other, size),)
        except ValueError:  # a transposed kernel may be too large for the picture
            return ()

    return wrong


def _by_columns(layer: Conv2D, kernel: Array, size: Pair) -> tuple[Array, ...]:
    """Pixels numbered column by column: those of both pictures, of the input, of the output."""
    matrix = convolution_matrix(layer, kernel, size)
    _, rows, columns, _ = output_shape(layer, (1, *size, 1))
    inside = np.arange(size[0] * size[1]).reshape(size).T.ravel()
    outside = np.arange(rows * columns).reshape(rows, columns).T.ravel()
    return matrix[outside][:, inside], matrix[:, inside], matrix[outside]


def _no_line_end(layer: Conv2D, kernel: Array, size: Pair) -> tuple[Array, ...]:
    """Every row the one above it moved on by the stride, with no jump at the end of a line."""
    if layer.padding != "valid":
        return ()
    matrix = convolution_matrix(layer, kernel, size)
    return (np.stack([np.roll(matrix[0], n * layer.strides[1]) for n in range(len(matrix))]),)


def _stride_one(layer: Conv2D, kernel: Array, size: Pair) -> tuple[Array, ...]:
    if layer.strides == (1, 1):
        return ()
    return (convolution_matrix(replace(layer, strides=(1, 1)), kernel, size),)


MATRIX_MISTAKES: tuple[MatrixMistake, ...] = (
    MatrixMistake("matrix-transposed", _transposed),
    MatrixMistake("kernel-rotated", _with_kernel(lambda kernel: kernel[::-1, ::-1])),
    MatrixMistake("kernel-transposed", _with_kernel(lambda kernel: kernel.T)),
    MatrixMistake("pixels-by-columns", _by_columns),
    MatrixMistake("matrix-no-line-end", _no_line_end),
    MatrixMistake("stride-ignored", _stride_one),
)
