"""What one output shows, by type: each made harmless, and no type that acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from autograder.markup.html import TOO_LARGE, own_html
from autograder.markup.pictures import RASTER, SVG, base64_text
from autograder.markup.svg import own_svg

Kind = Callable[[str], str | None]


KINDS: Mapping[str, Kind] = {
    "text/plain": str,
    "text/html": own_html,
    "text/markdown": str,
    "text/latex": str,
    SVG: own_svg,
    **dict.fromkeys(RASTER, base64_text),
}
"""Markdown and LaTeX keep their source: they are made harmless where they are turned into HTML."""

MARKUP = ("text/html", SVG)
"""Types whose cleaning costs the more the more tags and references they have."""
LEFT_OUT = "[an output of a kind that is not shown here]"


def own_bundle(data: Mapping[str, object]) -> dict[str, str]:
    """The texts of an output by their types. Something is left of each output: a line of text where
    it holds nothing that is shown."""
    kept = {}
    for kind, text in data.items():
        shown = KINDS[kind](text) if kind in KINDS and isinstance(text, str) else None
        if shown is not None:
            kept[kind] = shown
    return kept or {"text/plain": LEFT_OUT}


def tags_of(data: Mapping[str, object]) -> int:
    """About how many tags and references an output has: what cleaning it costs, and how it grows."""
    texts = [text for text in map(data.get, MARKUP) if isinstance(text, str)]
    return sum(text.count("&") + max(text.count("<"), text.count(">")) for text in texts)


def without_markup(data: Mapping[str, object]) -> dict[str, object]:
    """The output where it has more tags than are cleaned: its other types, and a line that says so."""
    others = {kind: text for kind, text in data.items() if kind not in MARKUP}
    return {"text/html": TOO_LARGE, **others}
