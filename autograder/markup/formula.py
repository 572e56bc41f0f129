"""Formulas in LaTeX as MathML, which browsers show by themselves: no script, no network."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from xml.etree.ElementTree import Element

from autograder.markup.references import characters

ELEMENTS = frozenset(
    """
    math menclose mfrac mi mn mo mover mpadded mphantom mroot mrow mspace msqrt mstyle msub msubsup
    msup mtable mtd mtext mtr munder munderover
    """.split()
)
ATTRIBUTES = frozenset(
    """
    accent columnalign columnspacing columnlines depth display displaystyle fence form height
    largeop linethickness lspace mathvariant maxsize minsize movablelimits notation rowlines
    rowspacing rspace scriptlevel separator stretchy symmetric voffset width
    """.split()
)
"""Neither colours nor links: a formula is shown as text is."""
VALUE = re.compile(
    r"[a-z -]{1,60}|(?:(?:-?0?\.\d+|\d{1,2}(?:\.\d+)?)(?:em|ex|pt|px|%)?\s?){1,4}", re.ASCII
)
LONGEST, DEEPEST, MOST = 3000, 60, 5000
LONGEST_TEXT, MOST_FORMULAS = 20_000, 400
"""Of a text with formulas: its characters, and beginnings of formulas. For what has more, the time that
reading takes grows too fast."""
BEGINNING = re.compile(r"\\[\[(]|\\begin|\$")
DEFINING = re.compile(r"\\(?:newcommand|renewcommand|providecommand|def|let|gdef|edef|DeclareMath)")
"""What makes formulas grow without end."""


@lru_cache(maxsize=1024)
def formula(source: str, block: bool = False) -> str:
    """The formula as MathML; its source as text where it can't be read."""
    if len(source) <= LONGEST and not DEFINING.search(source):
        try:
            return "".join(_written(_element(source.strip(), block), [MOST], 0))
        except (
            Exception
        ):  # the library raises errors of many kinds: a formula is never a page's end
            pass
    text = f"<code>{escape(source)}</code>"
    return f"<div>{text}</div>" if block else text


def formulas(text: str) -> str:
    """What `text/latex` shows: formulas between dollars or as environments, and text between; a text that
    is too long, as it was written."""
    if too_many_formulas(text):
        return f"<pre>{escape(text)}</pre>"
    pieces = MATH.split(text)
    shown = [escape(pieces[0])]
    for at in range(1, len(pieces), 5):
        block, bracketed, inline, environment, after = pieces[at : at + 5]
        if inline is not None:
            shown.append(formula(re.sub(r"^\\displaystyle\b", "", inline.strip()), _alone(pieces)))
        else:
            shown.append(formula(block or bracketed or environment or "", True))
        shown.append(escape(after))
    return f"<div>{''.join(shown)}</div>"


def too_many_formulas(text: str) -> bool:
    """Whether a text is longer, or has more formulas, than can be looked through."""
    return len(text) > LONGEST_TEXT or len(BEGINNING.findall(text)) > MOST_FORMULAS


MATH = re.compile(
    r"\$\$([^$]{1,3000})\$\$|\\\[([^$]{1,3000}?)\\\]|\$([^$]{1,3000})\$"
    r"|(\\begin\{[a-z]{1,20}\*?\}[^$]{0,3000}?\\end\{[a-z]{1,20}\*?\})"
)


def _alone(pieces: list[str]) -> bool:
    """Whether there is one formula and nothing else: it stands on a line of its own."""
    return len(pieces) == 6 and not pieces[0].strip() and not pieces[5].strip()


def _element(source: str, block: bool) -> Element:
    from latex2mathml.converter import convert_to_element

    return convert_to_element(source, display="block" if block else "inline")


def _written(element: Element, left: list[int], depth: int) -> list[str]:
    """An element of the library's, written anew: it holds characters as references, and what else
    a formula put into it."""
    left[0] -= 1
    if element.tag not in ELEMENTS or depth > DEEPEST or left[0] < 0:
        raise ValueError("no formula that is shown")
    attributes = "".join(
        f' {name}="{value}"'
        for name, value in element.attrib.items()
        if name in ATTRIBUTES and VALUE.fullmatch(value)
    )
    inner = [escape(characters(element.text or ""))]
    for child in element:
        inner += _written(child, left, depth + 1)
    return [f"<{element.tag}{attributes}>", *inner, f"</{element.tag}>"]
