"""Solutions in a code cell, marked as the kit marks them; nbgrader's own among them."""

from __future__ import annotations

import ast
import re

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
STUB = re.compile(
    r"(?m)^(?P<indent>[ \t]*)#[ \t]*YOUR CODE HERE[ \t]*\n[ \t]*raise NotImplementedError\(.*\)[ \t]*$"
)
"""What nbgrader puts in place of a solution."""
TODO = 'raise NotImplementedError("TODO: the solution")'


def parses(source: str) -> bool:
    """Whether it is Python. It is parsed and never run."""
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def has_regions(source: str) -> bool:
    """Whether every region of a solution that begins in the source ends in it, and there is one."""
    inside = found = False
    for line in source.split("\n"):
        if "BEGIN SOLUTION" in line or "END SOLUTION" in line:
            if inside == ("BEGIN SOLUTION" in line):
                return False
            inside, found = not inside, True
    return found and not inside


def whole(source: str) -> str:
    """All of the source as the solution."""
    return f"{BEGIN}\n{source}\n{END}"


def from_nbgrader(source: str) -> tuple[str, bool]:
    """An answer cell of nbgrader, and whether it holds a solution (a released one does not).

    A source cell without marks is all solution, as nbgrader takes it.
    """
    if "BEGIN SOLUTION" in source or "END SOLUTION" in source:
        return (
            (with_ellipsis(source), True)
            if has_regions(source)
            else (whole(without_region_marks(source)), True)
        )
    if STUB.search(source):
        region = rf"\g<indent>{BEGIN}\n\g<indent>{TODO}\n\g<indent>{END}"
        return with_ellipsis(STUB.sub(region, source)), False
    return (whole(source), True) if source.strip() else (whole(TODO), False)


def with_ellipsis(source: str) -> str:
    """The source, with `...` before a solution without which what is left would be no Python."""
    if not parses(source) or parses(_left(source)):
        return source
    lines: list[str] = []
    for line in source.split("\n"):
        if "BEGIN SOLUTION" in line:
            lines.append(line[: len(line) - len(line.lstrip())] + "...")
        lines.append(line)
    return "\n".join(lines)


def _left(source: str) -> str:
    """What students receive of it."""
    kept, inside = [], False
    for line in source.split("\n"):
        if "BEGIN SOLUTION" in line or "END SOLUTION" in line:
            inside = "BEGIN SOLUTION" in line
        elif not inside:
            kept.append(line)
    return "\n".join(kept)


def without_region_marks(source: str) -> str:
    """The source without the lines that begin and end a solution."""
    lines = source.split("\n")
    marks = ("BEGIN SOLUTION", "END SOLUTION")
    return "\n".join(line for line in lines if not any(mark in line for mark in marks))
