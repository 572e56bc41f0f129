"""Layers of classes that students write themselves: what they are made of, and copies of them.

Keras makes a copy of a layer from its configuration, and knows neither a student's class nor functions
of a student's own. Here the objects that the layer has are used in their place.
"""

from __future__ import annotations

import copy
import sys
from typing import Any

import numpy as np

from autograder.values.value import WrongTypeError

KERAS = "keras"

MAKING = frozenset(
    ("__init__", "__init_subclass__", "__new__", "__repr__", "__str__", "get_config", "from_config")
)
"""Methods that say how a layer is made or told, not what it does."""

PLAIN = (bool, int, float, str, np.ndarray, type(None))
"""What a student's layer may keep for itself, and hand to its copy, beside layers and functions."""


def base_class(kind: type) -> type:
    """The nearest class of Keras' own that a layer's class is made of, or is."""
    return next(base for base in kind.__mro__ if base.__module__.partition(".")[0] == KERAS)


def acting_class(kind: type) -> type:
    """The class that says what layers of `kind` do: Keras' own one, where a student's class changes
    only how its layers are made."""
    base = base_class(kind)
    own = kind.__mro__[: kind.__mro__.index(base)]
    changed = {name for each in own for name, value in vars(each).items() if _does(value)}
    return kind if any(hasattr(base, name) for name in changed - MAKING) else base


def _does(value: Any) -> bool:
    return callable(value) or isinstance(value, property | classmethod | staticmethod)


def configuration(layer: Any) -> dict[str, Any] | None:
    """The settings of a layer, those that its acting class has; None where Keras can't tell how it
    was made."""
    acting: Any = acting_class(type(layer))
    try:
        config: dict[str, Any] = acting.get_config(layer)
    except NotImplementedError:
        return None
    return config


def from_configuration(kind: Any, config: dict[str, Any] | None) -> Any:
    """A layer that Keras makes of these settings; None where it can't, as it does not know a class or a
    function of the student's."""
    if config is None:
        return None
    try:
        return kind.from_config(copy.deepcopy(config))
    except Exception:  # of many types
        return None


def rebuilt(layer: Any) -> Any:
    """A copy of a layer or network of which Keras can't make one; its weights are new.

    WrongTypeError, with the reason for the student, where there is no such copy.
    """
    kind = type(layer)
    try:
        keras: Any = sys.modules[KERAS]
        if isinstance(layer, keras.Model):
            return keras.models.clone_model(layer, clone_function=_copied)
        return _made_again(layer, base_class(kind))
    except Exception as error:  # a student's class may raise anything
        whose = "a class of your own" if base_class(kind) is not kind else "functions of your own"
        raise WrongTypeError(
            f"it has {whose} in it (`{kind.__name__}`), and no copy of it could be made to be tried: use "
            "Keras' own layers as they are"
        ) from error


def _copied(layer: Any) -> Any:
    """A copy of a layer inside a network."""
    made = from_configuration(acting_class(type(layer)), configuration(layer))
    return _made_again(layer, base_class(type(layer))) if made is None else made


def _made_again(layer: Any, base: Any) -> Any:
    """A layer of the same class that was made by Keras' own part of it, with what the student's part
    has kept. TypeError where that is something else than `_handed` knows."""
    kind: Any = type(layer)
    made = kind.__new__(kind)
    base.__init__(made, **_settings(layer, base))
    for name, value in vars(layer).items():
        if name not in vars(made) and not name.startswith("_"):
            setattr(made, name, _handed(value))
    return made


def _handed(value: Any) -> Any:
    """What a copy gets of something that a layer keeps: plain values, layers and functions."""
    if isinstance(value, sys.modules[KERAS].layers.Layer):
        return _copied(value)
    if isinstance(value, list | tuple):
        return [_handed(item) for item in value]
    if isinstance(value, PLAIN):
        return copy.deepcopy(value)
    if callable(value):
        return value
    raise TypeError(type(value).__name__)


def _settings(layer: Any, base: Any) -> dict[str, Any]:
    """How Keras' own part was made: functions and other objects as they are, not their names."""
    keras: Any = sys.modules[KERAS]
    if base is keras.layers.Layer:
        return {"name": layer.name, "trainable": layer.trainable, "dtype": layer.dtype_policy}
    config = base.get_config(layer)
    objects = {key: getattr(layer, key) for key in config if _is_object(getattr(layer, key, None))}
    return {**copy.deepcopy({k: v for k, v in config.items() if k not in objects}), **objects}


def _is_object(value: Any) -> bool:
    """Whether a setting is something that is called: an activation, an initializer."""
    return callable(value) and not isinstance(value, type)
