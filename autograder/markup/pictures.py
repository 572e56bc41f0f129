"""Pictures and sounds in markup: those that it holds itself, and files beside the notebook."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable

from autograder.markup.raster import pixels_in

BASE64 = re.compile(r"[A-Za-z0-9+/\s]*+={0,2}\s*+", re.ASCII)
RASTER = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp")
SVG = "image/svg+xml"
HELD = re.compile(
    r"data:([a-z]+/[a-z0-9.+-]+)(?:;charset=[a-z0-9-]+)?;base64,(.*+)", re.DOTALL | re.I
)
BESIDE = re.compile(
    r"(?:\./)?(?:[\w-][\w .-]*/)*[\w-][\w .-]*\.(?:png|jpe?g|gif|webp|bmp|svg)", re.I
)
MEDIA = re.compile(r"(?:audio|video)/[a-z0-9.+-]+")


def picture_address(address: str) -> str | None:
    """An address that shows a picture and does nothing else; None for any other.

    A browser shows an SVG picture in an <img> without its scripts, and loads nothing for it; what
    it draws is another matter (`held_svg`).
    """
    address = address.strip()
    if len(address) < 300 and BESIDE.fullmatch(address):
        return address
    return held(address, lambda kind: kind in (*RASTER, SVG))


def is_svg_beside(address: str) -> bool:
    """Whether an address leads to an SVG picture beside the page."""
    return BESIDE.fullmatch(address) is not None and address.lower().endswith(".svg")


def media_address(address: str) -> str | None:
    """The same of sounds and films that the markup holds itself."""
    return held(address.strip(), lambda kind: MEDIA.fullmatch(kind) is not None)


def held(address: str, wanted: Callable[[str], bool]) -> str | None:
    """A data address in base64 whose type is wanted; None for any other."""
    found = HELD.fullmatch(address)
    if found is None or not wanted(found[1].lower()):
        return None
    data = base64_text(found[2])
    return None if data is None else f"data:{found[1].lower()};base64,{data}"


def base64_text(text: str) -> str | None:
    """Base64 without its spaces; None where it is none."""
    return "".join(text.split()) if BASE64.fullmatch(text) else None


def held_svg(address: str) -> str | None:
    """The drawing that an address holds; None where it holds none."""
    found = HELD.fullmatch(address)
    if found is None or found[1].lower() != SVG:
        return None
    try:
        return base64.b64decode(found[2]).decode("utf-8", "replace")
    except ValueError:  # no whole bytes
        return ""


def is_raster(address: str) -> bool:
    """Whether an address holds a picture of pixels."""
    found = HELD.fullmatch(address)
    return found is not None and found[1].lower() in RASTER


def held_pixels(address: str) -> int | None:
    """The pixels of the picture that an address holds; None where nobody knows."""
    found = HELD.fullmatch(address)
    return None if found is None else pixels_in(found[2])


def svg_address(svg: str) -> str:
    """The address of an SVG picture that markup holds itself."""
    return f"data:{SVG};base64,{base64.b64encode(svg.encode()).decode()}"
