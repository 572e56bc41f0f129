"""Upsampling: by hand, held against Keras, and what holds for every picture."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from autograder.convolution.correlate import layer_output, pool2d
from autograder.convolution.layers import UpSampling2D
from autograder.convolution.upsample import between, upsample2d


def picture(rows):
    return np.array(rows, float)[np.newaxis, ..., np.newaxis]


def rows(images):
    return images[0, ..., 0].tolist()


def test_nearest_repeats_pixels():
    assert rows(upsample2d(picture([[1, 2], [3, 4]]), (2, 3))) == [
        [1, 1, 1, 2, 2, 2],
        [1, 1, 1, 2, 2, 2],
        [3, 3, 3, 4, 4, 4],
        [3, 3, 3, 4, 4, 4],
    ]


def test_bilinear_keeps_the_ends_and_mixes_between():
    # Twice as many pixels stand a quarter of a pixel before and behind each old centre
    assert rows(upsample2d(picture([[0, 4]]), (1, 2), "bilinear")) == [[0, 1, 3, 4]]
    # With three times as many, the middle one of each block stands on the old centre
    assert rows(upsample2d(picture([[0, 3]]), (1, 3), "bilinear")) == [
        pytest.approx([0, 0, 1, 2, 3, 3])
    ]


def test_bilinear_mixes_rows_and_columns():
    assert rows(upsample2d(picture([[0, 4], [8, 12]]), (2, 2), "bilinear")) == [
        [0, 1, 3, 4],
        [2, 3, 5, 6],
        [6, 7, 9, 10],
        [8, 9, 11, 12],
    ]


def test_channels_and_batch_stay_apart():
    images = np.arange(24.0).reshape(2, 2, 3, 2)
    larger = upsample2d(images, (2, 2), "bilinear")
    assert larger.shape == (2, 4, 6, 2)
    for image, channel in product(range(2), repeat=2):
        alone = upsample2d(
            images[image : image + 1, :, :, channel : channel + 1], (2, 2), "bilinear"
        )
        assert np.array_equal(larger[image, :, :, channel], alone[0, :, :, 0])


def test_positions_beyond_the_ends_have_the_values_of_the_ends():
    row = picture([[5, 7]])
    assert rows(between(row, 2, np.array([-9.0, 0.0, 0.5, 1.0, 9.0]))) == [[5, 5, 6, 7, 7]]


def test_nan_and_infinity_go_through_quietly(recwarn):
    larger = upsample2d(picture([[1, 2, np.nan, -np.inf]]), (1, 2), "bilinear")
    assert larger[0, 0, 0, 0] == 1
    assert not np.isfinite(larger[0, 0, 3:, 0]).any()
    assert not recwarn.list


REFUSED = {
    "bicubic": (lambda: upsample2d(picture([[1]]), (2, 2), "bicubic"), "not 'bicubic'"),
    "lanczos": (lambda: layer_output(UpSampling2D(2, "lanczos3"), picture([[1]])), "lanczos3"),
    "three axes": (lambda: upsample2d(np.ones((2, 2, 1))), "four axes"),
    "nothing": (lambda: upsample2d(picture([[1]]), (0, 2)), "1 or more"),
    "three factors": (lambda: upsample2d(picture([[1]]), (1, 2, 3)), "two whole numbers"),
}


@pytest.mark.parametrize("compute, message", REFUSED.values(), ids=REFUSED.keys())
def test_refused(compute, message):
    with pytest.raises(ValueError, match=message):
        compute()


def test_layer_output():
    layer = UpSampling2D((1, 2), "bilinear")
    assert rows(layer_output(layer, picture([[0, 4]]))) == [[0, 1, 3, 4]]
    assert rows(layer_output(UpSampling2D((1, 2)), picture([[0, 4]]))) == [[0, 0, 4, 4]]


def test_keras_agrees():
    keras = pytest.importorskip("keras")
    random = np.random.default_rng(5)
    for height, width, size, interpolation in product(
        (1, 2, 5), (1, 3, 4), ((1, 1), (2, 2), (1, 3), (4, 2), (3, 5)), ("nearest", "bilinear")
    ):
        images = random.normal(size=(2, height, width, 3)).astype("float32")
        expected = keras.layers.UpSampling2D(size, interpolation=interpolation)(images)
        np.testing.assert_allclose(
            upsample2d(images, size, interpolation),
            keras.ops.convert_to_numpy(expected),
            atol=1e-5,
            err_msg=f"{(height, width)} {size} {interpolation}",
        )


pictures = arrays(float, (1, 3, 4, 2), elements=st.integers(-9, 9).map(float))
sizes = st.tuples(st.integers(1, 4), st.integers(1, 4))


@given(pictures, sizes)
def test_pooling_takes_nearest_back(image, size):
    assert np.array_equal(pool2d(upsample2d(image, size), size), image)


@given(pictures, sizes)
def test_bilinear_stays_within_the_picture_and_keeps_flat_areas(image, size):
    larger = upsample2d(image, size, "bilinear")
    assert larger.shape == (1, 3 * size[0], 4 * size[1], 2)
    assert larger.min() >= image.min() - 1e-12
    assert larger.max() <= image.max() + 1e-12
    flat = np.full_like(image, image.flat[0])
    np.testing.assert_allclose(upsample2d(flat, size, "bilinear"), image.flat[0], atol=1e-12)
