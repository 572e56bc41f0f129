"""Mistakes in finding the input sizes that belong to an output size, on one axis.

k is the window's size, s its stride, o the output size.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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

Sizes = frozenset[int]

Answers = Callable[[Layer, int, int], tuple[Sizes, ...]]
"""From a layer, the output size and the largest input size to the wrong answers, which may be right
or empty by chance; none where the mistake has no meaning."""

Formula = Callable[[int, int, int], tuple[Sizes, ...]]
"""Wrong answers from k, s and o."""


@dataclass(frozen=True)
class InputSizeMistake:
    """A known misconception about the way back from an output to its inputs."""

    name: str
    """A slug that stands for it in rubrics and in marks, shared with a shape's mistake where the
    idea is the same."""
    message: str
    """What the student is told: the idea that went wrong, never the right numbers."""
    wrong: Answers


def _windows(formula: Formula, paddings: tuple[str, ...] = ("valid", "same")) -> Answers:
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
    InputSizeMistake(
        name="input-sizes-one-only",
        message="You found one that works. But where the steps don't come out even, the layer still"
        " gives a whole number of pixels: which other sizes lead to the same one?",
        wrong=_one,
    ),
    InputSizeMistake(
        name="input-sizes-multiplied",
        message="You multiplied by the stride or the factor. Try your number: send a picture of"
        " that size through the layer, in your mind, and count where the window stands.",
        wrong=_multiplied,
    ),
    InputSizeMistake(
        name="valid-only-divides",
        message="These are the sizes that give the output when you divide by the stride. But the"
        " window has a width, too: with padding='valid' it must fit in everywhere.",
        wrong=_windows(lambda k, s, o: (_span(o * s, s),), ("valid",)),
    ),
    InputSizeMistake(
        name="forgot-plus-one",
        message="You counted the steps of the window, not the places where it stands: before its"
        " first step it has stood somewhere already.",
        wrong=_windows(lambda k, s, o: (frozenset({o * s + k}), _span(o * s + k, s)), ("valid",)),
    ),
    InputSizeMistake(
        name="input-sizes-padding-ignored",
        message="This is the way back for padding='valid'. With padding='same' the window may stand"
        " on the border's pixels, so its width doesn't matter.",
        wrong=_windows(
            lambda k, s, o: (frozenset({(o - 1) * s + k}), _span((o - 1) * s + k, s)), ("same",)
        ),
    ),
    InputSizeMistake(
        name="same-keeps-size",
        message="padding='same' keeps the size only where the stride is one. With a longer stride"
        " the window doesn't stop at every pixel.",
        wrong=_windows(lambda k, s, o: (frozenset({o}),), ("same",)),
    ),
    InputSizeMistake(
        name="pooling-stride-one",
        message="You moved the pooling window by one pixel at a time. When strides isn't given, a"
        " pooling layer doesn't do that: how must its windows lie so that they don't overlap?",
        wrong=_stride_one,
    ),
    InputSizeMistake(
        name="input-sizes-off-by-one",
        message="There are as many as there should be, but all are off by one. Try the smallest and"
        " the largest of them in the formula.",
        wrong=_shifted,
    ),
)
