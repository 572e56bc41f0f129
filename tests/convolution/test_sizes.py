"""Output sizes, small ones by hand; Keras is the referee for the rest."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Conv2DTranspose,
    MaxPooling2D,
    UpSampling2D,
    ZeroPadding2D,
    arguments,
)
from autograder.convolution.sizes import chain_shape, output_shape, weights_shape

BY_HAND = {
    "lecture's first": (Conv2D(1, 3), (1, 28, 28, 1), (1, 26, 26, 1)),
    "twenty-three filters": (Conv2D(23, 3), (1, 28, 28, 1), (1, 26, 26, 23)),
    "stride two": (Conv2D(1, 3, 2), (1, 28, 28, 1), (1, 13, 13, 1)),
    "not square": (Conv2D(2, (3, 5), (1, 2)), (4, 9, 12, 3), (4, 7, 4, 2)),
    "same": (Conv2D(1, 4, padding="same"), (1, 5, 6, 1), (1, 5, 6, 1)),
    "same, stride two": (Conv2D(1, 3, 2, "same"), (1, 5, 6, 1), (1, 3, 3, 1)),
    "pooling": (MaxPooling2D(2), (1, 5, 6, 3), (1, 2, 3, 3)),
    "pooling same": (AveragePooling2D(2, padding="same"), (1, 5, 6, 3), (1, 3, 3, 3)),
    "pooling, stride one": (MaxPooling2D(2, 1), (1, 5, 6, 3), (1, 4, 5, 3)),
    "zeros": (ZeroPadding2D(((1, 0), (2, 3))), (1, 5, 6, 3), (1, 6, 11, 3)),
    "upsampling": (UpSampling2D((2, 3), "bilinear"), (1, 5, 6, 3), (1, 10, 18, 3)),
    "transposed": (Conv2DTranspose(2, 3, 2), (1, 5, 6, 3), (1, 11, 13, 2)),
    "transposed same": (Conv2DTranspose(2, 3, 2, "same"), (1, 5, 6, 3), (1, 10, 12, 2)),
    "transposed, zero added": (Conv2DTranspose(2, 3, 2, "same", 0), (1, 5, 6, 3), (1, 9, 11, 2)),
    "transposed, wide stride": (Conv2DTranspose(2, 2, 3), (1, 5, 6, 3), (1, 15, 18, 2)),
}


@pytest.mark.parametrize("layer, entering, leaving", BY_HAND.values(), ids=BY_HAND.keys())
def test_by_hand(layer, entering, leaving):
    assert output_shape(layer, entering) == leaving


def test_chain():
    layers = [ZeroPadding2D(1), Conv2D(8, 3), MaxPooling2D(2), UpSampling2D(2)]
    assert chain_shape(layers, (1, 27, 28, 3)) == (1, 26, 28, 8)
    assert chain_shape([], (1, 27, 28, 3)) == (1, 27, 28, 3)


def test_inverse_exercise():
    assert output_shape(Conv2D(2, 4, 5), (1, 10, 10, 3)) == (1, 2, 2, 2)


def test_weights():
    assert weights_shape(Conv2D(8, (3, 5)), (1, 28, 28, 4)) == (3, 5, 4, 8)
    assert weights_shape(Conv2DTranspose(8, (3, 5)), (1, 28, 28, 4)) == (3, 5, 8, 4)


def test_numpy_sizes():
    leaving = output_shape(Conv2D(8, 3), np.array([1, 28, 28, 1]))
    assert leaving == (1, 26, 26, 8)
    assert all(type(size) is int for size in leaving)


REFUSED = {
    "kernel too high": (Conv2D(1, (6, 3)), (1, 5, 6, 1), "6 rows does not fit into 5"),
    "kernel too wide": (MaxPooling2D((2, 7)), (1, 5, 6, 1), "7 columns does not fit into 6"),
    "nothing left": (Conv2DTranspose(1, 2, 1, "same", 0), (1, 1, 1, 1), "nothing is left of 1"),
    "three axes": (Conv2D(1, 3), (28, 28, 1), "a shape here is"),
    "a fraction": (Conv2D(1, 3), (1, 2.5, 28, 1), "a shape here is"),
    "unknown batch": (Conv2D(1, 3), (None, 28, 28, 1), "a shape here is"),
    "empty": (Conv2D(1, 3), (1, 0, 28, 1), "must be 1 or more"),
}


@pytest.mark.parametrize("layer, entering, message", REFUSED.values(), ids=REFUSED.keys())
def test_refused(layer, entering, message):
    with pytest.raises(ValueError, match=message):
        output_shape(layer, entering)


def _grid():
    """Layers with different values on the two axes, small kernels and strides, both paddings."""
    for k, s, padding in product(range(1, 6), range(1, 4), ("valid", "same")):
        window, steps = (k, 6 - k), (s, 4 - s)
        yield Conv2D(2, window, steps, padding)
        for pooling in (MaxPooling2D, AveragePooling2D):
            yield pooling(window, steps, padding)
            yield pooling(window, None, padding)
        yield Conv2DTranspose(2, window, steps, padding)
        yield Conv2DTranspose(2, window, steps, padding, 0)
        yield Conv2DTranspose(2, window, steps, padding, (s - 1, 3 - s))
    for a, b in product(range(3), repeat=2):
        yield ZeroPadding2D(((a, b), (b, 2 * a)))
        yield UpSampling2D((a + 1, b + 1), "bilinear" if a else "nearest")


@pytest.mark.thorough
def test_keras_agrees_on_shapes():
    keras = pytest.importorskip("keras")
    for layer in _grid():
        real = getattr(keras.layers, type(layer).__name__)(**arguments(layer))
        for height, width in product(range(5, 13, 2), range(5, 10)):
            entering = (1, height, width, 3)
            expected = tuple(real.compute_output_shape(entering))
            assert output_shape(layer, entering) == expected, (layer, entering)


CALLED = [
    Conv2D(2, (2, 3), (2, 1), "same"),
    Conv2D(2, (4, 3), 3),
    MaxPooling2D(3),
    MaxPooling2D((2, 3), padding="same"),
    AveragePooling2D((3, 2), 1),
    ZeroPadding2D(((0, 1), (2, 3))),
    UpSampling2D((2, 3), "bilinear"),
    Conv2DTranspose(2, (2, 3), (3, 2)),
    Conv2DTranspose(2, (3, 5), 2, "same"),
    Conv2DTranspose(2, (3, 5), 2, "same", 1),
    Conv2DTranspose(2, (3, 5), 2, "valid", 0),
]


@pytest.mark.parametrize("layer", CALLED, ids=str)
def test_keras_computes_these_shapes(layer):
    keras = pytest.importorskip("keras")
    real = getattr(keras.layers, type(layer).__name__)(**arguments(layer))
    entering = (2, 7, 8, 3)
    assert tuple(real(np.zeros(entering, "float32")).shape) == output_shape(layer, entering)
    if isinstance(layer, Conv2D | Conv2DTranspose):
        assert tuple(real.kernel.shape) == weights_shape(layer, entering)


@given(st.integers(1, 40), st.integers(1, 7), st.integers(1, 4))
def test_same_is_a_ceiling(size, kernel, stride):
    height = output_shape(Conv2D(1, kernel, stride, "same"), (1, size, size, 1))[1]
    assert (height - 1) * stride < size <= height * stride


@given(st.integers(1, 40), st.integers(1, 7), st.integers(1, 4))
def test_transposed_goes_back(size, kernel, stride):
    larger = output_shape(Conv2DTranspose(1, kernel, stride), (1, size, size, 1))
    assert output_shape(Conv2D(1, kernel, stride), larger)[1:3] == (size, size)
