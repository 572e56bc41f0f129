"""Texts in Markdown as harmless HTML: written answers, outputs, comments; formulas as MathML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any

import jinja2
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from autograder.markup.formula import formula, too_many_formulas
from autograder.markup.html import own_html
from autograder.markup.pictures import RASTER, SVG, base64_text, svg_address
from autograder.markup.references import without_private
from autograder.markup.svg import own_svg
from autograder.markup.tags import TAGS
from autograder.platforms.nbgrader.code import LANGUAGES, soon_coloured, without_spaces_at_ends

BEGIN, END, BLOCK = "\ue000", "\ue001", "\ue002"
"""Characters of no script: between them, the number of a piece that is put in at the end; of one
that stands by itself the end is another."""
PIECE = re.compile(f"<p>{BEGIN}(\\d{{1,6}}){BLOCK}</p>|{BEGIN}(\\d{{1,6}})[{END}{BLOCK}]")
WRITTEN_TAG = re.compile(
    r"""</?([a-zA-Z][a-zA-Z0-9]*)(?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))*\s*/?>"""
)
"""A tag as people write it: `a<b and c>d` holds none."""
DEEPEST = 40
"""Quotes and lists within each other: for more, the time that reading takes grows too fast."""
HELD, MOST_HELD = re.compile(r"(?<=;base64,)[A-Za-z0-9+/=]{500,}+"), 40
"""Pictures, written out: so many count for nothing."""
NESTED = re.compile(rf"(?:[ \t]*+(?:>|[-*+]|\d{{1,9}}[.)])){{{DEEPEST}}}")


def text_html(source: str, attachments: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """The text as HTML. Where it can't be read as Markdown it is shown as it was written."""
    source = without_private(source.replace("\0", ""))
    bare, held = HELD.subn("", source)
    if held > MOST_HELD or too_many_formulas(bare) or NESTED.search(bare):
        return _as_written(source)
    renderer = _Renderer(attachments or {})
    try:
        html = own_html(_Markdown(renderer=renderer).render(source))
    except (RecursionError, ValueError, LookupError):  # hostile nesting, in a library's own words
        return _as_written(source)
    return PIECE.sub(lambda found: renderer.piece(int(found[1] or found[2])), html)


@jinja2.pass_context
def text_of_page(context: Any, source: str) -> str:
    """The same of a text on a page: nbconvert's filter `markdown2html`, which its templates call."""
    cell = context.get("cell")
    return text_html(source, cell.get("attachments") if isinstance(cell, Mapping) else None)


def _as_written(source: str) -> str:
    return f"<pre>{escape(HELD.sub('…', source))}</pre>"


class _Markdown(MarkdownWithMath):  # type: ignore[misc]
    """Markdown as Jupyter shows it; of lists of tasks the signs stay as they were written."""

    DEFAULT_PLUGINS = ("strikethrough", "table", "url", "def_list")


class _Renderer(IPythonRenderer):  # type: ignore[misc]
    """Keeps aside what is made here and is no student's: formulas, and code with its colours."""

    def __init__(self, attachments: Mapping[str, Mapping[str, str]]) -> None:
        super().__init__(escape=False, attachments=attachments)
        self._pieces: list[str] = []

    def piece(self, number: int) -> str:
        """One of the pieces that were kept aside."""
        return self._pieces[number] if number < len(self._pieces) else ""

    def _aside(self, html: str, end: str = BLOCK) -> str:
        self._pieces.append(html)
        return f"{BEGIN}{len(self._pieces) - 1}{end}"

    def block_code(self, code: str, info: str | None = None) -> str:
        """Code with the colours of its language; what is no language's is plain."""
        language = (info or "").split()[:1]
        known = bool(language) and language[0].lower() in LANGUAGES
        code = without_spaces_at_ends(code) if known else code
        info = language[0].lower() if known and soon_coloured(code) else None
        return f"<p>{self._aside(str(super().block_code(code, info)))}</p>\n"

    def inline_math(self, body: str) -> str:
        """A formula within a line."""
        return self._aside(formula(body), END)

    def block_math(self, body: str) -> str:
        """A formula on a line of its own."""
        return self._aside(formula(body, block=True))

    def latex_environment(self, name: str, body: str) -> str:
        """The same, written as an environment."""
        return self._aside(formula(rf"\begin{{{name}}}{body}\end{{{name}}}", block=True))

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
        if not url.startswith("attachment:"):
            return str(super().image(text, url, title))
        address = _attached(self.attachments.get(url.removeprefix("attachment:")))
        if address is None:
            return f"<em>[{escape(text or 'a picture')}: the picture is missing]</em>"
        return f'<img src="{address}" alt="{escape(text)}">'


def _attached(bundle: Any) -> str | None:
    """The address of an attached picture; None where there is none that can be shown."""
    for kind, data in bundle.items() if isinstance(bundle, Mapping) else ():
        if isinstance(data, list):
            data = "".join(line for line in data if isinstance(line, str))
        if not isinstance(data, str):
            continue
        if kind == SVG and data.lstrip().startswith("<"):
            drawn = own_svg(data)
            if drawn:
                return svg_address(drawn)
        elif kind in (*RASTER, SVG):
            text = base64_text(data)
            if text:
                return f"data:{kind};base64,{text}"
    return None
