"""A student's function, made ready to be called on what a check sends, where it was written."""

from __future__ import annotations

import ast
import hashlib
import inspect
import textwrap
from typing import Any

import numpy as np

from autograder.engine.inside.values import WrongTypeError, describe, number_array
from autograder.engine.plain import TooLargeError
from autograder.questions.function.calls import (
    RESULT_BYTES,
    Hand,
    Reply,
    pack_answer,
    unpack_order,
)
from autograder.values.library_watch import LibraryWatch
from autograder.values.randomness import same_randomness
from autograder.values.snapshot import Snapshot


class FunctionCall:
    """A function that takes orders, and gives answers: see `autograder.questions.function.calls`.

    It sees what it saw when this was made, whatever the notebook's names stand for by then.
    TypeError where the value is not a function, nor anything else that can be called.
    """

    def __init__(self, function: Any) -> None:
        """Keeps the function as it is now."""
        _check_function(function)
        self._kept = Snapshot(function)
        self._stopped: list[Reply] = []

    def __call__(self, *order: np.ndarray) -> tuple[np.ndarray, ...]:
        """The answer to an order. Without an order: to the one before, which was interrupted.

        KeyboardInterrupt where it is interrupted.
        """
        if not order:
            return tuple(pack_answer(self._stopped))
        replies: list[Reply] = []
        try:
            with same_randomness():
                for hand in unpack_order(order[0], order[1:]):
                    replies.append(self._reply(hand))
        except KeyboardInterrupt:
            self._stopped = [*replies, Reply(problem="time-limit")]
            raise
        return tuple(pack_answer(replies))

    def _reply(self, hand: Hand) -> Reply:
        arguments, options = hand
        before = [(a, a.copy()) for a in arguments if isinstance(a, np.ndarray)]
        watch = LibraryWatch()
        value: np.ndarray | None = None
        problem, detail, kind = None, "", ""
        try:
            with watch:
                returned = self._kept.function(*arguments, **options)
            kind = type(returned).__name__[:80]
            if returned is None:
                problem = "none"
            else:
                # A copy: the next call may write into the same array
                value = number_array(returned, RESULT_BYTES).copy()
        except TooLargeError as error:
            problem, detail = "too-large", describe(error.args)
        except WrongTypeError as error:
            problem, detail = "not-an-array", describe(error.args)
        except (Exception, SystemExit, GeneratorExit) as error:  # whatever a student's code raises
            problem, detail = "error", describe(error)
        changed = any(_differ(now, then) for now, then in before)
        return Reply(value, problem, kind, detail, changed, tuple(watch.seen))


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


def _differ(now: np.ndarray, then: np.ndarray) -> bool:
    return now.shape != then.shape or now.dtype != then.dtype or now.tobytes() != then.tobytes()
