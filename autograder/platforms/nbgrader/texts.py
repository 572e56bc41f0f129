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
from autograder.markup.svg import Canvas
from autograder.markup.tags import TAGS
from autograder.platforms.nbgrader.code import LANGUAGES, soon_coloured, without_spaces_at_ends

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
MOST_ATTACHED = 20_000_000
"""Characters of attached pictures on a page, each as often as it is shown."""
CANVAS = "canvas"
"""Among nbconvert's resources: what drawings on the page may still take."""
NESTED = re.compile(rf"(?:[ \t]*+(?:>|[-*+]|\d{{1,9}}[.)])){{{DEEPEST}}}")


def text_html(
    source: str,
    attachments: Mapping[str, Mapping[str, str]] | None = None,
    canvas: Canvas | None = None,
) -> str:
    """The text as HTML. Where it can't be read as Markdown it is shown as it was written.

    Its drawings take of the canvas, where one is given.
    """
    source = without_private(source.replace("\0", ""))
    bare, held = HELD.subn("", source)
    if held > MOST_HELD or too_many_formulas(bare) or NESTED.search(bare):
        return _as_written(source)
    canvas = canvas or Canvas()
    renderer = _Renderer(_Attached(attachments or {}))
    try:
        html = own_html(_Markdown(renderer=renderer).render(source), canvas)
    except (RecursionError, ValueError, LookupError):  # hostile nesting, in a library's own words
        return _as_written(source)
    return PIECE.sub(lambda found: renderer.piece(int(found[1] or found[2])).html, html)


@jinja2.pass_context
def text_of_page(context: Any, source: str) -> str:
    """The same of a text on a page: nbconvert's filter `markdown2html`, which its templates call."""
    cell, resources = context.get("cell"), context.get("resources")
    attachments = cell.get("attachments") if isinstance(cell, Mapping) else None
    canvas = resources.get(CANVAS) if isinstance(resources, Mapping) else None
    return text_html(source, attachments, canvas)


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

    def __init__(self, attached: _Attached) -> None:
        super().__init__(escape=False)
        self._attached = attached
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
        info = language[0].lower() if known and soon_coloured(code) else None
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
        if url.startswith("#"):
            return str(super().link(text, url, title))
        return text if escape(url) == text else f"{text} ({escape(url)})"

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """A picture beside the text or attached to it; its description where there is none."""
        words = self._in_words(text)
        if not url.startswith("attachment:"):
            return str(super().image(words, url, title))
        address = self._attached.address(url.removeprefix("attachment:"))
        if address is None:
            return f"<em>[{words or 'a picture'}: the picture is missing]</em>"
        return f"<img{self.render_attrs({'src': address, 'alt': words})}>"


class _Attached:
    """The pictures that are attached to a text. What they may hold is made harmless with the text."""

    def __init__(self, bundles: Mapping[str, Any]) -> None:
        self._bundles = bundles
        self._addresses: dict[str, str | None] = {}
        self._left = MOST_ATTACHED

    def address(self, name: str) -> str | None:
        """The address of one; None where there is none that can be shown, or too much was."""
        if name not in self._addresses:
            self._addresses[name] = self._found(self._bundles.get(name))
        address = self._addresses[name]
        self._left -= len(address or "")
        return address if self._left >= 0 else None

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
