"""A convolution written as a matrix, as it is done by hand: a row for each place of the window."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np

from autograder.convolution.layers import Conv2D, Pair
from autograder.convolution.matrix import convolution_matrix
from autograder.convolution.sizes import output_shape
from autograder.convolution.sliding import Array, same_zeros


@dataclass(frozen=True, eq=False)
class MatrixWork:
    """A convolution that is written as a matrix, and the mistaken ways by which that is done."""

    layer: Conv2D
    kernel: Array
    """(kh, kw)"""
    size: Pair
    """(h, w) of the picture."""
    making: Callable[[MatrixWork], Array | None] | None = None
    """The rows put together in another way."""
    writings: tuple[Callable[[MatrixWork, Array], Array | None], ...] = ()
    """What is done to the matrix at the end."""

    def done(self) -> Array | None:
        """The matrix; None where the kernel doesn't fit, or a slip has no meaning."""
        try:
            matrix = self.making(self) if self.making else self.right()
        except ValueError:  # a turned kernel may be too large for the picture
            return None
        for writing in self.writings:
            matrix = None if matrix is None else writing(self, matrix)
        return matrix

    def right(self) -> Array:
        """The matrix of this layer and kernel."""
        return convolution_matrix(self.layer, self.kernel, self.size)

    @property
    def output_size(self) -> Pair:
        """(h', w')"""
        _, rows, columns, _ = output_shape(self.layer, (1, *self.size, 1))
        return rows, columns


def _line(work: MatrixWork, gap: int | None = None) -> Array:
    """The kernel along the row of all pixels, as its first window sees them; `gap` zeros between its
    rows in place of the rest of a line."""
    rest = work.size[1] - work.kernel.shape[1] if gap is None else gap
    rows = [np.append(row, np.zeros(rest)) for row in work.kernel]
    line = np.concatenate(rows)
    return line[: len(line) - rest] if rest else line


def _placed(work: MatrixWork, line: Array, starts: Iterable[int]) -> Array | None:
    """A row for each start, with `line` from there on; what sticks out is cut off."""
    pixels = work.size[0] * work.size[1]
    rows = []
    for start in starts:
        row = np.zeros(pixels + len(line))
        row[start : start + len(line)] = line
        rows.append(row[:pixels])
    return np.array(rows) if rows else None


def _starts(work: MatrixWork) -> list[int]:
    """The number of the pixel where each window begins."""
    high, wide = work.output_size
    down, right = work.layer.strides
    return [i * down * work.size[1] + j * right for i in range(high) for j in range(wide)]


def only_valid(
    making: Callable[[MatrixWork], Array | None],
) -> Callable[[MatrixWork], Array | None]:
    """What `making` gives, where there is no padding."""
    return lambda work: making(work) if work.layer.padding == "valid" else None


def no_line_end(work: MatrixWork) -> Array | None:
    """Every row the one above it moved on by the stride, with no jump at the end of a line."""
    step = work.layer.strides[1]
    return _placed(work, _line(work), [n * step for n in range(len(_starts(work)))])


def rolled(work: MatrixWork) -> Array | None:
    """As `no_line_end`, what sticks out coming in again at the front."""
    matrix = work.right()
    return np.stack([np.roll(matrix[0], n * work.layer.strides[1]) for n in range(len(matrix))])


def round_the_end(work: MatrixWork) -> Array | None:
    """As far as the kernel has room in the row of all pixels, also where it goes round a line's end."""
    line = _line(work)
    room = work.size[0] * work.size[1] - len(line)
    return _placed(work, line, range(0, room + 1, work.layer.strides[1]))


def step_of(step: Callable[[int], int]) -> Callable[[MatrixWork], Array | None]:
    """Every row the one above it moved on by a step that is worked out of the kernel's width."""

    def making(work: MatrixWork) -> Array | None:
        if work.output_size[0] > 1:  # with several lines of windows that is another slip
            return None
        size = step(work.kernel.shape[1])
        return _placed(work, _line(work), [n * size for n in range(len(_starts(work)))])

    return making


def never_moved(work: MatrixWork) -> Array | None:
    """Every row the first one."""
    return _placed(work, _line(work), [0] * len(_starts(work)))


def gap_of(*gaps: int) -> Callable[[MatrixWork], Array | None]:
    """The rows of the kernel closer together or farther apart: (0,) without any gap, else so much more."""

    def making(work: MatrixWork) -> Array | None:
        if len(work.kernel) == 1:
            return None
        rest = work.size[1] - work.kernel.shape[1]
        gap = 0 if gaps == (0,) else rest + gaps[0]
        return None if gap < 0 else _placed(work, _line(work, gap), _starts(work))

    return making


def no_gap_no_jump(work: MatrixWork) -> Array | None:
    """Neither a gap between the rows of the kernel nor a jump at the end of a line."""
    if len(work.kernel) == 1:
        return None
    step = work.layer.strides[1]
    return _placed(work, _line(work, 0), [n * step for n in range(len(_starts(work)))])


def late(work: MatrixWork) -> Array | None:
    """Every row one pixel too late."""
    return _placed(work, _line(work), [start + 1 for start in _starts(work)])


def with_padding(work: MatrixWork) -> Array | None:
    """A column for every pixel of the padded picture."""
    layer = work.layer
    if layer.padding != "same":
        return None
    zeros = same_zeros(np.empty((1, *work.size, 1)), layer.kernel_size, layer.strides, "same")
    rows, columns = (size + sum(pair) for size, pair in zip(work.size, zeros[1:3], strict=True))
    return convolution_matrix(replace(layer, padding="valid"), work.kernel, (rows, columns))
