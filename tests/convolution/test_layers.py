"""Layers as data: what they may be written as, and what they refuse."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.convolution.layers import (
    INTERPOLATIONS,
    LAYERS,
    AveragePooling2D,
    Conv2D,
    Conv2DTranspose,
    MaxPooling2D,
    UpSampling2D,
    ZeroPadding2D,
    arguments,
    from_plain,
    window,
)

SAME_LAYER = {
    "one number": (Conv2D(8, 3), Conv2D(8, (3, 3), (1, 1), "valid")),
    "a list": (Conv2D(8, [3, 5]), Conv2D(8, (3, 5))),
    "numpy numbers": (Conv2D(np.int64(8), np.int32(3)), Conv2D(8, 3)),
    "capitals": (Conv2D(8, 3, padding="SAME"), Conv2D(8, 3, padding="same")),
    "pool default": (MaxPooling2D(), MaxPooling2D((2, 2), None, "valid")),
    "zeros all round": (ZeroPadding2D(2), ZeroPadding2D(((2, 2), (2, 2)))),
    "zeros by axis": (ZeroPadding2D((1, 2)), ZeroPadding2D(((1, 1), (2, 2)))),
    "zeros mixed": (ZeroPadding2D((1, (0, 2))), ZeroPadding2D(((1, 1), (0, 2)))),
    "upsampling": (UpSampling2D(2), UpSampling2D((2, 2), "nearest")),
    "transposed": (
        Conv2DTranspose(4, 3, 2, output_padding=1),
        Conv2DTranspose(4, 3, 2, "valid", (1, 1)),
    ),
}

REFUSED = {
    "no filters": (lambda: Conv2D(0, 3), "filters must be a whole number"),
    "a fraction": (lambda: Conv2D(8, 3.0), "kernel_size must be a whole number"),
    "true": (lambda: Conv2D(8, True), "kernel_size must be a whole number"),
    "three sizes": (lambda: Conv2D(8, (3, 3, 3)), "one number or two"),
    "no stride": (lambda: Conv2D(8, 3, 0), "strides must be a whole number"),
    "odd padding": (lambda: MaxPooling2D(2, padding="full"), "padding must be one of"),
    "less than no zeros": (lambda: ZeroPadding2D(-1), "padding must be a whole number"),
    "odd interpolation": (lambda: UpSampling2D(2, "cubic"), "interpolation must be one of"),
    "too much added": (lambda: Conv2DTranspose(1, 3, 2, output_padding=2), "less than strides"),
}

REFUSED_PLAIN = {
    "no dict": ([1], "a layer is written as"),
    "no name": ({"filters": 8}, "a layer is written as"),
    "unknown layer": ({"layer": "Dense"}, "unknown layer 'Dense'"),
    "odd name": ({"layer": ["Conv2D"]}, "unknown layer"),
    "unknown argument": ({"layer": "Conv2D", "dilation_rate": 2}, "no argument 'dilation_rate'"),
    "missing argument": ({"layer": "Conv2D", "filters": 8}, "kernel_size"),
    "odd value": ({"layer": "Conv2D", "filters": 8, "kernel_size": "3"}, "whole number"),
}


@pytest.mark.parametrize("one, other", SAME_LAYER.values(), ids=SAME_LAYER.keys())
def test_written_differently(one, other):
    assert one == other
    assert hash(one) == hash(other)


def test_kinds_differ():
    assert MaxPooling2D(2) != AveragePooling2D(2)
    assert MaxPooling2D(2) != MaxPooling2D(2, 2), "None and the pool's size are kept apart"


@pytest.mark.parametrize("make, message", REFUSED.values(), ids=REFUSED.keys())
def test_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize("plain, message", REFUSED_PLAIN.values(), ids=REFUSED_PLAIN.keys())
def test_refused_plain(plain, message):
    with pytest.raises(ValueError, match=message):
        from_plain(plain)


def test_layer_frozen():
    with pytest.raises(AttributeError):
        Conv2D(8, 3).filters = 9


def test_plain_form():
    plain = {"layer": "ZeroPadding2D", "padding": [[1, 0], [2, 3]]}
    assert from_plain(plain) == ZeroPadding2D(((1, 0), (2, 3)))
    assert arguments(MaxPooling2D(2)) == {"pool_size": (2, 2), "strides": None, "padding": "valid"}


def test_window():
    assert window(Conv2D(8, (3, 5), 2)) == ((3, 5), (2, 2))
    assert window(MaxPooling2D((2, 3))) == ((2, 3), (2, 3))
    assert window(MaxPooling2D((2, 3), 1)) == ((2, 3), (1, 1))


sizes = st.integers(1, 7)
pairs = st.tuples(sizes, sizes)
zeros = st.tuples(st.integers(0, 4), st.integers(0, 4))
paddings = st.sampled_from(["valid", "same"])
maybe_pairs = st.none() | pairs
layers = st.one_of(
    st.builds(Conv2D, sizes, pairs, pairs, paddings),
    st.builds(MaxPooling2D, pairs, maybe_pairs, paddings),
    st.builds(AveragePooling2D, pairs, maybe_pairs, paddings),
    st.builds(ZeroPadding2D, st.tuples(zeros, zeros)),
    st.builds(UpSampling2D, pairs, st.sampled_from(INTERPOLATIONS)),
    st.builds(Conv2DTranspose, sizes, pairs, pairs, paddings, st.none() | st.just(0)),
)


@given(layers)
def test_plain_and_back(layer):
    through_json = json.loads(json.dumps({"layer": type(layer).__name__, **arguments(layer)}))
    assert from_plain(through_json) == layer
    assert type(layer)(**arguments(layer)) == layer


def test_keras_takes_the_arguments():
    keras = pytest.importorskip("keras")
    for layer in (
        Conv2D(8, 3),
        MaxPooling2D(),
        ZeroPadding2D(),
        UpSampling2D(),
        Conv2DTranspose(8, 3),
    ):
        made = getattr(keras.layers, type(layer).__name__)(**arguments(layer))
        config = made.get_config()
        given = {name: config[name] for name in arguments(layer)}
        if isinstance(layer, MaxPooling2D):
            assert given.pop("strides") == (2, 2), "Keras writes the default out"
            given["strides"] = None
        assert type(layer)(**given) == layer
    assert set(LAYERS) <= set(dir(keras.layers))
