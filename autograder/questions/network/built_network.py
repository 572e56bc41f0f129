"""A network that a student built, read from its exported settings.

Settings come from a submission: anything may stand in them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from autograder.convolution.layers import LAYERS, from_plain
from autograder.convolution.network import LINEAR, Stage, Unit, stage
from autograder.convolution.sizes import Shape4

ACTIVATIONS: Mapping[str, str] = {
    "ReLU": "relu",
    "LeakyReLU": "leaky_relu",
    "ELU": "elu",
    "Softmax": "softmax",
    "Activation": LINEAR,
}
"""Layers that are the activation of the layer before them, and its name; `Activation` says it itself."""

RELUS: Mapping[str, str] = {
    "max_value": "relu6",
    "negative_slope": "leaky_relu",
    "threshold": "thresholded_relu",
}
"""What makes another activation of a ReLU, where it is set."""

BESIDE = frozenset(
    {
        "Flatten",
        "Dropout",
        "SpatialDropout2D",
        "GaussianNoise",
        "GaussianDropout",
        "Identity",
        "Rescaling",
        "BatchNormalization",
        "LayerNormalization",
    }
)
"""Layers that keep the numbers' places (Flatten, their order): those around them are judged as if they
were not there, and they are layers too many where none is missing."""

UNUSUAL = ("dilation_rate", "groups", "data_format")
"""Settings that are exported where they are not Keras' own, and that no question asks for."""


@dataclass(frozen=True)
class BuiltNetwork:
    """The layers that count."""

    names: tuple[str, ...]
    """The class of each. Text from a submission: never trust it."""
    beside: tuple[str, ...]
    """The classes of those that stand beside them, all of them in `BESIDE` or `ACTIVATIONS`."""
    stages: tuple[Stage, ...]
    """What comes out after each, as far as that can be told."""
    problem: str = ""
    """Why it can't be told of the layer after those, as the end of a sentence about that layer."""


def as_built(settings: Any, input_shape: Shape4) -> BuiltNetwork:
    """What exported settings say of a network on inputs of `input_shape` (n, h, w, c)."""
    counting: list[Any] = []
    activations: list[str] = []
    beside: list[str] = []
    for entry in settings if isinstance(settings, list | tuple) else []:
        name = _name(entry)
        if name in ACTIVATIONS and activations:
            activations[-1] = _after(activations[-1], _activation(entry))
        elif name in BESIDE or name in ACTIVATIONS:
            beside.append(name)
        elif name != "InputLayer":
            counting.append(entry)
            activations.append(_activation(entry))
    found, problem = _through(counting, activations, input_shape)
    names = tuple(_name(entry) for entry in counting)
    return BuiltNetwork(names, tuple(beside), found, problem)


def _activation(entry: Any) -> str:
    """The name of a layer's activation, or of the one that the layer is."""
    config = _config(entry)
    told = config.get("activation", LINEAR)
    name = ACTIVATIONS.get(_name(entry), LINEAR)
    if name == LINEAR and isinstance(told, str):
        name = ACTIVATIONS.get(told, told)
    others = [other for key, other in RELUS.items() if name == "relu" and key in config]
    return others[0] if others else name


def _after(first: str, second: str) -> str:
    """The name of two activations, one after the other."""
    if LINEAR in (first, second) or first == second == "relu":
        return second if first == LINEAR else first
    return f"{first}, {second}"


def _name(entry: Any) -> str:
    name = entry.get("class_name") if isinstance(entry, dict) else None
    return name[:40] if isinstance(name, str) else "layer"


def _config(entry: Any) -> Mapping[str, Any]:
    """A layer's settings; none where no settings stand in their place."""
    config = entry.get("config") if isinstance(entry, dict) else None
    return config if isinstance(config, dict) else {}


def _through(
    entries: Sequence[Any], activations: Sequence[str], shape: Shape4
) -> tuple[tuple[Stage, ...], str]:
    """The stages, and why there are no more of them (nothing where there is one for each)."""
    found: list[Stage] = []
    for entry, activation in zip(entries, activations, strict=True):
        name, config = _name(entry), _config(entry)
        if name not in LAYERS or not config:
            return tuple(found), "no such layer is asked for here"
        odd = [key for key in UNUSUAL if key in config]
        if odd:
            return tuple(found), f"it sets {odd[0]}, which is not asked for here"
        known = [field.name for field in fields(LAYERS[name]) if field.name in config]
        try:
            layer = from_plain({"layer": name, **{key: config[key] for key in known}})
        except ValueError:
            return tuple(found), "its settings make no sense"
        try:
            unit = Unit(layer, config.get("use_bias") is not False, activation)
            found.append(stage(unit, shape))
        except ValueError:
            return tuple(found), "it does not fit on what comes out of the layer before it"
        shape = found[-1].shape
    return tuple(found), ""
