"""Real Keras layers, of which live referees ask what is expected.

A kind whose answers may not be published has a `referee.py`, and only that asks Keras: it is imported
where a live check needs it, in the student's notebook.
"""

from __future__ import annotations

from typing import Any

from autograder.convolution.layers import Layer, arguments


def keras_layer(layer: Layer, use_bias: bool = True) -> Any:
    """The Keras layer of a description, with kernels of zeros and a name of its own.

    Both so that the student's notebook stays as it is: no random number is drawn, and the student's
    next layer is called what it would have been called.
    """
    import keras

    kind = type(layer).__name__
    weights: dict[str, Any] = {}
    if "Conv2D" in kind:
        weights = {"kernel_initializer": "zeros", "use_bias": use_bias}
    made: Any = getattr(keras.layers, kind)
    return made(**arguments(layer), **weights, name="referee")
