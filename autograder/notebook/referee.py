"""What Keras itself says: the live referee of questions whose answers may not be published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.convolution.layers import Layer, arguments
from autograder.notebook.randomness import same_randomness
from autograder.questions.output import ExpectedOutput, OutputPart, OutputQuestion
from autograder.questions.printed import PrintedQuestion
from autograder.questions.question import Question
from autograder.questions.shape import ShapePart, ShapeQuestion


def ask_keras(question: Question, probes: Mapping[str, np.ndarray]) -> Any:
    """What is expected of a live question: the shapes, or outputs, of real Keras layers.

    `probes` are the public images by name. TypeError for a kind that Keras can't tell.
    """
    with same_randomness():
        if isinstance(question, ShapeQuestion | PrintedQuestion):
            return {part.answer: _shape(part) for part in question.parts}
        if isinstance(question, OutputQuestion):
            return {part.answer: _output(part, probes[part.probe]) for part in question.parts}
    raise TypeError(f"questions of the kind {question.kind!r} have no live referee")


def keras_layer(layer: Layer) -> Any:
    """The Keras layer of a description, with kernels of zeros and a name of its own.

    Both so that the student's notebook stays as it is: no random number is drawn, and the student's
    next layer is called what it would have been called.
    """
    import keras

    kind = type(layer).__name__
    zeros = {"kernel_initializer": "zeros"} if "Conv2D" in kind else {}
    made: Any = getattr(keras.layers, kind)
    return made(**arguments(layer), **zeros, name="referee")


def _shape(part: ShapePart) -> tuple[int, ...]:
    import keras

    value = keras.ops.zeros(part.input_shape)
    layer: Any = None
    for described in part.layers:
        layer = keras_layer(described)
        value = layer(value)
    return tuple(layer.kernel.shape) if part.weights else tuple(value.shape)


def _output(part: OutputPart, images: np.ndarray) -> ExpectedOutput:
    import keras

    layer = keras_layer(part.layer)
    tensor = keras.ops.convert_to_tensor(images.astype(np.float32))
    output = layer(tensor)
    kernel = part.weights()
    if kernel is not None:
        rest = [np.zeros_like(w) for w in layer.get_weights()[1:]]
        layer.set_weights([kernel.astype(np.float32), *rest])
        output = layer(tensor)
    return ExpectedOutput(images, np.asarray(output, np.float64))
