"""Styles that keep what is shown beside each other: nothing lies many times over itself.

A browser paints each background, border and letter, also of what lies below others. Elements of HTML
lie below others where they are larger than their place: where that has a size, a line is too low,
or something moves. With these bounds what covers a page is at most as deep as its elements are nested.
"""

from __future__ import annotations

import re
from functools import lru_cache

SIZED = re.compile(r"(?:min-|max-)?(?:width|height)|flex")
ROOMY = re.compile(r"(?:[2-9]\d\d|\d{4})(?:\.\d*)?px|[a-z-]+")
"""What is larger than any other place is cut off there: few of such places lie beside each other."""
CUT = "overflow:auto"
NO = re.compile(r"(?!)")
SHRUNK = re.compile(r"(?:[1-9]\d|\d{3,4})(?:\.\d*)?px|[a-z-]+")
"""The same of how small a place may become."""
SMALL_NAMES = re.compile(r"padding.*|border(?!-spacing).*")
"""What lies around words, and makes their line no higher."""
SMALL = r"(?:0|\d?\d?\.\d+|[1-5]?\d(?:\.\d+)?)(?:px|pt)?|(?:[0-3](?:\.\d+)?|\.\d+)r?em|1?\d(?:\.\d+)?%|auto"
LINE = r"(?:normal|(?:0?\.9\d*|[1-9](?:\.\d+)?))"
LETTER = r"(?:[4-9]|[1-9]\d|1\d\d)(?:\.\d+)?(?:px|pt)|(?:0?\.[5-9]\d*|[1-3](?:\.\d+)?)r?em|(?:[5-9]\d|[12]\d\d)(?:\.\d+)?%"
WORDS = r"[a-z-]+"
BOUNDS = {
    "font-size": re.compile(rf"{LETTER}|{WORDS}"),
    "grid-template-columns": NO,
    "letter-spacing": re.compile(r"[^-]*"),
    "line-height": re.compile(LINE),
    "overflow": re.compile(r"(?:(?:hidden|auto|scroll|clip)\s*){1,2}"),
    "overflow-x": re.compile("hidden|auto|scroll|clip"),
    "overflow-y": re.compile("hidden|auto|scroll|clip"),
    "table-layout": NO,
    "transform-origin": re.compile(rf"(?:{WORDS}\s*)+"),
    "vertical-align": re.compile(WORDS),
}
"""By property: the values that it may have. Of a line, the height goes with its letters."""
FONT = re.compile(rf"(?:[^/\d]*\s)?(?:{LETTER}|[a-z-]+)(?:\s*/\s*{LINE})?\s[^/]*|{WORDS}", re.I)
PART = re.compile(r"(?<![\w#.(,])[\d.]+[a-z%]*", re.I)
WHOLE = re.compile(r"[^%]*|(?:\d?\d(?:\.\d*)?|100(?:\.0*)?)%")
"""No more than all of the place around."""


@lru_cache(maxsize=4096)
def in_flow(declared: str) -> str:
    """What a `style` holds, but for what takes more place than it has; what is larger than its place is
    cut off there."""
    kept, sized, cut = [], False, False
    for declaration in filter(None, declared.split(";")):
        name, _, value = declaration.partition(":")
        value = value.removesuffix("!important").strip().lower()
        if _stays(name, value):
            kept.append(declaration)
            roomy = SHRUNK if name.startswith("min-") else ROOMY
            sized |= bool(SIZED.fullmatch(name)) and not roomy.fullmatch(value)
            cut |= name.startswith("overflow") and name != "overflow-wrap"
    if sized and not cut:
        kept.append(CUT)
    return ";".join(kept)


def _stays(name: str, value: str) -> bool:
    if name in BOUNDS:
        return BOUNDS[name].fullmatch(value) is not None
    if name == "font":
        return FONT.fullmatch(value) is not None
    if SMALL_NAMES.fullmatch(name):
        return all(re.fullmatch(SMALL, part, re.I) for part in PART.findall(value))
    return not name.endswith(("width", "height")) or WHOLE.fullmatch(value) is not None
