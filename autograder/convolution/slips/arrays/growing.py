"""Slips in what upsampling and a transposed convolution make of each pixel."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograder.convolution.layers import Conv2DTranspose, UpSampling2D
from autograder.convolution.sliding import Array
from autograder.convolution.slips.arrays.work import VALUES, LayerWork, WorkSlip, by_making
from autograder.convolution.slips.slip import Rank
from autograder.convolution.transposed import conv2d_transpose
from autograder.convolution.upsample import between, upsample2d

Positions = Callable[[int, int], Array]
"""Where the new pixels of an axis look, in old pixels, from its size and the factor."""


def _at(*positions: Positions) -> tuple[Callable[[LayerWork], Array | None], ...]:
    """Bilinear upsampling whose new pixels lie elsewhere."""

    def one(where: Positions) -> Callable[[LayerWork], Array | None]:
        def making(work: LayerWork) -> Array | None:
            layer, images = work.layer, work.images
            if not isinstance(layer, UpSampling2D) or layer.interpolation != "bilinear":
                return None
            for axis, factor in zip((1, 2), layer.size, strict=True):
                images = between(images, axis, where(images.shape[axis], factor))
            return images

        return making

    return tuple(map(one, positions))


def _centred(size: int, factor: int) -> Array:
    return np.asarray((np.arange(size * factor) + 0.5) / factor - 0.5)


def _aligned(size: int, factor: int) -> Array:
    """The centres of the corner pixels stay in the corners, as other libraries can be told to."""
    return np.linspace(0, size - 1, size * factor)


def _not_centred(size: int, factor: int) -> Array:
    """Old pixels on every `factor`-th place, new ones after them."""
    return np.arange(size * factor) / factor


def _half_way(size: int, factor: int) -> Array:
    """Every new pixel between two old ones taken half and half."""
    inside = _centred(size, factor)
    half = np.floor(inside) + 0.5
    return np.asarray(np.where(inside == np.floor(inside), inside, np.clip(half, 0, size - 1)))


def _ends_kept(size: int, factor: int) -> Array:
    """As `_half_way`, and beyond the outermost centres their own values."""
    inside = _centred(size, factor)
    return np.where((inside < 0) | (inside > size - 1), inside, _half_way(size, factor))


def _weights_exchanged(size: int, factor: int) -> Array:
    """The farther of two old pixels counting as much as the nearer one should."""
    inside = np.clip(_centred(size, factor), 0, size - 1)
    before = np.minimum(np.floor(inside), max(size - 2, 0))
    turned = before + (1 - (inside - before))
    return np.asarray(np.where((inside > 0) & (inside < size - 1), turned, inside))


def _black_outside(work: LayerWork) -> Array | None:
    """Zeros beyond the border, into which the picture fades."""
    layer = work.layer
    if not isinstance(layer, UpSampling2D) or layer.interpolation != "bilinear":
        return None
    framed = np.pad(work.images, ((0, 0), (1, 1), (1, 1), (0, 0)))
    for axis, factor in zip((1, 2), layer.size, strict=True):
        framed = between(framed, axis, 1 + _centred(work.images.shape[axis], factor))
    return framed


def _one_direction(which: int) -> Callable[[LayerWork], Array | None]:
    """Bilinear along one axis, nearest along the other."""

    def making(work: LayerWork) -> Array | None:
        layer = work.layer
        if not isinstance(layer, UpSampling2D) or layer.interpolation != "bilinear":
            return None
        rows, columns = layer.size
        along, across = ((rows, 1), (1, columns)) if which == 0 else ((1, columns), (rows, 1))
        return upsample2d(upsample2d(work.images, along, "bilinear"), across)

    return making


def _tiled(work: LayerWork) -> Array | None:
    if not isinstance(work.layer, UpSampling2D):
        return None
    return np.tile(work.images, (1, *work.layer.size, 1))


def _zeros_between(work: LayerWork) -> Array | None:
    if not isinstance(work.layer, UpSampling2D):
        return None
    n, rows, columns, channels = work.images.shape
    down, right = work.layer.size
    grown = np.zeros((n, rows * down, columns * right, channels))
    grown[:, ::down, ::right] = work.images
    return grown


def _stamped(images: Array, work: LayerWork, kernel: Array | None = None) -> Array | None:
    layer = work.layer
    if not isinstance(layer, Conv2DTranspose) or work.kernel is None:
        return None
    weights = work.kernel if kernel is None else kernel
    return conv2d_transpose(images, weights, layer.strides, layer.padding, layer.output_padding)


def _overwritten(work: LayerWork) -> Array | None:
    layer = work.layer
    if not isinstance(layer, Conv2DTranspose) or work.kernel is None:
        return None
    steps, added = layer.strides, layer.output_padding
    return conv2d_transpose(work.images, work.kernel, steps, layer.padding, added, "overwritten")


def _largest_stays(work: LayerWork) -> Array | None:
    """The largest of what is put down at each place."""
    images = work.images
    if not isinstance(work.layer, Conv2DTranspose) or images.shape[3] > 1 or images.size > 64:
        return None
    one_by_one = np.eye(images.size).reshape(-1, *images.shape)
    stamps = [_stamped(single * images, work) for single in one_by_one]
    # where no stamp lies nothing is put down; zeros of other stamps count for nothing either
    laid = [_stamped(single, work, np.ones_like(work.kernel)) for single in one_by_one]
    there = np.array(laid) > 0
    largest = np.where(there, np.array(stamps), -np.inf).max(0)
    return np.where(np.isfinite(largest), largest, 0.0)


def _average_stays(work: LayerWork) -> Array | None:
    """The mean of what is put down at each place."""
    total = _stamped(work.images, work)
    if total is None or work.kernel is None or work.images.shape[3] > 1:
        return None
    count = _stamped(np.ones_like(work.images), work, np.ones_like(work.kernel))
    assert count is not None
    return total / np.maximum(count, 1)


def _not_weighted(work: LayerWork) -> Array | None:
    return _stamped(np.ones_like(work.images), work)


def _cut_side_by_side(work: LayerWork) -> Array | None:
    """Stamps that begin where the last one ended, in an array of the right size."""
    layer, right = work.layer, _stamped(work.images, work)
    if not isinstance(layer, Conv2DTranspose) or right is None or layer.padding == "same":
        return None
    apart = conv2d_transpose(work.images, work.kernel, layer.kernel_size)  # type: ignore[arg-type]
    if any(a < b for a, b in zip(apart.shape, right.shape, strict=True)):
        return None
    return apart[:, : right.shape[1], : right.shape[2]]


def _exchanged(work: LayerWork) -> Array | None:
    """The picture stamped for each weight of the kernel, as np.kron does with its arguments exchanged."""
    layer, kernel = work.layer, work.kernel
    if not isinstance(layer, Conv2DTranspose) or kernel is None:
        return None
    if kernel.shape[2:] != (1, 1) or len(work.images) > 1:
        return None
    images = kernel[None, :, :, 0, 0, None]
    return conv2d_transpose(images, work.images[0, :, :, :, None], layer.strides, layer.padding)


def _halved_gaps(work: LayerWork) -> Array | None:
    """Zeros between the pixels, then each gap filled with the mean of its neighbours: old pixels on the
    even places, and the last ones fading into nothing."""
    layer = work.layer
    if not isinstance(layer, UpSampling2D) or layer.interpolation != "bilinear":
        return None
    framed = np.pad(work.images, ((0, 0), (0, 1), (0, 1), (0, 0)))
    for axis, factor in zip((1, 2), layer.size, strict=True):
        framed = between(framed, axis, _not_centred(work.images.shape[axis], factor))
    return framed


GROWING_WORK_SLIPS: tuple[WorkSlip, ...] = (
    by_making("upsampling-tiled", _tiled, rank=Rank.DAILY, shows=VALUES),
    by_making("upsampling-zeros-between", _zeros_between, rank=Rank.DAILY, shows=VALUES),
    by_making("bilinear-corners-aligned", *_at(_aligned), rank=Rank.DAILY, shows=VALUES),
    by_making("bilinear-halves", *_at(_ends_kept, _half_way), rank=Rank.DAILY, shows=VALUES),
    by_making("bilinear-weights-exchanged", *_at(_weights_exchanged), shows=VALUES),
    by_making("bilinear-not-centred", *_at(_not_centred), rank=Rank.DAILY, shows=VALUES),
    by_making("bilinear-black-border", _black_outside, _halved_gaps, shows=VALUES),
    by_making("bilinear-one-direction", _one_direction(0), _one_direction(1), shows=VALUES),
    by_making("overlaps-overwritten", _overwritten, rank=Rank.DAILY, shows=VALUES),
    by_making("overlaps-largest", _largest_stays, shows=VALUES),
    by_making("overlaps-averaged", _average_stays, rank=Rank.RARE, shows=VALUES),
    by_making("stamps-not-weighted", _not_weighted, shows=VALUES),
    by_making("stamps-side-by-side", _cut_side_by_side, shows=VALUES),
    by_making("stamps-exchanged", _exchanged, shows=VALUES),
)
"""The commoner before the rarer, the specific before the general."""
