"""Descriptions of layers, as data: what a Keras layer of the same name is made with.

`Conv2D(8, 3)` here holds the arguments of `keras.layers.Conv2D(8, 3)` and computes nothing.
One number stands for a pair, as in Keras, so `Conv2D(8, 3) == Conv2D(8, (3, 3))`.
"""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

Pair = tuple[int, int]
"""One whole number for the rows, one for the columns."""

OneOrPair = int | Sequence[int]
"""What a pair may be written as."""

Padding = Literal["valid", "same"]

INTERPOLATIONS = ("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5")


@dataclass(frozen=True, init=False)
class Conv2D:
    """A convolution layer: `filters` kernels, each as deep as the input, slid over the picture."""

    filters: int
    """How many kernels, and so how many output channels."""
    kernel_size: Pair
    strides: Pair
    padding: Padding

    def __init__(
        self,
        filters: int,
        kernel_size: OneOrPair,
        strides: OneOrPair = 1,
        padding: str = "valid",
    ) -> None:
        _fill(
            self,
            filters=_whole("filters", filters, 1),
            kernel_size=_pair("kernel_size", kernel_size, 1),
            strides=_pair("strides", strides, 1),
            padding=_one_of("padding", padding, ("valid", "same")),
        )


@dataclass(frozen=True, init=False)
class _Pooling2D:
    pool_size: Pair
    strides: Pair | None
    """None means: as far as the pool is wide, so that the windows lie side by side."""
    padding: Padding

    def __init__(
        self,
        pool_size: OneOrPair = 2,
        strides: OneOrPair | None = None,
        padding: str = "valid",
    ) -> None:
        _fill(
            self,
            pool_size=_pair("pool_size", pool_size, 1),
            strides=None if strides is None else _pair("strides", strides, 1),
            padding=_one_of("padding", padding, ("valid", "same")),
        )


@dataclass(frozen=True, init=False)
class MaxPooling2D(_Pooling2D):
    """Keeps the largest value of every window, channel by channel."""


@dataclass(frozen=True, init=False)
class AveragePooling2D(_Pooling2D):
    """Keeps the mean of every window, channel by channel."""


@dataclass(frozen=True, init=False)
class ZeroPadding2D:
    """Adds rows and columns of zeros: ((top, bottom), (left, right)).

    `padding` may be one number (all four sides), a pair (rows, columns), or a pair of pairs.
    """

    padding: tuple[Pair, Pair]

    def __init__(self, padding: int | Sequence[OneOrPair] = 1) -> None:
        rows, columns = _two("padding", padding)
        _fill(self, padding=(_pair("padding", rows, 0), _pair("padding", columns, 0)))


@dataclass(frozen=True, init=False)
class UpSampling2D:
    """Makes every pixel into a block of `size` pixels, repeated or interpolated."""

    size: Pair
    interpolation: str
    """One of INTERPOLATIONS; it decides the values, never the size."""

    def __init__(self, size: OneOrPair = 2, interpolation: str = "nearest") -> None:
        _fill(
            self,
            size=_pair("size", size, 1),
            interpolation=_one_of("interpolation", interpolation, INTERPOLATIONS),
        )


@dataclass(frozen=True, init=False)
class Conv2DTranspose:
    """A transposed convolution: every input pixel adds a weighted kernel to the output."""

    filters: int
    kernel_size: Pair
    strides: Pair
    padding: Padding
    output_padding: Pair | None
    """None, or rows and columns added at the bottom and right, each less than its stride."""

    def __init__(
        self,
        filters: int,
        kernel_size: OneOrPair,
        strides: OneOrPair = 1,
        padding: str = "valid",
        output_padding: OneOrPair | None = None,
    ) -> None:
        steps = _pair("strides", strides, 1)
        added = None if output_padding is None else _pair("output_padding", output_padding, 0)
        if added is not None and (added[0] >= steps[0] or added[1] >= steps[1]):
            raise ValueError(f"output_padding {added} must be less than strides {steps}")
        _fill(
            self,
            filters=_whole("filters", filters, 1),
            kernel_size=_pair("kernel_size", kernel_size, 1),
            strides=steps,
            padding=_one_of("padding", padding, ("valid", "same")),
            output_padding=added,
        )


Pooling = MaxPooling2D | AveragePooling2D
Layer = Conv2D | MaxPooling2D | AveragePooling2D | ZeroPadding2D | UpSampling2D | Conv2DTranspose
Layers = Sequence[Layer]

LAYERS: Mapping[str, type[Layer]] = {
    kind.__name__: kind
    for kind in (
        Conv2D,
        MaxPooling2D,
        AveragePooling2D,
        ZeroPadding2D,
        UpSampling2D,
        Conv2DTranspose,
    )
}
"""Every layer that can be described, by its name in Keras."""


def window(layer: Conv2D | Pooling | Conv2DTranspose) -> tuple[Pair, Pair]:
    """The size of the window that slides, and its step: ((kh, kw), (sh, sw))."""
    if isinstance(layer, Conv2D | Conv2DTranspose):
        return layer.kernel_size, layer.strides
    return layer.pool_size, layer.pool_size if layer.strides is None else layer.strides


def arguments(layer: Layer) -> dict[str, Any]:
    """The keyword arguments that make the same layer in Keras."""
    return {field.name: getattr(layer, field.name) for field in fields(layer)}


def from_plain(plain: Mapping[str, Any]) -> Layer:
    """The layer that is written {"layer": "Conv2D", "filters": 8, ...}, pairs perhaps as lists.

    ValueError says what is unknown or impossible.
    """
    if not isinstance(plain, Mapping) or "layer" not in plain:
        raise ValueError(f'a layer is written as {{"layer": "Conv2D", ...}}, not as {plain!r}')
    name = plain["layer"]
    kind = LAYERS.get(name) if isinstance(name, str) else None
    if kind is None:
        raise ValueError(f"unknown layer {name!r}; the known ones are {', '.join(LAYERS)}")
    given = {key: value for key, value in plain.items() if key != "layer"}
    known = [field.name for field in fields(kind)]
    if unknown := [key for key in given if key not in known]:
        raise ValueError(f"{name} has no argument {unknown[0]!r}; it takes {', '.join(known)}")
    try:
        return kind(**given)
    except (TypeError, ValueError) as problem:  # TypeError: an argument without default is missing
        raise ValueError(f"{name} cannot be made from {given}: {problem}") from problem


def _fill(layer: Any, **values: Any) -> None:
    for name, value in values.items():
        object.__setattr__(layer, name, value)  # the way into a frozen dataclass


def _whole(name: str, value: Any, least: int) -> int:
    try:
        number = operator.index(value)  # refuses 3.0 and "3", takes NumPy's whole numbers
    except TypeError:
        number = least - 1
    if isinstance(value, bool) or number < least:
        raise ValueError(f"{name} must be a whole number, {least} or more, not {value!r}")
    return number


def _two(name: str, value: Any) -> tuple[Any, Any]:
    if not isinstance(value, list | tuple):
        return value, value
    if len(value) != 2:
        raise ValueError(f"{name} must be one number or two, not {value!r}")
    return value[0], value[1]


def _pair(name: str, value: Any, least: int) -> Pair:
    rows, columns = _two(name, value)
    return _whole(name, rows, least), _whole(name, columns, least)


def _one_of(name: str, value: Any, choices: Sequence[str]) -> str:
    if not isinstance(value, str) or value.lower() not in choices:
        raise ValueError(f"{name} must be one of {', '.join(choices)}, not {value!r}")
    return value.lower()
