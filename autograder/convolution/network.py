"""A network that is a plain chain of layers: what comes out after each, and what each learns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.convolution.layers import (
    INTERPOLATIONS,
    Conv2DTranspose,
    Layer,
    Pooling,
    UpSampling2D,
    ZeroPadding2D,
)
from autograder.convolution.parameters import parameter_count
from autograder.convolution.sizes import Shape4, output_shape

LARGEST = 2**24
"""A size or a number of filters above this is in no network of a course."""

LINEAR = "linear"
"""The activation that leaves every number as it is."""


@dataclass(frozen=True)
class Unit:
    """One layer of a network."""

    layer: Layer
    use_bias: bool = True
    """Whether a Conv2D or Conv2DTranspose has a bias; nothing to the other layers."""
    activation: str = LINEAR
    """What is done to each number that comes out, by Keras' name for it."""


Network = tuple[Unit, ...]


@dataclass(frozen=True)
class Stage:
    """What `model.summary()` shows of one layer, and what decides its numbers beside its weights."""

    kind: str
    """The layer's class: "Conv2D"."""
    shape: Shape4
    """(batch, height, width, channels) after the layer."""
    parameters: int
    activation: str = LINEAR
    """As that of `Unit`."""
    window: tuple[int, ...] = ()
    """See `window_of`."""


def stage(unit: Unit, entering: Shape4) -> Stage:
    """What one layer makes of an input (n, h, w, c).

    ValueError where it does not fit on the input, or a size is beyond `LARGEST`.
    """
    shape = output_shape(unit.layer, entering)
    if max(shape) > LARGEST:
        raise ValueError(f"a size of {max(shape)} is beyond all bounds ({unit.layer})")
    parameters = parameter_count(unit.layer, entering, unit.use_bias)
    window = window_of(unit.layer, entering, shape)
    return Stage(type(unit.layer).__name__, shape, parameters, unit.activation, window)


def window_of(layer: Layer, entering: Shape4, leaving: Shape4) -> tuple[int, ...]:
    """What tells two layers of one class apart that have the same shapes and as many weights: rows and
    columns of the window, then its steps, 1 where it makes none. (Where the shapes are the same, so
    is what padding does.)"""
    match layer:
        case ZeroPadding2D():
            return (*layer.padding[0], *layer.padding[1])
        case UpSampling2D():
            return (INTERPOLATIONS.index(layer.interpolation),)
        case Conv2DTranspose():
            places = entering
        case _:
            places = leaving
    size = layer.pool_size if isinstance(layer, Pooling) else layer.kernel_size
    steps = layer.strides or size
    return (*size, *(step if n > 1 else 1 for step, n in zip(steps, places[1:3], strict=True)))


def stages(network: Sequence[Unit], input_shape: Shape4) -> tuple[Stage, ...]:
    """One stage for each layer, as the input goes through the network; they end before a layer that
    does not fit on what the one before it gives."""
    found: list[Stage] = []
    for unit in network:
        try:
            found.append(stage(unit, found[-1].shape if found else input_shape))
        except ValueError:
            break
    return tuple(found)
