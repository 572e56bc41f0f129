"""Mistakes in writing a convolution as a matrix: for each, the wrong matrices that it gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from autograder.convolution.layers import Conv2D, Pair
from autograder.convolution.matrix import convolution_matrix
from autograder.convolution.sizes import output_shape
from autograder.convolution.sliding import Array

Matrices = Callable[[Conv2D, Array, Pair], tuple[Array, ...]]
"""From a layer, its kernel (kh, kw) and the size (h, w) of the picture to the wrong matrices, of
whatever size; empty where the mistake has no meaning."""


@dataclass(frozen=True)
class MatrixMistake:
    """A known misconception about the matrix of a convolution."""

    name: str
    """A slug that stands for it in rubrics and in marks, shared with a kernel's mistake where the
    idea is the same."""
    message: str
    """What the student is told: the idea that went wrong, never the right numbers."""
    wrong: Matrices


def _transposed(layer: Conv2D, kernel: Array, size: Pair) -> tuple[Array, ...]:
    return (convolution_matrix(layer, kernel, size).T,)


def _with_kernel(changed: Callable[[Array], Array]) -> Matrices:
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
    MatrixMistake(
        name="matrix-transposed",
        message="Rows and columns have changed places: this matrix takes a picture of the output's"
        " size and makes one of the input's. Which number of pixels must a row have?",
        wrong=_transposed,
    ),
    MatrixMistake(
        name="kernel-rotated",
        message="This is the matrix of the kernel rotated by half a turn, as in a mathematical"
        " convolution. Conv2D lays the kernel on the picture as it is.",
        wrong=_with_kernel(lambda kernel: kernel[::-1, ::-1]),
    ),
    MatrixMistake(
        name="kernel-transposed",
        message="This is what comes out when rows and columns change places in the kernel. The"
        " first index counts the rows.",
        wrong=_with_kernel(lambda kernel: kernel.T),
    ),
    MatrixMistake(
        name="pixels-by-columns",
        message="The pixels are numbered column by column. Here they are numbered row by row, as"
        " `ravel` does: the right neighbour of a pixel comes directly after it.",
        wrong=_by_columns,
    ),
    MatrixMistake(
        name="matrix-no-line-end",
        message="Every row is the one above it, moved on by one step. But at the end of a line the"
        " window jumps to the start of the next one, and that is further than a step.",
        wrong=_no_line_end,
    ),
    MatrixMistake(
        name="stride-ignored",
        message="This matrix moves the window by one pixel at a time. How far does it go at a step"
        " here, and how many places does that leave?",
        wrong=_stride_one,
    ),
)
