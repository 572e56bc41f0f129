"""New pixels mixed from old ones, as data: upsample2d at work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from autograder.convolution.layers import Pair
from autograder.convolution.slips.functions.work import Axis, FunctionArray, PictureWork

Mixing = Callable[[Axis], FunctionArray]
"""How much of each old pixel is in each new one on an axis, (new, old)."""


def repeated(axis: Axis) -> FunctionArray:
    """The right mixing for "nearest"."""
    return np.eye(axis.size).repeat(axis.window, axis=0)


def places(axis: Axis) -> FunctionArray:
    """Where the new pixels' centres lie, counted in old pixels from the centre of the first one."""
    return (np.arange(axis.size * axis.window) + 0.5) / axis.window - 0.5


def between(
    size: int,
    where: FunctionArray,
    change: Callable[[FunctionArray], FunctionArray] = lambda share: share,
) -> FunctionArray:
    """The mixing that takes each new pixel at its place from the two old ones on either side; `change`
    of the share that the latter has."""
    where = np.clip(where, 0, size - 1)
    before = np.floor(where).astype(int)
    share = change(where - before)[:, None]
    old = np.eye(size)
    mixed: FunctionArray = old[before] * (1 - share) + old[np.minimum(before + 1, size - 1)] * share
    return mixed


def mixed(axis: Axis) -> FunctionArray:
    """The right mixing for "bilinear"."""
    return between(axis.size, places(axis))


@dataclass(frozen=True, eq=False, kw_only=True)
class Enlarging(PictureWork):
    """An upsampling at work."""

    size: Pair
    interpolation: str
    nearest: Mixing = repeated
    bilinear: Mixing = mixed
    axes: tuple[int, ...] = (0, 1)
    """The axes that get larger."""
    columns_first: bool = False
    """In which order they do: it makes a difference in the last bit."""

    def computed(self) -> FunctionArray:
        """The larger picture."""
        mixing = self.nearest if self.interpolation == "nearest" else self.bilinear
        rows, columns = (
            mixing(Axis(number, length, factor, factor)) if number in self.axes else np.eye(length)
            for number, (length, factor) in enumerate(
                zip(self.image.shape, self.size, strict=False)
            )
        )
        image = self.image.astype(np.float64)
        if self.columns_first:
            wider = np.einsum("bj,ijc->ibc", columns, image)
            return np.einsum("ai,ibc->abc", rows, wider)
        taller = np.einsum("ai,ijc->ajc", rows, image)
        larger: FunctionArray = np.einsum("bj,ajc->abc", columns, taller)
        return larger
