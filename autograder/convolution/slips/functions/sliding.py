"""A window that slides over a picture, as data: conv2d, max_pool2d and avg_pool2d at work."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from autograder.convolution.layers import Pair
from autograder.convolution.slips.functions.work import Axis, FunctionArray, PictureWork

Zeros = Callable[[Axis], Pair]
"""How many rows (columns) padding "same" adds before and behind."""
WindowCount = Callable[[Axis, int], int]
"""How many windows stand beside each other, in so many rows, those that were added included."""


def just_enough(axis: Axis) -> Pair:
    """TensorFlow's rule for "same": ceil(i / s) windows fit, the odd row is added below."""
    missing = max((-(-axis.size // axis.stride) - 1) * axis.stride + axis.window - axis.size, 0)
    return missing // 2, missing - missing // 2


def as_many_as_fit(axis: Axis, rows: int) -> int:
    """The right count."""
    return (rows - axis.window) // axis.stride + 1


@dataclass(frozen=True, eq=False, kw_only=True)
class Sliding(PictureWork):
    """A sliding window at work. What is missing in a window (NaN) does not count in it."""

    window: Pair
    strides: Pair
    padding: str
    keeps: str
    """What becomes of a window: a name in KEEPS, or "products" with the kernel."""
    kernel: FunctionArray | None = None
    """(kh, kw, channels, filters)."""
    given_strides: Pair | None = None
    """What was asked for, if it was."""
    zeros: Zeros = just_enough
    outside: float | str = np.nan
    """What lies around the picture: a number, or how np.pad goes on with the picture itself."""
    count: WindowCount = as_many_as_fit
    step: Callable[[int], int] = lambda stride: stride
    """From the beginning of a window to that of the next one."""
    products: str = ""
    """How windows (rows, columns, channels) and a filter are multiplied, as np.einsum has it, before all
    is added up; empty: cell by cell."""
    longer: Pair = (0, 0)
    """Rows and columns that are looked at beyond the window's; fewer where negative."""

    def axis(self, number: int) -> Axis:
        """The rows (0) or columns (1)."""
        return Axis(number, self.image.shape[number], self.window[number], self.strides[number])

    def around(self, axis: int) -> Pair:
        """Rows or columns that are added before and behind."""
        if self.padding != "same":
            return 0, 0
        return self.zeros(self.axis(axis))

    def computed(self) -> FunctionArray:
        """One number for each window and channel, or filter."""
        framed = self._framed()
        seen = framed[self._places(0, framed)[:, :, None, None], self._places(1, framed)]
        if self.keeps != "products":
            return KEEPS[self.keeps](seen, self.window)
        assert self.kernel is not None, "products need a kernel"
        seen = np.where(np.isnan(seen), 0.0, seen)
        if self.products:
            return self._by_matrices(seen, self.kernel)
        return np.einsum("akblc,klcf->abf", seen, self.kernel)

    def _by_matrices(self, seen: FunctionArray, kernel: FunctionArray) -> FunctionArray:
        windows = seen.transpose(0, 2, 1, 3, 4)
        found = np.empty((*windows.shape[:2], kernel.shape[3]))
        for i, j, f in np.ndindex(*found.shape):
            found[i, j, f] = np.einsum(self.products, windows[i, j], kernel[..., f]).sum()
        return found

    def _framed(self) -> FunctionArray:
        """The picture with what lies around it, and one more row and column where nothing is."""
        around = (self.around(0), self.around(1))
        image = self.image.astype(np.float64)
        if isinstance(self.outside, str):
            mode: Mapping[str, str] = {"mode": self.outside}
            return np.pad(np.pad(image, (*around, (0, 0)), **mode), BEYOND, constant_values=np.nan)  # type: ignore[call-overload]
        (top, bottom), (left, right) = around
        rows, columns, channels = image.shape
        framed = np.full((top + rows + bottom + 1, left + columns + right + 1, channels), np.nan)
        framed[:-1, :-1] = self.outside
        framed[top : top + rows, left : left + columns] = image
        return framed

    def _places(self, axis: int, framed: FunctionArray) -> FunctionArray:
        """For each window the rows (or columns) that it sees: (windows, rows)."""
        size = framed.shape[axis] - 1
        windows = self.count(self.axis(axis), size)
        if windows < 0:
            raise ValueError("negative dimensions are not allowed")
        starts = np.arange(windows) * self.step(self.strides[axis])
        seen = starts[:, None] + np.arange(max(self.window[axis] + self.longer[axis], 0))
        return np.minimum(seen, size)


BEYOND = ((0, 1), (0, 1), (0, 0))
Keep = Callable[[FunctionArray, Pair], FunctionArray]
"""From what all windows see, (h', rows, w', columns, channels), to one number for each; and the window."""


def _largest(seen: FunctionArray, window: Pair) -> FunctionArray:
    return _found(np.fmax.reduce(np.fmax.reduce(seen, 1), 2))


def _smallest(seen: FunctionArray, window: Pair) -> FunctionArray:
    return _found(np.fmin.reduce(np.fmin.reduce(seen, 1), 2))


def _found(numbers: FunctionArray) -> FunctionArray:
    if np.isnan(numbers).any():
        raise ValueError("nothing is the largest of nothing")
    return numbers


def _sum(seen: FunctionArray, window: Pair) -> FunctionArray:
    total: FunctionArray = np.where(np.isnan(seen), 0.0, seen).sum(axis=(1, 3))
    return total


def _mean(seen: FunctionArray, window: Pair) -> FunctionArray:
    mean: FunctionArray = _sum(seen, window) / (~np.isnan(seen)).sum(axis=(1, 3))
    return mean


def _first(seen: FunctionArray, window: Pair) -> FunctionArray:
    return _found(seen[:, 0, :, 0])


def _last(seen: FunctionArray, window: Pair) -> FunctionArray:
    return _found(seen[:, -1, :, -1])


def _in_a_row(seen: FunctionArray) -> FunctionArray:
    """What each window sees, (h', w', cells, channels)."""
    rows, high, columns, wide, channels = seen.shape
    return seen.transpose(0, 2, 1, 3, 4).reshape(rows, columns, high * wide, channels)


def _largest_by_size(seen: FunctionArray, window: Pair) -> FunctionArray:
    cells = np.nan_to_num(_in_a_row(seen))
    which = np.abs(cells).argmax(axis=2)
    return np.take_along_axis(cells, which[:, :, None], axis=2)[:, :, 0]


def _place_of_largest(seen: FunctionArray, window: Pair) -> FunctionArray:
    cells = _in_a_row(seen)
    return np.where(np.isnan(cells), -np.inf, cells).argmax(axis=2).astype(np.float64)


def _between_extremes(seen: FunctionArray, window: Pair) -> FunctionArray:
    return (_largest(seen, window) + _smallest(seen, window)) / 2


def _sum_by(divisor: Callable[[Pair], int]) -> Keep:
    return lambda seen, window: _sum(seen, window) / divisor(window)


KEEPS: Mapping[str, Keep] = {
    "largest": _largest,
    "smallest": _smallest,
    "mean": _mean,
    "sum": _sum,
    "median": lambda seen, window: _found(np.nanmedian(seen, axis=(1, 3))),
    "sum by the window": _sum_by(lambda window: window[0] * window[1]),
    "sum by four": _sum_by(lambda window: 4),
    "sum by a side": _sum_by(lambda window: window[0]),
    "sum by the other side": _sum_by(lambda window: window[1]),
    "sum by both sides": _sum_by(lambda window: window[0] + window[1]),
    "sum by one less": _sum_by(lambda window: max(window[0] * window[1] - 1, 1)),
    "sum by one more": _sum_by(lambda window: window[0] * window[1] + 1),
    "first": _first,
    "last": _last,
    "largest by size": _largest_by_size,
    "size of the largest": lambda seen, window: np.abs(_largest_by_size(seen, window)),
    "place of the largest": _place_of_largest,
    "between the extremes": _between_extremes,
}
