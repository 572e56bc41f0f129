"""A student's Keras layer or network, read where the student's code runs.

Calling the student's own layer would build it for one input depth, and the student's next call
might fail. So a check calls a copy made from the layer's configuration, under another name. A layer
of a student's own class is judged as what it is made of.

Keras is never imported here: only a notebook that has imported it can hold a layer.
"""

from __future__ import annotations

import copy
import sys
from typing import Any

import numpy as np

from autograder.values.activations import activation_name
from autograder.values.call import Call
from autograder.values.kept import Kept
from autograder.values.own_layers import (
    acting_class,
    base_class,
    configuration,
    from_configuration,
    rebuilt,
)
from autograder.values.value import TooLargeError

KEPT = ("filters", "kernel_size", "strides", "padding", "pool_size", "use_bias", "activation")
"""The settings of a layer that are told as data."""

KEPT_OF_NETWORKS = (*KEPT, "output_padding", "size", "interpolation")
"""The same of each layer of a network."""

USUAL: dict[str, Any] = {
    "dilation_rate": (1, 1),
    "groups": 1,
    "data_format": "channels_last",
    "max_value": None,
    "negative_slope": 0.0,
    "threshold": 0.0,
}
"""Settings that are told only where they are others than these."""

MOST_LAYERS = 64
"""Networks with more layers are not looked at."""


class LayerCopy(Kept):
    """A layer's configuration at this moment, which can be called on arrays.

    TypeError where the value is no Keras layer, or a class in place of a layer.
    """

    def __init__(self, layer: Any) -> None:
        """Takes the configuration; the layer is not touched, and used no more where Keras knows all in
        it."""
        _check_layer(layer)
        self._layer = layer
        self._type: Any = acting_class(type(layer))
        self._config = copy.deepcopy(configuration(layer))

    def _made(self) -> Any:
        made = from_configuration(self._type, self._config)
        return rebuilt(self._layer) if made is None else made

    def returned(self, call: Call) -> np.ndarray:
        """The output of a fresh copy on images (batch, height, width, channels).

        Weights that the call has after the images are set first; weights of the layer beyond those (a
        bias) are zero.
        """
        keras = _keras()
        images, *weights = call.arguments
        made = self._made()
        # the batch size does not belong to a layer's configuration: any batch may come
        inputs = keras.ops.convert_to_tensor(images)
        output = made(inputs)
        if weights:
            zeros = [np.zeros_like(w) for w in made.get_weights()[len(weights) :]]
            made.set_weights([*weights, *zeros])
            output = made(inputs)
        if isinstance(output, list | tuple | dict):
            raise ValueError(f"the layer gives {len(output)} outputs in place of one")
        return np.asarray(keras.ops.convert_to_numpy(output))


def settings(layer: Any) -> dict[str, Any]:
    """The class and the settings of a layer as plain data; TypeError as above."""
    _check_layer(layer)
    config = configuration(layer) or {}
    kept = {key: config[key] for key in KEPT if _plain(config.get(key))}
    return {"class_name": acting_class(type(layer)).__name__, "config": kept}


def network_settings(network: Any) -> list[dict[str, Any]]:
    """The same of every layer of a network, in order, those of networks inside it among them.

    TypeError where it is no network, or no plain chain in which every layer has one input, the
    output of the layer before it. TooLargeError where it has too many layers.
    """
    if not isinstance(network, _keras().Model):
        raise TypeError(f"this is {type(network).__name__}, not a network")
    return _chain(network, network.get_config())


def _chain(network: Any, config: dict[str, Any]) -> list[dict[str, Any]]:
    layers = config.get("layers")
    parts = {layer.name: layer for layer in getattr(network, "layers", ())}
    if not isinstance(layers, list):
        raise TypeError("this is a network of a class of its own, not a chain of layers")
    found: list[dict[str, Any]] = []
    for before, layer in zip([None, *layers], layers, strict=False):
        if "inbound_nodes" in layer and _inputs(layer) != ([before["name"]] if before else []):
            raise TypeError("this network is not a plain chain of layers")
        part = parts.get(layer["config"].get("name"))
        if isinstance(layer["config"].get("layers"), list):
            found += _chain(part, layer["config"])
        else:
            found.append(_told(layer, part))
        if len(found) > MOST_LAYERS:
            raise TooLargeError(f"more than {MOST_LAYERS} layers")
    return found


def _inputs(layer: dict[str, Any]) -> list[str]:
    """The names of the layers whose outputs go into a layer of a functional model."""
    given = [argument for node in layer["inbound_nodes"] for argument in node["args"]]
    if not all(isinstance(argument, dict) for argument in given):
        raise TypeError("this network is not a plain chain of layers")
    return [argument["config"]["keras_history"][0] for argument in given]


def _told(layer: dict[str, Any], part: Any) -> dict[str, Any]:
    """What is told of a layer of that configuration; `part` is the layer, None of a mere input."""
    name, config = layer["class_name"], layer["config"]
    if part is not None and base_class(type(part)) is not type(part):
        name, config = acting_class(type(part)).__name__, configuration(part) or {}
    kept = {key: config[key] for key in KEPT_OF_NETWORKS if _plain(config.get(key))}
    if isinstance(config.get("activation"), dict):  # a layer or a function as activation
        kept["activation"] = activation_name(getattr(part, "activation", None))
    for key, usual in USUAL.items():
        value = config.get(key, usual)
        if (tuple(value) if isinstance(value, list) else value) != usual and _plain(value):
            kept[key] = value
    return {"class_name": name, "config": kept}


def _check_layer(layer: Any) -> None:
    if isinstance(layer, type):
        raise TypeError(f"this is the class {layer.__name__}; a layer is made by calling it")
    if not isinstance(layer, _keras().layers.Layer):
        raise TypeError(f"this is {type(layer).__name__}, not a Keras layer")


def _keras() -> Any:
    """Keras, where the notebook has imported it; TypeError where it has not, and so has no layer."""
    keras = sys.modules.get("keras")
    if keras is None:
        raise TypeError("this is no layer: Keras has not been imported")
    return keras


def _plain(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return all(_plain(item) for item in value)
    return isinstance(value, str | int | float)
