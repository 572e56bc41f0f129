"""Draws images/rings.png: rings that get finer and finer, 108 x 108, grey.

Run `python data/draw_rings.py`. For aliasing: from the centre outwards the rings have every
fineness that pixels can show, up to the finest, one light and one dark pixel in turn, at the right
and at the lower border. Such a picture is called a zone plate, after the lens of that form.

The local frequency of cos(pi * r**2 / SCALE) is r / SCALE rings a pixel. Where only every n-th
pixel is kept, frequencies that differ by a multiple of 1 / n look alike: false rings appear around
points that lie SCALE / n pixels apart.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from outline import grid, reduce, save, to_bytes

SIDE, FINER = 108, 4
FILE = Path(__file__).parent / "images" / "rings.png"

CENTRE = (20.0, 20.0)
"""Of the rings, x and y in pixels."""
SCALE = 2 * (SIDE - CENTRE[0])
"""Square pixels; so that half a ring fits into the last pixel on the right."""
CONTRAST = 0.48
"""How far the tones swing off the middle grey."""


def draw() -> NDArray[np.uint8]:
    """The picture, (108, 108) uint8."""
    x, y = grid(SIDE, SIDE, FINER)
    squared = (x - CENTRE[0]) ** 2 + (y - CENTRE[1]) ** 2
    tone = 0.5 + CONTRAST * np.cos(np.pi * squared / SCALE)
    return to_bytes(reduce(tone, FINER))


def main() -> None:
    """Draw images/rings.png."""
    save(draw(), FILE)


if __name__ == "__main__":
    main()
