"""Draws images/lantern.png: a paper lantern at dusk over hills, 96 x 128, in colour.

Run `python data/draw_lantern.py`. For blurring in colour: a bright and a soft glow, fine ribs and
twigs, flat hills, and every hue from night blue to orange.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from outline import Field, Mask, Points, distance, grid, inside, reduce, rounded, save, to_bytes

HEIGHT, WIDTH, FINER = 96, 128, 5
FILE = Path(__file__).parent / "images" / "lantern.png"

Colour = tuple[float, float, float]

SKY: tuple[tuple[float, Colour], ...] = (
    (0, (0.07, 0.09, 0.24)),
    (30, (0.22, 0.19, 0.42)),
    (50, (0.60, 0.32, 0.47)),
    (63, (0.95, 0.55, 0.38)),
    (74, (1.00, 0.79, 0.49)),
)
"""Height in pixels from the top, colour there; blended in between."""

HILLS: tuple[tuple[Colour, Points], ...] = (
    ((0.44, 0.31, 0.46), [(0, 68), (14, 62), (30, 66), (48, 57), (66, 64), (86, 60), (128, 66)]),
    ((0.27, 0.22, 0.38), [(0, 74), (20, 77), (44, 69), (70, 75), (100, 66), (128, 73)]),
    ((0.12, 0.13, 0.25), [(0, 84), (26, 78), (58, 85), (90, 79), (128, 86)]),
)
"""Colour and ridge of each range of hills, the farthest first."""

CENTRE, HALF_WIDTH, HALF_HEIGHT = (83.0, 43.0), 22.0, 25.0
"""Of the large lantern, in pixels."""
BRANCH: Points = [(128, 3), (112, 8), (98, 6), (84, 11), (66, 8), (54, 13), (46, 12)]
TWIGS: tuple[Points, ...] = (
    [(112, 8), (106, 14), (107, 20)],
    [(66, 8), (60, 3), (52, 2)],
    [(98, 6), (92, 2), (90, -1)],
    [(54, 13), (50, 17), (45, 19)],
)
LEAVES = [(107, 21, 0.3), (52, 2, 2.6), (44, 19, 2.2), (45, 12, 3.3), (90, 3, 1.2), (61, 6, 0.6)]
"""x, y and direction in radians of each leaf."""
FAR_LANTERNS = [(16, 52, 2.6), (30, 41, 3.4), (42, 57, 2.0), (9, 34, 2.2), (55, 47, 1.6)]
"""x, y and radius of the lanterns that have been let go."""
STARS = [(6, 8), (11, 14), (30, 5), (38, 22), (46, 33), (57, 27), (118, 26), (122, 14), (70, 3)]


class Sheet:
    """The picture while it is painted, (height, width, 3) samples of 0..1."""

    def __init__(self) -> None:
        self.x, self.y = grid(HEIGHT, WIDTH, FINER)
        self.colour = np.zeros((*self.x.shape, 3))

    def paint(self, where: Mask | Field, colour: Colour | Field) -> None:
        """Lay a colour over what is there, by the share (0..1) of `where`."""
        share = np.asarray(where, dtype=float)[..., None]
        self.colour += (np.asarray(colour) - self.colour) * share

    def glow(self, cx: float, cy: float, reach: float, colour: Colour, strength: float) -> None:
        """Add light that fades with the distance from a point."""
        far = ((self.x - cx) ** 2 + (self.y - cy) ** 2) / reach**2
        light = strength * np.exp(-far)[..., None] * np.asarray(colour)
        self.colour = 1 - (1 - self.colour) * (1 - light)

    def stroke(self, points: Points, width: float, colour: Colour) -> None:
        """Paint a line of the given width in pixels."""
        self.paint(distance(points, self.x, self.y) < width / 2, colour)


def sky(sheet: Sheet) -> None:
    """Dusk, stars and a thin moon."""
    heights = [height for height, _ in SKY]
    for channel in range(3):
        tones = [colour[channel] for _, colour in SKY]
        sheet.colour[..., channel] = np.interp(sheet.y, heights, tones)
    for x, y in STARS:
        sheet.glow(x, y, 0.75, (1.0, 0.97, 0.85), 0.9)
    sheet.glow(20, 20, 9, (0.9, 0.85, 0.7), 0.18)
    moon = np.hypot(sheet.x - 21, sheet.y - 21) < 5
    shadow = np.hypot(sheet.x - 23.2, sheet.y - 19.6) < 4.6
    sheet.paint(moon & ~shadow, (0.99, 0.95, 0.80))


def hills(sheet: Sheet) -> None:
    """Ranges one behind the other, each a little lighter at its foot, where mist lies."""
    for colour, ridge in HILLS:
        line = rounded(ridge, closed=False)
        top = np.interp(sheet.x[0], line[:, 0], line[:, 1])
        mist = np.clip((sheet.y - top) / 40, 0, 0.5)[..., None]
        shade = np.asarray(colour) + mist * np.asarray((0.30, 0.16, 0.16))
        sheet.paint(sheet.y > top, shade)
    for x in (12, 17, 21, 104, 109, 117, 123):  # pines on the nearest ridge
        tall = 9 + (x * 7) % 6
        foot = 85.5
        for tier in range(3):
            y = foot - tall * (tier + 1) / 3
            half = 3.1 - 0.8 * tier
            sheet.paint(
                inside(
                    [(x, y - 2), (x - half, y + tall / 3), (x + half, y + tall / 3)],
                    sheet.x,
                    sheet.y,
                ),
                (0.07, 0.08, 0.17),
            )


def far_lanterns(sheet: Sheet) -> None:
    """Small lights that rise over the valley."""
    for x, y, radius in FAR_LANTERNS:
        sheet.glow(x, y, 3.2 * radius, (1.0, 0.55, 0.2), 0.5)
        body: Points = [
            (x - radius * 0.9, y - radius),
            (x + radius, y - radius * 1.1),
            (x + radius * 0.7, y + radius),
            (x - radius * 0.6, y + radius),
        ]
        sheet.paint(inside(rounded(body, rounds=1), sheet.x, sheet.y), (1.0, 0.78, 0.36))


def lantern(sheet: Sheet) -> None:
    """The large lantern: lit from within, ribs of bamboo, a red band, caps and a tassel."""
    cx, cy = CENTRE
    sheet.glow(cx, cy, 46, (1.0, 0.55, 0.22), 0.55)
    across, down = (sheet.x - cx) / HALF_WIDTH, (sheet.y - cy) / HALF_HEIGHT
    round_off = np.abs(across) ** 2.3 + np.abs(down) ** 2.6
    paper = round_off < 1
    light = np.exp(-(((sheet.x - cx + 3) / 17) ** 2) - ((sheet.y - cy - 5) / 21) ** 2)[..., None]
    warm = np.asarray((0.86, 0.26, 0.12)) + light * np.asarray((0.14, 0.64, 0.44))
    sheet.paint(paper, warm)
    bulge = np.sqrt(np.clip(1 - np.abs(across) ** 2.3, 0, 1))
    ribs = np.abs(((sheet.y - cy) / np.maximum(bulge, 0.25) + 1.1 * bulge) / 4.6 % 1 - 0.5)
    sheet.paint(paper * np.clip(1 - ribs / 0.10, 0, 1) * 0.42, (0.62, 0.14, 0.05))
    # A painted branch with blossoms, on the left half only.
    for stem in ([(66, 58), (73, 50), (76, 41), (83, 34)], [(73, 50), (80, 48), (84, 44)]):
        near = distance(rounded(stem, closed=False), sheet.x, sheet.y) < 0.65
        sheet.paint((near & paper) * 0.9, (0.38, 0.08, 0.10))
    for x, y in [(70, 54), (76, 42), (84, 33.5), (85, 43.5), (72, 45), (79, 37)]:
        for petal in range(5):
            turn = 2 * np.pi * petal / 5 + x
            px, py = x + 1.5 * np.cos(turn), y + 1.5 * np.sin(turn)
            sheet.paint((np.hypot(sheet.x - px, sheet.y - py) < 1.15) & paper, (0.80, 0.10, 0.24))
        sheet.paint((np.hypot(sheet.x - x, sheet.y - y) < 0.7) & paper, (1.0, 0.93, 0.62))
    for top in (cy - HALF_HEIGHT - 2.2, cy + HALF_HEIGHT - 2.0):
        cap = (np.abs(sheet.x - cx) < 10.5) & (np.abs(sheet.y - top - 2.1) < 2.1)
        sheen = 0.10 + 0.25 * np.exp(-(((sheet.x - cx + 4) / 4) ** 2))[..., None]
        sheet.paint(cap, sheen * np.asarray((1.0, 0.75, 0.55)))
    foot = cy + HALF_HEIGHT + 2
    sheet.stroke([(cx, foot), (cx, foot + 4)], 0.9, (0.85, 0.62, 0.22))
    for thread in range(-3, 4):
        end = (cx + 1.1 * thread + 1.5, foot + 14 - abs(thread) * 0.5)
        sheet.stroke([(cx, foot + 3.6), end], 0.8, (0.86 - 0.07 * (thread % 2), 0.16, 0.16))
    sheet.paint(np.hypot(sheet.x - cx, sheet.y - foot - 3.6) < 1.5, (0.93, 0.72, 0.28))


def branch(sheet: Sheet) -> None:
    """The bough that the lantern hangs on."""
    bark = (0.10, 0.06, 0.11)
    sheet.stroke([(83, 10), (83, 17)], 0.8, (0.80, 0.60, 0.30))
    bough = rounded(BRANCH, closed=False)
    thickness = 0.7 + 1.8 * np.clip((sheet.x - 44) / 84, 0, 1)
    sheet.paint(distance(bough, sheet.x, sheet.y) < thickness, bark)
    for twig in TWIGS:
        sheet.stroke(rounded(twig, closed=False), 1.0, bark)
    for x, y, turn in LEAVES:
        along = (sheet.x - x) * np.cos(turn) + (sheet.y - y) * np.sin(turn)
        aside = -(sheet.x - x) * np.sin(turn) + (sheet.y - y) * np.cos(turn)
        leaf = np.abs(aside) < 1.7 * np.sin(np.pi * np.clip(along / 7, 0, 1))
        sheet.paint(leaf, (0.16, 0.34, 0.25))
        sheet.paint(leaf & (aside > 0.2), (0.24, 0.46, 0.28))


def draw() -> NDArray[np.uint8]:
    """The picture, (96, 128, 3) uint8."""
    sheet = Sheet()
    for part in (sky, far_lanterns, hills, lantern, branch):
        part(sheet)
    return to_bytes(reduce(sheet.colour, FINER))


def main() -> None:
    """Draw images/lantern.png."""
    save(draw(), FILE)


if __name__ == "__main__":
    main()
