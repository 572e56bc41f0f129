"""Slips by which another layer is computed than was asked for, or the same one on other windows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Conv2DTranspose,
    Layer,
    MaxPooling2D,
    Pooling,
    UpSampling2D,
    ZeroPadding2D,
    window,
)
from autograder.convolution.slips.arrays.work import (
    PADDING,
    VALUES,
    WINDOWS,
    ChangedWorks,
    LayerWork,
    WorkSlip,
    by_layer,
    by_work,
    place_of,
)
from autograder.convolution.slips.shapes.settings import other_window
from autograder.convolution.slips.shapes.table import SHAPE_SLIPS
from autograder.convolution.slips.shapes.walk import Walk, WalkSlip
from autograder.convolution.slips.slip import Rank, Slip


def _as_in_shapes(slip: WalkSlip) -> WorkSlip:
    """A slip that makes another layer of one, where it was found in shapes."""

    def change(work: LayerWork) -> ChangedWorks:
        n, rows, columns, channels = work.images.shape
        walk = Walk((work.layer,), (n, rows, columns, channels))
        for changed, place in slip.change(walk):
            if len(changed.layers) != 1 or changed.layers == walk.layers or any(changed.sizes):
                continue
            layer = changed.layers[0]
            kernel = work.kernel
            if isinstance(layer, Conv2D | Conv2DTranspose) and (
                kernel is None or layer.kernel_size != kernel.shape[:2]
            ):
                continue
            yield replace(work, layer=layer), replace(place_of(work), axis=place.axis)

    shows = PADDING if "same" in slip.name else WINDOWS
    return Slip(slip.name, change, slip.rank, slip.idea, shows)


def _average(layer: Layer) -> Layer | None:
    if not isinstance(layer, MaxPooling2D):
        return None
    return AveragePooling2D(layer.pool_size, layer.strides, layer.padding)


def _largest(layer: Layer) -> Layer | None:
    if not isinstance(layer, AveragePooling2D):
        return None
    return MaxPooling2D(layer.pool_size, layer.strides, layer.padding)


def _interpolated(before: str, after: str) -> Callable[[Layer], Layer | None]:
    def other(layer: Layer) -> Layer | None:
        if not isinstance(layer, UpSampling2D) or layer.interpolation != before:
            return None
        return UpSampling2D(layer.size, after)

    return other


def _stamps_side_by_side(layer: Layer) -> Layer | None:
    """Stamps that begin where the last one ended."""
    if not isinstance(layer, Conv2DTranspose):
        return None
    return other_window(layer, lambda k, s: k, lambda k, s: k)


def _one_side(layer: Layer) -> Layer | None:
    """Zeros at the top and at the left alone."""
    if not isinstance(layer, ZeroPadding2D):
        return None
    (top, _), (left, _) = layer.padding
    return ZeroPadding2D(((top, 0), (left, 0)))


def _exchanged(layer: Layer) -> Layer | None:
    """The size of the windows and their steps taken for each other."""
    if not isinstance(layer, Pooling) or layer.strides is None:
        return None
    return other_window(layer, lambda k, s: s, lambda k, s: k)


def _pool_of(size: Callable[[int, int], int]) -> Callable[[Layer], Layer | None]:
    """The same pooling with a pool of another size, and its windows side by side where they were."""

    def other(layer: Layer) -> Layer | None:
        if not isinstance(layer, Pooling):
            return None
        (rows, columns), (down, right) = window(layer)
        pool = size(rows, down), size(columns, right)
        if min(pool) < 1:
            return None
        return type(layer)(pool, layer.strides, layer.padding)

    return other


def _pooled_by_output(work: LayerWork) -> LayerWork | None:
    """The size of the output taken for the pool's."""
    if not isinstance(work.layer, Pooling) or work.layer.strides is not None:
        return None
    steps = window(work.layer)[0]
    sizes = [size // step for size, step in zip(work.images.shape[1:3], steps, strict=True)]
    if min(sizes) < 1:
        return None
    return replace(work, layer=type(work.layer)(sizes, None, work.layer.padding))


def _one_direction(work: LayerWork) -> tuple[Layer, ...]:
    """The same layer, at work on one axis alone."""
    match work.layer:
        case MaxPooling2D() | AveragePooling2D():
            (rows, columns), (down, right) = window(work.layer)
            return (
                type(work.layer)((rows, 1), (down, 1), work.layer.padding),
                type(work.layer)((1, columns), (1, right), work.layer.padding),
            )
        case UpSampling2D(size=(rows, columns)):
            some = work.layer.interpolation
            return UpSampling2D((rows, 1), some), UpSampling2D((1, columns), some)
    return ()


def _on_one_axis(which: int) -> Callable[[LayerWork], LayerWork | None]:
    def other(work: LayerWork) -> LayerWork | None:
        layers = _one_direction(work)
        if not layers or layers[which] == work.layer:
            return None
        return replace(work, layer=layers[which])

    return other


ANOTHER_LAYER = frozenset(
    {
        "padding-valid-for-same",
        "padding-same-for-valid",
        "transposed-same-for-valid",
        "stride-ignored",
        "pooling-stride-one",
        "pooling-strides-as-one",
        "kernel-swapped",
        "strides-swapped",
        "kernel-first-for-both",
        "strides-first-for-both",
        "kernel-second-for-both",
        "strides-second-for-both",
        "stride-is-kernel",
        "kernel-is-stride",
        "zero-padding-swapped",
        "zero-padding-corners",
        "zero-padding-ignored",
        "zero-padding-twice",
        "output-padding-zero",
        "output-padding-ignored",
    }
)
"""Of the slips in shapes those that make another layer, and so another output."""

LAYER_SLIPS: tuple[WorkSlip, ...] = (
    *(_as_in_shapes(slip) for slip in SHAPE_SLIPS if slip.name in ANOTHER_LAYER),
    by_layer("zero-padding-one-side", _one_side, Rank.DAILY, WINDOWS),
    by_layer("pool-too-small", _pool_of(lambda size, step: size - 1), shows=WINDOWS),
    by_layer("pool-too-large", _pool_of(lambda size, step: size + 1), Rank.RARE, WINDOWS),
    by_layer("window-and-strides-swapped", _exchanged, shows=WINDOWS),
    by_work("pool-is-output", _pooled_by_output, shows=WINDOWS),
    by_work("one-axis-only", _on_one_axis(0), _on_one_axis(1), shows=WINDOWS),
    by_layer("stamps-side-by-side", _stamps_side_by_side, shows=WINDOWS),
    by_layer("average-for-max", _average, Rank.DAILY, VALUES),
    by_layer("max-for-average", _largest, Rank.DAILY, VALUES),
    by_layer("nearest-for-bilinear", _interpolated("bilinear", "nearest"), Rank.DAILY, VALUES),
    by_layer("bilinear-for-nearest", _interpolated("nearest", "bilinear"), Rank.DAILY, VALUES),
)
"""The commoner before the rarer, the specific before the general."""
