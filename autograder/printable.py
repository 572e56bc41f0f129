"""Names and sentences as people may be shown them, whoever wrote them.

A file's name is bytes, and the system lets anybody choose them: Python gives bytes that are no UTF-8 as
lone surrogates, which no file, pipe or database takes, and a control character steers the terminal
that it is printed on.
"""

from __future__ import annotations

import codecs
import sys
import unicodedata
from collections.abc import Sequence
from typing import TextIO

UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
"""Unicode's categories of what is not seen, steers what is, or breaks the line."""
MOST_TOLD = 6
"""Files, or things to be said of files, that are told one by one."""
JOINERS = frozenset("\u200c\u200d")
"""Unseen, and yet letters of names: Persian and the scripts of India are not written without them."""


def printable(name: str) -> str:
    r"""The name on one line, each character that can't be seen in it written out: `my\xff.ipynb`.

    A name that comes back as it was can be told, written to a file, and kept in a database.
    """
    return "".join(_written_out(c) if _is_unseen(c) else c for c in name)


def printable_lines(text: str) -> str:
    """The same for a text of several lines, whose line ends and tabs stay."""
    return "".join(_written_out(c) if _is_unseen(c) and c not in "\n\t" else c for c in text)


PLAIN = str.maketrans(
    {
        **{"✓": "+", "◐": "~", "✗": "x", "○": "o", "✎": "?"},
        **{
            "×": "x",
            "·": ".",
            "−": "-",
            "–": "-",
            "—": "-",
            "…": "~",
            "µ": "u",
            "•": "*",
            "→": ">",
            "←": "<",
        },
        **{"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "},
        **{"─": "-", "━": "-", "│": "|", "┃": "|", "╸": "-", "╺": "-"},
        **{chr(code): "*" for code in range(0x2800, 0x2900)},
    }
)
"""For each sign that this package prints (the last turn while people wait), one of ASCII, just as wide."""
SIGNS = "autograder-signs"


def _in_plain_signs(error: UnicodeError) -> tuple[str | bytes, int]:
    """What is written in the place of characters that a stream can't hold."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    characters = error.object[error.start : error.end]
    signs = (c.translate(PLAIN) for c in characters)
    return "".join(c if c.isascii() else _written_out(c) for c in signs), error.end


codecs.register_error(SIGNS, _in_plain_signs)


def use_plain_signs(*streams: TextIO | None) -> None:
    """Has streams (without any: those of this process) write plain signs where their encoding has no
    others: no work is lost because a terminal can't show its result."""
    for stream in streams or (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors=SIGNS)


def counted(number: int, one: str, several: str = "") -> str:
    """A number with its noun, which agrees: `1 submission`, `2 submissions`."""
    return f"{number} {one if number == 1 else several or one + 's'}"


def few(told: Sequence[str]) -> list[str]:
    """The first of what is to be told, and how many more there are: whoever hands in a thousand files
    must not fill a page with their names."""
    more = len(told) - MOST_TOLD
    return [*told[:MOST_TOLD], *([f"{more} more"] if more > 0 else [])]


def writable(text: str) -> str:
    """The text with a sign in the place of what is half a character and cannot be written."""
    return text.encode("utf-8", "replace").decode()


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in UNSEEN and character not in JOINERS


def _written_out(character: str) -> str:
    r"""`\xff` for a byte that is no UTF-8, and for others as in Python's texts."""
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # how Python holds a byte of a name (PEP 383)
        return f"\\x{code - 0xDC00:02x}"
    return character.encode("unicode_escape").decode("ascii")
