"""Slips in channels and filters: which of them count, and along which axis they lie."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from autograder.convolution.slips.functions.kernels import other_kernel
from autograder.convolution.slips.functions.sliding import Sliding
from autograder.convolution.slips.functions.work import (
    CHANNELS,
    FunctionArray,
    FunctionSlip,
    PictureWork,
    Result,
    way,
)
from autograder.convolution.slips.slip import Rank


def _one_channel(axis: int, which: int) -> Callable[[FunctionArray], FunctionArray]:
    """The kernel with zeros for all channels of the picture but one; they lie along this axis."""

    def change(kernel: FunctionArray) -> FunctionArray:
        rest = np.zeros_like(kernel)
        there = (slice(None),) * axis + (which,)
        rest[there] = kernel[there]
        return rest

    return change


def _averaged(axis: int) -> Callable[[FunctionArray], FunctionArray]:
    return lambda kernel: kernel / kernel.shape[axis]


def _one_filter(axis: int, which: int) -> Callable[[FunctionArray], FunctionArray]:
    """The kernel with one of its filters in the place of all; or with the weights for one channel."""
    return lambda kernel: np.broadcast_to(kernel.take([which], axis), kernel.shape)


def _filters_added(axis: int) -> Callable[[FunctionArray], FunctionArray]:
    return lambda kernel: kernel.sum(axis=axis, keepdims=True)


def _all_filters_added(axis: int) -> Callable[[FunctionArray], FunctionArray]:
    return lambda kernel: np.broadcast_to(kernel.sum(axis=axis, keepdims=True), kernel.shape)


def _first_axis(kernel: FunctionArray) -> FunctionArray:
    """The kernel whose filter z is kernel[z], as NumPy multiplies it with a window."""
    filters = range(kernel.shape[3])
    return np.stack([_fitted(kernel[z], kernel.shape[:3]) for z in filters], axis=-1)


def _fitted(weights: FunctionArray, window: tuple[int, ...]) -> FunctionArray:
    """The weights of each cell of a window that is multiplied with `weights`, and summed."""
    for axis, size in enumerate(window):
        if size == 1 < weights.shape[axis]:  # the window is repeated, too
            weights = weights.sum(axis=axis, keepdims=True)
    return np.broadcast_to(weights, window)


def _mixed(*axes: int) -> Callable[[FunctionArray], FunctionArray]:
    """The kernel with its first three axes in another order, as NumPy multiplies it with a window."""

    def change(kernel: FunctionArray) -> FunctionArray:
        moved = kernel.transpose(*axes, 3)
        filters = range(kernel.shape[3])
        return np.stack([_fitted(moved[..., f], kernel.shape[:3]) for f in filters], axis=-1)

    return change


def _reshaped(kernel: FunctionArray) -> FunctionArray:
    """Windows (channels, rows, columns) and kernel (rows, columns, channels), both made flat."""
    kh, kw, channels, filters = kernel.shape
    return kernel.reshape(channels, kh, kw, filters).transpose(1, 2, 0, 3)


def _exchanged(kernel: FunctionArray) -> FunctionArray:
    if kernel.shape[2] != kernel.shape[3]:
        raise ValueError("channels and filters have changed places")
    return kernel.swapaxes(2, 3)


def _reread(kernel: FunctionArray) -> FunctionArray:
    """The numbers read as if channels and filters stood the other way round."""
    rows, columns, third, fourth = kernel.shape
    return kernel.reshape(rows, columns, fourth, third).swapaxes(2, 3)


def of_kernel(channels: int, filters: int) -> tuple[FunctionSlip, ...]:
    """Those of functions with a kernel, whose channels and filters lie along these axes."""
    changes = (
        ("channels-not-summed", _one_channel(channels, 0), Rank.DAILY),
        ("channels-not-summed", _one_channel(channels, -1), Rank.DAILY),
        ("channels-averaged", _averaged(channels), Rank.COMMON),
        ("channels-alike", _one_filter(channels, 0), Rank.COMMON),
        ("channels-alike", _one_filter(channels, -1), Rank.COMMON),
        ("channels-alike", _all_filters_added(channels), Rank.COMMON),
        ("one-filter-for-all", _one_filter(filters, 0), Rank.DAILY),
        ("one-filter-for-all", _one_filter(filters, -1), Rank.DAILY),
        ("filters-added", _filters_added(filters), Rank.COMMON),
        ("filters-added", _all_filters_added(filters), Rank.COMMON),
    )
    return tuple(way(name, CHANNELS, other_kernel(change), rank) for name, change, rank in changes)


FIRST_AXIS: tuple[FunctionSlip, ...] = (
    way("filters-along-first-axis", CHANNELS, other_kernel(_first_axis)),
)
AXES_MIXED: tuple[FunctionSlip, ...] = (
    way("window-axes-mixed", CHANNELS, other_kernel(_reshaped)),
    way("window-axes-mixed", CHANNELS, other_kernel(_mixed(1, 2, 0))),
    way("window-axes-mixed", CHANNELS, other_kernel(_mixed(2, 0, 1))),
)
EXCHANGED: tuple[FunctionSlip, ...] = (
    way("channels-exchanged", CHANNELS, other_kernel(_exchanged)),
    way("channels-exchanged", CHANNELS, other_kernel(_reread)),
)


def _with(result: Result) -> Callable[[Sliding], Sliding | None]:
    def change(work: Sliding) -> Sliding | None:
        if work.image.shape[2] == 1:
            return None
        return replace(work, results=(*work.results, result))

    return change


def _melted(mean: bool) -> Result:
    """One channel of all, by their maximum or their mean."""

    def melt(work: PictureWork, output: FunctionArray) -> FunctionArray:
        melted: FunctionArray = (
            output.mean(2, keepdims=True) if mean else output.max(2, keepdims=True)
        )
        return melted

    return melt


def _repeated(melt: Result) -> Result:
    return lambda work, output: np.broadcast_to(melt(work, output), output.shape)


def _flat(melt: Result) -> Result:
    return lambda work, output: melt(work, output)[..., 0]


def _first(work: PictureWork, output: FunctionArray) -> FunctionArray:
    return output[..., :1]


def _first_and_zeros(work: PictureWork, output: FunctionArray) -> FunctionArray:
    rest = np.zeros_like(output)
    rest[..., 0] = output[..., 0]
    return rest


def of_pooling(mean: bool) -> tuple[FunctionSlip, ...]:
    """Those of a max or mean pooling."""
    melt = _melted(mean)
    return (
        way("pooling-one-channel", CHANNELS, _with(_repeated(melt)), Rank.DAILY),
        way("pooling-one-channel", CHANNELS, _with(_flat(melt)), Rank.DAILY),
        way("pooling-one-channel", CHANNELS, _with(melt), Rank.DAILY),
        way("first-channel-only", CHANNELS, _with(_first)),
        way("first-channel-only", CHANNELS, _with(_first_and_zeros)),
        way("first-channel-only", CHANNELS, _with(_repeated(_first))),
    )
