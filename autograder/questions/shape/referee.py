"""What Keras says of shapes."""

from __future__ import annotations

from typing import Any

from autograder.questions.keras_layer import keras_layer
from autograder.questions.shape.part import ShapePart


def shape_of(part: ShapePart) -> tuple[int, ...]:
    """The shape that comes out of the part's layers, or that of the last one's weights."""
    import keras

    value = keras.ops.zeros(part.input_shape)
    layer: Any = None
    for described in part.layers:
        layer = keras_layer(described)
        value = layer(value)
    return tuple(layer.kernel.shape) if part.weights else tuple(value.shape)
