"""Where windows stand on a picture, and what they see there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from autograder.convolution.layers import Conv2D, Layer, Pair, Pooling, window
from autograder.convolution.sizes import axis_size
from autograder.convolution.sliding import Array, same_zeros


@dataclass(frozen=True)
class Grid:
    """Windows of one size on a picture, in rows and columns."""

    tops: tuple[int, ...]
    """The row where each row of windows begins; below 0 in the padding."""
    lefts: tuple[int, ...]
    """The column where each column of windows begins."""
    size: Pair
    """Of every window. What lies beyond the picture is not seen."""


def grid_of(
    layer: Conv2D | Pooling,
    shape: tuple[int, ...],
    start: Callable[[int, int, int], int] = lambda number, size, step: number * step,
    longer: int = 0,
    more: int = 0,
) -> Grid:
    """Where the windows of a layer stand on pictures (n, h, w, c).

    Slips lay them otherwise: `start` says of the number of a window, its size and its step where it
    begins, from the first one on; each is `longer`, and on each axis there are some `more`, as far as they begin on the picture. ValueError
    where none fits.
    """
    size, steps = window(layer)
    zeros = same_zeros(np.empty(shape), size, steps, layer.padding)
    starts = []
    for axis, length in enumerate(shape[1:3]):
        count, before = int(axis_size(layer, axis, length)), zeros[axis + 1][0]
        laid = [start(n, size[axis], steps[axis]) - before for n in range(count + more)]
        if length == 1:  # nobody moves a window along a single row
            laid = [-before]
        starts.append(tuple(at for n, at in enumerate(laid) if n < count or at < length))
    return Grid(starts[0], starts[1], (size[0] + longer, size[1] + longer))


def has_windows(layer: Layer) -> bool:
    """Whether windows of the layer slide over the picture."""
    return isinstance(layer, Conv2D | Pooling)


def seen_through(grid: Grid, images: Array) -> Array:
    """What each cell of the windows sees, row by row: (cells, n, h', w', c), NaN beyond the pictures.
    ValueError where there are no windows, or some see nothing."""
    rows = np.array(grid.tops)[None, :] + np.arange(grid.size[0])[:, None]
    columns = np.array(grid.lefts)[None, :] + np.arange(grid.size[1])[:, None]
    if rows.size == 0 or columns.size == 0:
        raise ValueError("no window is left")
    inside = [
        (places >= 0) & (places < size)
        for places, size in zip((rows, columns), images.shape[1:3], strict=True)
    ]
    if not all(there.any(0).all() for there in inside):
        raise ValueError("a window lies beyond the picture")
    taken = images[:, np.where(inside[0], rows, 0)][:, :, :, np.where(inside[1], columns, 0)]
    there = inside[0][:, :, None, None] & inside[1][None, None]
    seen = np.where(there[None, ..., None], taken, np.nan)  # (n, kh, h', kw, w', c)
    n, kh, high, kw, wide, channels = seen.shape
    return seen.transpose(1, 3, 0, 2, 4, 5).reshape(kh * kw, n, high, wide, channels)
