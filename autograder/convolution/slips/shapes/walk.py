"""A walk through a chain of layers, as it is done on paper: the shape after each, one after the other.

Slips are made in it: another layer is taken, a size is worked out by a mistaken formula, a shape is
written down with its axes in another order.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property

from autograder.convolution.layers import (
    Conv2D,
    Conv2DTranspose,
    Layer,
    UpSampling2D,
    ZeroPadding2D,
)
from autograder.convolution.sizes import (
    Number,
    Shape,
    Shape4,
    axis_size,
    channels_after,
    output_shape,
)
from autograder.convolution.slips.slip import Slip, SlipPlace

SizeFormula = Callable[[Layer, int, Number], Number | None]
"""The size after a layer on an axis (0: rows, 1: columns), mistaken; None: the layer has none of what
the slip is about."""

DepthFormula = Callable[[Layer, Number], Number | None]
"""The number of channels after a layer, mistaken; None as above."""

Writing = Callable[[Shape], Shape | None]
"""How a shape that was worked out is written down; None where that has no meaning."""

SIZES, DEPTH, WRITING = "sizes", "depth", "writing"
"""What slips in a walk show on: height and width, channels, the whole shape."""


@dataclass(frozen=True)
class Walk:
    """A chain of layers, what enters it, and the mistaken formulas by which somebody goes through it."""

    layers: tuple[Layer, ...]
    shape: Shape4
    """(batch, height, width, channels) of what enters."""
    weights: bool = False
    """Whether the shape of the last layer's weights is asked for, in place of its output's."""
    sizes: tuple[SizeFormula | None, ...] = ()
    """For each layer, the formula in place of the right one; empty: the right ones."""
    depths: tuple[DepthFormula | None, ...] = ()
    """Likewise for the channels."""
    writings: tuple[Writing, ...] = ()
    """What is done to the shape at the end."""

    @cached_property
    def entering(self) -> tuple[Shape4, ...]:
        """What enters each layer on the right way, as far as they fit."""
        found = [self.shape]
        for layer in self.layers[:-1]:
            try:
                found.append(output_shape(layer, found[-1]))
            except ValueError:  # the layer does not fit on this input
                break
        return tuple(found)

    def end(self) -> Shape | None:
        """The shape at the end of the walk. It may hold a fraction or None; None where a layer does not
        fit on what the one before it gives, or nothing is left."""
        n, rows, columns, depth = self.shape
        sizes: list[Number] = [rows, columns]
        channels: Number = depth
        last = len(self.layers) - 1
        for number, layer in enumerate(self.layers):
            if self.weights and number == last:
                return self._written(_weights(layer, channels))
            try:
                sizes = [self._size(number, axis, size) for axis, size in enumerate(sizes)]
            except ValueError:  # a wrong size on the way became too small for this layer
                return None
            if min(sizes) < 0:  # nobody answers that
                return None
            channels = self._channels(number, channels)
        return self._written((n, *sizes, channels))

    def _size(self, number: int, axis: int, size: Number) -> Number:
        formula = self.sizes[number] if self.sizes else None
        layer = self.layers[number]
        mistaken = formula(layer, axis, size) if formula else None
        return axis_size(layer, axis, size) if mistaken is None else mistaken

    def _channels(self, number: int, channels: Number) -> Number:
        formula = self.depths[number] if self.depths else None
        layer = self.layers[number]
        mistaken = formula(layer, channels) if formula else None
        return channels_after(layer, channels) if mistaken is None else mistaken

    def _written(self, shape: Shape | None) -> Shape | None:
        for writing in self.writings:
            shape = None if shape is None else writing(shape)
        return shape


def _weights(layer: Layer, channels: Number) -> Shape | None:
    match layer:
        case Conv2D():
            return (*layer.kernel_size, channels, layer.filters)
        case Conv2DTranspose():
            return (*layer.kernel_size, layer.filters, channels)
    return None


WalkSlip = Slip[Walk]
Walks = Iterable[tuple[Walk, SlipPlace]]


def occasion(walk: Walk, number: int) -> Hashable:
    """What of a layer invites slips: its class, its padding, how its arguments are written, and whether
    its window is as large as the picture."""
    layer = walk.layers[number]
    kind = type(layer).__name__
    match layer:
        case ZeroPadding2D():
            return kind, "one number" if len(
                {n for pair in layer.padding for n in pair}
            ) == 1 else "pairs"
        case Conv2DTranspose():
            return kind, layer.padding, layer.output_padding is None
        case UpSampling2D():
            return kind, layer.interpolation
        case Conv2D():
            size, strides = layer.kernel_size, True
        case _:
            size, strides = layer.pool_size, layer.strides is not None
    entering = walk.entering[number] if number < len(walk.entering) else None
    return kind, layer.padding, strides, entering is not None and entering[1:3] == size
