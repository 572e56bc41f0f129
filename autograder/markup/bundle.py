"""What one output shows, by type: each made harmless, and no type that acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from autograder.markup.html import PICTURE_LEFT_OUT, TOO_LARGE, own_html
from autograder.markup.pictures import RASTER, SVG, base64_text
from autograder.markup.raster import pixels_in
from autograder.markup.svg import Canvas, own_svg

MARKUP: Mapping[str, Callable[[str, Canvas], str | None]] = {"text/html": own_html, SVG: own_svg}
"""Types that may hold drawings, and whose cleaning costs the more the more tags they have."""
OTHERS: Mapping[str, Callable[[str], str | None]] = {
    "text/plain": str,
    "text/markdown": str,
    "text/latex": str,
}
"""Markdown and LaTeX keep their source: they are made harmless where they are turned into HTML."""
KINDS = frozenset((*MARKUP, *OTHERS, *RASTER))
PICTURES = (*RASTER, SVG)
LEFT_OUT = "[an output of a kind that is not shown here]"


def own_bundle(data: Mapping[str, object], canvas: Canvas | None = None) -> dict[str, str]:
    """The texts of an output by their types. Something is left of each output: a line of text where
    it holds nothing that is shown. Its pictures take of the canvas, where one is given."""
    canvas, kept = canvas or Canvas(), {}
    for kind, text in data.items():
        if kind in KINDS and isinstance(text, str):
            shown = _own(kind, text, canvas)
            if shown is not None:
                kept[kind] = shown
    if not any(kind in kept for kind in PICTURES) and any(kind in data for kind in PICTURES):
        kept["text/plain"] = PICTURE_LEFT_OUT
    return kept or {"text/plain": LEFT_OUT}


def _own(kind: str, text: str, canvas: Canvas) -> str | None:
    if kind in MARKUP:
        return MARKUP[kind](text, canvas)
    if kind not in RASTER:
        return OTHERS[kind](text)
    data = base64_text(text)
    return data if data is not None and canvas.bears(pixels_in(data)) else None


def tags_of(data: Mapping[str, object]) -> int:
    """About how many tags and references an output has: what cleaning it costs, and how it grows."""
    texts = [text for text in map(data.get, MARKUP) if isinstance(text, str)]
    return sum(text.count("&") + max(text.count("<"), text.count(">")) for text in texts)


def without_markup(data: Mapping[str, object]) -> dict[str, object]:
    """The output where it has more tags than are cleaned: its other types, and a line that says so."""
    others = {kind: text for kind, text in data.items() if kind not in MARKUP}
    return {"text/html": TOO_LARGE, **others}
