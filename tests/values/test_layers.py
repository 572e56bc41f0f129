"""What is read of a student's layers and networks, and calls of copies of them."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from autograder.values.call import Call
from autograder.values.layers import LayerCopy, network_settings, settings
from autograder.values.value import TooLargeError


def test_keras_is_not_imported_to_see_that_a_value_is_no_layer() -> None:
    code = """
import sys
from autograder.values.export import Export
from autograder.values.reader import Reader
reader = Reader({"x": 1})
for form in ("layer", "layer-settings", "network-settings"):
    print(reader.read(Export("x", form)).problem)
print("keras" in sys.modules or "tensorflow" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["not-callable", "not-plain", "not-plain", "False"]


class TestLayer:
    """A single layer."""

    @pytest.fixture(scope="class")
    def layers(self) -> Any:
        return pytest.importorskip("keras").layers

    def test_its_settings(self, layers: Any) -> None:
        assert settings(layers.MaxPooling2D(2)) == {
            "class_name": "MaxPooling2D",
            "config": {"pool_size": (2, 2), "strides": (2, 2), "padding": "valid"},
        }

    def test_a_copy_with_weights_of_the_check(self, layers: Any) -> None:
        layer = layers.Conv2D(1, 2, use_bias=True)
        kernel = np.ones((2, 2, 1, 1), np.float32)
        reply = LayerCopy(layer).reply(Call((np.ones((1, 2, 3, 1), np.float32), kernel)))
        assert reply.value is not None
        assert reply.value.tolist() == [[[[4.0], [4.0]]]]
        assert not layer.built

    def test_an_error_is_a_reply(self, layers: Any) -> None:
        reply = LayerCopy(layers.Conv2D(1, 5)).reply(Call((np.ones((1, 2, 2, 1), np.float32),)))
        assert (reply.value, reply.problem) == (None, "error")
        assert "\n" not in reply.detail

    def test_two_outputs_are_an_error(self, layers: Any) -> None:
        class Two(layers.Layer):
            def call(self, images: Any) -> Any:
                return [images, images]

        reply = LayerCopy(Two()).reply(Call((np.ones((1, 2, 2, 1), np.float32),)))
        assert reply.detail == "ValueError: the layer gives 2 outputs in place of one"


class TestOwnLayers:
    """Layers of classes and with functions that students write themselves."""

    @pytest.fixture(scope="class")
    def own(self) -> Any:
        """By name: such a layer, each a Conv2D of one filter of 3 x 3, stride 2, same padding."""
        keras = pytest.importorskip("keras")
        conv, given = keras.layers.Conv2D, {"strides": 2, "padding": "same"}

        class Halve(conv):
            def __init__(self) -> None:
                super().__init__(1, 3, **given)

        class Preset(conv):
            """Says some of the settings, and takes the others."""

            def __init__(self, filters: int, kernel_size: int, **more: Any) -> None:
                super().__init__(filters, kernel_size, strides=2, **more)

            def get_config(self) -> Any:
                return {"filters": self.filters}

        class Doubled(conv):
            """Does something else than Conv2D."""

            def __init__(self, factor: float) -> None:
                super().__init__(1, 3, **given)
                self.factor = factor

            def call(self, images: Any) -> Any:
                return super().call(images) * self.factor

        class Outside(keras.layers.Layer):
            """Is no Conv2D, and has one."""

            def __init__(self) -> None:
                super().__init__()
                self.inside = Halve()

            def call(self, images: Any) -> Any:
                return self.inside(images)

        class Chain(keras.layers.Layer):
            """Has them in a list, with a function at its end."""

            def __init__(self, last: Any) -> None:
                super().__init__()
                self.parts, self.last = [Halve()], last

            def call(self, images: Any) -> Any:
                for part in self.parts:
                    images = part(images)
                return self.last(images)

        class Lost(keras.layers.Layer):
            def __init__(self, counts: Any) -> None:
                super().__init__()
                self.counts = counts

            def call(self, images: Any) -> Any:
                return images * len(self.counts)

        def own_zeros(shape: Any, dtype: Any = None) -> Any:
            return keras.ops.zeros(shape, dtype)

        def own_function(values: Any) -> Any:
            return values * 3

        return {
            "only made otherwise": Halve(),
            "some settings": Preset(1, 3, padding="same"),
            "another call": Doubled(2.0),
            "a layer with one": Outside(),
            "a network with one": keras.Sequential([Halve()]),
            "a network of one's own": type("Net", (keras.Sequential,), {})([Halve()]),
            "a function of one's own": conv(1, 3, activation=own_function, **given),
            "an unnamed one": conv(1, 3, activation=lambda values: values * 3, **given),
            "an initializer": conv(1, 3, kernel_initializer=own_zeros, **given),
            "a list with one": Chain(own_function),
            "lost": Lost({1, 2}),
        }

    FACTOR = {
        "another call": 2,
        "a function of one's own": 3,
        "an unnamed one": 3,
        "a list with one": 3,
    }

    @pytest.mark.parametrize(
        "name",
        ["only made otherwise", "some settings", "another call", "a layer with one",
         "a network with one", "a network of one's own", "a function of one's own",
         "an unnamed one", "an initializer", "a list with one"],
    )  # fmt: skip
    def test_they_are_judged_by_what_they_do(self, own: Any, name: str) -> None:
        images = np.ones((1, 5, 7, 1), np.float32)
        kernel = np.zeros((3, 3, 1, 1), np.float32)
        kernel[1, 1] = 1
        copied = LayerCopy(own[name])
        for call in (Call((images, kernel)), Call((images, kernel))):
            reply = copied.reply(call)
            assert reply.value is not None, reply.detail
            assert reply.value.shape == (1, 3, 4, 1)
            assert (reply.value == self.FACTOR.get(name, 1)).all()
        assert not own[name].built or "network" in name

    def test_where_there_is_no_copy_it_is_told_in_words(self, own: Any) -> None:
        reply = LayerCopy(own["lost"]).reply(Call((np.ones((1, 2, 2, 1), np.float32),)))
        assert reply.value is None
        assert reply.detail == (
            "it has a class of your own in it (`Lost`), and no copy of it could be made to be tried: "
            "use Keras' own layers as they are"
        )

    def test_their_settings_are_those_of_what_they_are_made_of(self, own: Any) -> None:
        told = {
            name: settings(own[name])
            for name in ("only made otherwise", "some settings", "another call")
        }
        assert [each["class_name"] for each in told.values()] == ["Conv2D", "Conv2D", "Doubled"]
        assert {each["config"]["strides"] for each in told.values()} == {(2, 2)}
        (inside,) = network_settings(own["a network with one"])
        assert (inside["class_name"], inside["config"]["padding"]) == ("Conv2D", "same")


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

    def test_activations(self, layers: Any) -> None:
        import keras

        ways: dict[str, Any] = {
            "relu": keras.ops.relu,
            "linear": None,
            "tanh": lambda x: (keras.ops.exp(2 * x) - 1) / (keras.ops.exp(2 * x) + 1),
            "relu6": layers.ReLU(max_value=6),
            "function": lambda x: keras.ops.maximum(x, 1),
            "leaky_relu": layers.LeakyReLU(0.2),
        }
        network = keras.Sequential(
            [layers.Conv2D(1, 1, activation=way) for way in ways.values()]
            + [layers.ReLU(), layers.ReLU(max_value=6), layers.LeakyReLU(0.25)]
        )
        *convolutions, relu, bounded, leaky = network_settings(network)
        assert [layer["config"]["activation"] for layer in convolutions] == list(ways)
        assert relu["config"] == {}
        assert bounded["config"] == {"max_value": 6}
        assert leaky["config"] == {"negative_slope": 0.25}

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
        reply = LayerCopy(network).reply(Call((np.zeros((1, 5, 6, 1), np.float32),)))
        assert reply.value is not None
        assert reply.value.shape == (1, 3 * 4 * 2)
        assert not network.built
