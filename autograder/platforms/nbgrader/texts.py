"""Texts in Markdown as harmless HTML: written answers, outputs, comments; formulas as MathML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import jinja2
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from autograder.markup.formula import formula, too_many_formulas
from autograder.markup.html import own_html
from autograder.markup.pictures import RASTER, SVG, base64_text, svg_address
from autograder.markup.references import without_private
from autograder.markup.tags import TAGS
from autograder.platforms.nbgrader.code import LANGUAGES, without_spaces_at_ends
from autograder.platforms.nbgrader.room import Room

BEGIN, END, BLOCK = "\ue000", "\ue001", "\ue002"
"""Characters of no script: between them, the number of a piece that is put in at the end; of one
that stands by itself the end is another."""
PIECE = re.compile(f"<p>{BEGIN}(\\d{{1,6}}){BLOCK}</p>|{BEGIN}(\\d{{1,6}})[{END}{BLOCK}]")
TAG = re.compile(r"<[^<>]*>")
WRITTEN_TAG = re.compile(
    r"""</?([a-zA-Z][a-zA-Z0-9]*)(?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))*\s*/?>"""
)
"""A tag as people write it: `a<b and c>d` holds none."""
DEEPEST = 40
"""Quotes and lists within each other: for more, the time that reading takes grows too fast."""
HELD, MOST_HELD = re.compile(r"(?<=;base64,)[A-Za-z0-9+/=]{500,}+"), 40
"""Pictures, written out: so many count for nothing."""
BLANKS = re.compile(r"([^\S\n]{100})[^\S\n]++")
"""In a line so many show nothing more; the time that mistune takes for them grows with the square."""
ROOM = "room"
"""Among nbconvert's resources: what the page still has room for."""
NESTED = re.compile(rf"(?:[ \t]*+(?:>|[-*+]|\d{{1,9}}[.)])){{{DEEPEST}}}")


def text_html(
    source: str,
    attachments: Mapping[str, Mapping[str, str]] | None = None,
    room: Room | None = None,
) -> str:
    """The text as HTML. Where it can't be read as Markdown it is shown as it was written.

    It takes of the room of its page, where one is given.
    """
    room = room or Room()
    source = BLANKS.sub(r"\1", without_private(source.replace("\0", "")))
    bare, held = HELD.subn("", source)
    if held > MOST_HELD or too_many_formulas(bare) or NESTED.search(bare):
        return _as_written(source)
    if not room.has_read(len(bare)):
        return _as_written(source)
    renderer = _Renderer(_Attached(attachments or {}), room)
    try:
        html = own_html(_Markdown(renderer=renderer).render(source), room.canvas)
    except (
        RecursionError,
        ValueError,
        LookupError,
    ):  # hostile nesting, or more than there is room for
        return _as_written(source)
    return PIECE.sub(lambda found: renderer.piece(int(found[1] or found[2])).html, html)


@jinja2.pass_context
def text_of_page(context: Any, source: str) -> str:
    """The same of a text on a page: nbconvert's filter `markdown2html`, which its templates call."""
    cell, resources = context.get("cell"), context.get("resources")
    attachments = cell.get("attachments") if isinstance(cell, Mapping) else None
    room = resources.get(ROOM) if isinstance(resources, Mapping) else None
    return text_html(source, attachments, room)


def _as_written(source: str) -> str:
    return f"<pre>{escape(HELD.sub('…', source))}</pre>"


class _Markdown(MarkdownWithMath):  # type: ignore[misc]
    """Markdown as Jupyter shows it; of lists of tasks the signs stay as they were written."""

    DEFAULT_PLUGINS = ("strikethrough", "table", "url", "def_list")


@dataclass(frozen=True)
class _Piece:
    """What is made here and is no student's: a formula, or code with its colours."""

    html: str
    source: str


class _Renderer(IPythonRenderer):  # type: ignore[misc]
    """Keeps such pieces aside, in whose places their numbers stand until the rest is harmless."""

    def __init__(self, attached: _Attached, room: Room) -> None:
        super().__init__(escape=False)
        self._attached, self._room = attached, room
        self._pieces: list[_Piece] = []

    def piece(self, number: int) -> _Piece:
        """One of the pieces that were kept aside."""
        return self._pieces[number] if number < len(self._pieces) else _Piece("", "")

    def _aside(self, html: str, source: str, end: str = BLOCK) -> str:
        self._pieces.append(_Piece(html, source))
        return f"{BEGIN}{len(self._pieces) - 1}{end}"

    def _in_words(self, text: str) -> str:
        """Words for where neither tags nor formulas can stand: of these, what was written."""
        bare = TAG.sub("", text)
        return PIECE.sub(lambda found: escape(self.piece(int(found[1] or found[2])).source), bare)

    def block_code(self, code: str, info: str | None = None) -> str:
        """Code with the colours of its language; what is no language's is plain."""
        language = (info or "").split()[:1]
        known = bool(language) and language[0].lower() in LANGUAGES
        code = without_spaces_at_ends(code) if known else code
        info = language[0].lower() if known and self._room.colours.take(code) else None
        return f"<p>{self._aside(str(super().block_code(code, info)), code)}</p>\n"

    def inline_math(self, body: str) -> str:
        """A formula within a line."""
        return self._aside(formula(body), f"${body}$", END)

    def block_math(self, body: str) -> str:
        """A formula on a line of its own."""
        return self._aside(formula(body, block=True), f"$${body}$$")

    def latex_environment(self, name: str, body: str) -> str:
        """The same, written as an environment."""
        source = rf"\begin{{{name}}}{body}\end{{{name}}}"
        return self._aside(formula(source, block=True), source)

    def inline_html(self, html: str) -> str:
        """A tag within a line; of what is none, or none that is shown, what was written."""
        tag = WRITTEN_TAG.fullmatch(html)
        return str(html) if tag and tag[1].lower() in TAGS else escape(html)

    def link(self, text: str, url: str, title: str | None = None) -> str:
        """A link within the page; of any other the address is told, for whoever wants to go there."""
        self._room.show(url, title)
        if url.startswith("#"):
            return str(super().link(text, url, title))
        return text if escape(url) == text else f"{text} ({escape(url)})"

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """A picture beside the text or attached to it; its description where there is none."""
        words = self._in_words(text)
        if not url.startswith("attachment:"):
            self._room.show(url, title)
            return str(super().image(words, url, title))
        address = self._attached.address(url.removeprefix("attachment:"))
        if address is None:
            return f"<em>[{words or 'a picture'}: the picture is missing]</em>"
        self._room.show(address)
        return f"<img{self.render_attrs({'src': address, 'alt': words})}>"


class _Attached:
    """The pictures that are attached to a text. What they may hold is made harmless with the text."""

    def __init__(self, bundles: Mapping[str, Any]) -> None:
        self._bundles = bundles
        self._addresses: dict[str, str | None] = {}

    def address(self, name: str) -> str | None:
        """The address of one; None where there is none that can be shown."""
        if name not in self._addresses:
            self._addresses[name] = self._found(self._bundles.get(name))
        return self._addresses[name]

    def _found(self, bundle: Any) -> str | None:
        for kind, data in bundle.items() if isinstance(bundle, Mapping) else ():
            if isinstance(data, list):
                data = "".join(line for line in data if isinstance(line, str))
            if not isinstance(data, str):
                continue
            if kind == SVG and data.lstrip().startswith("<"):
                return svg_address(data)
            text = base64_text(data) if kind in (*RASTER, SVG) else None
            if text:
                return f"data:{kind};base64,{text}"
        return None
