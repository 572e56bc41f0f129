"""SVG pictures that somebody unknown drew: shapes, text, colours, and nothing that acts."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from defusedxml import DefusedXmlException
from defusedxml import ElementTree as Safe

from autograder.markup.copies import LINK, Drawn, drawn
from autograder.markup.css import MULTIPLIED_IN_DRAWINGS, PROPERTIES, own_declarations, own_sheet
from autograder.markup.marks import with_few_marks
from autograder.markup.names import OUTPUT, own_classes, own_name, own_place
from autograder.markup.pictures import RASTER, held, held_pixels
from autograder.markup.raster import pixels_of
from autograder.printable import writable

SPACE = "http://www.w3.org/2000/svg"
ELEMENTS = frozenset(
    """
    circle clipPath defs ellipse g image line linearGradient marker mask path pattern polygon
    polyline radialGradient rect stop style svg symbol text textPath tspan use
    """.split()
)
"""No element of HTML, no script, no animation (which changes addresses), no link."""
ATTRIBUTES = frozenset(
    """
    cx cy d dx dy fx fy gradientTransform gradientUnits height markerHeight markerUnits markerWidth
    maskContentUnits maskUnits offset orient patternContentUnits patternTransform
    patternUnits points preserveAspectRatio r refX refY rotate rx ry spreadMethod startOffset
    textLength transform version viewBox width x x1 x2 y y1 y2 clipPathUnits
    """.split()
)
MOST_PARTS, DEEPEST = 200_000, 60
LARGEST, MOST_PIXELS = 36_000_000, 150_000_000
"""Pixels of one picture, and of all of a page: a browser holds four bytes for each."""
MOST_FILMS = 30
"""Films and sounds: each has a window of its own, with its buttons."""
MOST_PAINTED = 4_000
"""How often the whole of a drawing is painted, over all drawings of a page."""
LARGEST_FILE = 16 << 20
"""Bytes of a drawing beside the page; what is longer ends in the middle, and is no drawing."""
A_DRAWING = 500
"""What a drawing costs beside its parts: a browser opens each as a page of its own."""

ElementTree.register_namespace("", SPACE)
ElementTree.register_namespace("xlink", LINK)


@dataclass
class Canvas:
    """What may still be drawn on a page: elements of drawings, with all copies of them, how often a
    whole drawing is painted, the pixels of pictures, and films."""

    left: int = MOST_PARTS
    painted: float = MOST_PAINTED
    pixels: int = MOST_PIXELS
    films: int = MOST_FILMS
    folder: Path | None = None
    """Where the files lie that are beside the page; None where addresses of drawings there stay."""
    _files: dict[str, tuple[str | None, Drawn]] = field(default_factory=dict)
    """What is shown of each drawing there that was asked for, and how much of the canvas it takes."""
    _sizes: dict[str, int | None] = field(default_factory=dict)
    """The pixels of each picture there that was asked for."""

    def beside(self, address: str) -> str | None:
        """What is shown of a drawing beside the page; None where that is nothing."""
        if address not in self._files:
            parts, painted = self.left, self.painted
            shown = own_svg(self._read(address).decode("utf-8", "replace"), self)
            self._files[address] = shown, Drawn(parts - self.left, painted - self.painted)
            return shown
        shown, cost = self._files[address]
        return shown if self.takes(cost) else None

    def takes(self, cost: Drawn) -> bool:
        """Whether there is room for so much; it is taken, then."""
        if cost.parts > self.left or cost.painted > self.painted:
            return False
        self.left -= cost.parts
        self.painted -= cost.painted
        return True

    def bears(self, pixels: int | None) -> bool:
        """Whether there is room for a picture of so many pixels; it is taken, then. None for one of which
        nobody knows."""
        if pixels is None or pixels > min(LARGEST, self.pixels):
            return False
        self.pixels -= pixels
        return True

    def holds(self, pixels: int, films: int) -> bool:
        """Whether there is room for pictures of so many pixels together, and for so many films; it is
        taken, then."""
        if pixels > self.pixels or films > self.films:
            return False
        self.pixels -= pixels
        self.films -= films
        return True

    def bears_beside(self, address: str) -> bool:
        """The same of a picture beside the page."""
        if address not in self._sizes:
            self._sizes[address] = pixels_of(self._read(address))
        return self.bears(self._sizes[address])

    def _read(self, address: str) -> bytes:
        assert self.folder is not None
        try:
            with open(self.folder / address, "rb") as file:
                return file.read(LARGEST_FILE)
        except (OSError, ValueError):
            return b""


def own_svg(text: str, canvas: Canvas | None = None) -> str | None:
    """The picture as XML, but for what is not allowed; None where it is no SVG picture, or draws more
    than the canvas has left (where none is given, than one has)."""
    try:
        # As text, so that no encoding counts that the picture names
        root = Safe.fromstring(writable(text.strip()), forbid_entities=True)
    except (ElementTree.ParseError, DefusedXmlException, ValueError, LookupError):
        return None
    if _local(root) != "svg":
        return None
    canvas = canvas or Canvas()
    copy = _Copy(canvas)
    kept = copy.of(root)
    if kept is None or copy.elements > canvas.left:
        return None
    parts, painted = drawn(kept)
    if not canvas.takes(Drawn(A_DRAWING + parts, painted)):
        return None
    kept.set("class", OUTPUT)
    return ElementTree.tostring(kept, encoding="unicode")


class _Copy:
    """Copies what is allowed of a picture, as long as it has no more elements than are wanted."""

    def __init__(self, canvas: Canvas) -> None:
        self.elements = 0
        self._most, self._canvas = canvas.left, canvas

    def of(self, element: ElementTree.Element, depth: int = 0) -> ElementTree.Element | None:
        """What is allowed of an element and of those within; None where it is not allowed."""
        name = _local(element)
        self.elements += 1
        if name not in ELEMENTS or depth > DEEPEST or self.elements > self._most:
            return None
        kept = ElementTree.Element(f"{{{SPACE}}}{name}")
        if name == "style":
            kept.text = own_sheet("".join(element.itertext()), MULTIPLIED_IN_DRAWINGS, str)
            return kept
        for key, value in element.attrib.items():
            _keep_attribute(kept, key.rpartition("}")[2], value)
        if name == "image" and (address := self._picture(element)):
            kept.set(f"{{{LINK}}}href", address)
        kept.text = with_few_marks(element.text or "", begins=True)
        for child in element:
            inner = self.of(child, depth + 1)
            if inner is not None:
                inner.tail = with_few_marks(child.tail or "", begins=True)
                kept.append(inner)
        return kept

    def _picture(self, image: ElementTree.Element) -> str | None:
        """The address of the picture that an element shows, where there is room for it."""
        links = {key.rpartition("}")[2]: value for key, value in image.attrib.items()}
        address = held(links.get("href", "").strip(), RASTER.__contains__)
        return address if address and self._canvas.bears(held_pixels(address)) else None


def _keep_attribute(element: ElementTree.Element, key: str, value: str) -> None:
    if key == "style":
        element.set(key, own_declarations(value))
    elif key == "class":
        element.set(key, own_classes(value))
    elif key == "id":
        if name := own_name(value):
            element.set(key, name)
    elif key == "href":
        address = own_place(value)
        if address and _local(element) != "image":
            element.set(f"{{{LINK}}}href", address)
    elif key in ATTRIBUTES:
        element.set(key, value)
    elif key in PROPERTIES:
        declared = own_declarations(f"{key}:{value}")
        if declared:
            element.set(key, declared.partition(":")[2])


def _local(element: ElementTree.Element) -> str:
    """An element's name without its namespace; nothing of what stands in a foreign one."""
    if not isinstance(element.tag, str):  # a comment
        return ""
    space, _, name = element.tag.rpartition("}")
    return name if space in ("", f"{{{SPACE}") else ""
