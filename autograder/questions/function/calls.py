"""Calls of a student's function, and what they gave, on their way as arrays: both ends.

An order is an array of bytes, JSON that says how to call, and after it the arrays that are handed
over. An answer is an array of bytes, JSON with one entry for each call, and after it the arrays that
came back. Answers are made where the student's code runs: nothing in them is trusted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.questions.function.cases import Case
from autograder.values.library_watch import LIBRARIES

MOST_CALLS = 20
"""In one order, so that its arrays fit into one message."""
RESULT_BYTES = 1 << 20
"""Of one call's result."""
ANSWER_BYTES = 128 << 10
"""Of the JSON of an answer."""

PROBLEMS = frozenset({"none", "error", "not-an-array", "too-large", "time-limit"})
"""Why a call gave no array: it gave None; it raised an exception; it gave something that no array of
numbers can be made of; far too many numbers; it was stopped."""

Hand = tuple[tuple[Any, ...], dict[str, Any]]
"""What a function is called with: arguments by place, and by name."""


@dataclass(frozen=True)
class Reply:
    """What one call gave."""

    value: np.ndarray | None = None
    problem: str | None = None
    """None, or a word of PROBLEMS."""
    type_name: str = ""
    """The type of what was returned. Text from a submission: never trust it."""
    detail: str = ""
    """An error's own words. Text from a submission: never trust it."""
    changed: bool = False
    """Whether the function changed an array that it was given."""
    libraries: tuple[str, ...] = ()
    """Those of LIBRARIES that were called, the first one first."""


class MalformedAnswerError(ValueError):
    """An answer that no honest process gives."""


def pack_order(cases: Sequence[Case], positional: Sequence[str]) -> list[np.ndarray]:
    """The order to call a function on these cases: arguments of these names by place."""
    arrays: list[np.ndarray] = []

    def plain(value: Any) -> Any:
        if isinstance(value, np.ndarray):
            arrays.append(value)
            return {"array": len(arrays) - 1}
        return {"tuple": list(value)} if isinstance(value, tuple) else value

    calls = []
    for case in cases:
        given = {name: plain(value) for name, value in case.arguments.items()}
        calls.append({"args": [given.pop(name) for name in positional], "kwargs": given})
    return [_as_bytes(calls), *arrays]


def unpack_order(head: np.ndarray, arrays: Sequence[np.ndarray]) -> list[Hand]:
    """What to call the function with, where the student's code runs; every array a copy."""

    def value(plain: Any) -> Any:
        if isinstance(plain, dict) and "array" in plain:
            return arrays[plain["array"]].copy()
        return tuple(plain["tuple"]) if isinstance(plain, dict) else plain

    return [
        (
            tuple(value(plain) for plain in call["args"]),
            {name: value(plain) for name, plain in call["kwargs"].items()},
        )
        for call in json.loads(head.tobytes())
    ]


def pack_answer(replies: Sequence[Reply]) -> list[np.ndarray]:
    """The answer with these replies."""
    told = [
        {
            "problem": reply.problem,
            "type": reply.type_name[:80],
            "detail": reply.detail[:300],
            "changed": reply.changed,
            "libraries": list(reply.libraries),
        }
        for reply in replies
    ]
    return [_as_bytes(told), *(reply.value for reply in replies if reply.value is not None)]


def unpack_answer(arrays: Sequence[np.ndarray], most: int) -> list[Reply]:
    """The replies in an answer to `most` calls; fewer where the last of them did not end.

    MalformedAnswerError for anything but what `pack_answer` writes.
    """
    if not arrays or arrays[0].dtype != np.uint8 or arrays[0].nbytes > ANSWER_BYTES:
        raise MalformedAnswerError("no answer, or one that is too long")
    try:
        told = json.loads(arrays[0].tobytes())
    except (ValueError, RecursionError) as error:
        raise MalformedAnswerError("an answer that is no JSON") from error
    if not isinstance(told, list) or not 1 <= len(told) <= most:
        raise MalformedAnswerError("an answer to other calls")
    values = list(arrays[1:])
    replies = [_reply(entry, values) for entry in told]
    if values:
        raise MalformedAnswerError("more arrays than results")
    return replies


def _reply(entry: Any, values: list[np.ndarray]) -> Reply:
    if not isinstance(entry, Mapping):
        raise MalformedAnswerError("a result that is none")
    problem, named = entry.get("problem"), entry.get("libraries")
    if problem is not None and (not isinstance(problem, str) or problem not in PROBLEMS):
        raise MalformedAnswerError("an unknown problem")
    if problem is None and (not values or values[0].nbytes > RESULT_BYTES):
        raise MalformedAnswerError("a result without its array, or one that is too large")
    libraries = named if isinstance(named, list) else []
    return Reply(
        values.pop(0) if problem is None else None,
        problem,
        _line(entry.get("type"), 80),
        _line(entry.get("detail"), 300),
        entry.get("changed") is True,
        tuple(name for name in LIBRARIES if name in libraries[: len(LIBRARIES)]),
    )


def _line(text: Any, length: int) -> str:
    """Hostile text as one line of printable characters."""
    if not isinstance(text, str):
        return ""
    return "".join(c if c.isprintable() else "?" for c in " ".join(text[:length].split()))


def _as_bytes(plain: Any) -> np.ndarray:
    return np.frombuffer(json.dumps(plain).encode(), np.uint8)
