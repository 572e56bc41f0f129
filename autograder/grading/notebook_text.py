"""The part of a notebook's text that grading needs, cut out before anything is built of the rest.

What a text costs when it is read is not its length: 20 MiB of `{}` become 3 GB of objects. So brackets
and strings are followed first, which builds nothing, and what nobody needs is left out: outputs, which
the run gives anew, and the state of widgets. What is left is read only if it has few values.
"""

from __future__ import annotations

import json
import re
from typing import Any

from autograder.errors import InputError
from autograder.grading.broken_text import whose_beginning, why_no_json

LARGEST_TEXT = 32 << 20
"""Bytes beside the outputs: sources, and pictures in texts."""
MOST_VALUES = 500_000
"""Texts, brackets and commas beside the outputs: two for a line of a source. Nothing that is built of two
takes more than 250 bytes."""
MOST_TOKENS = 5_000_000
"""Brackets and strings that are followed, those of outputs too: a few seconds."""
DEEPEST = 256
"""Brackets in brackets. Copying, repairing and writing would each fail at a depth of its own."""

TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{}]', re.S)
UNREAD = frozenset((b'"outputs"', b'"widgets"'))
"""Keys of what is not read, wherever they stand."""
OPENED = re.compile(rb"\s*:\s*(?=[\[{])")
"""Between such a key and its value."""

COMMA, OPENING, CLOSING = b",", frozenset(b"[{"), frozenset(b"]}")


def read_text(text: bytes) -> Any:
    """What a notebook's JSON says, without outputs. InputError, in words, where that is too much, or none."""
    text = text.removeprefix(b"\xef\xbb\xbf")
    if (instead := whose_beginning(text)) is not None:
        raise InputError(instead)
    needed = needed_text(text)
    if len(needed) > LARGEST_TEXT:
        raise InputError(
            f"it has {len(needed) >> 20} MiB beside its outputs, more than {LARGEST_TEXT >> 20} are not read"
        )
    try:
        decoded = needed.decode("utf-8")
    except UnicodeDecodeError as error:
        line = needed.count(b"\n", 0, error.start) + 1
        raise InputError(f"it is not text in UTF-8, in line {line}") from error
    try:
        return json.loads(decoded)
    except RecursionError as error:
        raise InputError("it is nested too deeply") from error
    except ValueError as error:
        raise InputError(why_no_json(decoded, error)) from error


def needed_text(text: bytes) -> bytes:
    """The text with nothing in the place of what is not read, but for the ends of its lines: those that
    follow keep their numbers. InputError where it is too much to follow.

    A text that is no JSON gives one that is none, or of which no more than `MOST_VALUES` can be read.
    """
    kept: list[bytes] = []
    begin = last = depth = values = 0
    unread = -1
    """The depth at which what is not read began; -1 elsewhere."""
    for number, token in enumerate(TOKEN.finditer(text)):
        start, end = token.span()
        kind = text[start]
        if unread < 0:
            values += text.count(COMMA, last, start) + (kind not in CLOSING)
            last = end
        if number >= MOST_TOKENS or values > MOST_VALUES:
            raise InputError("it has too many values to be read")
        if kind in OPENING:
            depth += 1
            if depth > DEEPEST:
                raise InputError("it is nested too deeply")
        elif kind in CLOSING:
            depth -= 1
            if depth < 0:
                raise InputError("it is not JSON: a bracket is closed that was never opened")
            if depth == unread:
                kept.append(b"[" + b"\n" * text.count(b"\n", begin, end) + b"]")
                unread, begin, last = -1, end, end
        elif unread < 0 and text[start:end] in UNREAD and (opened := OPENED.match(text, end)):
            kept.append(text[begin : opened.end()])
            unread, begin = depth, opened.end()
    if unread >= 0:
        raise InputError("it is not JSON: it breaks off")
    if values + text.count(COMMA, last) > MOST_VALUES:
        raise InputError("it has too many values to be read")
    return b"".join((*kept, text[begin:]))
