"""The well-known kernels of the field as tables of weights, in one position and of one strength."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

WeightTable = tuple[tuple[float, ...], ...]


RING = ((1, 1, 1), (1, 0, 1), (1, 1, 1))
CROSS = ((0, 1, 0), (1, 0, 1), (0, 1, 0))


def _outer(numbers: tuple[float, ...]) -> WeightTable:
    return tuple(tuple(a * b for b in numbers) for a in numbers)


def _all_but_centre(size: int, middle: float) -> WeightTable:
    table = -np.ones((size, size))
    table[size // 2, size // 2] = middle
    return tuple(map(tuple, table.tolist()))


def _unsharp(numbers: tuple[float, ...]) -> WeightTable:
    """Twice the picture minus a Gaussian blur by these numbers in both directions."""
    table = -np.outer(numbers, numbers).astype(float)
    middle = len(numbers) // 2
    table[middle, middle] -= 2 * table.sum()
    return tuple(map(tuple, table.tolist()))


KNOWN: Mapping[str, tuple[WeightTable, ...]] = {
    "gaussian-kernel": (
        _outer((1, 2, 1)),
        _outer((1, 4, 6, 4, 1)),
        (
            (1, 4, 7, 4, 1),
            (4, 16, 26, 16, 4),
            (7, 26, 41, 26, 7),
            (4, 16, 26, 16, 4),
            (1, 4, 7, 4, 1),
        ),
        ((1, 2, 1),),
    ),
    "sobel-kernel": (((-1, 0, 1), (-2, 0, 2), (-1, 0, 1)),),
    "prewitt-kernel": (((-1, 0, 1), (-1, 0, 1), (-1, 0, 1)),),
    "scharr-kernel": (((-3, 0, 3), (-10, 0, 10), (-3, 0, 3)),),
    "one-sided-difference": (((-1, 1),),),
    "central-difference": (((-1, 0, 1),),),
    "diagonal-difference": (((-1, 0), (0, 1)), ((-1, 0, 0), (0, 0, 0), (0, 0, 1))),
    "second-derivative": (((-1, 2, -1),),),
    "laplacian-of-four": (((0, -1, 0), (-1, 4, -1), (0, -1, 0)),),
    "laplacian-of-eight": (_all_but_centre(3, 8),),
    "sharpening-kernel": (((0, -1, 0), (-1, 5, -1), (0, -1, 0)), _all_but_centre(3, 9)),
    "unsharp-kernel": (_unsharp((1, 2, 1)), _unsharp((1, 4, 6, 4, 1))),
    "emboss-kernel": (
        ((-2, -1, 0), (-1, 1, 1), (0, 1, 2)),
        ((-2, -1, 0), (-1, 0, 1), (0, 1, 2)),
        ((-1, -1, 0), (-1, 0, 1), (0, 1, 1)),
        ((-1, -1, 0), (-1, 1, 1), (0, 1, 1)),
    ),
}
"""Name -> tables, each standing for itself in all eight positions and times any factor."""
