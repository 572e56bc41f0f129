"""Slips in what is made of the numbers that a layer sees: of a window's, of the kernel's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from autograder.convolution.layers import AveragePooling2D, Conv2D, Conv2DTranspose, MaxPooling2D
from autograder.convolution.sliding import Array
from autograder.convolution.slips.arrays.work import KERNEL, LayerWork, WorkSlip, by_taking, by_work
from autograder.convolution.slips.slip import Rank

POOLING = (MaxPooling2D, AveragePooling2D)


def _sum(seen: Array) -> Array:
    return np.asarray(np.nansum(seen, axis=0))


def _divided(by: Callable[[int], float]) -> Callable[[Array], Array]:
    """The sum of a window divided by something made of the number of its cells."""
    return lambda seen: _sum(seen) / by(len(seen))


def _smallest(seen: Array) -> Array:
    return np.asarray(np.where(np.isnan(seen), np.inf, seen).min(0))


def _median(seen: Array) -> Array:
    ordered = np.sort(seen, axis=0)  # NaN comes last
    count = (~np.isnan(seen)).sum(0)[None]
    low, high = (np.take_along_axis(ordered, half, 0)[0] for half in ((count - 1) // 2, count // 2))
    return np.asarray((low + high) / 2)


def _by_size(seen: Array) -> Array:
    """The largest without its sign."""
    return np.asarray(np.nan_to_num(np.abs(seen)).max(0))


def _largest_by_size(seen: Array) -> Array:
    """The one that is farthest from zero, with its sign."""
    there = np.nan_to_num(seen)
    which = np.abs(there).argmax(0)[None]
    return np.asarray(np.take_along_axis(there, which, 0)[0])


def _cell(number: int) -> Callable[[Array], Array]:
    return lambda seen: np.asarray(seen[number])


def _between(seen: Array) -> Array:
    """Half-way between the smallest and the largest."""
    largest = np.where(np.isnan(seen), -np.inf, seen).max(0)
    return np.asarray((largest + _smallest(seen)) / 2)


def _side(cells: int) -> float:
    return float(np.sqrt(cells))


def _turned(change: Callable[[Array], Array]) -> Callable[[LayerWork], LayerWork | None]:
    """Another kernel, made of the one that is given; its first two axes are rows and columns."""

    def other(work: LayerWork) -> LayerWork | None:
        if work.kernel is None:
            return None
        kernel = change(work.kernel)
        if np.array_equal(kernel, work.kernel):
            return None
        layer = work.layer
        assert isinstance(layer, Conv2D | Conv2DTranspose)
        rows, columns = kernel.shape[:2]
        return replace(work, kernel=kernel, layer=replace(layer, kernel_size=(rows, columns)))

    return other


def _column_by_column(kernel: Array) -> Array:
    """The numbers read row by row and written down column by column, where it isn't square."""
    rows, columns = kernel.shape[:2]
    return kernel.reshape(columns, rows, *kernel.shape[2:]).swapaxes(0, 1)


VALUE_SLIPS: tuple[WorkSlip, ...] = (
    by_taking("mean-not-divided", AveragePooling2D, _sum, rank=Rank.DAILY),
    by_taking("smallest-for-largest", MaxPooling2D, _smallest),
    by_taking("largest-by-size", MaxPooling2D, _by_size, _largest_by_size),
    by_taking("median-for-mean", AveragePooling2D, _median),
    by_taking("median-for-largest", MaxPooling2D, _median),
    by_taking("first-of-window", POOLING, _cell(0), rank=Rank.DAILY),
    by_taking("last-of-window", POOLING, _cell(-1)),
    by_taking("sum-for-largest", MaxPooling2D, _sum),
    by_taking("smallest-for-mean", AveragePooling2D, _smallest),
    by_taking("between-extremes", AveragePooling2D, _between),
    by_taking(
        "mean-divided-otherwise",
        AveragePooling2D,
        *map(_divided, (lambda n: 2, lambda n: 4, lambda n: 9, _side, lambda n: max(n - 1, 1))),
        _divided(lambda n: n + 1),
    ),
    by_work("kernel-rotated", _turned(lambda k: k[::-1, ::-1]), rank=Rank.DAILY, shows=KERNEL),
    by_work(
        "kernel-transposed",
        _turned(lambda k: k.swapaxes(0, 1)),
        _turned(_column_by_column),
        rank=Rank.DAILY,
        shows=KERNEL,
    ),
    by_work(
        "mirrored",
        _turned(lambda k: k[:, ::-1]),
        _turned(lambda k: k[::-1]),
        shows=KERNEL,
    ),
    by_work(
        "kernel-quarter-turn",
        _turned(lambda k: np.rot90(k)),
        _turned(lambda k: np.rot90(k, -1)),
        shows=KERNEL,
    ),
    by_work(
        "kernel-transposed-rotated",
        _turned(lambda k: k.swapaxes(0, 1)[::-1, ::-1]),
        rank=Rank.RARE,
        shows=KERNEL,
    ),
)
"""The commoner before the rarer, the specific before the general."""
