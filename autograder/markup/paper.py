"""What a drawing is drawn on: its size, and how thick lines and how large letters are at most."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import hypot, radians, tan
from xml.etree.ElementTree import Element

from autograder.markup.extent import MOST, SIGNED, Extent, endless, extent_of, pixels

STANDARD = (300.0, 150.0)
"""The size of a drawing that says none."""
A_LETTER = 16.0
FOLLOWED = 4
"""An outline as long as both sides of a drawing costs one part in so many of painting all of it."""
FUNCTION = re.compile(r"\s*,?\s*([a-zA-Z]+)\s*\(([^()]*)\)")
MEASURED = ("patternContentUnits", "maskContentUnits", "clipPathUnits")
"""What has shapes measured by another one, if it says `objectBoundingBox`."""
DECLARED = r"(?:^|[{{;\s]){}\s*:([^;}}]*)"
THICKNESS = re.compile(DECLARED.format("stroke-width"))
LETTERS = re.compile(DECLARED.format(r"font(?:-size)?"))
SIZES = re.compile(DECLARED.format("(?:width|height)"))
WRITING = frozenset(("text", "tspan", "textPath"))
SIZABLE = frozenset(("rect", "image"))
UNIT = re.compile(r"%|[0-9.](?!px|pt)[a-z]|larger", re.I)
"""Of what is as large as something else."""


@dataclass(frozen=True)
class Paper:
    """What a drawing is drawn on, and what holds for all that is on it."""

    width: float
    height: float
    thickness: float
    letter: float
    sized: bool
    """Whether a style sheet says how large something is."""

    def own(self, element: Element) -> Extent:
        """What an element covers itself, with its letters."""
        name = _name(element)
        if name in SIZABLE and (self.sized or SIZES.search(element.get("style", ""))):
            return endless(8)
        if name not in WRITING:
            return extent_of(element)
        letters = len(element.text or "") + sum(len(child.tail or "") for child in element)
        return Extent(letters * self.letter**2, shapes=letters)

    def share(self, extent: Extent) -> float:
        """How often as much is painted as the whole drawing, of which no shape can fill more."""
        whole, around = self.width * self.height, self.width + self.height
        outline = min(extent.outline, around * extent.corners)
        lines = (outline + 2 * extent.corners * self.thickness) * self.thickness
        painted = min(extent.area / whole, extent.shapes) + min(lines / whole, extent.shapes)
        return painted + outline / around / FOLLOWED


def paper_of(root: Element) -> Paper:
    """What a drawing is drawn on."""
    sheet = "\n".join(one.text or "" for one in root.iter() if _name(one) == "style")
    thick, letters = THICKNESS.findall(sheet), LETTERS.findall(sheet)
    for element in root.iter():
        style = element.get("style", "")
        thick += [element.get("stroke-width", ""), *THICKNESS.findall(style)]
        letters += [element.get("font-size", ""), element.get("font", ""), *LETTERS.findall(style)]
    width, height = _size(root)
    most = max(width, height)
    return Paper(
        width,
        height,
        min(max(_largest(set(thick)), default=1.0), most),
        min(max(A_LETTER, *_largest(set(letters)), 0.0), most),
        SIZES.search(sheet) is not None,
    )


def _largest(texts: Iterable[str]) -> Iterator[float]:
    yield 1.0
    for text in texts:
        numbers = [abs(float(number)) for number in SIGNED.findall(text)]
        yield MOST if UNIT.search(text) else 4 / 3 * max(numbers, default=0.0)
        if "large" in text:
            yield 4 * A_LETTER


def _size(root: Element) -> tuple[float, float]:
    box = [float(number) for number in SIGNED.findall(root.get("viewBox", ""))]
    if len(box) == 4 and min(box[2:]) > 0:
        return box[2], box[3]
    width, height = pixels(root.get("width")), pixels(root.get("height"))
    return (width, height) if min(width, height) > 0 and max(width, height) < MOST else STANDARD


def enlarged(element: Element) -> tuple[float, float]:
    """By how much areas and lengths become larger within an element."""
    if element.get("viewBox") or "objectBoundingBox" in map(element.get, MEASURED):
        return MOST, MOST
    area = length = 1.0
    for name in ("transform", "patternTransform"):
        text = element.get(name, "")
        if FUNCTION.sub("", text).strip():
            return MOST, MOST
        for function, written in FUNCTION.findall(text):
            numbers = [float(number) for number in SIGNED.findall(written)]
            one, other = _enlarged(function, numbers)
            area, length = min(area * one, MOST), min(length * other, MOST)
    return area, length


def _enlarged(function: str, numbers: list[float]) -> tuple[float, float]:
    """The same of one function; a length grows by the longest that a length of one can become."""
    match function, numbers:
        case (("translate" | "rotate"), _):
            return 1.0, 1.0
        case "scale", [x]:
            return x * x, abs(x)
        case "scale", [x, y]:
            return abs(x * y), max(abs(x), abs(y))
        case "matrix", [a, b, c, d, _, _]:
            return abs(a * d - b * c), hypot(a, b, c, d)
        case (("skewX" | "skewY"), [angle]):
            return 1.0, hypot(1.0, 1.0, tan(radians(angle)))
    return MOST, MOST


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]
