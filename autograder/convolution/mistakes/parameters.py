"""Mistakes about the number of weights of a layer: for each, the wrong counts that it gives.

kh and kw are the kernel's height and width, C the depth of the layer's input, F its filters.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Conv2DTranspose,
    Layer,
    Layers,
    MaxPooling2D,
)
from autograder.convolution.parameters import parameter_count
from autograder.convolution.sizes import Shape4, chain_shape, output_shape

Counts = Callable[[Layers, Shape4, bool], tuple[int, ...]]
"""From a chain of layers, its input's shape (n, h, w, c) and whether its layers have a bias, to the
wrong counts for the last layer; empty where the mistake has no meaning."""


@dataclass(frozen=True)
class ParameterMistake:
    """A known misconception about what a layer learns."""

    name: str
    """A slug that stands for it in rubrics and in marks."""
    message: str
    """What the student is told: the idea that went wrong, never the right number."""
    wrong: Counts
    """It may hold the right count, too."""


Convolution = Conv2D | Conv2DTranspose
Formula = Callable[[Convolution, Shape4, int], tuple[int, ...]]
"""From the last layer, the shape (n, h, w, C) that enters it and its number of biases (F or 0)."""


def _convolution(formula: Formula) -> Counts:
    """A mistaken formula for a last layer that has a kernel."""

    def wrong(layers: Layers, shape: Shape4, use_bias: bool) -> tuple[int, ...]:
        last = layers[-1]
        if not isinstance(last, Conv2D | Conv2DTranspose):
            return ()
        return formula(last, chain_shape(layers[:-1], shape), last.filters if use_bias else 0)

    return wrong


def _area(layer: Convolution) -> int:
    return math.prod(layer.kernel_size)


def _weights(layer: Convolution, shape: Shape4) -> int:
    return parameter_count(layer, shape, use_bias=False)


def _no_bias(layer: Convolution, shape: Shape4, biases: int) -> tuple[int, ...]:
    return (_weights(layer, shape),) if biases else ()


def _bias_all_the_same(layer: Convolution, shape: Shape4, biases: int) -> tuple[int, ...]:
    return () if biases else (_weights(layer, shape) + layer.filters,)


def _one_bias(layer: Convolution, shape: Shape4, biases: int) -> tuple[int, ...]:
    return (_weights(layer, shape) + 1,) if biases else ()


def _no_depth(layer: Convolution, shape: Shape4, biases: int) -> tuple[int, ...]:
    return (_area(layer) * layer.filters + biases,)


def _one_filter(layer: Convolution, shape: Shape4, biases: int) -> tuple[int, ...]:
    return (_area(layer) * shape[3] + min(biases, 1),)


def _not_shared(layer: Convolution, shape: Shape4, biases: int) -> tuple[int, ...]:
    """Weights of its own for every output pixel; or, as in a dense layer, for every input pixel."""
    _, rows, columns, _ = output_shape(layer, shape)
    weights = _weights(layer, shape)
    return (
        (weights + biases) * rows * columns,
        weights * rows * columns + biases,
        math.prod(shape[1:]) * layer.filters + biases,
    )


def _first_depth(layers: Layers, shape: Shape4, use_bias: bool) -> tuple[int, ...]:
    last = layers[-1]
    if len(layers) < 2 or not isinstance(last, Conv2D | Conv2DTranspose):
        return ()
    return (_area(last) * shape[3] * last.filters + (last.filters if use_bias else 0),)


def _all_layers(layers: Layers, shape: Shape4, use_bias: bool) -> tuple[int, ...]:
    if len(layers) < 2:
        return ()
    counts = [
        parameter_count(layer, chain_shape(layers[:index], shape), use_bias)
        for index, layer in enumerate(layers)
    ]
    return (sum(counts),)


def _window_has_weights(layers: Layers, shape: Shape4, use_bias: bool) -> tuple[int, ...]:
    last: Layer = layers[-1]
    if not isinstance(last, MaxPooling2D | AveragePooling2D):
        return ()
    area, depth = math.prod(last.pool_size), chain_shape(layers[:-1], shape)[3]
    return area * depth, area, area * depth + depth, area * depth * depth + depth


PARAMETER_MISTAKES: tuple[ParameterMistake, ...] = (
    ParameterMistake(
        name="bias-forgotten",
        message="You counted the weights of the kernels only. Unless it is told otherwise, a layer"
        " adds a number to every picture that it makes, and learns it, too.",
        wrong=_convolution(_no_bias),
    ),
    ParameterMistake(
        name="bias-counted",
        message="You counted a bias. With use_bias=False the layer has none.",
        wrong=_convolution(_bias_all_the_same),
    ),
    ParameterMistake(
        name="parameters-one-bias",
        message="You counted a single bias for the whole layer. Who needs one: the layer, or each"
        " of its filters?",
        wrong=_convolution(_one_bias),
    ),
    ParameterMistake(
        name="parameters-input-depth-missing",
        message="The depth of the input is missing. A filter looks at all channels at once, and has"
        " weights of its own for each of them.",
        wrong=_convolution(_no_depth),
    ),
    ParameterMistake(
        name="parameters-filters-missing",
        message="You counted one filter. How many of them does the layer have, each with weights of"
        " its own?",
        wrong=_convolution(_one_filter),
    ),
    ParameterMistake(
        name="parameters-picture-size",
        message="Your number grows with the picture. But the same small kernel slides over all of"
        " it: no pixel has weights of its own.",
        wrong=_convolution(_not_shared),
    ),
    ParameterMistake(
        name="parameters-pooling-has-weights",
        message="You counted the cells of the pooling window. Is there anything to learn in taking"
        " the largest value, or the mean?",
        wrong=_window_has_weights,
    ),
    ParameterMistake(
        name="parameters-first-depth",
        message="You took the depth of the picture that enters the network. What matters is how many"
        " channels enter this layer.",
        wrong=_first_depth,
    ),
    ParameterMistake(
        name="parameters-all-layers",
        message="You added up the layers before it, too. Only the last layer is asked for.",
        wrong=_all_layers,
    ),
)
