"""Styles that somebody unknown wrote: colours, sizes, borders; nothing that covers, moves or loads.

What is kept are the common forms of CSS, and of these no escapes: so there is one way to read them,
in time that grows with their length alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from autograder.markup.flow import in_flow
from autograder.markup.names import KEPT, OUTPUT, own_name

BOXES = ("border", "margin", "padding")
SIDES = ("top", "right", "bottom", "left")
PROPERTIES = frozenset(
    """
    align-items background background-color background-image background-position background-size
    background-repeat border-bottom-left-radius border-bottom-right-radius border-collapse
    border-color border-radius border-spacing border-style border-top-left-radius
    border-top-right-radius border-width box-sizing caption-side clear color direction display
    empty-cells flex flex-direction flex-wrap float font font-family font-size font-style
    font-variant font-variant-numeric font-weight gap grid-template-columns height image-rendering
    justify-content letter-spacing line-height list-style list-style-type max-height max-width
    min-height min-width opacity overflow overflow-wrap overflow-x overflow-y table-layout
    text-align text-decoration text-overflow text-transform transform transform-origin
    vertical-align white-space width word-break word-wrap writing-mode
    clip-path clip-rule dominant-baseline fill fill-opacity fill-rule marker-end marker-mid
    marker-start mask paint-order shape-rendering stop-color stop-opacity stroke stroke-dasharray
    stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width
    text-anchor text-rendering
    """.split()
) | {
    f"{box}{side}{what}"
    for box in BOXES
    for side in ("", *(f"-{side}" for side in SIDES))
    for what in (("", "-color", "-style", "-width") if box == "border" else ("",))
}
"""Neither `position`, with which a piece covers others, nor `content`, which says what is not there."""
FUNCTIONS = "rgba?|hsla?|linear-gradient|radial-gradient|rotate|repeat|minmax"
"""Not `url` and its kin, which load, and no movement but turning."""
NUMBER = r"[+-]?(?:\d{1,4}+(?:\.\d*+)?+|\.\d++)(?:%|[a-zA-Z]{1,4}+)?+(?![\w.%])"
WORD = r"-?[a-zA-Z][\w-]*+(?!\()"
SIMPLE = rf"{NUMBER}|{WORD}|\#[0-9a-fA-F]{{3,8}}+|[\s,/]"
CALL = rf"(?:{FUNCTIONS})\((?:{SIMPLE}|(?:{FUNCTIONS})\((?:{SIMPLE})*+\))*+\)"
PLACE = r"url\(\s*[\"']?\#([\w-]{1,100})[\"']?\s*\)"
STRING = r"\"[^\"\\<>&\n]*\"|'[^'\\<>&\n]*'"
VALUE = re.compile(rf"(?:{CALL}|{SIMPLE}|{PLACE}|{STRING})++", re.ASCII)
COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)

STATES = r"first-child|last-child|only-child|first-of-type|last-of-type|only-of-type|hover|empty"
COUNTED = r"nth-child|nth-last-child|nth-of-type|nth-last-of-type"
PART = re.compile(
    rf"(?P<name>[.\#][\w-]{{1,100}})|[a-zA-Z][a-zA-Z0-9]*|[\s>+~*]|:(?:{STATES})\b"
    rf"|:(?:{COUNTED})\([\sn0-9oddev+-]{{1,20}}\)",
    re.ASCII,
)
MULTIPLIED = re.compile(r"url\(|^stroke-dasharray:")
"""What can draw much more than one element."""
MULTIPLIED_IN_DRAWINGS = re.compile(rf"{MULTIPLIED.pattern}|^opacity:")
"""The same where what is seen through can be drawn many times."""
LONGEST, LONGEST_SHEET = 4000, 500_000


@lru_cache(maxsize=4096)
def own_declarations(text: str) -> str:
    """What a `style` holds, but for what is not allowed."""
    if len(text) > LONGEST:
        return ""
    pairs = (declared.partition(":") for declared in text.split(";"))
    return ";".join(filter(None, (_declaration(name, value) for name, _, value in pairs)))


def own_sheet(
    text: str,
    multiplied: re.Pattern[str] = MULTIPLIED,
    kept: Callable[[str], str] = in_flow,
) -> str:
    """The rules of a <style>, each for what stands in an element of class `OUTPUT` alone, of its
    declarations what is `kept`.

    None of them draws much by itself (`multiplied`): how often a rule applies, nobody counts.
    """
    rules = []
    for rule in COMMENT.sub(" ", text[:LONGEST_SHEET]).split("}"):
        prelude, _, block = rule.rpartition("{")
        selectors = ", ".join(filter(None, map(_selector, prelude.split(","))))
        declarations = kept(own_declarations(block)).split(";")
        declared = ";".join(one for one in declarations if not multiplied.search(one))
        if selectors and declared:
            rules.append(f"{selectors} {{{declared}}}")
    return "\n".join(rules)


def _declaration(name: str, value: str) -> str:
    name, value = name.strip().lower(), value.strip()
    plain, mark, important = value.partition("!")
    if name not in PROPERTIES or (mark and important.strip().lower() != "important"):
        return ""
    if not VALUE.fullmatch(plain) or (name.startswith("margin") and "-" in plain):
        return ""
    plain = re.sub(PLACE, lambda found: f"url(#{own_name(found[1])})", plain)
    return f"{name}:{plain.strip()}{' !important' if mark else ''}"


def _selector(text: str) -> str:
    """A selector that reaches nothing outside; nothing of one of which a part is not allowed."""
    text, at, written = text.strip(), 0, ""
    while at < len(text):
        part = PART.match(text, at)
        if part is None:
            return ""
        written += _own_part(part["name"]) if part["name"] else part[0]
        at = part.end()
    if not written or written[0] in ">+~":
        return ""
    inside = f".{OUTPUT} "
    if not written.startswith(inside):
        return inside + written
    return "" if written[len(inside) :].lstrip()[:1] in ("+", "~") else written


def _own_part(name: str) -> str:
    sign, word = name[0], name[1:]
    return sign + (word if sign == "." and word in KEPT else str(own_name(word)))
