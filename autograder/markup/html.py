"""HTML that somebody unknown wrote, as HTML that only shows something.

Two steps. The first writes the tags that are kept anew, each closed and none nested deep, with names,
styles and addresses of the kind that is allowed; nothing of what it does not know as a tag stays a
tag. The second, by nh3, reads that as a browser does and drops once more what is not allowed.
What is safe rests on the second; the first keeps names and styles apart from the page's, and bounds
what a browser, or nh3, has to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import islice
from typing import NamedTuple

import nh3

from autograder.markup.css import own_sheet
from autograder.markup.marks import with_few_marks
from autograder.markup.names import OUTPUT
from autograder.markup.pictures import (
    BESIDE,
    held_pixels,
    held_svg,
    is_raster,
    is_svg_beside,
    svg_address,
)
from autograder.markup.references import PRIVATE, characters
from autograder.markup.remembered import Remembered
from autograder.markup.svg import Canvas, own_svg
from autograder.markup.tags import (
    ATTRIBUTES,
    ENDS,
    EVERYWHERE,
    FORMATTING,
    GONE,
    TAGS,
    VOID,
    own_attribute,
)
from autograder.printable import writable

TAG = re.compile(
    r"""<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})(?![a-zA-Z0-9:-])((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>"""
)
OTHER = re.compile(r"<!--.*?(?:-->|\Z)|<[!?][^<>]*+>", re.DOTALL)
"""Comments and declarations."""
ATTRIBUTE = re.compile(
    r"""([^\s"'<>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'=<>`]++)))?+"""
)
FOREIGN = {
    name: re.compile(
        r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)"
        rf"|<(?P<end>/?)(?P<name>{name})(?![a-z0-9:-])(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>",
        re.DOTALL | re.I,
    )
    for name in ("svg", "math")
}
"""Elements that may be within each other, and whose tags may end themselves: their tags, and what is
none."""
START = re.compile(r"<(?=[a-zA-Z/!?])")

MOST_TAGS, DEEPEST, MOST_FORMATTING = 40_000, 60, 8
MOST_REFERENCES = 20_000
"""What nh3 does for each grows with the length of the text that it stands in."""
MOST_ATTRIBUTES = 40
MOST_MISSES = 500
"""Starts of tags that turn out to be none; whatever comes after is text."""
PICTURE_LEFT_OUT = "(A picture that is too large to be shown, or that can't be read.)"
TOO_LARGE = "<p>(There is too much here to be shown on a page.)</p>"


class Cleaned(NamedTuple):
    """What is shown of a text that holds no drawing, on each canvas that has room for its pictures."""

    shown: str
    pixels: int
    films: int


CLEANED = Remembered[Cleaned](most=16 << 20)
"""A lesson's own cells show the same in each notebook of a class."""


def own_html(text: str, canvas: Canvas | None = None) -> str:
    """What is shown of a piece of HTML; it can be given again, and stays the same.

    Its drawings take of the canvas, where one is given; each that is too large for it is left out.
    """
    canvas = canvas or Canvas()
    known = CLEANED.find(text)
    if known is not None and canvas.holds(known.pixels, known.films):
        return known.shown
    pixels, films = canvas.pixels, canvas.films
    writer = _Writer(writable(text.replace("\0", "")), canvas)
    writer.write()
    shown = _shown(writer)
    if writer.by_text_alone:
        made = Cleaned(shown, pixels - canvas.pixels, films - canvas.films)
        CLEANED.keep(text, made, shown)
    return shown


def _shown(writer: _Writer) -> str:
    """What a browser may be given of what was written."""
    if writer.too_large:
        return TOO_LARGE
    body = nh3.clean(
        "".join(writer.written),
        tags=set(TAGS),
        clean_content_tags={"script", "style"},
        attributes=_ALLOWED,
        url_schemes={"data"},
        link_rel=None,
    )
    sheet = own_sheet("\n".join(writer.sheets)).replace("<", "")
    if not sheet:
        return body
    shell = f'<div class="{OUTPUT}">'
    body = body.strip()
    body = body if body.startswith(shell) else f"{shell}{body}</div>"
    return f"<style>\n{sheet}\n</style>\n{body}"


_ALLOWED = {"*": set(EVERYWHERE)} | {tag: set(names) for tag, names in ATTRIBUTES.items()}


class _Writer:
    """Writes the tags that are kept anew."""

    def __init__(self, text: str, canvas: Canvas) -> None:
        self._text, self._canvas = text, canvas
        self._open: list[str] = []
        self._tags = self._references = self._misses = 0
        self.written: list[str] = []
        self.sheets: list[str] = []
        self.by_text_alone = True
        """Whether all canvases with room for its pictures would show the same: nothing was drawn, looked
        for beside the page, or left out for want of room."""

    @property
    def too_large(self) -> bool:
        """Whether there is more than a page can bear."""
        return self._tags > MOST_TAGS or self._references > MOST_REFERENCES

    def write(self) -> None:
        """Read all of the text."""
        text, at = self._text, 0
        while not self.too_large and self._misses < MOST_MISSES:
            start = START.search(text, at)
            if start is None:
                break
            self._words(text[at : start.start()])
            at = self._markup(start.start())
        self._words(text[at:])
        self._close(0)

    def _markup(self, at: int) -> int:
        """Take what begins with `<`; where it ends."""
        tag = TAG.match(self._text, at)
        if tag is None:
            other = OTHER.match(self._text, at)
            if other is not None:
                return other.end()
            self._misses += 1
            self.written.append("&lt;")
            return at + 1
        self._tags += 1
        name = tag[2].lower()
        if name in GONE:
            return tag.end() if tag[1] else self._gone(name, tag)
        if name in TAGS:
            if tag[1]:
                self._end(name)
            else:
                self._begin(name, tag[3])
        return tag.end()

    def _gone(self, name: str, tag: re.Match[str]) -> int:
        """Leave out an element with all that is within, but for what a <style> or an <svg> shows."""
        end = self._end_of(name, tag)
        if name == "svg" and end is not None:
            self.by_text_alone = False
            drawn = own_svg(self._text[tag.start() : end.end()], self._canvas)
            if drawn:
                self.written.append(f'<img alt="" src="{svg_address(drawn)}">')
        if end is None:
            return len(self._text)
        if name == "style":
            self.sheets.append(self._text[tag.end() : end.start()])
        return end.end()

    def _end_of(self, name: str, tag: re.Match[str]) -> re.Match[str] | None:
        """The tag at which an element ends that begins with this one; None where there is none."""
        if name not in FOREIGN:
            return re.compile(rf"</{name}[^<>a-z0-9]*+>", re.I).search(self._text, tag.end())
        depth = 0
        for found in FOREIGN[name].finditer(self._text, tag.start()):
            if found["name"] and not found[0].endswith("/>"):
                depth += -1 if found["end"] else 1
            if depth == 0:
                return found
        return None

    def _begin(self, name: str, attributes: str) -> None:
        while self._open and self._open[-1] in ENDS.get(name, ()):
            self._close(len(self._open) - 1)
        formatting = name in FORMATTING and sum(map(FORMATTING.__contains__, self._open))
        if len(self._open) >= DEEPEST or formatting >= MOST_FORMATTING:
            return
        if name in ("audio", "video"):
            if self._canvas.films <= 0:
                self.by_text_alone = False
                return
            self._canvas.films -= 1
        pairs = {key: self._drawn(key, value) for key, value in _attributes(name, attributes)}
        if pairs.get("src", "") is None:
            pairs["alt"] = PICTURE_LEFT_OUT
        given = ((key, value) for key, value in pairs.items() if value is not None)
        kept = "".join(f' {key}="{escape(value)}"' for key, value in given)
        self._references += kept.count("&")
        self.written.append(f"<{name}{kept}>")
        if name not in VOID:
            self._open.append(name)

    def _drawn(self, key: str, value: str) -> str | None:
        """The value of an attribute; of one that holds a picture, or leads to one beside the page, what is
        shown of it."""
        drawing = held_svg(value)
        if drawing is not None:
            self.by_text_alone = False
            drawn = own_svg(drawing, self._canvas)
        elif is_raster(value):
            borne = self._canvas.bears(held_pixels(value))
            self.by_text_alone &= borne
            return value if borne else None
        elif key == "src" and BESIDE.fullmatch(value):
            self.by_text_alone = False
            if not self._canvas.folder:
                return value
            if not is_svg_beside(value):
                return value if self._canvas.bears_beside(value) else None
            drawn = self._canvas.beside(value)
        else:
            return value
        return drawn and svg_address(drawn)

    def _end(self, name: str) -> None:
        """Close an element that is open, with all within; a cell of a table closes at its own tag."""
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth] == name:
                return self._close(depth)
            if self._open[depth] in ("td", "th", "table") and name not in ("tr", "table"):
                return None
        return None

    def _close(self, depth: int) -> None:
        while len(self._open) > depth:
            self.written.append(f"</{self._open.pop()}>")

    def _words(self, text: str) -> None:
        written = escape(with_few_marks(characters(text), begins=True), quote=False)
        self._references += written.count("&")
        self.written.append(written)


def _attributes(tag: str, text: str) -> Iterator[tuple[str, str]]:
    """The attributes of a tag that are kept, each with its value."""
    seen = set()
    for found in islice(ATTRIBUTE.finditer(text), MOST_ATTRIBUTES):
        name = found[1].lower()
        value = next((group for group in found.groups()[1:] if group is not None), "")
        kept = (
            None if name in seen else own_attribute(tag, name, PRIVATE.sub("", characters(value)))
        )
        seen.add(name)
        if kept is not None:
            yield name, kept
