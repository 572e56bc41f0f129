"""How an array that a student gives is read as the output of a layer."""

from __future__ import annotations

import numpy as np


def full_rank(
    array: np.ndarray, batch: int, right: tuple[int, ...] | None = None
) -> np.ndarray | None:
    """An output with all four axes, where it left out a batch or channel axis of size 1; else None.

    Three axes are read as (height, width, channels) if the batch is one image, else as (batch,
    height, width). Where both can be meant, `right` is the shape that decides. A single row of
    pixels may be a flat list, if it has the right length.
    """
    if array.ndim == 4:
        return array
    if array.ndim == 3 and batch != 1:
        return array[..., None]
    if array.ndim == 3:
        # a batch of one grey image may have lost its channels, (1, h, w), or its batch, (h, w, c)
        if right in (array[None].shape, array[..., None].shape):
            return array.reshape(right)
        return array[..., None] if array.shape[0] == 1 != array.shape[2] else array[None]
    if array.ndim == 2 and batch == 1:
        return array[None, :, :, None]
    if array.ndim == 1 and right == (1, 1, array.size, 1):  # a picture with one row
        return array.reshape(right)
    return None


def near_output(a: np.ndarray, b: np.ndarray, tolerance: float) -> bool:
    """Whether two arrays of one shape are alike, entry by entry."""
    with np.errstate(all="ignore"):  # a student's infinity minus another is no news
        return bool((np.abs(a - b) <= tolerance).all())
