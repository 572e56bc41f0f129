"""SVG pictures that somebody unknown drew: shapes, text, colours, and nothing that acts."""

from __future__ import annotations

from xml.etree import ElementTree

from defusedxml import DefusedXmlException
from defusedxml import ElementTree as Safe

from autograder.markup.css import PROPERTIES, own_declarations, own_sheet
from autograder.markup.names import OUTPUT, own_classes, own_name, own_place
from autograder.markup.pictures import picture_address
from autograder.printable import writable

SPACE, LINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
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
    maskContentUnits maskUnits offset orient pathLength patternContentUnits patternTransform
    patternUnits points preserveAspectRatio r refX refY rotate rx ry spreadMethod startOffset
    textLength transform version viewBox width x x1 x2 y y1 y2 clipPathUnits
    """.split()
)
MOST_ELEMENTS, DEEPEST = 200_000, 60
MOST_USES = 20_000
"""Copies of other elements."""
REPEATED = frozenset({"clipPath", "marker", "mask", "pattern", "symbol"})

ElementTree.register_namespace("", SPACE)
ElementTree.register_namespace("xlink", LINK)


def own_svg(text: str) -> str | None:
    """The picture as XML, but for what is not allowed; None where it is no SVG picture."""
    try:
        # As text, so that no encoding counts that the picture names
        root = Safe.fromstring(writable(text.strip()), forbid_entities=True)
    except (ElementTree.ParseError, DefusedXmlException, ValueError, LookupError):
        return None
    if _local(root) != "svg":
        return None
    drawing = _Drawing()
    kept = drawing.copy(root)
    if kept is None or drawing.chained(kept):
        return None
    kept.set("class", OUTPUT)
    return ElementTree.tostring(kept, encoding="unicode")


class _Drawing:
    """A picture that is being copied, with what has been counted so far."""

    def __init__(self) -> None:
        self.elements = 0
        self.uses: list[ElementTree.Element] = []

    def copy(
        self, element: ElementTree.Element, depth: int = 0, repeated: bool = False
    ) -> ElementTree.Element | None:
        """What is allowed of an element and of those within; None where it is not allowed.

        Within what is `repeated` there are no addresses: one that is repeated in turn grows like powers.
        """
        name = _local(element)
        self.elements += 1
        if name not in ELEMENTS or depth > DEEPEST or self.elements > MOST_ELEMENTS:
            return None
        kept = ElementTree.Element(f"{{{SPACE}}}{name}")
        if name == "style":
            kept.text = own_sheet("".join(element.itertext()))
            return kept
        for key, value in element.attrib.items():
            if not (repeated and ("url(" in value or key.endswith("href"))):
                _keep_attribute(kept, key.rpartition("}")[2], value)
        kept.text = element.text
        for child in element:
            inner = self.copy(child, depth + 1, repeated or name in REPEATED)
            if inner is not None:
                inner.tail = child.tail
                kept.append(inner)
        if name == "use":
            self.uses.append(kept)
        return kept

    def chained(self, root: ElementTree.Element) -> bool:
        """Whether a copied element holds copies of its own, or there are too many of them."""
        copied = {use.get(f"{{{LINK}}}href", "")[1:] for use in self.uses}
        return len(self.uses) > MOST_USES or any(
            _local(inner) == "use"
            for element in root.iter()
            if element.get("id") in copied
            for inner in element.iter()
        )


def _keep_attribute(element: ElementTree.Element, key: str, value: str) -> None:
    if key == "style":
        element.set(key, own_declarations(value))
    elif key == "class":
        element.set(key, own_classes(value))
    elif key == "id":
        if name := own_name(value):
            element.set(key, name)
    elif key == "href":
        picture = _local(element) == "image"
        address = picture_address(value) if picture else own_place(value)
        if address and (not picture or address.startswith("data:")):
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
