"""A student's function, read and called where it was written."""

from __future__ import annotations

import ast
import hashlib
import inspect
import textwrap
from dataclasses import replace
from typing import Any, ClassVar

import numpy as np

from autograder.values.call import Call, Reply
from autograder.values.kept import Kept
from autograder.values.library_watch import LibraryWatch
from autograder.values.snapshot import Snapshot


class FunctionCall(Kept):
    """A function that can be called. It sees what it saw when this was made, whatever the notebook's
    names stand for by then.

    TypeError where the value is not a function, nor anything else that can be called.
    """

    reply_bytes: ClassVar[int] = 1 << 20
    words: ClassVar[int] = 300

    def __init__(self, function: Any) -> None:
        """Keeps the function as it is now."""
        _check_function(function)
        self._kept = Snapshot(function)
        self._watch = LibraryWatch()

    def returned(self, call: Call) -> Any:
        """What the function returns; the libraries that it calls are seen."""
        with self._watch:
            return self._kept.function(*call.arguments, **call.named)

    def reply(self, call: Call) -> Reply:
        """What the function gives on copies of the arguments, and what it does beside that."""
        arguments = tuple(map(_copied, call.arguments))
        named = {name: _copied(value) for name, value in call.named.items()}
        handed = [*arguments, *named.values()]
        before = [*call.arguments, *call.named.values()]
        self._watch = LibraryWatch()
        reply = super().reply(Call(arguments, named))
        changed = any(map(_differ, handed, before))
        return replace(reply, changed=changed, libraries=self._watch.libraries)


def fingerprint(function: Any) -> str:
    """Stands for what a function's own code does, comments and texts of help left out.

    Empty where there is no such code (of a function written in C, say). TypeError as above.
    """
    _check_function(function)
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and ast.get_docstring(node) is not None:
                node.body = node.body[1:] or [ast.Pass()]
        code = ast.unparse(tree)
    except (OSError, TypeError, SyntaxError, ValueError, RecursionError):
        return ""
    return hashlib.sha256(code.encode("utf-8", "replace")).hexdigest()[:16]


def _check_function(function: Any) -> None:
    if isinstance(function, type) or not callable(function):
        raise TypeError(f"this is {type(function).__name__}, not a function")


def _copied(value: Any) -> Any:
    return value.copy() if isinstance(value, np.ndarray) else value


def _differ(now: Any, then: Any) -> bool:
    """Whether an array is not any more what it was."""
    if not isinstance(now, np.ndarray):
        return False
    return now.shape != then.shape or now.dtype != then.dtype or now.tobytes() != then.tobytes()
