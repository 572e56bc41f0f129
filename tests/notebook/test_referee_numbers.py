"""Keras, asked live, says of counts, input sizes and matrices what the grader's arithmetic says; and
what is exported of a network."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest

from autograder.convolution.input_sizes import input_sizes
from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Conv2DTranspose,
    Layer,
    MaxPooling2D,
    UpSampling2D,
    ZeroPadding2D,
)
from autograder.convolution.matrix import convolution_matrix
from autograder.engine.plain import TooLargeError
from autograder.notebook.layer_copy import LayerCopy, network_settings
from autograder.questions.count import CountPart, CountQuestion
from autograder.questions.input_sizes import InputSizesPart, InputSizesQuestion
from autograder.questions.keras_layer import keras_layer
from autograder.questions.matrix import MatrixPart, MatrixQuestion

PADDINGS = ("valid", "same")
WINDOWS: list[Layer] = [
    *(Conv2D(2, k, s, p) for k, s, p in product((1, 2, 3, 5), (1, 2, 3), PADDINGS)),
    *(MaxPooling2D(k, s, p) for k, s, p in product((1, 2, 4), (None, 1, 3), PADDINGS)),
    *(AveragePooling2D(k, s, p) for k, s, p in product((2, 3), (None, 2), PADDINGS)),
    *(Conv2DTranspose(2, k, s, p) for k, s, p in product((1, 2, 3), (1, 2, 3), PADDINGS)),
    UpSampling2D(3),
    ZeroPadding2D(2),
]


def asked(kind: Any, *parts: Any) -> Any:
    return kind(id="q", points=1, statement="?", hint="!", parts=parts).publish({}).expected()


def test_counts() -> None:
    chain = (Conv2D(5, 3), MaxPooling2D(2))
    parts = [
        CountPart(f"{number} {bias} {len(before)}", (2, 20, 24, 3), (*before, layer), bias)
        for number, layer in enumerate(WINDOWS[::3])
        for bias in (True, False)
        for before in ((), chain)
    ]
    found = asked(CountQuestion, *parts)
    assert found == {part.answer: part.count() for part in parts}
    assert len(set(found.values())) > 10


def test_input_sizes() -> None:
    parts = [
        InputSizesPart(f"{layer} {output}", layer, output, largest=40)
        for layer in WINDOWS
        for output in (1, 2, 5, 6, 9)
    ]
    found = asked(InputSizesQuestion, *parts)
    assert found == {
        part.answer: frozenset(input_sizes(part.layer, part.output, 40)) for part in parts
    }


@pytest.mark.parametrize(
    "layer", [Conv2D(1, 4, 3), Conv2D(1, 4, 3, "same"), MaxPooling2D(3)], ids=str
)
def test_input_sizes_are_those_that_a_call_gives(layer: Layer) -> None:
    made = keras_layer(layer)
    right = set()
    for size in range(4, 21):  # every window fits
        output = np.asarray(made(np.zeros((1, size, size, 1), np.float32)))
        if output.shape[1] == 4:
            right.add(size)
    assert right == set(input_sizes(layer, 4, 20)) - {1, 2, 3}
    assert right


def test_matrices() -> None:
    kernels = [((1, 2), (3, 4)), ((1, 2, 3), (-1, 0.5, 7)), ((2, 0, 1), (4, -1, 1), (0, 3, -2))]
    parts = [
        MatrixPart(
            f"{kernel} {strides} {padding}",
            Conv2D(1, np.shape(kernel), strides, padding),
            kernel,
            (4, 5),
        )
        for kernel, strides, padding in product(kernels, (1, 2, (1, 2)), PADDINGS)
    ]
    found = asked(MatrixQuestion, *parts)
    for part in parts:
        right = convolution_matrix(part.layer, part.kernel, part.input_size)
        np.testing.assert_allclose(found[part.answer], right, atol=1e-6)


class TestNetworkSettings:
    """What is told of a network."""

    @pytest.fixture(scope="class")
    def layers(self) -> Any:
        keras = pytest.importorskip("keras")
        return keras.layers

    def test_a_list_of_layers(self, layers: Any) -> None:
        import keras

        network = keras.Sequential(
            [
                layers.Input((9, 9, 1)),
                layers.Conv2D(2, 3, padding="same", activation="relu", use_bias=False),
                layers.MaxPooling2D(2),
                layers.UpSampling2D(2, interpolation="bilinear"),
                layers.Conv2D(2, 3, dilation_rate=2),
                layers.Conv2DTranspose(1, 2, strides=2, output_padding=1),
                layers.Flatten(),
            ]
        )
        told = network_settings(network)
        assert [layer["class_name"] for layer in told] == [
            "InputLayer", "Conv2D", "MaxPooling2D", "UpSampling2D", "Conv2D", "Conv2DTranspose", "Flatten",
        ]  # fmt: skip
        assert told[1]["config"] == {
            "filters": 2,
            "kernel_size": (3, 3),
            "strides": (1, 1),
            "padding": "same",
            "use_bias": False,
            "activation": "relu",
        }
        assert told[2]["config"] == {"pool_size": (2, 2), "strides": (2, 2), "padding": "valid"}
        assert told[3]["config"] == {"size": (2, 2), "interpolation": "bilinear"}
        assert told[4]["config"]["dilation_rate"] == (2, 2)
        assert told[5]["config"]["output_padding"] in (1, (1, 1))
        assert told[6]["config"] == {}

    def test_a_functional_chain(self, layers: Any) -> None:
        import keras

        entering = layers.Input((9, 9, 1))
        network = keras.Model(entering, layers.MaxPooling2D(2)(layers.Conv2D(2, 3)(entering)))
        inside = keras.Sequential([network, layers.Conv2D(1, 1)])
        told = [layer["class_name"] for layer in network_settings(inside)]
        assert [name for name in told if name != "InputLayer"] == [
            "Conv2D",
            "MaxPooling2D",
            "Conv2D",
        ]

    def test_no_plain_chain(self, layers: Any) -> None:
        import keras

        entering = layers.Input((9, 9, 1))
        twice = layers.Conv2D(1, 3)
        networks = {
            "branches": keras.Model(entering, layers.Add()([entering, entering])),
            "two ends": keras.Model(
                entering, [layers.Conv2D(1, 1)(entering), layers.Conv2D(1, 1)(entering)]
            ),
            "a layer used twice": keras.Model(entering, twice(twice(entering))),
        }
        for network in networks.values():
            with pytest.raises(TypeError, match="not a plain chain"):
                network_settings(network)

    def test_no_network(self, layers: Any) -> None:
        import keras

        class Own(keras.Model):
            pass

        for value in (None, [layers.Conv2D(1, 1)], keras.Sequential, layers.Conv2D(1, 1), "x"):
            with pytest.raises(TypeError, match="not a network"):
                network_settings(value)
        with pytest.raises(TypeError, match="a class of its own"):
            network_settings(Own())

    def test_too_many_layers(self, layers: Any) -> None:
        import keras

        flat = [layers.Flatten() for _ in range(65)]
        assert len(network_settings(keras.Sequential(flat[:64]))) == 64
        with pytest.raises(TooLargeError, match="more than 64 layers"):
            network_settings(keras.Sequential(flat))

    def test_a_copy_is_called_in_place_of_the_network(self, layers: Any) -> None:
        import keras

        network = keras.Sequential([layers.Conv2D(2, 3), layers.Flatten()])
        output = LayerCopy(network)(np.zeros((1, 5, 6, 1), np.float32))
        assert output.shape == (1, 3 * 4 * 2)
        assert not network.built
