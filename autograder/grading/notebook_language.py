"""The language of a notebook: what it says of itself, and what stands in its cells.

A notebook's metadata name the kernel that somebody chose last, by a slip perhaps; its cells are what was
written. So a notebook that says it is for R is one for Python all the same, where its cells are. They are
hostile text: nothing parses them here, lines that only one language has are counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

PYTHON = "python"
OF_PYTHON = re.compile(
    r"""
        import\s++[\w.]++(?:\s++as\s++\w++)?+\s*+(?:[,\#]|$)
      | from\s++[\w.]++\s++import\b
      | (?:async\s++)?def\s++\w++\s*+\(
      | class\s++\w++[^{]*:\s*+$
      | (?:if|elif|for|while|with|try|except|else)\b[^{]*:\s*+(?:\#|$)
      | check\(["']
    """,
    re.X,
)
"""How a line begins, behind its indent, or what it is, that is Python's alone. No part is tried twice
in more than one way."""
OF_ANOTHER = re.compile(
    r"""
        [\w.$\[\], "']++<-\s*+\S
      | (?:library|require)\(
      | (?:local\s++)?function\b
      | [\w.]++\s*+=\s*+function\s*+\(
      | [\w.]++\$\w
      | (?:if|for|while)\s*+\(.*\)\s*+\{\s*+$
      | \}
      | end;?\s*+$
      | using\s++\w
      | (?:let|const|var|val)\s++\w++\s*+=
      | \#include\b
      | .*%>%
    """,
    re.X,
)
"""The same of other languages that notebooks have kernels for: R, Julia, JavaScript, Scala, C++."""
MOST_LINES, LONGEST_LINE = 5_000, 200
"""Lines that are looked at, and characters of each: they say enough."""


def language_of(raw: Mapping[str, Any]) -> str:
    """The language of a notebook, in small letters; Python where nothing says otherwise."""
    said = _said(raw.get("metadata"))
    return PYTHON if said != PYTHON and _is_python(raw) else said


def _said(metadata: Any) -> str:
    """What a notebook says of itself."""
    if not isinstance(metadata, dict):
        return PYTHON
    for mark in (metadata.get("kernelspec"), metadata.get("language_info")):
        if isinstance(mark, dict):
            language = mark.get("language") or (mark.get("name") if "version" in mark else None)
            if isinstance(language, str) and language:
                return PYTHON if language.lower().startswith((PYTHON, "ipython")) else language
    return PYTHON


def _is_python(raw: Mapping[str, Any]) -> bool:
    """Whether more lines of a notebook's code can only be Python than can't be."""
    python = other = 0
    for line in islice(_code(raw), MOST_LINES):
        python += OF_PYTHON.match(line) is not None
        other += OF_ANOTHER.match(line) is not None
    return python > other


def _code(raw: Mapping[str, Any]) -> Iterator[str]:
    """The lines of all code cells, as they begin behind their indent."""
    cells = raw.get("cells")
    for cell in cells if isinstance(cells, list) else ():
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        source = cell.get("source")
        lines = source if isinstance(source, list) else [source]
        text = "".join(line for line in lines if isinstance(line, str))
        yield from (line.lstrip()[:LONGEST_LINE] for line in text.splitlines())
