"""Keras, asked live, says of counts, input sizes and matrices what the grader's arithmetic says."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest

from autograder.convolution.input_sizes import input_sizes
from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Conv2DTranspose,
    Layer,
    MaxPooling2D,
    UpSampling2D,
    ZeroPadding2D,
)
from autograder.convolution.matrix import convolution_matrix
from autograder.questions.count import CountPart, CountQuestion
from autograder.questions.input_sizes import InputSizesPart, InputSizesQuestion
from autograder.questions.keras_layer import keras_layer
from autograder.questions.matrix import MatrixPart, MatrixQuestion

PADDINGS = ("valid", "same")
WINDOWS: list[Layer] = [
    *(Conv2D(2, k, s, p) for k, s, p in product((1, 2, 3, 5), (1, 2, 3), PADDINGS)),
    *(MaxPooling2D(k, s, p) for k, s, p in product((1, 2, 4), (None, 1, 3), PADDINGS)),
    *(AveragePooling2D(k, s, p) for k, s, p in product((2, 3), (None, 2), PADDINGS)),
    *(Conv2DTranspose(2, k, s, p) for k, s, p in product((1, 2, 3), (1, 2, 3), PADDINGS)),
    UpSampling2D(3),
    ZeroPadding2D(2),
]


def asked(kind: Any, *parts: Any) -> Any:
    return kind(id="q", points=1, statement="?", hint="!", parts=parts).publish({}).expected()


def test_counts() -> None:
    chain = (Conv2D(5, 3), MaxPooling2D(2))
    parts = [
        CountPart(f"{number} {bias} {len(before)}", (2, 20, 24, 3), (*before, layer), bias)
        for number, layer in enumerate(WINDOWS[::3])
        for bias in (True, False)
        for before in ((), chain)
    ]
    found = asked(CountQuestion, *parts)
    assert found == {part.answer: part.count() for part in parts}
    assert len(set(found.values())) > 10


def test_input_sizes() -> None:
    parts = [
        InputSizesPart(f"{layer} {output}", layer, output, largest=40)
        for layer in WINDOWS
        for output in (1, 2, 5, 6, 9)
    ]
    found = asked(InputSizesQuestion, *parts)
    assert found == {
        part.answer: frozenset(input_sizes(part.layer, part.output, 40)) for part in parts
    }


@pytest.mark.parametrize(
    "layer", [Conv2D(1, 4, 3), Conv2D(1, 4, 3, "same"), MaxPooling2D(3)], ids=str
)
def test_input_sizes_are_those_that_a_call_gives(layer: Layer) -> None:
    made = keras_layer(layer)
    right = set()
    for size in range(4, 21):  # every window fits
        output = np.asarray(made(np.zeros((1, size, size, 1), np.float32)))
        if output.shape[1] == 4:
            right.add(size)
    assert right == set(input_sizes(layer, 4, 20)) - {1, 2, 3}
    assert right


def test_matrices() -> None:
    kernels = [((1, 2), (3, 4)), ((1, 2, 3), (-1, 0.5, 7)), ((2, 0, 1), (4, -1, 1), (0, 3, -2))]
    parts = [
        MatrixPart(
            f"{kernel} {strides} {padding}",
            Conv2D(1, np.shape(kernel), strides, padding),
            kernel,
            (4, 5),
        )
        for kernel, strides, padding in product(kernels, (1, 2, (1, 2)), PADDINGS)
    ]
    found = asked(MatrixQuestion, *parts)
    for part in parts:
        right = convolution_matrix(part.layer, part.kernel, part.input_size)
        np.testing.assert_allclose(found[part.answer], right, atol=1e-6)
