"""Convolutions as matrices, small ones written out, and the mistakes in writing them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from autograder.convolution.correlate import conv2d
from autograder.convolution.layers import Conv2D
from autograder.convolution.matrix import convolution_matrix
from autograder.convolution.mistakes import MATRIX_MISTAKES

KERNEL = np.array([[1, 2], [3, 4]])
# The pixels of the picture:   0 1 2
#                              3 4 5
#                              6 7 8
BY_HAND = [
    [1, 2, 0, 3, 4, 0, 0, 0, 0],
    [0, 1, 2, 0, 3, 4, 0, 0, 0],
    [0, 0, 0, 1, 2, 0, 3, 4, 0],
    [0, 0, 0, 0, 1, 2, 0, 3, 4],
]
AT_THE_BORDER = [  # kernel (1, 3) with padding="same" on a row of three pixels
    [2, 3, 0],
    [1, 2, 3],
    [0, 1, 2],
]


def test_by_hand():
    np.testing.assert_array_equal(convolution_matrix(Conv2D(1, 2), KERNEL, (3, 3)), BY_HAND)
    row = Conv2D(1, (1, 3), padding="same")
    np.testing.assert_array_equal(convolution_matrix(row, [[1, 2, 3]], (1, 3)), AT_THE_BORDER)


def test_by_hand_with_a_stride():
    strided = convolution_matrix(Conv2D(1, 2, (1, 2)), KERNEL, (2, 4))
    np.testing.assert_array_equal(strided, [[1, 2, 0, 0, 3, 4, 0, 0], [0, 0, 1, 2, 0, 0, 3, 4]])


def test_refused():
    with pytest.raises(ValueError, match="is not for Conv2D"):
        convolution_matrix(Conv2D(1, 3), KERNEL, (3, 3))
    with pytest.raises(ValueError, match="does not fit"):
        convolution_matrix(Conv2D(1, 2), KERNEL, (1, 3))


whole = st.integers(-9, 9).map(float)
sizes = st.tuples(st.integers(1, 3), st.integers(1, 3))
pictures = st.tuples(st.integers(3, 5), st.integers(3, 5))


@given(sizes, sizes, st.sampled_from(["valid", "same"]), pictures, st.data())
@settings(derandomize=True, deadline=None)
def test_the_matrix_does_what_the_layer_does(kernel_size, strides, padding, size, data):
    kernel = data.draw(arrays(np.float64, kernel_size, elements=whole))
    picture = data.draw(arrays(np.float64, size, elements=whole))
    layer = Conv2D(1, kernel_size, strides, padding)
    output = conv2d(picture[None, :, :, None], kernel[:, :, None, None], layer.strides, padding)
    matrix = convolution_matrix(layer, kernel, size)
    np.testing.assert_allclose(matrix @ picture.ravel(), output.ravel(), atol=1e-9)


MISTAKES = {mistake.name: mistake for mistake in MATRIX_MISTAKES}
PLAIN = Conv2D(1, 2)

# the mistake, the layer, the first wrong matrix for KERNEL on 3 x 3 pixels
WRONG = [
    ("matrix-transposed", PLAIN, np.transpose(BY_HAND)),
    (
        "kernel-rotated",
        PLAIN,
        [
            [4, 3, 0, 2, 1, 0, 0, 0, 0],
            [0, 4, 3, 0, 2, 1, 0, 0, 0],
            [0, 0, 0, 4, 3, 0, 2, 1, 0],
            [0, 0, 0, 0, 4, 3, 0, 2, 1],
        ],
    ),
    (
        "kernel-transposed",
        PLAIN,
        [
            [1, 3, 0, 2, 4, 0, 0, 0, 0],
            [0, 1, 3, 0, 2, 4, 0, 0, 0],
            [0, 0, 0, 1, 3, 0, 2, 4, 0],
            [0, 0, 0, 0, 1, 3, 0, 2, 4],
        ],
    ),
    (
        "pixels-by-columns",  # the kernel's second column comes three pixels after its first
        PLAIN,
        [
            [1, 3, 0, 2, 4, 0, 0, 0, 0],
            [0, 1, 3, 0, 2, 4, 0, 0, 0],
            [0, 0, 0, 1, 3, 0, 2, 4, 0],
            [0, 0, 0, 0, 1, 3, 0, 2, 4],
        ],
    ),
    (
        "matrix-no-line-end",
        PLAIN,
        [
            [1, 2, 0, 3, 4, 0, 0, 0, 0],
            [0, 1, 2, 0, 3, 4, 0, 0, 0],
            [0, 0, 1, 2, 0, 3, 4, 0, 0],
            [0, 0, 0, 1, 2, 0, 3, 4, 0],
        ],
    ),
    ("stride-ignored", Conv2D(1, 2, 2), BY_HAND),
]


@pytest.mark.parametrize("name, layer, matrix", WRONG, ids=[name for name, *_ in WRONG])
def test_by_hand_what_a_mistake_gives(name, layer, matrix):
    np.testing.assert_array_equal(MISTAKES[name].wrong(layer, KERNEL, (3, 3))[0], matrix)


def test_every_mistake_is_told_from_the_truth():
    assert {name for name, *_ in WRONG} == set(MISTAKES)
    for _, layer, matrix in WRONG:
        right = convolution_matrix(layer, KERNEL, (3, 3))
        assert right.shape != np.shape(matrix) or (right != matrix).any()


def test_numbering_by_columns_may_change_one_side_only():
    both, inside, outside = MISTAKES["pixels-by-columns"].wrong(PLAIN, KERNEL, (3, 3))
    np.testing.assert_array_equal(inside[0], [1, 3, 0, 2, 4, 0, 0, 0, 0])
    np.testing.assert_array_equal(inside[[0, 2, 1, 3]], both)
    np.testing.assert_array_equal(outside, np.array(BY_HAND)[[0, 2, 1, 3]])


def test_on_a_square_picture_a_transposed_kernel_looks_like_pixels_by_columns():
    transposed = MISTAKES["kernel-transposed"].wrong(PLAIN, KERNEL, (3, 3))[0]
    np.testing.assert_array_equal(
        transposed, MISTAKES["pixels-by-columns"].wrong(PLAIN, KERNEL, (3, 3))[0]
    )
    high = MISTAKES["kernel-transposed"].wrong(PLAIN, KERNEL, (3, 4))[0]
    assert (high != MISTAKES["pixels-by-columns"].wrong(PLAIN, KERNEL, (3, 4))[0]).any()


@given(sizes, sizes, st.sampled_from(["valid", "same"]), pictures)
@settings(derandomize=True, deadline=None)
def test_mistakes_never_raise(kernel_size, strides, padding, size):
    kernel = np.arange(1.0, 1 + kernel_size[0] * kernel_size[1]).reshape(kernel_size)
    for mistake in MATRIX_MISTAKES:
        for wrong in mistake.wrong(Conv2D(1, kernel_size, strides, padding), kernel, size):
            assert wrong.ndim == 2
            assert np.isfinite(wrong).all()
