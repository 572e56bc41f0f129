"""The transposed convolution: by hand, held against Keras, and as the adjoint of Conv2D."""

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from autograder.convolution.correlate import conv2d, layer_output
from autograder.convolution.layers import Conv2DTranspose
from autograder.convolution.sizes import output_shape
from autograder.convolution.transposed import conv2d_transpose


def picture(rows):
    return np.array(rows, float)[np.newaxis, ..., np.newaxis]


def kernel(rows):
    return np.array(rows, float)[..., np.newaxis, np.newaxis]


def rows(images):
    return images[0, ..., 0].tolist()


ROW = picture([[1, 10]])
COUNTED = kernel([[1, 2, 3]])

BY_HAND = {
    # 1 * [1 2 3] and one pixel further 10 * [1 2 3]
    "stride one": ((1, 1), "valid", None, [[1, 2 + 10, 3 + 20, 30]]),
    # two pixels further: they overlap in one place
    "stride two": ((1, 2), "valid", None, [[1, 2, 3 + 10, 20, 30]]),
    "side by side": ((1, 3), "valid", None, [[1, 2, 3, 10, 20, 30]]),
    "with a gap": ((1, 4), "valid", None, [[1, 2, 3, 0, 10, 20, 30, 0]]),
    "no gap at the end": ((1, 4), "valid", 0, [[1, 2, 3, 0, 10, 20, 30]]),
    # "same" cuts off what stands out of twice the size: here the last column
    "same": ((1, 2), "same", None, [[1, 2, 3 + 10, 20]]),
    "same, less": ((1, 2), "same", 0, [[2, 3 + 10, 20]]),
    "same, one more": ((1, 2), "same", (0, 1), [[1, 2, 3 + 10, 20]]),
    "same, stride one": ((1, 1), "same", None, [[2 + 10, 3 + 20]]),
}


@pytest.mark.parametrize("strides, padding, added, expected", BY_HAND.values(), ids=BY_HAND.keys())
def test_by_hand(strides, padding, added, expected):
    assert rows(conv2d_transpose(ROW, COUNTED, strides, padding, added)) == expected


def test_rows_and_columns():
    # Four copies of the kernel, a stride of one apart, that all meet in the middle
    image, ones = picture([[1, 2], [3, 4]]), kernel([[1, 1], [1, 1]])
    assert rows(conv2d_transpose(image, ones)) == [[1, 3, 2], [4, 10, 6], [3, 7, 4]]


def test_one_pixel_shows_the_kernel_as_it_is():
    dot = picture([[0, 0], [0, 1]])
    weights = kernel([[1, 2], [3, 4]])
    assert rows(conv2d_transpose(dot, weights, 2)) == [
        [0, 0, 0, 0],
        [0, 0, 0, 0],
        [0, 0, 1, 2],
        [0, 0, 3, 4],
    ]


def test_channels_are_added_up():
    two_channels = np.array([[[[1, 10]]]], float)
    weights = np.array([[[[1, 0], [0, 1], [1, 1]]]], float)  # (1, 1, F = 3, C = 2)
    assert conv2d_transpose(two_channels, weights)[0, 0, 0].tolist() == [1, 10, 11]


def test_overwritten_keeps_the_last_copy():
    assert rows(conv2d_transpose(ROW, COUNTED, overlaps="overwritten")) == [[1, 10, 20, 30]]
    image, ones = picture([[1, 2], [3, 4]]), kernel([[1, 1], [1, 1]])
    last = conv2d_transpose(image, ones, overlaps="overwritten")
    assert rows(last) == [[1, 2, 2], [3, 4, 4], [3, 4, 4]]


def test_overwritten_as_a_loop_over_the_pixels():
    random = np.random.default_rng(6)
    image, weights = random.normal(size=(1, 3, 4, 2)), random.normal(size=(3, 2, 5, 2))
    expected = np.zeros((1, 7, 5, 5))
    for row, column in np.ndindex(3, 4):
        copy = (weights * image[0, row, column]).sum(axis=-1)
        expected[0, 2 * row : 2 * row + 3, column : column + 2] = copy
    found = conv2d_transpose(image, weights, (2, 1), overlaps="overwritten")
    np.testing.assert_allclose(found, expected)


REFUSED = {
    "three axes": (lambda: conv2d_transpose(ROW[0], COUNTED), "four axes"),
    "other depth": (lambda: conv2d_transpose(ROW, np.ones((1, 1, 1, 2))), "the kernel has 2"),
    "odd padding": (lambda: conv2d_transpose(ROW, COUNTED, padding="full"), "padding must be"),
    "stride zero": (lambda: conv2d_transpose(ROW, COUNTED, 0), "strides must be"),
    "added too much": (lambda: conv2d_transpose(ROW, COUNTED, 2, "valid", 2), "less than strides"),
    "nothing left": (
        lambda: conv2d_transpose(picture([[1]]), kernel([[1, 2]]), 1, "same", 0),
        "nothing is left",
    ),
    "refused by TensorFlow": (
        lambda: conv2d_transpose(picture([[1, 2], [3, 4]]), kernel([[1, 2], [3, 4]]), 2, "same", 0),
        "Keras refuses",
    ),
    "odd overlaps": (lambda: conv2d_transpose(ROW, COUNTED, overlaps="mean"), '"overwritten"'),
    "no kernel": (lambda: layer_output(Conv2DTranspose(1, 3), ROW), "without its kernel"),
}


@pytest.mark.parametrize("compute, message", REFUSED.values(), ids=REFUSED.keys())
def test_refused(compute, message):
    with pytest.raises(ValueError, match=message):
        compute()


def test_layer_output():
    layer = Conv2DTranspose(1, (1, 3), (1, 2), "same", 0)
    assert rows(layer_output(layer, ROW, COUNTED)) == [[2, 13, 20]]


def test_nan_goes_through_quietly(recwarn):
    with_nan = conv2d_transpose(picture([[np.nan, 1, np.inf]]), kernel([[0, 1]]))
    assert np.isnan(with_nan[0, 0, 0, 0])
    assert with_nan.dtype == np.float64
    assert not recwarn.list


def test_keras_agrees_and_refuses_the_same():
    keras = pytest.importorskip("keras")
    tensorflow = pytest.importorskip("tensorflow")
    random = np.random.default_rng(7)
    images = random.normal(size=(2, 4, 5, 3)).astype("float32")
    refused = 0
    for k, s, padding, added in product(
        (1, 2, 3, 4, 5), (1, 2, 3), ("valid", "same"), (None, 0, 1)
    ):
        if added is not None and added >= min(s, 4 - s):
            continue
        strides = (s, 4 - s)  # other steps on the rows than on the columns
        weights = random.normal(size=(k, 6 - k, 2, 3)).astype("float32")
        real = keras.layers.Conv2DTranspose(
            2, (k, 6 - k), strides, padding, output_padding=added, use_bias=False
        )
        real.build(images.shape)
        real.set_weights([weights])
        try:
            expected = keras.ops.convert_to_numpy(real(images))
        except tensorflow.errors.OpError:
            refused += 1
            with pytest.raises(ValueError, match="Keras refuses"):
                conv2d_transpose(images, weights, strides, padding, added)
            continue
        np.testing.assert_allclose(
            conv2d_transpose(images, weights, strides, padding, added),
            expected,
            atol=1e-5,
            err_msg=f"{(k, 6 - k)} {strides} {padding} {added}",
        )
    assert refused


values = st.integers(-9, 9).map(float)


@st.composite
def adjoint_pairs(draw):
    """x, y, kernel, and the settings with which conv2d makes of x something of y's shape."""
    strides = draw(st.tuples(st.integers(1, 3), st.integers(1, 3)))
    padding = draw(st.sampled_from(("valid", "same")))
    kh, kw = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    channels, filters = draw(st.integers(1, 2)), draw(st.integers(1, 2))
    layer = Conv2DTranspose(channels, (kh, kw), strides, padding)
    small = (1, draw(st.integers(1, 4)), draw(st.integers(1, 4)), filters)
    large = output_shape(layer, small)
    x = draw(arrays(float, large, elements=values))
    y = draw(arrays(float, small, elements=values))
    weights = draw(arrays(float, (kh, kw, channels, filters), elements=values))
    return x, y, weights, strides, padding


@given(adjoint_pairs())
def test_it_is_the_adjoint_of_conv2d(pair):
    x, y, weights, strides, padding = pair
    there = conv2d(x, weights, strides, padding)
    back = conv2d_transpose(y, weights, strides, padding)
    assert there.shape == y.shape
    assert np.sum(there * y) == np.sum(x * back), "whole numbers: equal to the last bit"


@given(
    arrays(float, (1, 2, 3, 1), elements=values),
    arrays(float, (3, 3, 1, 1), elements=values),
    st.integers(1, 4),
)
def test_overlaps_matter_only_where_there_are_any(image, weights, stride):
    added = conv2d_transpose(image, weights, stride)
    last = conv2d_transpose(image, weights, stride, overlaps="overwritten")
    if stride >= 3:
        assert np.array_equal(added, last)
    else:
        assume(np.all(image != 0) and np.all(weights != 0))
        assert not np.array_equal(added, last)
