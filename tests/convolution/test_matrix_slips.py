"""Every slip in writing a convolution as a matrix, by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.convolution.layers import Conv2D
from autograder.convolution.matrix import convolution_matrix
from autograder.convolution.slips.arrays.matrices import (
    MATRIX_SLIPS,
    contradicted_by_matrix,
    explained_matrix,
)
from autograder.convolution.slips.arrays.matrix_work import MatrixWork
from autograder.convolution.slips.search import singles

KERNEL = np.array([[1.0, 2.0], [3.0, 4.0]])
PLAIN, STRIDED = Conv2D(1, 2), Conv2D(1, 2, 2)
# The pixels of the picture:   0 1 2
#                              3 4 5
#                              6 7 8
BY_HAND = [
    [1, 2, 0, 3, 4, 0, 0, 0, 0],
    [0, 1, 2, 0, 3, 4, 0, 0, 0],
    [0, 0, 0, 1, 2, 0, 3, 4, 0],
    [0, 0, 0, 0, 1, 2, 0, 3, 4],
]
SWAPPED = [
    [1, 3, 0, 2, 4, 0, 0, 0, 0],
    [0, 1, 3, 0, 2, 4, 0, 0, 0],
    [0, 0, 0, 1, 3, 0, 2, 4, 0],
    [0, 0, 0, 0, 1, 3, 0, 2, 4],
]
NO_LINE_END = [
    [1, 2, 0, 3, 4, 0, 0, 0, 0],
    [0, 1, 2, 0, 3, 4, 0, 0, 0],
    [0, 0, 1, 2, 0, 3, 4, 0, 0],
    [0, 0, 0, 1, 2, 0, 3, 4, 0],
]
ROW, ROW_KERNEL, PIXELS = Conv2D(1, (1, 2)), np.array([[5.0, 7.0]]), (1, 3)
IN_A_ROW = [[5, 7, 0], [0, 5, 7]]
SAME = Conv2D(1, (1, 2), padding="same")
OBLONG = Conv2D(1, 1, (1, 2))
ONE = np.array([[1.0]])

# the slip, the layer, the kernel, the picture's size, a matrix that it gives (None: it has no meaning)
GIVES = [
    ("kernel-rotated", ROW, ROW_KERNEL, PIXELS, [[7, 5, 0], [0, 7, 5]]),
    ("kernel-transposed", PLAIN, KERNEL, (3, 3), SWAPPED),
    ("kernel-transposed", ROW, ROW_KERNEL, PIXELS, None),
    ("mirrored", PLAIN, KERNEL, (2, 2), [[2, 1, 4, 3]]),
    ("mirrored", PLAIN, KERNEL, (2, 2), [[3, 4, 1, 2]]),
    ("kernel-quarter-turn", PLAIN, KERNEL, (2, 2), [[2, 4, 1, 3]]),
    ("sign-flipped", ROW, ROW_KERNEL, PIXELS, [[-5, -7, 0], [0, -5, -7]]),
    ("padding-valid-for-same", SAME, ROW_KERNEL, PIXELS, IN_A_ROW),
    ("padding-same-for-valid", ROW, ROW_KERNEL, PIXELS, [*IN_A_ROW, [0, 0, 5]]),
    ("stride-ignored", STRIDED, KERNEL, (3, 3), BY_HAND),
    ("stride-ignored", PLAIN, KERNEL, (3, 3), None),
    ("strides-swapped", OBLONG, ONE, (2, 2), [[1, 0, 0, 0], [0, 1, 0, 0]]),
    ("strides-first-for-both", OBLONG, ONE, (1, 2), [[1, 0], [0, 1]]),
    ("strides-second-for-both", OBLONG, ONE, (2, 1), [[1, 0]]),
    ("stride-is-kernel", ROW, ROW_KERNEL, PIXELS, [[5, 7, 0]]),
    ("matrix-no-line-end", PLAIN, KERNEL, (3, 3), NO_LINE_END),
    ("matrix-no-line-end", PLAIN, KERNEL, (3, 3), [*NO_LINE_END, [0, 0, 0, 0, 1, 2, 0, 3, 4]]),
    ("matrix-no-line-end", SAME, ROW_KERNEL, PIXELS, None),
    ("matrix-rows-not-moved", ROW, ROW_KERNEL, PIXELS, [[5, 7, 0], [5, 7, 0]]),
    ("matrix-wrong-gap", PLAIN, KERNEL, (2, 3), [[1, 2, 3, 4, 0, 0], [0, 1, 2, 3, 4, 0]]),
    ("matrix-wrong-gap", PLAIN, KERNEL, (2, 3), [[1, 2, 0, 0, 3, 4], [0, 1, 2, 0, 0, 3]]),
    ("matrix-is-kernel", ROW, ROW_KERNEL, PIXELS, [[5, 7]]),
    ("matrix-side-by-side", ROW, ROW_KERNEL, (1, 4), [[5, 7, 0, 0], [0, 0, 5, 7], [0, 0, 0, 0]]),
    ("stride-ignored", Conv2D(1, (1, 2), 2), ROW_KERNEL, (1, 4), [[5, 7, 0, 0], [0, 5, 7, 0]]),
    ("matrix-starts-late", ROW, ROW_KERNEL, PIXELS, [[0, 5, 7], [0, 0, 5]]),
    ("matrix-padded-columns", SAME, ROW_KERNEL, (1, 2), IN_A_ROW),
    ("matrix-padded-columns", ROW, ROW_KERNEL, PIXELS, None),
    ("matrix-row-missing", ROW, ROW_KERNEL, PIXELS, [[5, 7, 0]]),
    ("matrix-row-missing", ROW, ROW_KERNEL, PIXELS, [[5, 7, 0], [0, 0, 0]]),
    ("matrix-transposed", ROW, ROW_KERNEL, PIXELS, [[5, 0], [7, 5], [0, 7]]),
    ("pixels-by-columns", PLAIN, KERNEL, (3, 3), SWAPPED),
    ("pixels-by-columns", PLAIN, KERNEL, (3, 3), np.array(BY_HAND)[[0, 2, 1, 3]]),
]  # fmt: skip


def gives(name, layer, kernel, size):
    slips = [slip for slip in MATRIX_SLIPS if slip.name == name]
    found = [changed.asked.done() for changed in singles(MatrixWork(layer, kernel, size), slips)]
    return [matrix for matrix in found if matrix is not None]


@pytest.mark.parametrize(("name", "layer", "kernel", "size", "matrix"), GIVES)
def test_what_a_slip_gives(name, layer, kernel, size, matrix):
    found = gives(name, layer, kernel, size)
    if matrix is None:
        assert found == []
    else:
        assert any(np.array_equal(one, matrix) for one in found)


def test_every_slip_has_a_row():
    assert {name for name, *_, matrix in GIVES if matrix is not None} == {
        slip.name for slip in MATRIX_SLIPS
    }


def test_on_a_square_picture_a_transposed_kernel_looks_like_pixels_by_columns():
    square = gives("kernel-transposed", PLAIN, KERNEL, (3, 3))[0]
    assert np.array_equal(square, gives("pixels-by-columns", PLAIN, KERNEL, (3, 3))[0])
    high = gives("kernel-transposed", PLAIN, KERNEL, (3, 4))[0]
    assert not np.array_equal(high, gives("pixels-by-columns", PLAIN, KERNEL, (3, 4))[0])


def test_one_slip_and_two():
    work = MatrixWork(PLAIN, KERNEL, (3, 4))

    def explained(matrix):
        return {
            tuple(step.slip for step in steps)
            for steps in explained_matrix(
                work, lambda other: np.array_equal(other, matrix), lambda other: True
            )
        }

    assert explained(work.right().T) == {("matrix-transposed",)}
    turned = convolution_matrix(PLAIN, KERNEL[::-1, ::-1], (3, 4))
    assert explained(turned.T) == {("kernel-rotated", "matrix-transposed")}
    assert explained(work.right() + 1) == set()


def test_a_right_matrix_speaks_against_ideas_but_not_against_lapses():
    work = MatrixWork(PLAIN, KERNEL, (3, 3))
    against = contradicted_by_matrix(work, lambda other: np.array_equal(other, BY_HAND))
    names = {name for name, _ in against}
    assert {"kernel-rotated", "matrix-transposed"} <= names
    assert not names & {"matrix-row-missing", "matrix-starts-late"}


sizes = st.tuples(st.integers(1, 3), st.integers(1, 3))


@given(
    sizes,
    sizes,
    st.sampled_from(["valid", "same"]),
    st.tuples(st.integers(3, 5), st.integers(3, 5)),
)
@settings(derandomize=True, deadline=None)
def test_slips_never_raise(kernel_size, strides, padding, size):
    kernel = np.arange(1.0, 1 + kernel_size[0] * kernel_size[1]).reshape(kernel_size)
    work = MatrixWork(Conv2D(1, kernel_size, strides, padding), kernel, size)
    for changed in singles(work, MATRIX_SLIPS):
        matrix = changed.asked.done()
        if matrix is not None:
            assert matrix.ndim == 2
            assert np.isfinite(matrix).all()
