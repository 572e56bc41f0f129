"""What a mistake about output shapes is, and how a mistaken formula runs through a chain of layers.

A mistaken formula is used in every layer of the chain that it concerns, the right one in the
others. Where it concerns none, the mistake has no meaning and gives None. A mistake may happen to
give the right shape (padding by one is right for a kernel of three): whoever compares must look.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from autograder.convolution.layers import Layer, Layers
from autograder.convolution.mistakes.mistake import Mistake
from autograder.convolution.sizes import (
    Number,
    Shape,
    Shape4,
    axis_size,
    chain_shape,
    channels_after,
)

WrongShape = Callable[[Layers, Shape4], Shape | None]
"""From a chain of layers and its input's shape (n, h, w, c) to the shape a mistake would give."""

AxisRule = Callable[[Layer, int, Number], Number | None]
"""The mistaken size after a layer on an axis (0: rows, 1: columns); None: not concerned."""

ChannelRule = Callable[[Layer, Number], Number | None]
"""The mistaken number of channels after a layer; None: not concerned."""


@dataclass(frozen=True)
class ShapeMistake(Mistake[WrongShape]):
    """A known misconception about shapes.

    `wrong` gives the shape that somebody who has it would answer. It may hold a fraction or None,
    and may equal the right shape.
    """

    about: str
    """The topic: padding, valid, pooling, channels, axes, zero-padding, transposed, upsampling
    or weights."""


def _not_concerned(*_: object) -> None:
    return None


def through_chain(
    axis_rule: AxisRule = _not_concerned, channel_rule: ChannelRule = _not_concerned
) -> WrongShape:
    """A mistake that goes through the chain with a mistaken rule for the sizes or the channels."""

    def wrong(layers: Layers, shape: Shape4) -> Shape | None:
        n, h, w, c = shape
        sizes: list[Number] = [h, w]
        depth: Number = c
        concerned = False
        for layer in layers:
            try:
                mistaken = [axis_rule(layer, axis, size) for axis, size in enumerate(sizes)]
                sizes = [
                    axis_size(layer, axis, size) if mine is None else mine
                    for axis, (size, mine) in enumerate(zip(sizes, mistaken, strict=True))
                ]
            except ValueError:  # a wrong size on the way became too small for this layer
                return None
            if min(sizes) < 0:  # nobody answers that
                return None
            channels = channel_rule(layer, depth)
            depth = channels_after(layer, depth) if channels is None else channels
            concerned = concerned or channels is not None or None not in mistaken
        return (n, *sizes, depth) if concerned else None

    return wrong


def after_chain(rearrange: Callable[[Shape4], Shape]) -> WrongShape:
    """A mistake that has the right shape in mind, and writes it down wrongly."""

    def wrong(layers: Layers, shape: Shape4) -> Shape | None:
        try:
            return rearrange(chain_shape(layers, shape))
        except ValueError:  # the layers do not fit on this input: no shape to write down
            return None

    return wrong
