"""One shape that a question asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from autograder.convolution.layers import Conv2D, Conv2DTranspose, Layer
from autograder.convolution.sizes import Shape4, chain_shape, weights_shape
from autograder.convolution.slips.search import singles
from autograder.convolution.slips.shapes.table import SHAPE_SLIPS
from autograder.convolution.slips.shapes.walk import Walk, WalkSlip
from autograder.convolution.slips.slip import named

AXES = ("batch", "height", "width", "channels")
WEIGHT_AXES = ("kernel height", "kernel width", "input depth", "output depth")


@dataclass(frozen=True)
class ShapePart:
    """One shape to predict: that of the output of some layers, or of a Conv2D's weights."""

    answer: str
    """The variable that holds the prediction (or a label, where the shape is printed)."""
    input_shape: tuple[int, int, int, int]
    """(batch, height, width, channels)"""
    layers: tuple[Layer, ...]
    """The layers that the input goes through, in order."""
    weights: bool = False
    """Whether the shape of the (single) layer's weights is asked for."""

    @property
    def axes(self) -> tuple[str, ...]:
        """The names of the axes of the shape."""
        return WEIGHT_AXES if self.weights else AXES

    def shape(self) -> Shape4:
        """The right shape. ValueError where the layers do not fit on the input."""
        if not self.weights:
            return chain_shape(self.layers, self.input_shape)
        layer = self.layers[-1]
        if not isinstance(layer, Conv2D | Conv2DTranspose):
            raise ValueError(f"`{self.answer}`: {layer} has no weights")
        return weights_shape(layer, chain_shape(self.layers[:-1], self.input_shape))

    def agreed(self, said: Sequence[int | None]) -> None:
        """ValueError where the master says otherwise than the layers; None for the batch is no size, to
        students neither."""
        right = self.shape()
        if tuple(said) != right:
            raise ValueError(
                f"the master says {tuple(said)} for `{self.answer}`, the rubric's layers give {right}"
            )

    @cached_property
    def walk(self) -> Walk:
        """The way to the right shape, in which slips can be made."""
        return Walk(self.layers, self.input_shape, self.weights)


def another_input(parts: Sequence[ShapePart], slip: str) -> str:
    """Another input of one of the parts in which the slip of this name gives a wrong shape, in words;
    empty where none is known."""
    made = named(slip, SHAPE_SLIPS)
    return next(filter(None, (_larger_input(part, made) for part in parts)), "")


def _larger_input(part: ShapePart, slip: WalkSlip) -> str:
    """Another input, a little larger, in which a slip gives a wrong shape; empty where none does."""
    n, rows, columns, channels = part.input_shape
    for more in range(1, 6):
        size = (n, rows + more, columns, channels)
        other = replace(part, input_shape=size)
        try:
            right = other.shape()
        except ValueError:  # the layers do not fit on it
            continue
        if any(
            changed.asked.end() not in (None, right) for changed in singles(other.walk, (slip,))
        ):
            return f"`{part.answer}` on an input of {size}"
    return ""


def count_axes(number: int) -> str:
    """The number with its word."""
    return "1 axis" if number == 1 else f"{number} axes"
