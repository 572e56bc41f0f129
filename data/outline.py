"""Filled shapes and soft strokes in plain NumPy, for the drawing scripts of this folder.

No rasteriser of any library is used, so the pictures come out the same everywhere. Coordinates
are pixels of the finished picture, x to the right and y down; every pixel is sampled on a grid of
`finer` x `finer` points, and `reduce` averages those.
"""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Points = Sequence[tuple[float, float]] | NDArray[np.floating[Any]]
Field = NDArray[np.floating[Any]]
Mask = NDArray[np.bool_]


def grid(height: int, width: int, finer: int) -> tuple[Field, Field]:
    """x and y of every sample, each of shape (height * finer, width * finer), in pixels."""
    across = (np.arange(width * finer) + 0.5) / finer
    down = (np.arange(height * finer) + 0.5) / finer
    x, y = np.meshgrid(across, down)
    return x, y


def reduce(picture: Field, finer: int) -> Field:
    """The mean of each `finer` x `finer` block: (h * finer, w * finer, ...) to (h, w, ...)."""
    height, width = picture.shape[0] // finer, picture.shape[1] // finer
    blocks = picture.reshape(height, finer, width, finer, *picture.shape[2:])
    means: Field = blocks.mean(axis=(1, 3))
    return means


def rounded(points: Points, *, closed: bool = True, rounds: int = 2) -> Field:
    """The same line with its corners cut `rounds` times (Chaikin 1974), shape (n, 2)."""
    line = np.asarray(points, dtype=float)
    for _ in range(rounds):
        after = np.roll(line, -1, axis=0) if closed else line[1:]
        before = line if closed else line[:-1]
        cut = np.stack([0.75 * before + 0.25 * after, 0.25 * before + 0.75 * after], axis=1)
        cut = cut.reshape(-1, 2)
        line = cut if closed else np.concatenate([line[:1], cut, line[-1:]])
    return line


def inside(points: Points, x: Field, y: Field) -> Mask:
    """Where (x, y) lies in the closed polygon, by the even-odd rule; shape of x."""
    corners = np.asarray(points, dtype=float)
    odd = np.zeros(x.shape, dtype=bool)
    for (x0, y0), (x1, y1) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if y0 != y1:
            crosses = (y0 > y) != (y1 > y)
            odd ^= crosses & (x < x0 + (y - y0) * (x1 - x0) / (y1 - y0))
    return odd


def distance(points: Points, x: Field, y: Field, *, closed: bool = False) -> Field:
    """Pixels from (x, y) to the nearest point of the line; shape of x."""
    line = np.asarray(points, dtype=float)
    if closed:
        line = np.concatenate([line, line[:1]])
    nearest = np.full(x.shape, np.inf)
    for (x0, y0), (x1, y1) in pairwise(line):
        dx, dy = x1 - x0, y1 - y0
        length = max(dx * dx + dy * dy, 1e-12)
        along = np.clip(((x - x0) * dx + (y - y0) * dy) / length, 0, 1)
        nearest = np.minimum(nearest, np.hypot(x - x0 - along * dx, y - y0 - along * dy))
    return nearest


def to_bytes(picture: Field) -> NDArray[np.uint8]:
    """Brightness 0..1 as whole numbers 0..255, the same shape."""
    return np.round(np.clip(picture, 0, 1) * 255).astype(np.uint8)


def save(picture: NDArray[np.uint8], path: Path) -> None:
    """Write (h, w) grey or (h, w, 3) colour as PNG, making the folder if it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(picture).save(path, optimize=True)
