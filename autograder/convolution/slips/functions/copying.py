"""Copies of a kernel laid down beside each other, as data: conv2d_transpose at work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from autograder.convolution.layers import Pair
from autograder.convolution.slips.functions.work import Axis, FunctionArray, PictureWork

CopiesExtent = Callable[[Axis], int]
"""Rows (columns) in which copies are laid."""
Cut = Callable[[Axis, int], Pair]
"""Where of so many rows what is given back begins and ends."""


def every_copy(axis: Axis) -> int:
    """The right extent: all copies, and the zeros up to a full step behind the last one."""
    return (axis.size - 1) * axis.stride + max(axis.window, axis.stride)


def on_both_sides(axis: Axis, rows: int) -> Pair:
    """The right cut for "same": size times stride rows, the odd one cut off below."""
    wanted = axis.size * axis.stride
    first = (rows - wanted) // 2
    return first, first + wanted


def nothing(axis: Axis, rows: int) -> Pair:
    """No cut."""
    return 0, rows


@dataclass(frozen=True, eq=False, kw_only=True)
class Copying(PictureWork):
    """A transposed convolution at work."""

    kernel: FunctionArray
    """(kh, kw, filters, channels)."""
    strides: Pair
    padding: str
    extent: CopiesExtent = every_copy
    cut: Cut = on_both_sides
    """For padding "same"; for "valid" it is `valid_cut`."""
    valid_cut: Cut = nothing
    step: Callable[[int], int] = lambda stride: stride
    """From the beginning of a copy to that of the next one."""
    overlaps: str = "added"
    """What becomes of copies that overlap: "added", "overwritten" by the last one, the "mean" of them or
    the "largest"."""

    @property
    def window(self) -> Pair:
        """Rows and columns of the kernel."""
        return self.kernel.shape[0], self.kernel.shape[1]

    def computed(self) -> FunctionArray:
        """All copies, cut."""
        axes = [
            Axis(number, self.image.shape[number], self.window[number], self.strides[number])
            for number in (0, 1)
        ]
        extent = [self.extent(axis) for axis in axes]
        reach = [(axis.size - 1) * self.step(axis.stride) + axis.window for axis in axes]
        # ijklf: for each pixel (i, j) its copy of the kernel
        copies = np.einsum("ijc,klfc->ijklf", self.image.astype(np.float64), self.kernel)
        room = [max(pair) for pair in zip(extent, reach, strict=True)]
        laid = np.zeros((*room, copies.shape[-1]))
        many = np.zeros((*room, 1))
        (down, across), (kh, kw) = map(self.step, self.strides), self.window
        for i, j in np.ndindex(*self.image.shape[:2]):
            under = laid[i * down : i * down + kh, j * across : j * across + kw]
            if self.overlaps == "largest":
                under[...] = np.maximum(under, copies[i, j])
            else:
                under[...] = copies[i, j] + (0 if self.overlaps == "overwritten" else under)
            many[i * down : i * down + kh, j * across : j * across + kw] += 1
        if self.overlaps == "mean":
            laid /= np.maximum(many, 1)
        kept = []
        for axis, rows in zip(axes, extent, strict=True):
            cut = self.cut if self.padding == "same" else self.valid_cut
            first, last = cut(axis, rows)
            kept.append(slice(max(first, 0), max(min(last, rows), 0)))
        return laid[kept[0], kept[1]]
