"""Slips in pooling by reshape: which of its axes counts the windows, and which lies inside one.

For windows of a x b that lie side by side in H rows and W columns the right way is
`picture.reshape(H, a, W, b)`, and the mean or the largest over the axes 1 and 3.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograder.convolution.layers import Pooling, window
from autograder.convolution.sliding import Array
from autograder.convolution.slips.arrays.work import LayerWork, WorkSlip, by_making
from autograder.convolution.slips.slip import Rank

FourSizes = tuple[int, int, int, int]


def _tiles(work: LayerWork) -> FourSizes | None:
    """(H, a, W, b) of one grey picture that its windows tile without a rest; else None."""
    layer = work.layer
    if not isinstance(layer, Pooling) or window(layer)[0] != window(layer)[1]:
        return None
    n, rows, columns, channels = work.images.shape
    (a, b), _ = window(layer)
    if n * channels != 1 or rows % a or columns % b:
        return None
    return rows // a, a, columns // b, b


def _reshaped(
    shape: Callable[[int, int, int, int], FourSizes], over: tuple[int, ...]
) -> Callable[[LayerWork], Array | None]:
    """The pooling of a reshaped picture: `shape` from (H, a, W, b), and the axes that are pooled."""

    def making(work: LayerWork) -> Array | None:
        tiles = _tiles(work)
        if tiles is None:
            return None
        sizes = shape(*tiles)
        blocks = work.images.reshape(sizes)
        left = tuple(size for axis, size in enumerate(sizes) if axis not in over)
        inside = np.moveaxis(blocks, over, range(len(over))).reshape(-1, 1, *left)
        if inside.ndim == 4:
            return work.take(inside[..., None])
        return work.take(inside)  # one axis was forgotten: what is left has three

    return making


def _in_a_row(work: LayerWork) -> Array | None:
    """As many numbers as a window has, one after the other as they are read."""
    tiles = _tiles(work)
    if tiles is None:
        return None
    h, a, w, b = tiles
    pieces = work.images.reshape(-1, a * b).T
    return work.take(pieces.reshape(a * b, 1, h, w, 1))


def _not_pooled(work: LayerWork) -> Array | None:
    """The picture in windows, and nothing made of them."""
    tiles = _tiles(work)
    return None if tiles is None else work.images.reshape(tiles)


def _pooled_to_one(work: LayerWork) -> Array | None:
    """The whole picture as one window."""
    if not isinstance(work.layer, Pooling):
        return None
    return work.take(work.images.reshape(-1, 1, 1, 1, 1)).reshape(())


RESHAPE_SLIPS: tuple[WorkSlip, ...] = (
    by_making(
        "reshape-axes-exchanged",
        _reshaped(lambda h, a, w, b: (a, h, b, w), (0, 2)),
        _reshaped(lambda h, a, w, b: (a, h, w, b), (0, 3)),
        _reshaped(lambda h, a, w, b: (h, a, b, w), (1, 2)),
        idea="reshape",
    ),
    by_making(
        "reshape-over-windows",
        _reshaped(lambda h, a, w, b: (h, a, w, b), (0, 2)),
        _reshaped(lambda h, a, w, b: (h, a, w, b), (1, 2)),
        _reshaped(lambda h, a, w, b: (h, a, w, b), (0, 3)),
        _reshaped(lambda h, a, w, b: (h, a, w, b), (2, 3)),
        _reshaped(lambda h, a, w, b: (h, a, w, b), (0, 1)),
        idea="reshape",
    ),
    by_making("reshape-in-a-row", _in_a_row, rank=Rank.DAILY),
    by_making(
        "reshape-one-axis",
        _reshaped(lambda h, a, w, b: (h, a, w, b), (1,)),
        _reshaped(lambda h, a, w, b: (h, a, w, b), (3,)),
    ),
    by_making("reshape-not-pooled", _not_pooled),
    by_making("pooled-to-one", _pooled_to_one),
)
