"""One matrix that a question asks for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autograder.convolution.layers import Conv2D, Pair
from autograder.convolution.sizes import output_shape
from autograder.convolution.slips.arrays.matrix_work import MatrixWork

MOST_PIXELS = 256
"""Pictures with more pixels have matrices that nobody can look at."""


@dataclass(frozen=True)
class MatrixPart:
    """One matrix: that of `layer` with this kernel, on pictures of one size."""

    answer: str
    """The variable that holds the matrix (h' * w', h * w): a row for every output pixel, a column
    for every input pixel, both numbered row by row."""
    layer: Conv2D
    """One filter; one channel goes in."""
    kernel: tuple[tuple[float, ...], ...]
    """(kh, kw), as the statement gives it."""
    input_size: Pair
    """(h, w)"""

    def __post_init__(self) -> None:
        """ValueError where the layer has several filters or the picture many pixels."""
        if self.layer.filters != 1:
            raise ValueError(f"`{self.answer}`: the layer must have one filter")
        if self.input_size[0] * self.input_size[1] > MOST_PIXELS:
            raise ValueError(f"`{self.answer}`: the picture has more than {MOST_PIXELS} pixels")

    def weights(self) -> np.ndarray:
        """The kernel (kh, kw)."""
        return np.array(self.kernel, np.float64)

    @property
    def work(self) -> MatrixWork:
        """What is asked."""
        return MatrixWork(self.layer, self.weights(), self.input_size)

    @property
    def output_size(self) -> Pair:
        """The rows and columns of the layer's output."""
        _, rows, columns, _ = output_shape(self.layer, (1, *self.input_size, 1))
        return rows, columns
