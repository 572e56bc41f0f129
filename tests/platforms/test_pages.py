"""Pages of graded notebooks: whatever a notebook holds, a page comes of it, and nothing on it acts."""

from __future__ import annotations

import base64
import copy
import json
import re
from types import SimpleNamespace

import pytest
from nbconvert.filters.highlight import Highlight2HTML
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.server_extensions.formgrader import handlers
from nbgrader.server_extensions.formgrader.base import BaseHandler
from traitlets.config import Config

from autograder.markup.formula import LONGEST_TEXT
from autograder.platforms.nbgrader import code, pages, texts
from autograder.platforms.nbgrader.code import MOST, CodeColours
from autograder.platforms.nbgrader.configuration import use_engine
from autograder.platforms.nbgrader.formgrade import FormgradePage
from autograder.platforms.nbgrader.room import Room
from autograder.platforms.nbgrader.texts import text_html
from tests.markup import rasters, vectors
from tests.markup.test_markup import Acting
from tests.speeds import rows

ABOUT = {
    "assignment_id": "mini",
    "notebook_id": "mini",
    "submission_id": "1",
    "index": 0,
    "total": 1,
    "base_url": "",
    "student": "<b>ada</b>",
    "last_name": None,
    "first_name": None,
    "notebook_path": "autograded/ada/mini/mini.ipynb",
}


@pytest.fixture(scope="module")
def exporter():
    config = Config()
    config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    return FormgradePage(config=config)


@pytest.fixture
def page(exporter, tmp_path):
    """The formgrader's page of a notebook, and what of it shows the notebook."""

    def made(notebook):
        path = tmp_path / "mini.ipynb"
        path.write_text(json.dumps(notebook), encoding="utf-8")
        html, _ = exporter.from_filename(str(path), resources=dict(ABOUT))
        return html, html[html.index('id="notebook-container"') : html.index('class="help"')]

    return made


class Hostile(Acting):
    """The same of a whole page, where our own math and the page's own places are no find."""

    OWN = re.compile(r"(math|m[a-z]+|main|body|textarea|input|button) ?.*|div (tabindex|id)=.*")

    def handle_starttag(self, tag, attrs) -> None:
        super().handle_starttag(tag, [pair for pair in attrs if not self._page_s_own(tag, *pair)])
        self.found = [what for what in self.found if not self.OWN.fullmatch(what)]

    def _page_s_own(self, tag, name, value) -> bool:
        return (tag, name) in (("a", "name"), ("div", "tabindex"))


def test_nothing_on_the_formgraders_page_acts(page):
    outputs = [new_output("display_data", {kind: text}) for kind, text in vectors.OUTPUTS]
    texts = [*vectors.TEXTS.values(), *vectors.HTML.values(), "\n\n".join(vectors.TEXTS.values())]
    cells = [new_code_cell("", outputs=outputs), *map(new_markdown_cell, texts)]
    html, shown = page(new_notebook(cells=cells))
    assert Hostile(shown).found == []
    assert "cdnjs" not in html
    assert "&lt;b&gt;ada" in html


def test_a_drawing_beside_the_notebook_is_shown_cleaned(page, tmp_path):
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script><circle r="3"/></svg>'
    (tmp_path / "own").mkdir()
    (tmp_path / "own/plot.svg").write_text(drawing)
    (tmp_path / "dot.png").write_bytes(rasters.png(9, 9))
    texts = ['![mine](own/plot.svg "own/plot.svg")', '<img alt="plot.svg" src="own/plot.svg">']
    texts += ["![gone](gone.svg)", "![dot](dot.png)", "![up](../plot.svg)"]
    _, shown = page(new_notebook(cells=[*map(new_markdown_cell, texts)]))
    sources = re.findall(r'src="([^"]*)"', shown)
    assert sources[2:] == ["dot.png"]
    for source in sources[:2]:
        head, _, data = source.partition(",")
        svg = base64.b64decode(data).decode()
        assert head == "data:image/svg+xml;base64"
        assert "circle" in svg
        assert "script" not in svg
    assert 'alt="plot.svg"' in shown


PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9">\n<circle r="3"/>\n</svg>'
DOT = rasters.text(rasters.png(9, 9) + bytes(4))
LINES = PICTURE.splitlines(keepends=True)
ODD = {
    "nothing": [],
    "a widget that is text": [
        {
            "output_type": "display_data",
            "metadata": {},
            "data": {"application/vnd.jupyter.widget-view+json": "text"},
        }
    ],
    "numbers for texts": [
        {"output_type": "display_data", "metadata": {}, "data": {"text/html": 5, "image/png": [1]}}
    ],
    "an output without data": [{"output_type": "execute_result"}, {"output_type": "pyout"}, {}],
    "an error without a traceback": [{"output_type": "error"}],
    "a stream without a text": [{"output_type": "stream"}],
    "metadata that is text": [
        {"output_type": "display_data", "metadata": "x", "data": {"text/plain": "x"}}
    ],
    "sizes that are text": [
        {
            "output_type": "display_data",
            "metadata": {"image/png": {"width": '"><script>'}},
            "data": {"image/png": "AA=="},
        }
    ],
}
CELLS = {
    "without a source": {"cell_type": "markdown", "metadata": {}},
    "of an unknown type": {"cell_type": "heading", "metadata": {}, "source": "x"},
    "with a missing attachment": {
        "cell_type": "markdown",
        "metadata": {},
        "source": "![a](attachment:b.png)",
    },
    "with an attachment of another kind": {
        "cell_type": "markdown",
        "metadata": {},
        "source": "![a](attachment:b)",
        "attachments": {"b": {"text/html": "<script>"}, "c": {}},
    },
    "with odd marks": {
        "cell_type": "code",
        "metadata": {"nbgrader": 3, "tags": 5},
        "source": "x",
        "outputs": [],
    },
    "with a mark that ends its place": {
        "cell_type": "markdown",
        "metadata": {
            "nbgrader": {
                "grade": True,
                "solution": True,
                "grade_id": '"><script>x</script>',
                "points": "x",
            }
        },
        "source": "x",
    },
    **{
        f"with a mark whose points are {told}": {
            "cell_type": "code",
            "metadata": {"nbgrader": {"grade": True, "solution": True, "grade_id": "x", **points}},
            "source": "x",
            "outputs": [],
        }
        for told, points in {
            "missing": {},
            "no number": {"points": [], "score": {"a": 1}},
            "too many for a float": {"points": 10**400},
            "nothing that can be rounded": {"points": float("inf"), "score": float("nan")},
        }.items()
    },
    "raw": {
        "cell_type": "raw",
        "metadata": {"raw_mimetype": "text/html"},
        "source": "<script>alert(1)</script>",
    },
}
NOTEBOOKS = {
    **{
        name: {"cells": [{"cell_type": "code", "metadata": {}, "source": "x", "outputs": outputs}]}
        for name, outputs in ODD.items()
    },
    **{f"a cell {name}": {"cells": [cell]} for name, cell in CELLS.items()},
    "no cells": {"cells": []},
    "an unknown language": {"cells": [], "metadata": {"language_info": {"name": "\x00"}}},
    "a language that is a list": {"cells": [], "metadata": {"language_info": [1], "title": [2]}},
    "widgets": {
        "cells": [],
        "metadata": {"widgets": {"application/vnd.jupyter.widget-state+json": 1}},
    },
    "an early format": {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {},
        "worksheets": [
            {"cells": [{"cell_type": "heading", "level": 1, "source": "x", "metadata": {}}]}
        ],
    },
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", rows({name: name for name in NOTEBOOKS}, list(NOTEBOOKS)[:5]))
def test_every_notebook_gives_a_page(page, name):
    notebook = {
        "nbformat": 4,
        "nbformat_minor": 4,
        "metadata": {},
        **copy.deepcopy(NOTEBOOKS[name]),
    }
    _, shown = page(notebook)
    assert "<script" not in shown


def test_pictures_that_are_attached_are_shown(page):
    source = "![a](attachment:a.svg) ![b](attachment:b.png) ![c](attachment:c.png)"
    pictures = {"a.svg": {"image/svg+xml": LINES}, "b.png": {"image/png": DOT[:9] + "\n" + DOT[9:]}}
    cell = {"cell_type": "markdown", "metadata": {}, "source": source, "attachments": pictures}
    _, shown = page({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [cell]})
    assert 'alt="a" src="data:image/svg+xml;base64,' in shown
    assert f'alt="b" src="data:image/png;base64,{DOT}"' in shown
    assert "[c: the picture is missing]" in shown


A = '<math display="inline"><mrow><mi>a</mi></mrow></math>'
SHOWN = {
    "a<b": "<p>a&lt;b</p>",
    "a<b and c>d": "<p>a&lt;b and c&gt;d</p>",
    "`<b>` and <b>c</b>": "<p><code>&lt;b&gt;</code> and <b>c</b></p>",
    "[Keras](https://keras.io)": "<p>Keras (https://keras.io)</p>",
    "https://keras.io": "<p>https://keras.io</p>",
    "[above](#top)": '<p><a href="#own-top">above</a></p>',
    "![a](a.png)": '<p><img src="a.png" alt="a"></p>',
    "<script>x</script>": "",
    "x <script>y</script>": "<p>x &lt;script&gt;y&lt;/script&gt;</p>",
    "$a<b$": '<p><math display="inline"><mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow></math></p>',
    "- [x] done": "<ul>\n<li>[x] done</li>\n</ul>",
    "<div>&#" + "9" * 5000 + ";</div>": "<div>\ufffd</div>",
    "$a$ &#xe000;0&#xe001;": f"<p>{A} \ufffd0\ufffd</p>",
    "$a$ &#xe000;" + "0" * 5000 + "&#xe001;": f"<p>{A} \ufffd{'0' * 5000}\ufffd</p>",
    '$a$ <b title="&#xe000;0&#xe001;">x</b>': f'<p>{A} <b title="\ufffd0\ufffd">x</b></p>',
    "![`b<c` **d** $e<f$](g.png)": '<p><img src="g.png" alt="b&lt;c d $e&lt;f$"></p>',
    "![$a$](attachment:b.png)": "<p><em>[$a$: the picture is missing]</em></p>",
    "$a$ ![b $c$](d.png)": f'<p>{A} <img src="d.png" alt="b $c$"></p>',
}


@pytest.mark.parametrize(("source", "shown"), SHOWN.items())
def test_texts(source, shown):
    assert text_html(source).strip() == shown


@pytest.mark.parametrize("source", vectors.TEXTS.values(), ids=vectors.TEXTS)
def test_no_text_acts(source):
    assert Hostile(text_html(source)).found == []


def test_code_has_the_colours_of_its_language():
    assert '<span class="k">if</span>' in text_html("```python\nif x: pass\n```")


@pytest.mark.parametrize(
    "source", [">" * 3000 + "x", "\\\\(" * 3000, "x" * (LONGEST_TEXT + 1), "[" * 9000]
)
def test_a_text_that_takes_too_long_to_read_is_shown_as_it_was_written(source):
    assert source.replace(">", "&gt;")[:500] in text_html(source)


def test_a_long_text_may_hold_a_picture():
    source = f"**a** ![b](data:image/png;base64,{DOT}{'A' * 400_000})"
    assert text_html(source).startswith(
        f'<p><strong>a</strong> <img src="data:image/png;base64,{DOT}'
    )


def test_the_formgrader_is_told_whatever_settings_it_began_with(monkeypatch):
    monkeypatch.setattr(BaseHandler, "exporter", property(lambda handler: "nbgrader's own"))
    use_engine(Config())
    config = Config()
    config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    settings = {"nbgrader_formgrader": SimpleNamespace(config=config), "nbgrader_exporter": None}
    handler = SimpleNamespace(settings=settings)
    exporter = BaseHandler.exporter.fget(handler)
    assert isinstance(exporter, FormgradePage)
    assert BaseHandler.exporter.fget(handler) is exporter


SLOW = {
    "blank lines": "\n" * 30_000,
    "lines of spaces": " \n" * 8_000,
    "spaces": "a" + " " * 9_000 + "b",
    "a long cell": "f'{' \n" * 10_000,
}


@pytest.mark.parametrize("code", SLOW.values(), ids=SLOW)
def test_code_that_takes_long_to_colour_has_no_colours(code, monkeypatch):
    coloured = []
    monkeypatch.setattr(Highlight2HTML, "__call__", lambda self, text, *_: coloured.append(text))
    colours = CodeColours()
    for _ in range(20):
        colours(code)
    assert sum(map(len, coloured)) <= MOST
    assert not any(line.endswith(" ") for text in coloured for line in text.split("\n"))


@pytest.mark.parametrize("language", ["fan", "gherkin", "mermaid", "no such"])
def test_code_of_a_language_that_nobody_needs_is_plain(language):
    assert "<span" not in text_html(f"```{language}\nif x: pass\n```")


def test_pictures_without_end_are_shown_as_they_were_written():
    source = f"[a](data:image/png;base64,{'A' * 500}" * 41
    assert text_html(source).startswith("<pre>")


def page_of(page, *sources, **fields):
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": source, **fields} for source in sources
    ]
    return page({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells})[1]


MANY_TIMES = {
    "a picture": f"[a]: data:image/png;base64,{'A' * 40_000}\n\n" + "![][a]" * 600,
    "an address": f"[a]: http://x/{'y' * 9_000}\n\n" + "[b][a] " * 1_400,
    "a title": f"[a]: x '{'y' * 9_000}'\n\n" + "![b][a] " * 1_200,
    "an attached picture": "![](attachment:a)" * 1_170,
}


@pytest.mark.parametrize("source", MANY_TIMES.values(), ids=MANY_TIMES)
def test_what_is_written_once_and_shown_many_times_takes_of_the_room_of_its_page(source):
    most = 1_000_000
    pictures = {"a": {"image/png": "A" * 40_000}}
    room = Room(addresses=most)
    shown = [text_html(source, pictures, room) for _ in range(3)]
    assert sum(map(len, shown)) < most
    assert shown[-1].startswith("<pre>")


def test_all_texts_of_a_page_take_of_the_same_room(page, monkeypatch):
    monkeypatch.setattr(pages, "Room", lambda: Room(addresses=10_000, read=100))
    pictures = {"a": {"image/png": DOT + "A" * 4_000}}
    shown = page_of(page, *["![b](attachment:a)"] * 3, "*c*" * 20, "*d*", attachments=pictures)
    assert shown.count(f"image/png;base64,{DOT}") == 2
    assert "<pre>![b](attachment:a)</pre>" in shown
    assert "<pre>*c**c*" in shown
    assert "<em>d</em>" in shown


def test_code_in_texts_takes_of_the_colours_of_its_page(page, monkeypatch):
    monkeypatch.setattr(code, "MOST", 20)
    shown = page_of(page, *["```python\nx = 1\n```"] * 12)
    assert shown.count('<span class="mi">1</span>') == 20 // len("x = 1")


LONG_BLANKS = {
    "a heading": "# a{}b",
    "a line": "a{}b",
    "an address": "[a]: x{}b",
    "a table": "|{}|",
    "code": "{}",
}


@pytest.mark.parametrize("blank", [" ", "\t", "\u00a0"])
@pytest.mark.parametrize("source", LONG_BLANKS.values(), ids=LONG_BLANKS)
def test_blanks_without_end_are_cut(source, blank, monkeypatch):
    read = []
    monkeypatch.setattr(texts._Markdown, "render", lambda self, text: read.append(text) or "")
    monkeypatch.setattr(texts, "own_html", lambda html, canvas: html)
    text_html(source.format(blank * 19_000))
    assert read == [source.format(blank * 100)]
