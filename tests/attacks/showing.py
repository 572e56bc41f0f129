"""Showing: outputs that would act on whoever opens the graded notebook."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Sequence
from struct import unpack
from typing import Any

import numpy as np

from tests.attacks.attack import Attack, beside

SHOW = "from IPython.display import display, update_display, clear_output\n"
ACTING = re.compile(
    r"<\s*(script|iframe|object|embed|form|link|meta|base|foreignobject)\b|[\s\"'/]on[a-z]+\s*=\s*[^\s=]"
    r"|javascript:|position\s*:\s*fixed|(src|href|poster)\s*=\s*[\"']?(/|\.\./|https?:)|@import",
    re.IGNORECASE,
)
"""Of HTML or a drawing: what runs, loads, leads elsewhere or covers the page."""
STYLE = re.compile(r"style='([^']*)'|style=\"([^\"]*)\"")
SHOWN_AS_IT_IS = ("text/html", "image/svg+xml")
PROGRAMS = re.compile(r"(application|text)/(.*javascript|vnd\..*|xhtml.*|pdf)|image/.*")


def acts(outputs: Sequence[Sequence[Any]]) -> bool:
    """Whether something among the outputs of a notebook's cells acts where it is shown."""
    return any(_acts(kind, text) for kind, text in _shown(outputs))


def weighs(outputs: Sequence[Sequence[Any]]) -> bool:
    """Whether something among them takes a browser long, or much memory, to show."""
    return any(_weighs(kind, text) for kind, text in _shown(outputs))


def _weighs(kind: str, text: str) -> bool:
    if kind == "image/png":
        return int(np.prod(unpack(">II", base64.b64decode(text[:44])[16:24]), dtype=object)) > 10**8
    styles = map("".join, STYLE.findall(text))
    uncut = [style for style in styles if "height:0" in style and "overflow" not in style]
    whole = text.count('width="600" height="400"') + text.count("width:600px;height:400px")
    return max(whole, len(uncut)) > 5_000


def _shown(outputs: Sequence[Sequence[Any]]) -> Iterator[tuple[str, str]]:
    for cell in outputs:
        for output in cell:
            if output.get("metadata", {}).get("text/html", {}).get("isolated"):
                yield "text/html", "<iframe>"
            for kind, text in output.get("data", {}).items():
                yield kind, "".join(text)


def _acts(kind: str, text: str) -> bool:
    if kind in SHOWN_AS_IT_IS:
        return ACTING.search(text) is not None
    data = kind.startswith("image/")
    return PROGRAMS.fullmatch(kind) is not None and (
        not data or re.fullmatch(r"[\w+/=\s]*", text) is None
    )


def weighing(name: str, mechanism: str, kind: str, text: str) -> Attack:
    """One on the browser of whoever marks by hand."""
    code = f"""display({{{kind!r}: {text}, "text/plain": "x"}}, raw=True)"""
    gain = "the browser of whoever opens the page"
    return showing(name, mechanism, code, effect="weighs", gain=gain)


def showing(name: str, mechanism: str, code: str, **others: Any) -> Attack:
    """An attack on whoever marks by hand; all answers are right."""
    standard: dict[str, Any] = {
        "family": "showing",
        "gain": "the rights of whoever opens the page",
        "effect": "acts",
        "shown_in": "not cleaned",
    }
    cells = others.pop("cells", None) or beside("blur", SHOW + code)
    return Attack(name=name, mechanism=mechanism, cells=cells, **{**standard, **others})


ATTACKS: tuple[Attack, ...] = (
    showing(
        "script-in-a-table",
        "A script stands in the last cell of an honest table.",
        """display({"text/html": "<table><tr><td>1<td><script>fetch('/api/contents')</script></table>"}, raw=True)""",
    ),
    showing(
        "picture-that-fails-to-load",
        "A picture that can't be loaded has a handler for that.",
        """display({"text/html": "<IMG/src=x/OnError\\n=alert(1)>"}, raw=True)""",
    ),
    showing(
        "own-way-of-showing",
        "The cell's last value says itself how it is shown, with a link that is a program.",
        """class A:\n    def _repr_html_(self): return "<a href='javascript:alert(1)'>the sizes</a>"\nA()""",
    ),
    showing(
        "changed-when-nobody-looks",
        "A later cell changes what an earlier one showed.",
        """display({"text/html": "<b>fine</b>"}, raw=True, display_id="a")""",
        cells={
            **beside(
                "blur", SHOW + 'display({"text/html": "<b>fine</b>"}, raw=True, display_id="a")'
            ),
            **beside(
                "sizes",
                SHOW
                + """update_display({"text/html": "<iframe srcdoc='x'></iframe>"}, raw=True, display_id="a")""",
            ),
        },
    ),
    showing(
        "drawing-with-a-page-inside",
        "A drawing holds a piece of HTML.",
        """display({"image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg'><foreignObject><img xmlns='http://www.w3.org/1999/xhtml' src='x' onerror='alert(1)'/></foreignObject></svg>"}, raw=True)""",
    ),
    showing(
        "program-as-an-output",
        "An output is of a type that pages run as a program.",
        """display({"application/javascript": "alert(1)", "text/plain": "x"}, raw=True)""",
    ),
    showing(
        "widget-that-is-none",
        "An output says it is a widget, for which pages load programs from elsewhere, and holds text.",
        """display({"application/vnd.jupyter.widget-view+json": "text"}, raw=True)""",
    ),
    showing(
        "picture-that-ends-its-place",
        "The data of a picture end the element that a page puts them into.",
        """display({"image/png": '"><script>alert(1)</script>', "text/plain": "x"}, raw=True)""",
    ),
    showing(
        "page-of-its-own",
        "The metadata of an output ask for a frame of its own.",
        """display({"text/html": "<b>x</b><script>alert(1)</script>"}, raw=True, metadata={"text/html": {"isolated": True}})""",
    ),
    showing(
        "cover-with-points",
        "A styled element lies over the page and shows other points.",
        """display({"text/html": "<div style='position:fixed;inset:0;background:#fff'>10 of 10</div>"}, raw=True)""",
    ),
    showing(
        "address-on-the-server",
        "A picture's address is a request that only whoever marks may make.",
        """display({"text/html": "<img src='/formgrader/?path=/tmp'>"}, raw=True)""",
    ),
    showing(
        "shown-from-a-thread",
        "A thread shows it while another cell runs.",
        """import threading
threading.Timer(0, lambda: display({"text/html": "<form action='/api'><input name=a></form>"}, raw=True)).run()""",
    ),
    weighing(
        "shape-upon-shape",
        "A drawing has thousands of shapes as large as itself, one upon the other.",
        "image/svg+xml",
        """"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 600 400'>" + '<rect width="600" height="400"/>' * 6000 + "</svg>\"""",
    ),
    weighing(
        "sizes-in-a-style",
        "The sizes of such shapes stand in their styles.",
        "image/svg+xml",
        """"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 600 400'>" + "<rect style='width:600px;height:400px'/>" * 6000 + "</svg>\"""",
    ),
    weighing(
        "picture-of-gigabytes",
        "A picture of a few bytes says that it is hundreds of millions of pixels large.",
        "image/png",
        """__import__("base64").b64encode(b"\\x89PNG\\r\\n\\x1a\\n" + __import__("struct").pack(">I4sII5B", 13, b"IHDR", 30000, 30000, 8, 6, 0, 0, 0)).decode()""",
    ),
    weighing(
        "pieces-upon-pieces",
        "Thousands of large pieces of HTML stand in places without a height, one upon the other.",
        "text/html",
        """"<div style='height:0'><b style='display:block;height:900px'>x</b></div>" * 5100""",
    ),
)
