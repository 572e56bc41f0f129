"""Slips in what a window sees, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from autograder.convolution.layers import Pair
from autograder.convolution.slips.functions.sliding import Sliding
from autograder.convolution.slips.functions.work import (
    VALUES,
    WINDOW,
    FunctionArray,
    FunctionSlip,
    PictureWork,
    way,
)
from autograder.convolution.slips.slip import Rank

WindowChange = Callable[[Sliding], Sliding | None]


def _pool(change: Callable[[Pair], Pair], strides_too: bool) -> WindowChange:
    """A pool of another size. Its strides are its size where none are given; others change as well
    where `strides_too`."""

    def other(work: Sliding) -> Sliding | None:
        window = change(work.window)
        if window == work.window:
            return None
        strides = window if work.given_strides is None else work.given_strides
        if strides_too:
            strides = change(work.strides)
        return replace(work, window=window, strides=strides)

    return other


def _longer(rows: int, columns: int, both: bool = False) -> WindowChange:
    """Windows that see more rows and columns, or fewer; those of a single one stay as they are. `both`:
    where one of the two is single, nothing changes."""

    def other(work: Sliding) -> Sliding | None:
        wanted = zip(work.window, (rows, columns), strict=True)
        more = [change if size + change > 0 else 0 for size, change in wanted]
        if not any(more) or (both and not all(more)):
            return None
        return replace(work, longer=(more[0], more[1]))

    return other


def _all_longer(rows: int, columns: int) -> WindowChange:
    return lambda work: replace(work, longer=(rows, columns))


def keeping(other: str) -> WindowChange:
    """Something else kept of every window."""
    return lambda work: replace(work, keeps=other)


def _at_least_zero(work: PictureWork, output: FunctionArray) -> FunctionArray:
    return np.maximum(output, 0)


def _from_zero(work: Sliding) -> Sliding:
    return replace(work, results=(*work.results, _at_least_zero))


def _mean_of_products(channels_too: bool) -> WindowChange:
    def mean(work: PictureWork, output: FunctionArray) -> FunctionArray:
        assert isinstance(work, Sliding)
        assert work.kernel is not None
        counted = work.kernel.shape[: 3 if channels_too else 2]
        return output / np.prod(counted)

    return lambda work: replace(work, results=(*work.results, mean))


def _one_side(which: int) -> WindowChange:
    """Windows with one side of the kernel for both; NumPy multiplies them with the kernel if it can."""

    def other(work: Sliding) -> Sliding | None:
        side = work.window[which]
        return None if work.window == (side, side) else replace(work, window=(side, side))

    return other


def _exchanged(work: Sliding) -> Sliding | None:
    """Windows with their sides exchanged, but not their steps; NumPy multiplies them with a kernel if it
    can."""
    rows, columns = work.window
    return None if rows == columns else replace(work, window=(columns, rows))


def _along(axis: int) -> WindowChange:
    """Windows of which one row, or one column, is looked at."""

    def change(work: Sliding) -> Sliding | None:
        more = [0, 0]
        more[axis] = 1 - work.window[axis]
        return replace(work, longer=(more[0], more[1])) if any(more) else None

    return change


def _matrix_products(one: str) -> WindowChange:
    """Window and kernel multiplied as matrices, channel by channel, and added up."""

    def change(work: Sliding) -> Sliding | None:
        assert work.kernel is not None
        return replace(work, products=one)

    return change


def _divided_by_steps(work: Sliding) -> Sliding:
    """The sum of a window divided by how many pixels a step takes."""
    down, across = work.strides

    def divided(done: PictureWork, output: FunctionArray) -> FunctionArray:
        return output / (down * across)

    return replace(work, keeps="sum", results=(*work.results, divided))


KERNEL_WINDOWS: tuple[FunctionSlip, ...] = (
    way("kernel-swapped", WINDOW, _exchanged),
    way("one-window-for-both", WINDOW, _one_side(0), axis=0),
    way("one-window-for-both", WINDOW, _one_side(1), axis=1),
)

POOL_WINDOWS: tuple[FunctionSlip, ...] = (
    way("kernel-swapped", WINDOW, _pool(lambda pool: pool[::-1], strides_too=False), Rank.DAILY),
    way("kernel-swapped", WINDOW, _exchanged, Rank.DAILY),
    *(
        way(
            "one-window-for-both",
            WINDOW,
            _pool(lambda pool, which=which: (pool[which], pool[which]), strides_too),  # type: ignore[misc]
            axis=which,
        )
        for which in (0, 1)
        for strides_too in (False, True)
    ),
    way("window-size-ignored", WINDOW, _pool(lambda pool: (2, 2), strides_too=False)),
    way("window-too-short", WINDOW, _longer(-1, -1, both=True)),
    way("window-too-short", WINDOW, _longer(-1, -1)),
    way("window-too-short", WINDOW, _longer(-1, 0), axis=0),
    way("window-too-short", WINDOW, _longer(0, -1), axis=1),
    way("window-too-short", WINDOW, _all_longer(-1, -1)),
    way("window-on-one-axis", WINDOW, _along(0), axis=1),
    way("window-on-one-axis", WINDOW, _along(1), axis=0),
    way("window-too-long", WINDOW, _longer(1, 1)),
    way("window-too-long", WINDOW, _longer(1, 0), axis=0),
    way("window-too-long", WINDOW, _longer(0, 1), axis=1),
)

ONE_OF_WINDOW: tuple[FunctionSlip, ...] = (
    way("first-of-window", VALUES, keeping("first")),
    way("last-of-window", VALUES, keeping("last")),
)
MAX_VALUES: tuple[FunctionSlip, ...] = (
    way("average-for-max", VALUES, keeping("mean"), Rank.DAILY),
    way("average-for-max", VALUES, keeping("sum by the window")),
    way("min-for-max", VALUES, keeping("smallest")),
    way("sum-for-max", VALUES, keeping("sum"), Rank.RARE),
    way("max-starts-at-zero", VALUES, _from_zero, Rank.DAILY),
    way("largest-by-size", VALUES, keeping("largest by size")),
    way("largest-by-size", VALUES, keeping("size of the largest")),
    way("place-for-value", VALUES, keeping("place of the largest")),
    *ONE_OF_WINDOW,
)
AVERAGE_VALUES: tuple[FunctionSlip, ...] = (
    way("max-for-average", VALUES, keeping("largest"), Rank.DAILY),
    way("sum-for-average", VALUES, keeping("sum"), Rank.DAILY),
    way("sum-for-average", VALUES, keeping("sum by four")),
    way("divided-by-side", VALUES, keeping("sum by a side"), Rank.RARE),
    way("median-for-average", VALUES, keeping("median")),
    way("min-for-average", VALUES, keeping("smallest"), Rank.RARE),
    way("mean-divided-otherwise", VALUES, _divided_by_steps),
    *(
        way("mean-divided-otherwise", VALUES, keeping(f"sum by {divisor}"))
        for divisor in ("the other side", "both sides", "one less", "one more")
    ),
    way("between-extremes", VALUES, keeping("between the extremes")),
    *ONE_OF_WINDOW,
)
PRODUCT_VALUES: tuple[FunctionSlip, ...] = (
    way("mean-for-sum", VALUES, _mean_of_products(channels_too=True)),
    way("mean-for-sum", VALUES, _mean_of_products(channels_too=False)),
    way("matrix-product", VALUES, _matrix_products("abc,bdc->ad")),
    way("matrix-product", VALUES, _matrix_products("bac,bdc->ad")),
)
