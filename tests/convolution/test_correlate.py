"""What Conv2D and pooling compute: by hand, held against Keras, and properties for all inputs."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from autograder.convolution.correlate import conv2d, layer_output, pool2d
from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    MaxPooling2D,
    ZeroPadding2D,
)
from autograder.convolution.sliding import framed


def picture(rows):
    return np.array(rows, float)[np.newaxis, ..., np.newaxis]


def kernel(rows):
    return np.array(rows, float)[..., np.newaxis, np.newaxis]


SMALL = picture([[1, 2, 3], [4, 5, 6], [7, 8, 9]])


def test_valid():
    # 1*1 + 2*2 + 4*10 + 5*20 = 145
    weights = kernel([[1, 2], [10, 20]])
    assert conv2d(SMALL, weights).tolist() == picture([[145, 178], [244, 277]]).tolist()


def test_same_adds_at_bottom_and_right():
    right_neighbour = kernel([[0, 1], [0, 0]])
    expected = picture([[2, 3, 0], [5, 6, 0], [8, 9, 0]])
    assert conv2d(SMALL, right_neighbour, padding="same").tolist() == expected.tolist()


def test_strides():
    identity = kernel([[1]])
    assert conv2d(SMALL, identity, (2, 1)).tolist() == picture([[1, 2, 3], [7, 8, 9]]).tolist()


def test_channels_are_added_up():
    two_channels = np.concatenate([SMALL, 10 * SMALL], axis=-1)
    weights = np.array([[[[1, 0, 1], [1, 1, 0]]]], float)  # (1, 1, 2, 3)
    assert conv2d(two_channels, weights)[0, 0, 1].tolist() == [22, 20, 2]


def test_cross_correlation_does_not_rotate():
    weight_on_the_left = kernel([[0, 0, 0], [1, 0, 0], [0, 0, 0]])
    moved_right = picture([[0, 1, 2], [0, 4, 5], [0, 7, 8]])
    assert conv2d(SMALL, weight_on_the_left, padding="same").tolist() == moved_right.tolist()


POOLED = {
    "max": (2, None, "valid", "max", [[5]]),
    "average": (2, None, "valid", "average", [[3]]),
    "max, stride one": (2, 1, "valid", "max", [[5, 6], [8, 9]]),
    "max same": (2, None, "same", "max", [[5, 6], [8, 9]]),
    "average same": (2, None, "same", "average", [[3, 4.5], [7.5, 9]]),
}


@pytest.mark.parametrize(
    "pool, stride, padding, keeps, expected", POOLED.values(), ids=POOLED.keys()
)
def test_pooling(pool, stride, padding, keeps, expected):
    strides = None if stride is None else (stride, stride)
    result = pool2d(SMALL, (pool, pool), strides, padding, keeps)
    assert result.tolist() == picture(expected).tolist()


def test_pooling_negative_values():
    assert pool2d(-SMALL, (2, 2), padding="same").max() == -1, "no zero comes in from the border"


def test_nan_goes_through_quietly(recwarn):
    dark = SMALL.copy()
    dark[0, 0, 0, 0] = np.nan
    dark[0, 2, 2, 0] = np.inf
    everything = conv2d(dark, np.zeros((3, 3, 1, 1)), padding="same")
    assert np.isnan(everything[0, 0, 0, 0])
    assert np.isnan(pool2d(dark, (2, 2))[0, 0, 0, 0])
    assert np.isinf(pool2d(dark, (2, 2), padding="same", keeps="average")[0, 1, 1, 0])
    assert not recwarn.list


def test_whole_numbers_and_lists_become_float64():
    assert conv2d(SMALL.astype("uint8"), kernel([[1]]).tolist()).dtype == np.float64
    assert pool2d(SMALL.astype("float16"), (2, 2)).dtype == np.float64


REFUSED = {
    "three axes": (lambda: conv2d(SMALL[0], kernel([[1]])), "four axes"),
    "other depth": (lambda: conv2d(SMALL, np.ones((1, 1, 2, 1))), "1 channels, the kernel has 2"),
    "too large": (lambda: conv2d(SMALL, np.ones((4, 1, 1, 1))), "does not fit"),
    "odd padding": (lambda: conv2d(SMALL, kernel([[1]]), padding="full"), '"valid" or "same"'),
    "odd pooling": (lambda: pool2d(SMALL, (2, 2), keeps="min"), '"max" or "average"'),
    "no kernel": (lambda: layer_output(Conv2D(1, 3), SMALL), "without its kernel"),
}


@pytest.mark.parametrize("compute, message", REFUSED.values(), ids=REFUSED.keys())
def test_refused(compute, message):
    with pytest.raises(ValueError, match=message):
        compute()


def test_layer_output():
    mean = kernel([[0.25, 0.25], [0.25, 0.25]])
    assert layer_output(Conv2D(1, 2, 2), SMALL, mean).tolist() == [[[[3]]]]
    assert layer_output(MaxPooling2D(2), SMALL).tolist() == [[[[5]]]]
    assert layer_output(AveragePooling2D(2), SMALL).tolist() == [[[[3]]]]
    assert layer_output(ZeroPadding2D(((1, 0), (0, 2))), SMALL).shape == (1, 4, 5, 1)


def test_keras_agrees_on_conv2d():
    keras = pytest.importorskip("keras")
    random = np.random.default_rng(1)
    images = random.normal(size=(2, 7, 8, 3)).astype("float32")
    for kh, kw, stride, padding in product((1, 2, 3, 4), (1, 2, 5), (1, 2, 3), ("valid", "same")):
        weights = random.normal(size=(kh, kw, 3, 2)).astype("float32")
        strides = (stride, 4 - stride) if padding == "valid" else (stride, stride)
        expected = keras.ops.conv(images, weights, strides=strides, padding=padding)
        np.testing.assert_allclose(
            conv2d(images, weights, strides, padding),
            keras.ops.convert_to_numpy(expected),
            atol=1e-5,
            err_msg=f"{(kh, kw)} {strides} {padding}",
        )


def test_keras_layer_agrees():
    keras = pytest.importorskip("keras")
    random = np.random.default_rng(2)
    images = random.normal(size=(1, 6, 9, 2)).astype("float32")
    weights = random.normal(size=(3, 4, 2, 5)).astype("float32")
    real = keras.layers.Conv2D(5, (3, 4), 2, "same", use_bias=False)
    real.build(images.shape)
    real.set_weights([weights])
    expected = keras.ops.convert_to_numpy(real(images))
    np.testing.assert_allclose(conv2d(images, weights, (2, 2), "same"), expected, atol=1e-5)


def test_keras_agrees_on_pooling():
    keras = pytest.importorskip("keras")
    images = np.random.default_rng(3).normal(size=(2, 7, 8, 3)).astype("float32")
    kinds = {"max": keras.layers.MaxPooling2D, "average": keras.layers.AveragePooling2D}
    for keeps, pool, stride, padding in product(
        kinds, ((1, 2), (2, 2), (3, 2), (4, 5)), (None, 1, 2, 3), ("valid", "same")
    ):
        strides = None if stride is None else (stride, stride)
        expected = keras.ops.convert_to_numpy(kinds[keeps](pool, strides, padding)(images))
        result = pool2d(images, pool, strides, padding, keeps)
        np.testing.assert_allclose(
            result, expected, atol=1e-5, err_msg=f"{keeps} {pool} {strides} {padding}"
        )


values = st.integers(-9, 9).map(float)
pictures = arrays(float, (1, 6, 7, 1), elements=values)
kernels = arrays(float, (3, 3, 1, 1), elements=values)


@given(pictures, kernels, kernels)
def test_distributive(image, one, other):
    apart = conv2d(image, one) + conv2d(image, other)
    assert np.array_equal(apart, conv2d(image, one + other))


@given(pictures, st.integers(0, 2), st.integers(0, 2))
def test_a_single_weight_shifts(image, row, column):
    weights = np.zeros((3, 3, 1, 1))
    weights[row, column] = 1
    framed = np.pad(image, ((0, 0), (1, 1), (1, 1), (0, 0)))
    shifted = framed[:, row : row + 6, column : column + 7]
    assert np.array_equal(conv2d(image, weights, padding="same"), shifted)


@given(pictures, kernels)
def test_strides_skip(image, weights):
    everywhere = conv2d(image, weights)
    assert np.array_equal(conv2d(image, weights, (2, 3)), everywhere[:, ::2, ::3])


@given(
    arrays(float, (1, 3, 3, 2), elements=st.floats(-1e3, 1e3)),
    arrays(float, (2, 2, 2, 1), elements=st.floats(-1e3, 1e3)),
)
def test_same_to_the_last_bit(image, weights):
    total = 0.0
    for row, column, channel in product(range(2), repeat=3):
        total += image[0, row + 1, column, channel] * weights[row, column, channel, 0]
    assert conv2d(image, weights)[0, 1, 0, 0] == total, "the order of the sum is fixed"


PAIR = st.tuples(st.integers(0, 3), st.integers(0, 3))


@given(
    arrays(np.float64, (2, 3, 4, 2), elements=st.floats(-4, 4)),
    st.tuples(st.just((0, 0)), PAIR, PAIR, st.just((0, 0))),
    st.sampled_from((0.0, -np.inf)),
)
def test_a_frame_is_that_of_numpy(images, around, outside):
    np.testing.assert_array_equal(
        framed(images, around, outside), np.pad(images, around, constant_values=outside)
    )
