"""Mistakes in finding the input sizes that belong to an output size, on one axis.

k is the window's size, s its stride, o the output size.
"""

from __future__ import annotations

from collections.abc import Callable

from autograder.convolution.input_sizes import input_sizes
from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Conv2DTranspose,
    Layer,
    MaxPooling2D,
    UpSampling2D,
    window,
)
from autograder.convolution.mistakes.mistake import Mistake

Sizes = frozenset[int]

Answers = Callable[[Layer, int, int], tuple[Sizes, ...]]
"""From a layer, the output size and the largest input size to the wrong answers, which may be right
or empty by chance; none where the mistake has no meaning."""

SizesFormula = Callable[[int, int, int], tuple[Sizes, ...]]
"""Wrong answers from k, s and o."""


InputSizeMistake = Mistake[Answers]
"""A known misconception about the way back from an output to its inputs."""


def _windows(formula: SizesFormula, paddings: tuple[str, ...] = ("valid", "same")) -> Answers:
    """A formula for layers whose window slides, with one of these paddings."""

    def wrong(layer: Layer, output: int, largest: int) -> tuple[Sizes, ...]:
        if not isinstance(layer, Conv2D | MaxPooling2D | AveragePooling2D):
            return ()
        if layer.padding not in paddings:
            return ()
        (kernel, _), (stride, _) = window(layer)
        return formula(kernel, stride, output)

    return wrong


def _span(first: int, length: int) -> Sizes:
    return frozenset(range(first, first + length))


def _one(layer: Layer, output: int, largest: int) -> tuple[Sizes, ...]:
    right = input_sizes(layer, output, largest)
    return tuple(frozenset({size}) for size in right) if len(right) > 1 else ()


def _shifted(layer: Layer, output: int, largest: int) -> tuple[Sizes, ...]:
    right = input_sizes(layer, output, largest)
    return tuple(frozenset(size + by for size in right) for by in (1, -1)) if right else ()


def _multiplied(layer: Layer, output: int, largest: int) -> tuple[Sizes, ...]:
    match layer:
        case UpSampling2D():
            factor = layer.size[0]
        case Conv2D() | MaxPooling2D() | AveragePooling2D() | Conv2DTranspose():
            factor = window(layer)[1][0]
        case _:
            return ()
    wrong = output * factor
    # where windows lie side by side this is one that works: the others are missing, then
    return () if wrong in input_sizes(layer, output, largest) else (frozenset({wrong}),)


def _stride_one(layer: Layer, output: int, largest: int) -> tuple[Sizes, ...]:
    if not isinstance(layer, MaxPooling2D | AveragePooling2D) or layer.strides is not None:
        return ()
    moved = type(layer)(layer.pool_size, 1, layer.padding)
    return (frozenset(input_sizes(moved, output, largest)),)


INPUT_SIZE_MISTAKES: tuple[InputSizeMistake, ...] = (
    InputSizeMistake("input-sizes-one-only", _one),
    InputSizeMistake("input-sizes-multiplied", _multiplied),
    InputSizeMistake(
        "valid-only-divides", _windows(lambda k, s, o: (_span(o * s, s),), ("valid",))
    ),
    InputSizeMistake(
        "forgot-plus-one",
        _windows(lambda k, s, o: (frozenset({o * s + k}), _span(o * s + k, s)), ("valid",)),
    ),
    InputSizeMistake(
        "input-sizes-padding-ignored",
        _windows(
            lambda k, s, o: (frozenset({(o - 1) * s + k}), _span((o - 1) * s + k, s)), ("same",)
        ),
    ),
    InputSizeMistake("same-keeps-size", _windows(lambda k, s, o: (frozenset({o}),), ("same",))),
    InputSizeMistake("pooling-stride-one", _stride_one),
    InputSizeMistake("input-sizes-off-by-one", _shifted),
)
