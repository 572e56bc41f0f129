"""What is told to people in a sentence: the root of all errors that somebody can mend."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class AutograderError(Exception):
    """Something that a person can mend: the message says what is wrong, where, and how to mend it.

    Whoever talks to people (the command line, nbgrader's log, Gradescope's result) shows the message
    alone. Any other exception is a fault of this package, and keeps its traceback: see `failure_log`.
    """


class InputError(AutograderError, ValueError):
    """A file, a folder or an option that somebody has given can't be used as it is."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """`; did you mean edges?` where one of the known names is like it; nothing where none is."""
    near = get_close_matches(name, list(known), 1)
    return f"; did you mean {near[0]}?" if near else ""
