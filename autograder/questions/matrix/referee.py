"""What Keras says of the matrix of a convolution."""

from __future__ import annotations

import numpy as np

from autograder.questions.keras_layer import keras_layer
from autograder.questions.matrix.part import MatrixPart


def matrix_of(part: MatrixPart) -> np.ndarray:
    """Every column is what the layer makes of a picture that is one in a single pixel."""
    rows, columns = part.input_size
    single = np.eye(rows * columns, dtype=np.float32).reshape(-1, rows, columns, 1)
    layer = keras_layer(part.layer)
    layer.build(single.shape)
    layer.set_weights([part.weights()[:, :, None, None], np.zeros(1)])
    return np.asarray(layer(single), np.float64).reshape(rows * columns, -1).T
