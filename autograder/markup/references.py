"""The characters that references in HTML (`&amp;`, `&#960;`) stand for."""

from __future__ import annotations

import re
from html import unescape

NUMBER = re.compile(r"&#(?:([xX])([0-9a-fA-F]++)|([0-9]++));?")
LONGEST = 7
"""Digits of a number that may be a character's."""
NO_CHARACTER = "\ufffd"
PRIVATE = re.compile("[\ue000-\uf8ff]")
"""Characters of no script: on our pages they mark places of texts, so nobody may write them by a
reference, and none stands in an attribute."""


def characters(text: str) -> str:
    """The text with characters in the place of its references.

    Numbers of any length are read in time that grows with the text: Python's own `int` raises ValueError
    at some length, and `html.unescape` with it.
    """
    return unescape(NUMBER.sub(_short, text))


def without_private(text: str) -> str:
    """The text without characters of no script, and without references to them."""
    return PRIVATE.sub("", NUMBER.sub(_kept, text))


def _kept(found: re.Match[str]) -> str:
    """A reference by number as it is written, if it can be a character's."""
    return NO_CHARACTER if _short(found) == NO_CHARACTER else found[0]


def _short(found: re.Match[str]) -> str:
    """A reference by number without its leading zeros; what can be no character is said to be none."""
    sign = "x" if found[1] else ""
    digits = (found[2] or found[3]).lstrip("0") or "0"
    if len(digits) > LONGEST or PRIVATE.match(unescape(f"&#{sign}{digits};")):
        return NO_CHARACTER
    return f"&#{sign}{digits};"
