"""Draws images/wardrobe.png: ten kinds of clothes, thirty pieces each, to train a small network on.

Run `python data/draw_wardrobe.py`. One row for each kind, in the order in which Fashion-MNIST
numbers them, so that the row is the label; tiles of 28 x 28 without gaps. Every piece is one that
`draw_clothes.py` draws, cut anew: longer or wider, leaning, with other cloth, and some without
their buttons and seams.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from canvas import Canvas, Texture
from draw_clothes import CLOTHES, bands, checks, knit
from numpy.typing import NDArray
from outline import Field, Points, save

FILE = Path(__file__).parent / "images" / "wardrobe.png"
KINDS = tuple(CLOTHES)[:10]
"""The kinds of Fashion-MNIST: the first ten pieces, in this very order."""
PIECES = 30
MIDDLE = np.array([14.0, 14.0])


class Tailor(Canvas):
    """A canvas that cuts every piece anew: the same lines, moved together, and other cloth."""

    def __init__(self, rng: np.random.Generator) -> None:
        super().__init__()
        self.rng = rng
        across, down = rng.uniform(0.72, 1.0), rng.uniform(0.78, 1.0)
        lean, turn = rng.normal(0, 0.05), rng.normal(0, 0.05)
        cut = np.array([[across, lean], [0.0, down]])
        turned = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
        self.cut = turned @ cut
        self.moved = rng.uniform(-1.2, 1.2, size=2)
        self.swell, self.phase = rng.uniform(0, 0.8), rng.uniform(0, 2 * np.pi, size=2)
        self.shade = rng.uniform(0.45, 1.15)
        self.cloth_of_all = self._cloth()

    def _cloth(self) -> Texture | None:
        """A texture drawn by lot; None, which is plain, half of the time."""
        period, depth = self.rng.uniform(2.5, 8), self.rng.uniform(0.15, 0.5)
        slope, lean = self.rng.choice([(0.0, 1.0), (1.0, 0.0), (0.7, 0.7)])
        choice = self.rng.integers(6)
        return (bands(period, depth, slope, lean), checks, knit, None, None, None)[choice]

    def again(self, points: Points) -> Field:
        """The points where this tailor puts them: cut, swollen a little, moved."""
        line = (np.asarray(points, dtype=float) - MIDDLE) @ self.cut.T
        line = line + self.swell * np.sin(line[:, ::-1] / 4 + self.phase)
        return line + MIDDLE + self.moved

    def piece(
        self, points: Points, tone: float, texture: Texture | None = None, rounds: int = 2
    ) -> None:
        """A piece of the same outline, cut anew, in the cloth and shade of this garment."""
        super().piece(self.again(points), tone * self.shade, self.cloth_of_all, rounds)

    def line(self, points: Points, width: float, factor: float, *, rounds: int = 2) -> None:
        """A fold or seam, which one piece in three doesn't have."""
        if self.rng.random() < 2 / 3:
            super().line(self.again(points), width, factor, rounds=rounds)

    def dots(self, centres: Points, radius: float, tone: float) -> None:
        """Buttons or eyelets, which one piece in three doesn't have."""
        if self.rng.random() < 2 / 3:
            super().dots(self.again(centres), radius, tone)

    def hole(self, points: Points, rounds: int = 2) -> None:
        """An opening, where the garment now is."""
        super().hole(self.again(points), rounds)


def draw_piece(label: int, number: int) -> NDArray[np.uint8]:
    """One tile, (28, 28) uint8: piece `number` of the kind `label`."""
    seed = 1000 * label + number
    tailor = Tailor(np.random.default_rng(seed))
    CLOTHES[KINDS[label]](tailor)
    return tailor.finished(seed)


def draw() -> NDArray[np.uint8]:
    """The sheet: (10 * 28, 30 * 28) uint8, a row for each kind."""
    rows = [
        np.hstack([draw_piece(label, number) for number in range(PIECES)])
        for label in range(len(KINDS))
    ]
    return np.vstack(rows)


def main() -> None:
    """Draw the sheet."""
    save(draw(), FILE)


if __name__ == "__main__":
    main()
