"""Slips in what padding "same" puts around a picture, and how many windows it makes room for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from autograder.convolution.layers import Pair
from autograder.convolution.slips.functions.sliding import (
    Sliding,
    WindowCount,
    Zeros,
    as_many_as_fit,
    just_enough,
)
from autograder.convolution.slips.functions.work import (
    COUNT,
    PADDING,
    Axis,
    FunctionArray,
    FunctionSlip,
    PictureWork,
    way,
)
from autograder.convolution.slips.slip import Rank

PaddingChange = Callable[[Sliding], Sliding | None]


def _zeros(zeros: Zeros) -> PaddingChange:
    """Other zeros for "same"."""
    return lambda work: replace(work, zeros=zeros) if work.padding == "same" else None


def _shared(share: Callable[[int, int], Pair]) -> PaddingChange:
    """As many zeros as there should be, shared otherwise: by `share`, of their number and the window."""
    return _zeros(lambda axis: share(sum(just_enough(axis)), axis.window))


def _of_window(before: Callable[[int], int], after: Callable[[int], int]) -> PaddingChange:
    """Zeros that depend on the window alone."""
    return _zeros(lambda axis: (before(axis.window), after(axis.window)))


def _outside(value: float | str) -> PaddingChange:
    return lambda work: replace(work, outside=value) if work.padding == "same" else None


def _on_one_axis(axis: int) -> PaddingChange:
    """Zeros on this axis alone."""

    def change(work: Sliding) -> Sliding | None:
        if work.padding != "same" or work.around(1 - axis) == (0, 0):
            return None
        return replace(work, zeros=lambda a: just_enough(a) if a.number == axis else (0, 0))

    return change


def _exchanged(axis: Axis, other: Axis) -> Pair:
    return just_enough(other)


def _other_window(axis: Axis, other: Axis) -> Pair:
    return just_enough(replace(axis, window=other.window))


def _from_other_axis(zeros: Callable[[Axis, Axis], Pair]) -> PaddingChange:
    """Zeros in which the other axis has a part."""

    def change(work: Sliding) -> Sliding | None:
        if work.padding != "same":
            return None
        axes = work.axis(0), work.axis(1)
        return replace(work, zeros=lambda axis: zeros(axis, axes[1 - axis.number]))

    return change


def _always(work: Sliding) -> Sliding | None:
    return replace(work, padding="same") if work.padding == "valid" else None


def _from_the_end(work: Sliding) -> Sliding | None:
    """Rows and columns above and left of the picture taken from its end, as Python counts below zero."""
    (top, bottom), (left, right) = work.around(0), work.around(1)
    if work.padding != "same" or not (top or left):
        return None
    image = np.pad(work.image, ((top, 0), (left, 0), (0, 0)), mode="wrap")
    image = np.pad(image.astype(np.float64), ((0, bottom), (0, right), (0, 0)), constant_values=0)
    return replace(work, image=image.astype(work.image.dtype), padding="valid")


def _counted(padding: str, count: WindowCount) -> PaddingChange:
    return lambda work: replace(work, count=count) if work.padding == padding else None


def _around_the_output(size: Callable[[Axis], int]) -> PaddingChange:
    """Zeros put around what comes out; up to `size`."""

    def framed(work: PictureWork, output: FunctionArray) -> FunctionArray:
        assert isinstance(work, Sliding)
        around = []
        for axis in (0, 1):
            missing = size(work.axis(axis)) - output.shape[axis]
            around.append((missing // 2, missing - missing // 2))
        return np.pad(output, (*around, (0, 0)))

    def change(work: Sliding) -> Sliding | None:
        if work.padding != "same":
            return None
        return replace(work, padding="valid", results=(*work.results, framed))

    return change


def _kept_size(work: Sliding) -> Sliding | None:
    """An output as large as the picture, of which only the right windows are filled in."""
    if work.padding != "same" or work.strides == (1, 1):
        return None

    def filled(done: PictureWork, output: FunctionArray) -> FunctionArray:
        (height, width), (rows, columns) = done.image.shape[:2], output.shape[:2]
        return np.pad(output, ((0, max(height - rows, 0)), (0, max(width - columns, 0)), (0, 0)))

    return replace(work, results=(*work.results, filled))


def _empty_beyond(work: Sliding) -> Sliding | None:
    """Room for windows that stick out, and zeros in their places."""
    if work.padding != "valid":
        return None
    wanted = [_sticking_out(axis, axis.size) for axis in (work.axis(0), work.axis(1))]

    def filled(done: PictureWork, output: FunctionArray) -> FunctionArray:
        missing = [max(n - m, 0) for n, m in zip(wanted, output.shape, strict=False)]
        return np.pad(output, ((0, missing[0]), (0, missing[1]), (0, 0)))

    return replace(work, results=(*work.results, filled))


def _sticking_out(axis: Axis, rows: int) -> int:
    return max(-(-(rows - axis.window) // axis.stride) + 1, 0)


NO_ZEROS: FunctionSlip = way(
    "padding-ignored", PADDING, _of_window(lambda k: 0, lambda k: 0), Rank.DAILY
)

SAME: tuple[FunctionSlip, ...] = (
    NO_ZEROS,
    way("same-one-side", PADDING, _shared(lambda missing, window: (0, missing))),
    way("same-one-side", PADDING, _shared(lambda missing, window: (missing, 0))),
    way("same-one-side", PADDING, _of_window(lambda k: 0, lambda k: k - 1)),
    way("same-one-side", PADDING, _of_window(lambda k: k - 1, lambda k: 0)),
    way(
        "same-odd-first",
        PADDING,
        _shared(lambda missing, window: (missing - missing // 2, missing // 2)),
    ),
    way("same-ignores-stride", PADDING, _of_window(lambda k: (k - 1) // 2, lambda k: k // 2)),
    way("same-odd-first", PADDING, _of_window(lambda k: k // 2, lambda k: (k - 1) // 2)),
    way("same-pads-half", PADDING, _of_window(lambda k: (k - 1) // 2, lambda k: (k - 1) // 2)),
    way("same-pads-half", PADDING, _of_window(lambda k: k // 2, lambda k: k // 2)),
    way("same-rounds-down", PADDING, _shared(lambda missing, window: (missing // 2, missing // 2))),
    way("same-pads-one", PADDING, _of_window(lambda k: 1, lambda k: 1)),
    way("same-pads-twice", PADDING, _shared(lambda missing, window: (missing, missing))),
    way("same-pads-twice", PADDING, _of_window(lambda k: k - 1, lambda k: k - 1)),
    way("same-on-one-axis", PADDING, _on_one_axis(0), axis=0),
    way("same-on-one-axis", PADDING, _on_one_axis(1), axis=1),
    way("same-axes-swapped", PADDING, _from_other_axis(_exchanged)),
    way("same-axes-swapped", PADDING, _from_other_axis(_other_window)),
    way("same-pads-output", PADDING, _around_the_output(lambda axis: -(-axis.size // axis.stride))),
    way("same-pads-output", PADDING, _around_the_output(lambda axis: axis.size)),
    way("padding-same-for-valid", PADDING, _always),
    way("border-repeated", PADDING, _outside("edge")),
    way("border-reflected", PADDING, _outside("reflect")),
    way("border-wrapped", PADDING, _outside("wrap")),
    way("border-wrapped", PADDING, _from_the_end),
)
"""The specific before the general."""

COUNTED: tuple[FunctionSlip, ...] = (
    way(
        "forgot-plus-one",
        COUNT,
        lambda work: replace(work, count=lambda axis, rows: as_many_as_fit(axis, rows) - 1),
        Rank.DAILY,
    ),
    way(
        "forgot-plus-one",
        COUNT,
        _counted("valid", lambda axis, rows: as_many_as_fit(axis, rows) - 1),
        Rank.DAILY,
    ),
    way("same-keeps-size", COUNT, _kept_size),
    way("same-keeps-size", COUNT, _counted("same", lambda axis, rows: axis.size)),
    way("ceil-for-floor", COUNT, _counted("valid", _sticking_out)),
    way("ceil-for-floor", COUNT, _empty_beyond),
    way(
        "valid-only-divides", COUNT, _counted("valid", lambda axis, rows: axis.size // axis.stride)
    ),
    way(
        "valid-only-divides",
        COUNT,
        _counted("valid", lambda axis, rows: -(-axis.size // axis.stride)),
    ),
)

COUNTING_PADDING: tuple[FunctionSlip, ...] = (
    way("same-counts-padding", PADDING, _outside(0.0), Rank.DAILY),
    way("same-counts-padding", PADDING, _outside(-1.0)),
    way("same-counts-padding", PADDING, _outside(1.0), Rank.RARE),
)
"""Of poolings."""

OTHER_THAN_ZEROS: tuple[FunctionSlip, ...] = (
    way("padding-not-zero", PADDING, _outside(1.0)),
    way("padding-not-zero", PADDING, _outside(-1.0), Rank.RARE),
)
"""Of convolutions."""
