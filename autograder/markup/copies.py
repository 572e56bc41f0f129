"""How much a drawing draws: its own elements, and all that it has copied, however deep.

A few lines of SVG can draw millions of shapes: one element can be used many times, a marker is drawn
at each point of a line, a pattern for each shape that it fills, and each of these may do the same
within; a long line can have ever so small dashes. So what counts is the sum of all that a browser
has to lay out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from math import inf
from typing import NamedTuple
from xml.etree.ElementTree import Element

from autograder.markup.extent import MOST, Extent
from autograder.markup.paper import Paper, enlarged, paper_of

Enlargement = tuple[float, float]
"""By how much areas, and lengths, become larger."""

LINK = "http://www.w3.org/1999/xlink"
PLACE = re.compile(r"url\(#([\w-]+)\)", re.ASCII)
POINT = re.compile(r"[0-9]+|[A-Za-z]")
"""At most as many points as these: a command, or a number, may be one alone."""
NUMBER = re.compile(r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?", re.ASCII)
UNIT = re.compile(r"%|[a-df-z]")
"""Of what is as long as something else."""
PLACES = ("d", "points", "x1", "x2", "y1", "y2", "width", "height", "r", "rx", "ry")
"""What says how long a line is: no longer than `AROUND` times these numbers together."""
AROUND = 7
CHARACTERS, LENGTH, DASHES, POINTS = 20, 1000, 100, 60
"""Of a text, of attributes, of a line and of its points, so many cost as much as an element."""
LAYER = 50
"""What it costs to draw a picture of its own first: for what is seen through or cut out, and for a
colour that is looked up for each pixel."""
DEARER = {"pattern": 12, "linearGradient": 8, "radialGradient": 8, "mask": 8, "clipPath": 8}
"""How many times as long it takes to paint what one of these colours or cuts out."""
LAYERED = frozenset(("mask", "fill", "stroke"))
"""By which of its properties what an element refers to is such a picture."""
ENDLESS = 10**9


class Sum(NamedTuple):
    """What an element draws with all that is within, or copied."""

    parts: int
    shapes: int
    """Those that a colour or a pattern may fill, one by one."""
    points: int
    """Those at which a marker may stand."""
    length: float
    """Of all lines, at most."""
    extent: Extent
    """Of what may be drawn larger, or smaller, by whatever refers to it."""
    painted: float
    """How often the whole drawing is painted, by all else."""

    def times(self, what: str) -> int:
        """How often something is drawn that an element of this sum refers to."""
        return int(getattr(self, INHERITED[what])) if what in INHERITED else 1


INHERITED: Mapping[str, str] = {
    "fill": "shapes",
    "stroke": "shapes",
    "marker-start": "shapes",
    "marker-end": "shapes",
    "marker-mid": "points",
}
"""Properties that hold for all within -> of what in it each has its own copy."""


class Drawn(NamedTuple):
    """What a drawing costs a browser."""

    parts: int
    painted: float
    """How often as much is painted as the whole drawing."""


def drawn(root: Element) -> Drawn:
    """The sum of a drawing whose references are all `#name` or `url(#name)`; `ENDLESS` where one leads
    back to itself. In time that grows with the length of the drawing."""
    named: dict[str, Element] = {}
    for element in root.iter():
        if name := element.get("id"):
            named.setdefault(name, element)  # a browser, too, takes the first
    copies = {
        element: [(what, named[name]) for what, name in references(element) if name in named]
        for element in root.iter()
    }
    sizes = _Sizes(
        paper_of(root), _scales(root, {one for some in copies.values() for _, one in some})
    )
    sums: dict[Element, Sum] = {}
    begun: set[Element] = set()
    waiting = [root]
    while waiting:
        element = waiting[-1]
        if element in sums:
            waiting.pop()
        elif element in begun:
            sums[waiting.pop()] = _sum(element, copies[element], sums, sizes)
        else:
            begun.add(element)
            needed = [*element, *(target for _, target in copies[element])]
            if any(other in begun and other not in sums for other in needed):
                return Drawn(ENDLESS, ENDLESS)
            waiting += needed
    return Drawn(sums[root].parts, sums[root].painted)


class _Sizes(NamedTuple):
    """How large things are in a drawing."""

    paper: Paper
    scales: Mapping[Element, Enlargement | None]

    def within(self, element: Element, extent: Extent) -> tuple[Extent, float]:
        """What is drawn within an element: what may become larger yet, and what is painted."""
        scale = self.scales[element]
        if scale is not None:
            return Extent(), self.paper.share(extent.times(1, *scale))
        scale = enlarged(element)
        if max(scale) >= MOST:
            return Extent(), self.paper.share(extent.times(1, *scale))
        return extent.times(1, *scale), 0.0


def _scales(root: Element, targets: Collection[Element]) -> dict[Element, Enlargement | None]:
    """By how much areas and lengths are larger than written; None for what is drawn somewhere else,
    too."""
    scales: dict[Element, Enlargement | None] = {}
    waiting: list[tuple[Element, Enlargement | None]] = [(root, (1.0, 1.0))]
    while waiting:
        element, scale = waiting.pop()
        if element in targets:
            scale = None
        if scale is not None and element is not root:
            area, length = enlarged(element)
            scale = min(scale[0] * area, MOST), min(scale[1] * length, MOST)
        scales[element] = scale
        waiting += ((child, scale) for child in element)
    return scales


def references(element: Element) -> Iterator[tuple[str, str]]:
    """What an element refers to: by which property, and the name."""
    if place := element.get(f"{{{LINK}}}href"):
        yield "href", place[1:]
    for what, value in _declarations(element, "url("):
        for name in PLACE.findall(value):
            yield what, name


def _declarations(element: Element, wanted: str) -> Iterator[tuple[str, str]]:
    """The properties of an element, those of its style too, in which there is what is wanted."""
    for key, value in element.attrib.items():
        if wanted in key or wanted in value:
            declared = value if key == "style" else f"{key}:{value}"
            for declaration in declared.split(";"):
                if wanted in declaration:
                    what, _, rest = declaration.partition(":")
                    yield what.strip(), rest


def _sum(
    element: Element, copied: list[tuple[str, Element]], sums: Mapping[Element, Sum], sizes: _Sizes
) -> Sum:
    texts = len(element.text or "")
    parts, shapes, points, length = _own(element)
    extent, painted = sizes.paper.own(element), 0.0
    for child in (*element, *(target for what, target in copied if what == "href")):
        texts += len(child.tail or "")
        within = sums[child]
        parts, shapes = parts + within.parts, shapes + within.shapes
        points, length = points + within.points, length + within.length
        extent, painted = extent.plus(within.extent), painted + within.painted
    parts += texts // CHARACTERS + int(length / _dash(element)) // DASHES
    copies = Sum(parts, shapes, points, length, extent, painted)
    for what, target in copied:
        if what != "href":
            times, layer = copies.times(what), _layer(what, target)
            parts += times * (sums[target].parts + layer)
            once = sums[target].extent.times(1, *_copied(element, what, sizes.paper))
            if what != "clip-path" or layer:
                extent = extent.plus(once.times(times)).times(DEARER.get(_name(target), 1))
                painted += times * sums[target].painted
                painted *= DEARER.get(_name(target), 1)
    if _is_seen_through(element, copied):
        parts, painted = parts + LAYER, painted + 2
    parts, shapes, points = (min(count, ENDLESS) for count in (parts, shapes, points))
    larger, here = sizes.within(element, extent)
    painted = min(painted + here, ENDLESS)
    return Sum(parts, shapes, points, min(length, ENDLESS), larger, painted)


def _copied(element: Element, what: str, paper: Paper) -> Enlargement:
    """By how much what an element refers to is drawn larger, and what is within the element refers to as
    if it did so itself."""
    if what in INHERITED and len(element):
        return MOST, MOST  # what is within may be larger, too
    if what.startswith("marker"):
        return max(paper.thickness, 1.0) ** 2, max(paper.thickness, 1.0)
    return 1.0, 1.0


def _layer(what: str, target: Element) -> int:
    """What it costs beside its parts that an element refers to another; a plot cuts all by a rectangle,
    which costs nothing."""
    if what == "clip-path":
        return 0 if [_name(child) for child in target] == ["rect"] else LAYER
    return LAYER if what in LAYERED else 0


def _is_seen_through(element: Element, copied: list[tuple[str, Element]]) -> bool:
    """Whether an element is seen through that is not one shape alone."""
    if not any(what == "opacity" for what, _ in _declarations(element, "opacity")):
        return False
    used = [target for what, target in copied if what == "href"]
    return len(element) > 0 or any(len(one) > 0 or _name(one) == "use" for one in used)


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _own(element: Element) -> tuple[int, int, int, float]:
    """What an element draws itself: parts, shapes, points and length."""
    places = " ".join(filter(None, map(element.get, PLACES)))
    parts = 1 + sum(map(len, element.attrib.values())) // LENGTH
    if not places:
        return parts, 1, 0, 0.0
    length = AROUND * sum(map(float, NUMBER.findall(places)))
    points = len(POINT.findall(places))
    return parts + points // POINTS, 1, points, min(length, ENDLESS)


def _dash(element: Element) -> float:
    """How long a dash with its gap is at least, in lines of an element and of those within."""
    lengths = [inf]
    for _, value in _declarations(element, "stroke-dasharray"):
        length = sum(map(float, NUMBER.findall(value)))
        if length:  # where all are 0 the line has no gaps
            lengths.append(length / (100 if UNIT.search(value.replace("px", "")) else 1))
    return max(min(lengths), 1 / ENDLESS)
