"""Mistakes about the number of weights of a layer: for each, the wrong counts that it gives.

kh and kw are the kernel's height and width, C the depth of the layer's input, F its filters.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Conv2DTranspose,
    Layer,
    Layers,
    MaxPooling2D,
)
from autograder.convolution.mistakes.mistake import Mistake
from autograder.convolution.parameters import parameter_count
from autograder.convolution.sizes import Shape4, chain_shape, output_shape

CountsRule = Callable[[Layers, Shape4, bool], tuple[int, ...]]
"""From a chain of layers, its input's shape (n, h, w, c) and whether its layers have a bias, to the
wrong counts for the last layer; empty where the mistake has no meaning."""


ParameterMistake = Mistake[CountsRule]
"""A known misconception about what a layer learns. It may give the right count, too."""

Convolution = Conv2D | Conv2DTranspose
ParameterFormula = Callable[[Convolution, Shape4, int], tuple[int, ...]]
"""From the last layer, the shape (n, h, w, C) that enters it and its number of biases (F or 0)."""


def _convolution(formula: ParameterFormula) -> CountsRule:
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
    ParameterMistake("bias-forgotten", _convolution(_no_bias)),
    ParameterMistake("bias-counted", _convolution(_bias_all_the_same)),
    ParameterMistake("parameters-one-bias", _convolution(_one_bias)),
    ParameterMistake("parameters-input-depth-missing", _convolution(_no_depth)),
    ParameterMistake("parameters-filters-missing", _convolution(_one_filter)),
    ParameterMistake("parameters-picture-size", _convolution(_not_shared)),
    ParameterMistake("parameters-pooling-has-weights", _window_has_weights),
    ParameterMistake("parameters-first-depth", _first_depth),
    ParameterMistake("parameters-all-layers", _all_layers),
)
