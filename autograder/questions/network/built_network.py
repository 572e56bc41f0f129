"""A network that a student built, read from its exported settings.

Settings come from a submission: anything may stand in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from autograder.convolution.layers import LAYERS, from_plain
from autograder.convolution.network import Stage, Unit, stage
from autograder.convolution.sizes import Shape4

PASSING = frozenset(
    {
        "InputLayer",
        "Flatten",
        "Dropout",
        "SpatialDropout2D",
        "Activation",
        "ReLU",
        "LeakyReLU",
        "Softmax",
        "Identity",
        "Rescaling",
    }
)
"""Layers that are left out: they learn nothing and keep the numbers' places (Flatten, their order)."""

UNUSUAL = ("dilation_rate", "groups", "data_format")
"""Settings that are exported where they are not Keras' own, and that no question asks for."""


@dataclass(frozen=True)
class BuiltNetwork:
    """The layers that count."""

    names: tuple[str, ...]
    """The class of each. Text from a submission: never trust it."""
    stages: tuple[Stage, ...]
    """What comes out after each, as far as that can be told."""
    problem: str = ""
    """Why it can't be told of the layer after those, as the end of a sentence about that layer."""
    flattened: bool = False
    """Whether there is a Flatten somewhere, so that the output may be a single row."""


def as_built(settings: Any, input_shape: Shape4) -> BuiltNetwork:
    """What exported settings say of a network on inputs of `input_shape` (n, h, w, c)."""
    entries = settings if isinstance(settings, list | tuple) else []
    counting = [entry for entry in entries if _name(entry) not in PASSING]
    found, problem = _through(counting, input_shape)
    return BuiltNetwork(
        tuple(_name(entry) for entry in counting),
        found,
        problem,
        any(_name(entry) == "Flatten" for entry in entries),
    )


def _name(entry: Any) -> str:
    name = entry.get("class_name") if isinstance(entry, dict) else None
    return name[:40] if isinstance(name, str) else "layer"


def _through(entries: Sequence[Any], shape: Shape4) -> tuple[tuple[Stage, ...], str]:
    """The stages, and why there are no more of them (nothing where there is one for each)."""
    found: list[Stage] = []
    for entry in entries:
        name, config = _name(entry), entry.get("config") if isinstance(entry, dict) else None
        if name not in LAYERS or not isinstance(config, dict):
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
            found.append(stage(Unit(layer, config.get("use_bias") is not False), shape))
        except ValueError:
            return tuple(found), "it does not fit on what comes out of the layer before it"
        shape = found[-1].shape
    return tuple(found), ""
