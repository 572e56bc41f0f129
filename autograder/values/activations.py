"""An activation that is a function or a layer of the student's, named by what it does."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import numpy as np

FUNCTION = "function"
"""What is told of one that does what none of Keras' own does."""

NAMES = (
    *(
        "linear",
        "relu",
        "relu6",
        "leaky_relu",
        "elu",
        "selu",
        "gelu",
        "silu",
        "softplus",
        "softsign",
    ),
    *("sigmoid", "hard_sigmoid", "tanh", "softmax", "exponential"),
)
"""Keras' own that are tried."""

NUMBERS = np.linspace(-4, 8, 98).astype(np.float32).reshape(1, 7, 7, 2)
"""What an activation is called on (n, h, w, c): below 0, and above the bound of relu6."""


def activation_name(activation: Callable[[Any], Any] | None) -> str:
    """Keras' name of an activation that gives the same numbers on NUMBERS; FUNCTION where none does."""
    keras = sys.modules["keras"]
    try:
        inputs = keras.ops.convert_to_tensor(NUMBERS)
        if activation is None:
            return FUNCTION
        given = keras.ops.convert_to_numpy(activation(inputs))
        for name in NAMES:
            own = keras.ops.convert_to_numpy(keras.activations.get(name)(inputs))
            if own.shape == given.shape and np.allclose(own, given, rtol=1e-5, atol=1e-6):
                return name
    except Exception:  # whatever a student's function raises
        return FUNCTION
    return FUNCTION
