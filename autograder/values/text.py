"""Text that a hostile process may have written: read with bounds, and made safe to store and show."""

from __future__ import annotations

import json
from typing import Any


class MalformedError(ValueError):
    """Bytes that make no sense, or lengths beyond what is allowed."""


def clean(text: str, length: int) -> str:
    """At most `length` characters of a text, each one that UTF-8 can hold."""
    return str(text)[:length].encode("utf-8", "replace").decode("utf-8")


def printable(text: Any, length: int) -> str:
    """One line of printable characters, at most `length`; nothing of what is no text."""
    if not isinstance(text, str):
        return ""
    line = " ".join(clean(text, length).split())
    return "".join(c if c.isprintable() else "?" for c in line)


def describe(error: BaseException | tuple[Any, ...]) -> str:
    """An error's type and words, at most 500 characters; of an error's `args` the first one alone."""
    try:
        if isinstance(error, tuple):
            return str(error[0] if error else "")[:500]
        return f"{type(error).__name__}: {error}"[:500]
    except Exception:  # a student's exception whose __str__ raises
        return type(error).__name__[:80]


def read_json(text: bytes | str, most: int) -> Any:
    """What a JSON text of at most `most` bytes or characters says; NaN and infinity are no JSON.

    Raises:
        MalformedError: it is longer, nested too deep, or no JSON.
    """
    if len(text) > most:
        raise MalformedError("more JSON than allowed")
    try:
        return json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise MalformedError(f"no JSON: {type(error).__name__}") from None


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is not allowed")
