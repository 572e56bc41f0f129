"""Slips in where the windows of a layer stand: as a loop with another slice or range would have it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Layer,
    MaxPooling2D,
    Pooling,
    window,
)
from autograder.convolution.sliding import Array, same_zeros
from autograder.convolution.slips.arrays.window_grid import grid_of, has_windows
from autograder.convolution.slips.arrays.work import (
    WINDOWS,
    LayerWork,
    WorkSlip,
    by_making,
    by_work,
)
from autograder.convolution.slips.shapes.settings import ROUNDED_UP
from autograder.convolution.slips.slip import Rank, lapse


def _gridded(
    start: Callable[[int, int, int], int] = lambda number, size, step: number * step,
    longer: int = 0,
    more: int = 0,
    kinds: type[Layer] | tuple[type[Layer], ...] = (Conv2D, MaxPooling2D, AveragePooling2D),
) -> Callable[[LayerWork], LayerWork | None]:
    """Windows that stand elsewhere, as a loop with another slice would have it."""

    def other(work: LayerWork) -> LayerWork | None:
        layer = work.layer
        if work.grid or not isinstance(layer, kinds) or not isinstance(layer, Conv2D | Pooling):
            return None
        try:
            right = grid_of(layer, work.images.shape)
            grid = grid_of(layer, work.images.shape, start, longer, more)
        except ValueError:
            return None
        # a window of a single pixel has none that could be forgotten
        least = 2 if longer < 0 else 1
        fits = min(grid.size) > 0 and max(grid.size) >= least
        return replace(work, grid=grid) if fits and grid != right else None

    return other


def _on_the_other_side(work: LayerWork) -> LayerWork | None:
    """The odd row and column of padding="same" at the top and at the left."""
    if not has_windows(work.layer) or work.grid:
        return None
    layer = work.layer
    assert isinstance(layer, Conv2D | Pooling)
    if layer.padding != "same":
        return None
    size, steps = window(layer)
    _, rows, columns, _ = same_zeros(work.images, size, steps, "same")
    if rows[0] == rows[1] and columns[0] == columns[1]:
        return None
    grid = grid_of(layer, work.images.shape)
    down, right = rows[1] - rows[0], columns[1] - columns[0]
    tops, lefts = tuple(t - down for t in grid.tops), tuple(t - right for t in grid.lefts)
    return replace(work, grid=replace(grid, tops=tops, lefts=lefts))


def _last_left_out(
    rows: int, columns: int, left: float | None
) -> Callable[[LayerWork], Array | None]:
    """The last row or column of windows left out: missing, or `left` in the array from before."""

    def making(work: LayerWork) -> Array | None:
        output = replace(work, making=None, writings=()).done()
        if output is None or output.shape[1] <= rows or output.shape[2] <= columns:
            return None
        high, wide = output.shape[1] - rows, output.shape[2] - columns
        if left is None:
            return output[:, :high, :wide]
        filled = np.full(output.shape, left)
        filled[:, :high, :wide] = output[:, :high, :wide]
        return filled

    return making


MORE = ((1, 1), (1, 0), (0, 1))
"""Rows and columns that may be too few."""

GRID_SLIPS: tuple[WorkSlip, ...] = (
    by_work("slice-short", _gridded(longer=-1), rank=Rank.DAILY, shows=WINDOWS),
    by_work("slice-long", _gridded(longer=1), shows=WINDOWS),
    by_work(
        "start-not-multiplied",
        _gridded(lambda number, size, step: number),
        rank=Rank.DAILY,
        shows=WINDOWS,
    ),
    by_work(
        "windows-side-by-side",
        _gridded(lambda number, size, step: number * size),
        shows=WINDOWS,
    ),
    by_work("start-one", _gridded(lambda number, size, step: number * step + 1), shows=WINDOWS),
    by_work(
        "incomplete-windows",
        _gridded(more=1, kinds=(MaxPooling2D, AveragePooling2D)),
        rank=Rank.DAILY,
        idea=ROUNDED_UP,
        shows=WINDOWS,
    ),
    by_work("padding-other-side", _on_the_other_side, shows=WINDOWS),
    lapse(
        by_making(
            "last-window-missing", *(_last_left_out(*more, None) for more in MORE), rank=Rank.RARE
        )
    ),
    lapse(by_making("last-window-empty", *(_last_left_out(*more, 0.0) for more in MORE))),
)
"""The commoner before the rarer, the specific before the general."""
