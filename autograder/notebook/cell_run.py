"""One run of a cell: what it printed, how it ended, and which variables its source sets."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import Any

from autograder.values.text import describe, printable


@dataclass(frozen=True)
class CellRun:
    """One run of a cell, at its end."""

    number: int
    """Runs are counted from 1."""
    cell: str | None
    """The id that the front end told, if it did."""
    source: str
    printed: str
    error: str
    """The error with which it ended, in words; empty where there was none."""
    ended: float
    """When, in seconds since 1970."""


def error_words(error: BaseException | None, source: str = "") -> str:
    """An error with which a cell of that source ended, in one line; of a wrong syntax its line in the
    cell."""
    if error is None:
        return ""
    if isinstance(error, SyntaxError):
        if error.msg == "incomplete input":  # so does IPython ask for more lines; Python says why
            error = _why_incomplete(source) or error
        where = f", line {error.lineno}" if error.lineno else ""
        return printable(f"{type(error).__name__}: {error.msg}{where}", 300)
    return printable(describe(error), 300)


def _why_incomplete(source: str) -> SyntaxError | None:
    try:
        ast.parse(source)
    except SyntaxError as error:
        return error
    except (ValueError, RecursionError, MemoryError):
        pass
    return None


def sets(source: str, name: str) -> bool:
    """Whether a cell's source gives a variable a value, or changes it where it stands."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        # Lines of IPython's own, or no Python at all: where the name stands before a "="
        word = re.escape(name)
        return bool(re.search(rf"(?m)^\s*(def\s+{word}\b|([\w\s,]*\b)?{word}\b[^=\n]*=)", source))
    return any(_sets(node, name) for node in ast.walk(tree))


def _sets(node: ast.AST, name: str) -> bool:
    match node:
        case ast.Name(ctx=ast.Store()):
            return node.id == name
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return node.name == name
        case ast.alias():
            return (node.asname or node.name) == name
        case ast.Subscript(ctx=ast.Store()) | ast.Attribute(ctx=ast.Store()):
            return _base(node) == name
    return False


def _base(node: Any) -> str | None:
    """The variable of which a part is set."""
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def mentions(source: str, name: str) -> bool:
    """Whether a name stands anywhere in a source."""
    return re.search(rf"\b{re.escape(name)}\b", source) is not None
