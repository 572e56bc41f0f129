"""Draws images/tiling.png: owls that fill the hyperbolic plane, 360 x 480, grey.

Run `python data/draw_tiling.py`. The plane is the Poincare disc, tiled by hexagons of which four
meet at every corner, {6,4}; each hexagon is three owls, light and dark hexagons taking turns. In
the spirit of Escher's Circle Limit prints, with a motif of our own.

The mathematics (Coxeter 1957, "Crystal symmetry and its generalizations"): half-turns about the
midpoints of its sides carry one hexagon onto its neighbours, so a side may be bent into any curve
that its own half-turn leaves alone, and the bent hexagons still fill the plane. Every sample of
the picture is folded by such half-turns into the hexagon at the centre and coloured there.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from outline import Field, Mask, grid, reduce, save, to_bytes

HEIGHT, WIDTH, FINER = 360, 480, 4
FILE = Path(__file__).parent / "images" / "tiling.png"

CENTRE, RADIUS = (206.0, 187.0), 198.0
"""Of the disc, in pixels: off the centre of the picture, its foot cut by the lower border."""
MOVE, TURN = 0.16 - 0.10j, 0.35
"""The point of the disc where the middle hexagon lies, and its turn in radians."""
BEND, CURL = 0.075, 0.30
"""How far a side swings off its straight line, and how far the lines between birds do (radians)."""
STEPS = 60
"""More foldings than a visible ring needs; a sample that is not home by then is rim, mid-grey."""

# A right triangle with angles pi/6 (at the centre of the hexagon) and pi/4 (at its corner) gives
# the lengths from the centre to a side, to a corner, and along half a side, as lengths in the disc.
_SECTOR = np.pi / 3
_TO_SIDE = np.arccosh(np.cos(np.pi / 4) / np.sin(np.pi / 6))
_TO_CORNER = np.arccosh(1 / (np.tan(np.pi / 6) * np.tan(np.pi / 4)))
MIDPOINT = float(np.tanh(_TO_SIDE / 2))
CORNER = float(np.tanh(_TO_CORNER / 2))
HALF_SIDE = float(np.tanh(np.arccosh(np.cosh(_TO_CORNER) / np.cosh(_TO_SIDE)) / 2))

Complex = NDArray[np.complex128]


def side_of(z: Complex) -> Field:
    """The number 0..5 of the side that a point faces; side 0 crosses the positive real axis."""
    sides: Field = np.round(np.angle(z) / _SECTOR) % 6
    return sides


def from_side(z: Complex, side: Field) -> Complex:
    """z seen from the midpoint of its side, which lies on the real axis; outside is above it."""
    turned = z * np.exp(-1j * _SECTOR * side)
    seen: Complex = 1j * (turned - MIDPOINT) / (1 - MIDPOINT * turned)
    return seen


def to_hexagon(w: Complex, side: Field) -> Complex:
    """The inverse of `from_side`."""
    turned = -1j * w
    z: Complex = (turned + MIDPOINT) / (1 + MIDPOINT * turned) * np.exp(1j * _SECTOR * side)
    return z


def bent_side(w: Complex, side: Field) -> Field:
    """How far w lies outside the bent side. The bend is odd, so the half-turn w -> -w keeps it.

    Sides take turns in the sense of their bend: each bird has one of either kind, and its wings
    are alike.
    """
    t = np.clip(w.real / HALF_SIDE, -1, 1)
    swing = BEND * (np.sin(np.pi * t) - 0.35 * np.sin(2 * np.pi * t))
    out: Field = w.imag - np.where(side % 2 == 0, swing, -swing)
    return out


def fold(z: Complex) -> tuple[Complex, NDArray[np.int64], Mask]:
    """Each point's place in the middle hexagon, the half-turns taken, and whether it came home."""
    z = z.copy()
    steps = np.zeros(z.shape, dtype=np.int64)
    for bent in (False, True):
        away = np.arange(z.size)
        for _ in range(STEPS):
            side = side_of(z[away])
            w = from_side(z[away], side)
            out = (bent_side(w, side) if bent else w.imag) > 1e-9
            away = away[out]
            if not away.size:
                break
            z[away] = to_hexagon(-w[out], side[out])
            steps[away] += 1
    home = np.ones(z.shape, dtype=bool)
    home[away] = False
    return z, steps, home


@dataclass(frozen=True)
class Plumage:
    """The tones of one kind of bird, 0 black to 1 white."""

    wing: float
    tips: float
    quill: float
    body: float
    beak: float
    eye: float


LIGHT = Plumage(wing=0.90, tips=0.74, quill=0.30, body=1.0, beak=0.50, eye=0.05)
DARK = Plumage(wing=0.20, tips=0.34, quill=0.72, body=0.12, beak=0.80, eye=1.0)
OUTLINE, RIM = 0.03, 0.42
FEATHERS = 7.5
"""Feathers in each half of a fan, from the axis of the bird to the front of its wing."""
ROWS = ((0.25, 0.5, 0.3), (0.175, 0.0, 0.65), (0.1, 0.5, 1.0))
"""Rows of feathers, inner first: depth from the border, shift in feathers, share of the tips."""


def soft(value: Field, edge: float | Field, width: float) -> Field:
    """0 below the edge, 1 above, with a straight ramp of the given width between."""
    ramp: Field = np.clip((value - edge) / width + 0.5, 0, 1)
    return ramp


def laid(under: Field, over: float | Field, cover: Field) -> Field:
    """One tone laid over another where cover is 1."""
    return under + (over - under) * cover


def bird(z: Complex, plumage: Plumage) -> Field:
    """The tone at each point of a hexagon: three birds, beaks at the centre, tails at corners."""
    side = side_of(z)
    to_border = -bent_side(from_side(z, side), side)
    # The next side, beyond the corner: rows of feathers round the corner instead of breaking there.
    turned = np.angle(z * np.exp(-1j * _SECTOR * side))
    beyond = (side + np.where(turned > 0, 1, -1)) % 6
    to_beyond = -bent_side(from_side(z, beyond), beyond)
    depth = np.hypot(1 / np.maximum(to_border, 1e-3), 1 / np.maximum(to_beyond, 1e-3)) ** -1.0
    radius = np.abs(z) / CORNER
    # Angle off the bird's own axis, -pi/3..pi/3 between the two lines it shares with its siblings.
    angle = np.angle(z) - _SECTOR / 2 - CURL * np.sin(np.pi * np.clip(radius, 0, 1))
    angle = (angle + _SECTOR) % (2 * _SECTOR) - _SECTOR
    to_sibling = (_SECTOR - np.abs(angle)) * np.abs(z)
    along, aside = radius * np.cos(angle), np.abs(radius * np.sin(angle))

    # Feathers fan out from the beak in three rows; each row ends in scallops.
    spoke = np.abs(angle) / _SECTOR * FEATHERS
    tone = np.full(radius.shape, plumage.wing)
    for start, shift, shade in ROWS:
        edge = start - 0.026 * np.abs(np.sin(np.pi * (spoke + shift)))
        cover = soft(-depth, -edge, 0.008)
        tone = laid(tone, plumage.wing + (plumage.tips - plumage.wing) * shade, cover)
        # Each feather is lighter on one half of its quill.
        tone = tone + 0.07 * cover * (((spoke + shift + 0.5) % 1 < 0.5) - 0.5)
        gap = np.abs(np.cos(np.pi * (spoke + shift))) * radius
        tone = laid(tone, plumage.quill, cover * soft(-gap, -0.10, 0.08))
        tone = laid(tone, plumage.quill, soft(-np.abs(depth - edge), -0.006, 0.005))
    # The body lies over the feathers: a long drop with the head at its front.
    body = np.hypot((along - 0.42) / 0.33, aside / (0.118 - 0.10 * (along - 0.42)))
    head = np.hypot(along - 0.225, aside) / 0.14
    drop = np.minimum(body, head)
    tone = laid(tone, plumage.body, soft(-drop, -1.0, 0.05))
    tone = laid(tone, plumage.quill, soft(-np.abs(drop - 1.0), -0.07, 0.05))
    chevron = np.abs((along - 0.6 * aside - 0.38) / 0.075 % 1 - 0.5)
    breast = soft(-chevron, -0.17, 0.14) * soft(-np.abs(along - 0.53), -0.15, 0.02)
    tone = laid(tone, plumage.quill, 0.8 * breast * soft(-drop, -0.72, 0.06))
    beak = np.maximum(0.42 * (0.02 - along) + aside, along - 0.19 + 0.3 * aside)
    tone = laid(tone, plumage.beak, soft(-beak, 0.0, 0.012))
    eye = np.hypot(along - 0.245, aside - 0.07)
    tone = laid(tone, plumage.eye, soft(-eye, -0.036, 0.012))
    tone = laid(tone, 1 - plumage.eye, soft(-np.hypot(along - 0.238, aside - 0.062), -0.012, 0.01))
    line = np.minimum(to_border, to_sibling)
    return laid(tone, OUTLINE, soft(-line, -0.011, 0.008))


def backdrop(x: Field, y: Field) -> Field:
    """The sheet behind the disc: a flat tone, a soft shadow under the disc, a double frame."""
    shadow = np.hypot(x - CENTRE[0] - 9, y - CENTRE[1] - 8) - RADIUS
    tone: Field = 0.74 * (1 - 0.32 * np.clip(1 - shadow / 26, 0, 1))
    to_edge = np.minimum(np.minimum(x, WIDTH - x), np.minimum(y, HEIGHT - y))
    tone[to_edge < 9] = 0.9
    tone[(to_edge > 9) & (to_edge < 11) | (to_edge > 13) & (to_edge < 14)] = 0.12
    return tone


def draw() -> NDArray[np.uint8]:
    """The picture, (360, 480) uint8."""
    x, y = grid(HEIGHT, WIDTH, FINER)
    disc = ((x - CENTRE[0]) - 1j * (y - CENTRE[1])) / RADIUS
    tone = backdrop(x, y)
    tone[np.abs(disc) < 1.016] = OUTLINE
    within = np.abs(disc) < 0.999
    moved = (disc[within] - MOVE) / (1 - np.conj(MOVE) * disc[within]) * np.exp(-1j * TURN)
    z, steps, home = fold(moved)
    tones = np.where(steps % 2 == 0, bird(z, LIGHT), bird(z, DARK))
    tone[within] = np.where(home, tones, RIM)
    return to_bytes(reduce(tone, FINER))


def main() -> None:
    """Draw images/tiling.png."""
    save(draw(), FILE)


if __name__ == "__main__":
    main()
