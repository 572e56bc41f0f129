"""What Keras itself says: the live referee of questions whose answers may not be published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.convolution.layers import Layer, arguments
from autograder.questions.count.question import CountPart, CountQuestion
from autograder.questions.input_sizes.question import InputSizesPart, InputSizesQuestion
from autograder.questions.matrix.question import MatrixPart, MatrixQuestion
from autograder.questions.output.question import ExpectedOutput, OutputPart, OutputQuestion
from autograder.questions.printed.question import PrintedQuestion
from autograder.questions.question import Question
from autograder.questions.shape.question import ShapePart, ShapeQuestion
from autograder.values.randomness import same_randomness


def ask_keras(question: Question, probes: Mapping[str, np.ndarray]) -> Any:
    """What is expected of a live question: the shapes, or outputs, of real Keras layers.

    `probes` are the public images by name. TypeError for a kind that Keras can't tell.
    """
    with same_randomness():
        if isinstance(question, ShapeQuestion | PrintedQuestion):
            return {part.answer: _shape(part) for part in question.parts}
        if isinstance(question, OutputQuestion):
            return {part.answer: _output(part, probes[part.probe]) for part in question.parts}
        if isinstance(question, CountQuestion):
            return {part.answer: _count(part) for part in question.parts}
        if isinstance(question, InputSizesQuestion):
            return {part.answer: _input_sizes(part) for part in question.parts}
        if isinstance(question, MatrixQuestion):
            return {part.answer: _matrix(part) for part in question.parts}
    raise TypeError(f"questions of the kind {question.kind!r} have no live referee")


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


def _count(part: CountPart) -> int:
    shape: Any = part.input_shape
    for described in part.layers[:-1]:
        shape = keras_layer(described).compute_output_shape(shape)
    layer = keras_layer(part.layers[-1], part.use_bias)
    layer.build(shape)
    return int(layer.count_params())


def _input_sizes(part: InputSizesPart) -> frozenset[int]:
    layer = keras_layer(part.layer)
    found = set()
    for size in range(1, part.largest + 1):
        try:
            rows = layer.compute_output_shape((1, size, size, 1))[1]
        except ValueError:  # the window does not fit into so small a picture
            continue
        if rows == part.output:
            found.add(size)
    return frozenset(found)


def _matrix(part: MatrixPart) -> np.ndarray:
    """Every column is what the layer makes of a picture that is one in a single pixel."""
    rows, columns = part.input_size
    single = np.eye(rows * columns, dtype=np.float32).reshape(-1, rows, columns, 1)
    layer = keras_layer(part.layer)
    layer.build(single.shape)
    layer.set_weights([part.weights()[:, :, None, None], np.zeros(1)])
    return np.asarray(layer(single), np.float64).reshape(rows * columns, -1).T
