"""Marks upon letters: as many as a letter of any script has.

A browser looks at a letter with all of its marks as one, and takes ever longer the more there are.
"""

from __future__ import annotations

import re
from unicodedata import category

MOST_MARKS = 8
"""Upon one letter."""
ESCAPES = r"(?:\x1b\[[0-9;]{0,40}[A-Za-z])*+"
"""Colours of a terminal, which are gone when the text is shown."""


def with_few_marks(text: str, begins: bool = False) -> str:
    """The text without what is more upon one letter; what `begins` after a tag has no letter before."""
    if text.isascii():
        return text
    marks = "".join(sorted(one for one in set(text) if _is_mark(one)))
    if not marks:
        return text
    mark = f"{ESCAPES}[{re.escape(marks)}]"
    few = re.sub(rf"((?:{mark}){{{MOST_MARKS}}})(?:{mark})++", r"\1", text)
    return few.lstrip(marks) if begins else few


def _is_mark(character: str) -> bool:
    """Whether a character is drawn upon the one before, or says how that is drawn."""
    kind = category(character)
    return kind[0] == "M" or kind == "Cf"
