"""What Keras says of input sizes."""

from __future__ import annotations

from autograder.questions.input_sizes.part import InputSizesPart
from autograder.questions.keras_layer import keras_layer


def sizes_of(part: InputSizesPart) -> frozenset[int]:
    """Every size that the part's layer turns into the output size."""
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
