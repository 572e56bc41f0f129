"""Slips in how a kernel is laid down: turned, mirrored, transposed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.convolution.slips.functions.copying import Copying
from autograder.convolution.slips.functions.sliding import Sliding
from autograder.convolution.slips.functions.work import VALUES, FunctionArray, FunctionSlip, way
from autograder.convolution.slips.slip import Rank

Weighing = Sliding | Copying


def other_kernel(
    change: Callable[[FunctionArray], FunctionArray], window_too: bool = False
) -> Callable[[Any], Any]:
    """The same work with another kernel; with a window of its size where `window_too`. None where the
    kernel stays the same."""

    def other(work: Weighing) -> Weighing | None:
        assert work.kernel is not None, "there is a kernel"
        kernel = change(work.kernel)
        if kernel.shape == work.kernel.shape and (kernel == work.kernel).all():
            return None
        if window_too and isinstance(work, Sliding):
            return replace(work, kernel=kernel, window=(kernel.shape[0], kernel.shape[1]))
        return replace(work, kernel=kernel)

    return other


def _transposed(kernel: FunctionArray) -> FunctionArray:
    return kernel.swapaxes(0, 1)


def _read_by_columns(kernel: FunctionArray) -> FunctionArray:
    """The numbers read row by row and laid down column by column."""
    rows, columns = kernel.shape[:2]
    return kernel.reshape(columns, rows, *kernel.shape[2:]).swapaxes(0, 1)


def _quarter(turns: int) -> Callable[[FunctionArray], FunctionArray]:
    return lambda kernel: np.rot90(kernel, turns)


def _square_or_error(kernel: FunctionArray) -> FunctionArray:
    """Transposed while it is laid into a room of its own shape."""
    if kernel.shape[0] != kernel.shape[1]:
        raise ValueError("the kernel does not fit")
    return kernel.swapaxes(0, 1)


def _whole_input(work: Weighing) -> Weighing | None:
    """Picture and kernel cut off to whole numbers before they are multiplied."""
    assert work.kernel is not None, "there is a kernel"
    return replace(work, image=work.image.astype("int64"), kernel=work.kernel.astype("int64"))


def _whole_kernel(kernel: FunctionArray) -> FunctionArray:
    return kernel.astype("int64")


KERNELS: tuple[FunctionSlip, ...] = (
    way("kernel-rotated", VALUES, other_kernel(lambda kernel: kernel[::-1, ::-1]), Rank.DAILY),
    way("mirrored", VALUES, other_kernel(lambda kernel: kernel[:, ::-1]), axis=1),
    way("mirrored", VALUES, other_kernel(lambda kernel: kernel[::-1]), axis=0),
    way("kernel-transposed", VALUES, other_kernel(_transposed, window_too=True)),
    way("kernel-transposed", VALUES, other_kernel(_transposed)),
    way("kernel-transposed", VALUES, other_kernel(_read_by_columns)),
    *(
        way("kernel-quarter-turn", VALUES, other_kernel(_quarter(turns), window_too))
        for turns in (1, 3)
        for window_too in (True, False)
    ),
    way("sign-flipped", VALUES, other_kernel(lambda kernel: -kernel), Rank.RARE),
)
TRANSPOSED_OR_ERROR: tuple[FunctionSlip, ...] = (
    way("kernel-transposed", VALUES, other_kernel(_square_or_error)),
)
CUT_TO_WHOLE: tuple[FunctionSlip, ...] = (
    way("input-cut-to-whole", VALUES, other_kernel(_whole_kernel)),
    way("input-cut-to-whole", VALUES, _whole_input),
)
