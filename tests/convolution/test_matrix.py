"""Convolutions as matrices, small ones written out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from autograder.convolution.correlate import conv2d
from autograder.convolution.layers import Conv2D
from autograder.convolution.matrix import convolution_matrix

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
