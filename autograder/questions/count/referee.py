"""What Keras says of numbers of weights."""

from __future__ import annotations

from typing import Any

from autograder.questions.count.part import CountPart
from autograder.questions.keras_layer import keras_layer


def count_of(part: CountPart) -> int:
    """The number of weights of the part's last layer."""
    shape: Any = part.input_shape
    for described in part.layers[:-1]:
        shape = keras_layer(described).compute_output_shape(shape)
    layer = keras_layer(part.layers[-1], part.use_bias)
    layer.build(shape)
    return int(layer.count_params())
