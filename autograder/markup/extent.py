"""How much the shapes of a drawing cover, and how long their outlines are.

A browser colours each pixel of each shape, also of one that lies below others, and follows each
outline. All are bounds from above, in the units that a shape is written in.
"""

from __future__ import annotations

import re
from math import inf, pi
from typing import NamedTuple
from xml.etree.ElementTree import Element

import numpy as np

SIGNED = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?", re.ASCII)
LENGTH = re.compile(rf"\s*({SIGNED.pattern})(px|pt|pc|in|cm|mm|q)?\s*", re.ASCII | re.I)
PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 37.8, "mm": 3.78, "q": 1.0}
COMMAND = re.compile(r"([MLHVCSQTAZmlhvcsqtaz])([^MLHVCSQTAZmlhvcsqtaz]*)")
GAP = r"[\s,]*"
ARC = re.compile(
    GAP.join([rf"({SIGNED.pattern})"] * 3 + ["([01])"] * 2 + [rf"({SIGNED.pattern})"] * 2)
)
ARC_BEGIN = re.compile(r"[Aa]\s*[\d.+-]")
BEGIN = re.compile(rf"\s*[Mm]\s*{SIGNED.pattern}{GAP}{SIGNED.pattern}")
LETTERS = frozenset("MLHVCSQTAZmlhvcsqtaz")
POINTED = frozenset("MLCQZz")
"""After these come points, by two numbers each."""
UPRIGHT = POINTED | frozenset("HV")
RELATIVE = frozenset("MZmlhvcsqtaz")
MIRRORED = frozenset("STst")
"""With these, one curve goes on as far as the one before."""
LONG = 10_000
MOST = 1e15
"""Whatever is larger counts as this: sums stay numbers."""


class Extent(NamedTuple):
    """What shapes cover, at most."""

    area: float = 0.0
    outline: float = 0.0
    """How long all outlines are together."""
    corners: float = 0.0
    """At which a thick line goes beyond them."""
    shapes: float = 0.0
    """That are drawn one by one, letters too."""

    def plus(self, other: Extent) -> Extent:
        """Both together."""
        return Extent(*(min(one + more, MOST) for one, more in zip(self, other, strict=True)))

    def times(self, count: float, area: float = 1.0, length: float = 1.0) -> Extent:
        """The same, drawn so often and larger by so much."""
        factors = (count * area, count * length, count, count)
        return Extent(*(min(one * by, MOST) for one, by in zip(self, factors, strict=True)))


def endless(corners: float) -> Extent:
    """A shape as large as can be."""
    return Extent(MOST, MOST, max(corners, 4), 1)


def pixels(text: str | None) -> float:
    """A length; 0 where none is said, and infinite where it depends on something else."""
    if not text:
        return 0.0
    found = LENGTH.fullmatch(text)
    return abs(float(found[1])) * PIXELS[(found[2] or "").lower()] if found else inf


def extent_of(element: Element) -> Extent:
    """What the shape itself covers; nothing of an element that is none."""
    name = element.tag.rpartition("}")[2]
    sizes = [pixels(element.get(size)) for size in ("width", "height", "r", "rx", "ry")]
    width, height, radius, *radii = sizes
    if name in ("rect", "image"):
        if name == "image" and not min(width, height):
            return endless(4)  # as large as the picture
        return _box(width, height, 8)
    if name == "circle":
        return _box(2 * radius, 2 * radius, 8)
    if name == "ellipse":
        return _box(2 * max(radii), 2 * (min(radii) or max(radii)), 8)
    if name == "line":
        ends = [pixels(element.get(end)) for end in ("x1", "x2", "y1", "y2")]
        return Extent(0.0, min(sum(ends), MOST), 2, 1)
    if name in ("polyline", "polygon"):
        return _along(SIGNED.findall(element.get("points", "")))
    if name == "path":
        return path_extent(element.get("d", ""))
    return Extent()


def path_extent(path: str) -> Extent:
    """What a path covers, with the points that its curves are drawn towards."""
    commands = LETTERS.intersection(path)
    if commands <= POINTED:
        return _along(SIGNED.findall(path))
    if commands <= UPRIGHT and len(path) < LONG:
        return _upright(path)
    return _steps(path, commands)


def _along(numbers: list[str]) -> Extent:
    """What lies along points, each of two numbers."""
    points = np.array(numbers[: len(numbers) // 2 * 2], float).reshape(-1, 2)
    if not len(points):
        return Extent()
    ways = np.diff(points, axis=0, append=points[:1])
    outline = float(np.hypot(*ways.T).sum())
    if not outline < MOST:  # nor a number
        return endless(len(points))
    return Extent(min(float(np.prod(np.ptp(points, axis=0))), MOST), outline, len(points), 1)


def _upright(path: str) -> Extent:
    """What a path covers whose lines may also be upright or level."""
    across: list[float] = []
    down: list[float] = []
    for command, text in COMMAND.findall(path):
        numbers = list(map(float, SIGNED.findall(text)))
        across += numbers[:: 1 if command == "H" else 2] if command != "V" else ()
        down += numbers[command != "V" :: 1 if command == "V" else 2] if command != "H" else ()
    width, height = (max(ends, default=0.0) - min(ends, default=0.0) for ends in (across, down))
    corners = len(across) + len(down)
    return Extent(min(width * height, MOST), min((width + height) * corners, MOST), corners, 1)


def _steps(path: str, commands: frozenset[str]) -> Extent:
    """What a path covers at most that goes as far as all of its numbers together."""
    if commands <= RELATIVE:
        path = BEGIN.sub("", path)  # where it lies makes it no larger
    arcs = np.array(ARC.findall(path), float).reshape(-1, 7)
    left = ARC.sub(" ", path) if len(arcs) else path
    steps = np.abs(np.array(SIGNED.findall(left), float))
    if ("a" in commands or "A" in commands) and ARC_BEGIN.search(left):
        return endless(len(path))
    reach = float(steps.sum() + np.abs(arcs[:, 5:]).sum())
    radii = np.sort(np.abs(arcs[:, :2]), axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):  # without a radius it is a line
        grown = np.maximum(1, reach / radii[:, 0])  # as large as the way between its ends needs
    reach += float(np.where(radii[:, 0] > 0, 2 * pi * radii[:, 1] * grown, 0).sum())
    if not reach < MOST:
        return endless(len(path))
    corners = len(steps) + 4 * len(arcs)
    wide, ways = (3 * reach, corners) if commands & MIRRORED else (reach, 4)
    return Extent(min(wide**2, MOST), min(wide * ways, MOST), corners, 1)


def _box(width: float, height: float, corners: int) -> Extent:
    area = min(width * height, MOST) if width and height else 0.0
    return Extent(area, min(2 * (width + height), MOST), corners, 1)
