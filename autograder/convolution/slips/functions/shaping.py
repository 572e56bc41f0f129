"""A function that gives the shape after one layer, as data: output_shape at work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from autograder.convolution.layers import Conv2DTranspose, Layer
from autograder.convolution.sizes import Number
from autograder.convolution.slips.functions.work import FunctionArray, FunctionSlip, FunctionWork
from autograder.convolution.slips.shapes.depths import DEPTH_SLIPS
from autograder.convolution.slips.shapes.growing import GROWING_SLIPS
from autograder.convolution.slips.shapes.making import by_formula, by_layer
from autograder.convolution.slips.shapes.settings import other_window
from autograder.convolution.slips.shapes.table import SHAPE_SLIPS
from autograder.convolution.slips.shapes.walk import Walk, WalkSlip, Writing
from autograder.convolution.slips.shapes.windows import WINDOW_SLIPS, from_window
from autograder.convolution.slips.slip import Rank, SlipPlace, named

OF_CHAINS = (
    "zero-padding-one-side",
    "zero-padding-swapped",
    "zero-padding-corners",
    "zero-padding-ignored",
    "zero-padding-twice",
    "zero-padding-channels",
    "output-padding-ignored",
    "upsampling-undoes-pooling",
    "upsampling-batch",
    "filters-of-another-layer",
    "padding-valid-for-same",  # "padding-ignored" here: nobody wrote the layer down
    "transposed-same-for-valid",  # "transposed-valid-multiplies" says more
)
"""The slips about shapes that a function can't make that is asked for one layer, without a batch."""
TABLES = (WINDOW_SLIPS, GROWING_SLIPS, DEPTH_SLIPS)
OF_ONE_LAYER = (
    frozenset(slip.name for table in TABLES for slip in table)
    | {"channels-first", "height-width-swapped"}
).difference(OF_CHAINS)
"""Those that it may make."""
TWO_WAYS = ("same-pads-half", "transposed-only-steps")
"""Those of them that can be made in two ways."""


@dataclass(frozen=True, eq=False)
class Shaping(FunctionWork):
    """A walk through one layer."""

    walk: Walk

    def output(self) -> FunctionArray:
        """(height, width, channels)."""
        shape = self.walk.end()
        if shape is None or len(shape) != 4 or shape[0] != 1:
            raise ValueError("no shape of a picture")
        return np.array(shape[1:], np.float64)


def _way(slip: WalkSlip, number: int) -> FunctionSlip:
    """One of the ways in which a slip can be made in a shape."""

    def change(work: Shaping) -> Iterator[tuple[Shaping, SlipPlace]]:
        ways = [(Shaping(walk), place) for walk, place in slip.change(work.walk)]
        for changed, place in ways[number : number + 1]:
            if changed.walk.end() is not None:
                yield changed, SlipPlace(axis=place.axis)

    return FunctionSlip(slip.name, change, slip.rank, slip.idea, slip.shows)


def _both(name: str, first: WalkSlip, second: WalkSlip) -> WalkSlip:
    """Two slips of one name, made wherever either of them can be made."""

    def change(walk: Walk) -> Iterator[tuple[Walk, SlipPlace]]:
        yield from first.change(walk)
        yield from second.change(walk)

    return replace(first, name=name, change=change)


def _without_the_rest(layer: Layer, axis: int, size: Number) -> Number | None:
    """Nothing added behind the last copy of the kernel."""
    if not isinstance(layer, Conv2DTranspose):
        return None
    return (size - 1) * layer.strides[axis] + layer.kernel_size[axis]


def _transposed(name: str, padding: str) -> FunctionSlip:
    """A transposed convolution of this padding, or of any, without the rest."""

    return _way(by_formula(name, _copies(padding), _without_the_rest, rank=Rank.COMMON), 0)


def _copies(padding: str) -> Callable[[Layer], bool]:
    """Whether a layer is a transposed convolution of this padding, or of any."""
    return lambda layer: isinstance(layer, Conv2DTranspose) and padding in ("any", layer.padding)


def _no_strides(layer: Layer) -> Layer | None:
    """Steps of one pixel, whatever strides says, or if it says nothing."""
    return other_window(layer, lambda k, s: k, lambda k, s: (1, 1))


def _no_given_strides(layer: Layer) -> Layer | None:
    """Steps of one pixel where strides are given."""
    return None if getattr(layer, "strides", None) is None else _no_strides(layer)


def _width_first(work: Shaping) -> Iterator[tuple[Shaping, SlipPlace]]:
    """(height, width) of the input read as (width, height)."""
    batch, height, width, channels = work.walk.shape
    yield Shaping(replace(work.walk, shape=(batch, width, height, channels))), SlipPlace()


def _both_alike(kept: int) -> Writing:
    return lambda shape: (shape[0], shape[1 + kept], shape[1 + kept], shape[3])


def _one_size(padding: str, kept: int) -> FunctionSlip:
    """The size on one axis taken for both."""

    def change(work: Shaping) -> Iterator[tuple[Shaping, SlipPlace]]:
        (layer,) = work.walk.layers
        if padding in ("any", getattr(layer, "padding", None)):
            yield Shaping(replace(work.walk, writings=(_both_alike(kept),))), SlipPlace(axis=kept)

    return FunctionSlip("one-size-for-both", change, shows="writing", axis=kept)


_HALVES = tuple(
    by_layer(
        "stride-on-one-axis",
        lambda layer, kept=kept: other_window(  # type: ignore[misc]
            layer,
            lambda k, s: k,
            lambda k, s: (s[0], 1) if kept == 0 else (1, s[1]),
        ),
    )
    for kept in (0, 1)
)

SHAPING: tuple[FunctionSlip, ...] = (
    _way(
        _both(
            "same-floors",
            named("same-floors", SHAPE_SLIPS),
            named("pooling-same-floors", SHAPE_SLIPS),
        ),
        0,
    ),
    *(
        _way(slip, number)
        for slip in SHAPE_SLIPS
        if slip.name in OF_ONE_LAYER
        for number in range(1 + (slip.name in TWO_WAYS))
    ),
    _way(replace(named("padding-valid-for-same", SHAPE_SLIPS), name="padding-ignored"), 0),
    *(_way(slip, 0) for slip in _HALVES),
    _way(by_layer("stride-ignored", _no_strides), 0),
    _way(by_layer("stride-ignored", _no_given_strides), 0),
    *(_one_size(padding, kept) for padding in ("any", "valid", "same") for kept in (0, 1)),
    FunctionSlip("height-width-swapped", _width_first, shows="sizes"),
    _transposed("transposed-other-library", "any"),
    _transposed("transposed-other-library", "valid"),
    _transposed("padding-ignored", "same"),
    *(
        _way(by_formula("transposed-adds-kernel", _copies(padding), from_window(formula)), 0)
        for padding, formula in (
            ("valid", lambda i, k, s: i * s + k),
            ("any", lambda i, k, s: i * s + k - 1),
            ("valid", lambda i, k, s: i * s + k - 1),
        )
    ),
)
