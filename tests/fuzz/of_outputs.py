"""Damages of outputs, and of the pictures that are attached to texts."""

from __future__ import annotations

import base64
from typing import Any

from tests.fuzz.damage import Draft, table
from tests.fuzz.odd import nest, odd, odd_text

PICTURE = base64.b64encode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0").decode()
HUGE = base64.b64encode(
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\0\0\0\0"
).decode()
SVGS = (
    "<svg><script>alert(1)</script></svg>",
    '<svg xmlns="http://www.w3.org/2000/svg"><use href="#a" id="a"/></svg>',
    "<svg>" * 400,
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "&b;&b;">]><svg>&b;</svg>',
    '<svg width="1e9" height="NaN" viewBox="0 0 0 0"><path d="' + "M0 0" * 5000 + '"/></svg>',
    "",
)
KINDS = ("text/plain", "text/html", "text/markdown", "text/latex", "image/png", "image/jpeg", "image/svg+xml",
         "application/json", "application/javascript", "application/vnd.jupyter.widget-view+json", "", "png", "a/b/c",
         "text/html; charset=utf-7", "\ud800", "x" * 3000)  # fmt: skip
HTML = (
    "<table>" * 200,
    "<div style='position:fixed;width:100vw'>",
    "<img src=x onerror=alert(1)>",
    "<style>* { display: none }</style>",
    "<iframe src='//example.org'>",
    "<b>" * 2000 + "deep",
    "<!--" * 100,
    "<a href='data:text/html,x'>",
    "&" * 5000,
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
)
NAMES = (
    "plot.png",
    "../../plot.png",
    "",
    "a b(c).png",
    "\ud800",
    "x" * 2000,
    "plot.png\0",
    "<b>.png",
    "attachment:a",
)


def _code_cell(draft: Draft) -> dict[str, Any]:
    code = [cell for cell in draft.cells if cell.get("cell_type") == "code"]
    return draft.random.choice(code or draft.cells)


def _outputs(draft: Draft, *outputs: Any) -> None:
    _code_cell(draft)["outputs"] = list(outputs)


def _bundle(draft: Draft) -> None:
    data = {
        draft.random.choice(KINDS): draft.random.choice(
            (odd(draft), [odd_text(draft)], draft.random.choice(HTML))
        )
        for _ in range(3)
    }
    kind = draft.random.choice(("display_data", "execute_result", "update_display_data", "pyout"))
    _outputs(
        draft,
        {"output_type": kind, "data": data, "metadata": draft.random.choice(({}, odd(draft)))},
    )


def _shown(kind: str, *texts: str) -> Any:
    def act(draft: Draft) -> None:
        data = {kind: draft.random.choice(texts), "text/plain": odd_text(draft)}
        size = {kind: {"width": draft.random.choice((10**9, -1, "9", None)), "height": odd(draft)}}
        _outputs(draft, {"output_type": "display_data", "data": data, "metadata": size})

    return act


def _large(draft: Draft) -> None:
    count = draft.random.choice((100_000, 3_000_000))
    text = draft.random.choice(("x", "\n", "<", "\x1b[31m", "é")) * count
    _outputs(draft, {"output_type": "stream", "name": "stdout", "text": text})


def _many(draft: Draft) -> None:
    output = {
        "output_type": "stream",
        "name": draft.random.choice(("stdout", "", 7)),
        "text": ["x\n"],
    }
    _outputs(draft, *[output] * draft.random.choice((300, 5000)))


def _error(draft: Draft) -> None:
    words = {key: odd(draft) for key in ("ename", "evalue", "traceback")}
    _outputs(draft, {"output_type": draft.random.choice(("error", "pyerr")), **words})


def _no_outputs(draft: Draft) -> None:
    _outputs(draft, None, 7, "text", [], {}, {"output_type": odd(draft)}, {"data": {}})


def _everywhere(draft: Draft) -> None:
    """Outputs where none belong: on texts, beside cells, without a list."""
    draft.cell["outputs"] = odd(draft)
    if isinstance(draft.tree, dict):
        draft.tree["outputs"] = odd(draft)


def _deep(draft: Draft) -> None:
    _outputs(
        draft,
        {"output_type": "display_data", "data": {"application/json": nest(draft)}, "metadata": {}},
    )


def _counts(draft: Draft) -> None:
    for cell in draft.cells:
        if draft.random.random() < 0.2:
            cell["execution_count"] = odd(draft)


def _attached(draft: Draft) -> None:
    cell = draft.cell
    cell["cell_type"] = draft.random.choice(("markdown", "markdown", "code", "raw"))
    name = draft.random.choice(NAMES)
    data = draft.random.choice(
        (PICTURE, HUGE, "no base64!", PICTURE * 20_000, [PICTURE, PICTURE], *SVGS)
    )
    bundle = {draft.random.choice(("image/png", "image/svg+xml", "text/html", *KINDS)): data}
    cell["attachments"] = {name: bundle}
    cell["source"] = f"![mine](attachment:{name})"


def _attached_odd(draft: Draft) -> None:
    draft.cell["attachments"] = draft.random.choice(
        (odd(draft), {odd_text(draft): odd(draft)}, {"a.png": {"image/png": odd(draft)}})
    )


def _attached_many(draft: Draft) -> None:
    cell = draft.cell
    cell["cell_type"] = "markdown"
    cell["attachments"] = {f"{n}.png": {"image/png": PICTURE} for n in range(2000)}
    cell["source"] = "".join(f"![](attachment:{n}.png)" for n in range(2000))


OUTPUTS = table(
    "outputs",
    "tree",
    {
        "bundle": _bundle,
        "html": _shown("text/html", *HTML),
        "svg": _shown("image/svg+xml", *SVGS),
        "picture": _shown("image/png", PICTURE, HUGE, "", "no base64!", PICTURE * 50_000),
        "latex": _shown("text/latex", "$" * 999, "\\" * 5000, "\\frac{" * 300, "{" * 2000),
        "large": _large,
        "many": _many,
        "error": _error,
        "no-outputs": _no_outputs,
        "everywhere": _everywhere,
        "odd": lambda draft: _code_cell(draft).update(outputs=odd(draft)),
        "deep": _deep,
        "counts": _counts,
    },
)
ATTACHMENTS = table(
    "attachments",
    "tree",
    {"attached": _attached, "attached-odd": _attached_odd, "attached-many": _attached_many},
)
