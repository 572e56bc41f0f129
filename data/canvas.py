"""The black square on which `draw_clothes.py` lays pieces of cloth."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from outline import Field, Mask, Points, distance, grid, inside, reduce, rounded, to_bytes

SIZE, FINER = 28, 8
Texture = Callable[[Field, Field], Field]
"""The share of light that cloth gives back at (x, y)."""


class Canvas:
    """A black 28 x 28 picture on which pieces of cloth are laid, the later over the earlier."""

    def __init__(self) -> None:
        self.x, self.y = grid(SIZE, SIZE, FINER)
        self.tone = np.zeros(self.x.shape)
        self.cloth: Mask = np.zeros(self.x.shape, dtype=bool)

    def piece(
        self, points: Points, tone: float, texture: Texture | None = None, rounds: int = 2
    ) -> None:
        """Fill an outline: lit from the upper left, darker towards its edge, as cloth bulges."""
        line = rounded(points, rounds=rounds)
        where = inside(line, self.x, self.y)
        edge = distance(line, self.x, self.y, closed=True)
        light = 1.08 - 0.006 * self.x - 0.004 * self.y
        bulge = 0.72 + 0.28 * np.clip(edge / 1.6, 0, 1)
        weave = texture(self.x, self.y) if texture else 1.0
        self.tone = np.where(where, tone * light * bulge * weave, self.tone)
        self.cloth |= where

    def line(self, points: Points, width: float, factor: float, *, rounds: int = 2) -> None:
        """Darken (factor < 1) or lighten (factor > 1) what lies along a line: folds and seams."""
        path = rounded(points, closed=False, rounds=rounds)
        near = np.clip(1.5 - distance(path, self.x, self.y) / (width / 2), 0, 1)
        self.tone = self.tone * (1 + (factor - 1) * near)

    def dots(self, centres: Points, radius: float, tone: float) -> None:
        """Round buttons or eyelets, only where there is cloth."""
        for cx, cy in np.asarray(centres, dtype=float):
            where = (np.hypot(self.x - cx, self.y - cy) < radius) & self.cloth
            self.tone = np.where(where, tone, self.tone)

    def hole(self, points: Points, rounds: int = 2) -> None:
        """Cut an opening through to the black background."""
        where = inside(rounded(points, rounds=rounds), self.x, self.y)
        self.tone = np.where(where, 0.0, self.tone)
        self.cloth &= ~where

    def finished(self, seed: int) -> NDArray[np.uint8]:
        """(28, 28) uint8, with a little grain on the cloth and none on the background."""
        grain = np.random.default_rng(seed).random((SIZE, SIZE)) - 0.5
        cover = reduce(self.cloth.astype(float), FINER)
        return to_bytes(1.15 * reduce(self.tone, FINER) + 0.07 * grain * cover)
