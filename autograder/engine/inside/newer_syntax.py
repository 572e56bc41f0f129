"""Code in a Python newer than the one that runs it: what is a syntax error here was none where it was
written.

Nothing here parses a newer Python. Each form that a version brought is written as older ones have it;
where the whole can be compiled then, that version is what was missing.
"""

from __future__ import annotations

import ast
import re
import sys

LARGEST = 50_000
"""Characters of code that are looked at."""
NEEDS = "this is written for Python {needed} or later, and runs in Python {ours} here: {words}"

INNER = r"\{(?:[^{}\n]|\{[^{}\n]*+\})*+\}"
"""What an f-string computes."""
STRING = rf"(?<!\w)(?:[rR]?[fF]|[fF][rR])(?P<q>['\"])(?:(?!(?P=q))[^{{}}\\\n]|\\.|\{{\{{|\}}\}}|{INNER})*+(?P=q)"
"""An f-string of one line, in which the same quotes may stand again."""

FORMS: tuple[tuple[tuple[int, int], re.Pattern[str], str], ...] = (
    ((3, 12), re.compile(r"^(\s*)type\s+(\w+)\s*(?:\[[^\]\n]*+\])?\s*=", re.M), r"\1\2 ="),
    ((3, 12), re.compile(r"^(\s*(?:async\s+)?(?:def|class)\s+\w+)\s*\[[^=\]\n]*+\]", re.M), r"\1"),
    ((3, 12), re.compile(STRING), "''"),
    ((3, 13), re.compile(r"^(\s*(?:async\s+)?(?:def|class)\s+\w+)\s*\[[^\]\n]*+\]", re.M), r"\1"),
    (
        (3, 14),
        re.compile(r"^(\s*except\*?\s+)([\w.]+(?:\s*,\s*[\w.]+)++)(\s*:)", re.M),
        r"\1(\2)\3",
    ),
    ((3, 14), re.compile(STRING.replace("fF", "tT")), "''"),
)
"""By version, in their order: what it brought, and what stands for it."""


def needed_version(source: str) -> str | None:
    """The first version of Python that takes code which this one doesn't; None where none is known
    to."""
    if len(source) > LARGEST or _compiles(source):
        return None
    for version in sorted({version for version, _, _ in FORMS}):
        for since, form, older in FORMS:
            source = form.sub(older, source) if since == version else source
        if version > sys.version_info[:2] and _compiles(source):
            return ".".join(map(str, version))
    return None


def in_words(source: str, words: str) -> str:
    """What is said of a syntax error in this code, whose own words are `words`."""
    needed = needed_version(source)
    ours = ".".join(map(str, sys.version_info[:2]))
    return words if needed is None else NEEDS.format(needed=needed, ours=ours, words=words)


def _compiles(source: str) -> bool:
    try:
        compile(source, "cell", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
