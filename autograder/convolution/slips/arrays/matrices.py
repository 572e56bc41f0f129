"""Slips in writing a convolution as a matrix: another convolution, other rows, another order of pixels."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace

import numpy as np

from autograder.convolution.layers import Conv2D
from autograder.convolution.sliding import Array
from autograder.convolution.slips.arrays.matrix_work import (
    MatrixWork,
    gap_of,
    late,
    never_moved,
    no_gap_no_jump,
    no_line_end,
    only_valid,
    rolled,
    round_the_end,
    step_of,
    with_padding,
)
from autograder.convolution.slips.arrays.work import layer_occasion
from autograder.convolution.slips.search import after_one, explaining, speaking_against
from autograder.convolution.slips.shapes.table import SHAPE_SLIPS
from autograder.convolution.slips.shapes.walk import Walk
from autograder.convolution.slips.slip import Rank, Slip, SlipPlace, SlipStep, lapse, named

KERNEL, LAYER, ROWS, WRITING = "kernel", "layer", "rows", "writing"
"""What slips in a matrix show on."""


MatrixSlip = Slip[MatrixWork]
ChangedMatrices = Iterable[tuple[MatrixWork, SlipPlace]]


def _place(work: MatrixWork) -> SlipPlace:
    return SlipPlace(frozenset({layer_occasion(work.layer)}))


def _by_kernel(
    name: str, *changes: Callable[[Array], Array], rank: Rank = Rank.COMMON
) -> MatrixSlip:
    """Another kernel, made of the one that is given."""

    def change(work: MatrixWork) -> ChangedMatrices:
        for changed in changes:
            kernel = changed(work.kernel)
            if not np.array_equal(kernel, work.kernel):
                rows, columns = kernel.shape
                layer = replace(work.layer, kernel_size=(rows, columns))
                yield replace(work, kernel=kernel, layer=layer), _place(work)

    return Slip(name, change, rank, shows=KERNEL)


def _by_layer(name: str) -> MatrixSlip:
    """A slip that makes another layer of one, where it was found in shapes."""
    slip = named(name, SHAPE_SLIPS)

    def change(work: MatrixWork) -> ChangedMatrices:
        walk = Walk((work.layer,), (1, *work.size, 1))
        if name == "stride-ignored" and work.layer.strides != (1, 1):
            # as many rows as there should be, each moved on by one
            yield replace(work, making=only_valid(step_of(lambda wide: 1))), _place(work)
        for changed, _ in slip.change(walk):
            layer = changed.layers[0]
            if isinstance(layer, Conv2D) and layer != work.layer and not any(changed.sizes):
                yield replace(work, layer=layer), _place(work)

    return Slip(name, change, slip.rank, shows=LAYER)


def _by_rows(
    name: str, *makings: Callable[[MatrixWork], Array | None], rank: Rank = Rank.COMMON
) -> MatrixSlip:
    """The rows put together in another way."""

    def change(work: MatrixWork) -> ChangedMatrices:
        for making in makings:
            yield replace(work, making=making), _place(work)

    return Slip(name, change, rank, shows=ROWS)


def _by_writing(
    name: str,
    *writings: Callable[[MatrixWork, Array], Array | None],
    rank: Rank = Rank.COMMON,
) -> MatrixSlip:
    """The matrix written down otherwise."""

    def change(work: MatrixWork) -> ChangedMatrices:
        for writing in writings:
            yield replace(work, writings=(*work.writings, writing)), _place(work)

    return Slip(name, change, rank, shows=WRITING)


def _column_by_column(kernel: Array) -> Array:
    """The numbers read row by row and written down column by column."""
    return kernel.reshape(kernel.shape[::-1]).T


def _by_columns(inside: bool, outside: bool) -> Callable[[MatrixWork, Array], Array | None]:
    """Pixels numbered column by column: those of the input, of the output."""

    def writing(work: MatrixWork, matrix: Array) -> Array | None:
        high, wide = work.output_size
        if matrix.shape != (high * wide, work.size[0] * work.size[1]):
            return None
        before = np.arange(matrix.shape[1]).reshape(work.size).T.ravel()
        after = np.arange(matrix.shape[0]).reshape(high, wide).T.ravel()
        matrix = matrix[:, before] if inside else matrix
        return matrix[after] if outside else matrix

    return writing


def _without_row(number: int) -> Callable[[MatrixWork, Array], Array | None]:
    return lambda work, matrix: np.delete(matrix, number, 0) if len(matrix) > 1 else None


def _row_empty(work: MatrixWork, matrix: Array) -> Array | None:
    return np.concatenate([matrix[:-1], 0 * matrix[-1:]]) if len(matrix) > 1 else None


MATRIX_SLIPS: tuple[MatrixSlip, ...] = (
    _by_kernel("kernel-rotated", lambda kernel: kernel[::-1, ::-1], rank=Rank.DAILY),
    _by_kernel("kernel-transposed", lambda kernel: kernel.T, _column_by_column, rank=Rank.DAILY),
    _by_kernel("mirrored", lambda kernel: kernel[:, ::-1], lambda kernel: kernel[::-1]),
    _by_kernel("kernel-quarter-turn", np.rot90, lambda kernel: np.rot90(kernel, -1)),
    _by_kernel("sign-flipped", lambda kernel: -kernel),
    *map(
        _by_layer,
        (
            "padding-valid-for-same",
            "padding-same-for-valid",
            "stride-ignored",
            "strides-swapped",
            "strides-first-for-both",
            "strides-second-for-both",
            "stride-is-kernel",
        ),
    ),
    _by_rows(
        "matrix-no-line-end",
        *map(only_valid, (no_line_end, rolled, round_the_end)),
        rank=Rank.DAILY,
    ),
    lapse(_by_rows("matrix-rows-not-moved", only_valid(never_moved))),
    _by_rows(
        "matrix-wrong-gap", *map(only_valid, (gap_of(0), no_gap_no_jump, gap_of(1), gap_of(-1)))
    ),
    _by_rows("matrix-is-kernel", lambda work: work.kernel),
    _by_rows("matrix-side-by-side", only_valid(step_of(lambda wide: wide))),
    lapse(_by_rows("matrix-starts-late", only_valid(late))),
    _by_rows("matrix-padded-columns", with_padding),
    lapse(_by_writing("matrix-row-missing", *map(_without_row, (-1, 0)), _row_empty)),
    _by_writing("matrix-transposed", lambda work, matrix: matrix.T, rank=Rank.DAILY),
    _by_writing(
        "pixels-by-columns",
        _by_columns(True, True),
        _by_columns(True, False),
        _by_columns(False, True),
    ),
)
"""By what they show on: the kernel, the layer, the rows, the whole matrix."""

SameMatrix = Callable[[Array], bool]


def explained_matrix(
    work: MatrixWork, is_given: SameMatrix, is_near: SameMatrix
) -> list[tuple[SlipStep, ...]]:
    """The slips after which a wrong matrix is the right one: all ways with the fewest."""
    tried = after_one(work, MATRIX_SLIPS, MatrixWork.done)
    ways = explaining(
        tried, MATRIX_SLIPS, MatrixWork.done, is_given, lambda changed, other: is_near(other)
    )
    return [changed.steps for changed in ways]


def contradicted_by_matrix(
    work: MatrixWork, is_right: SameMatrix
) -> frozenset[tuple[str, Hashable]]:
    """The slips, with their occasions, that a right matrix speaks against."""
    return speaking_against(work, MATRIX_SLIPS, MatrixWork.done, is_right)
