"""A student's function on many cases: what it gave on each, and what that is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from autograder.convolution.tasks import Task
from autograder.questions.function.cases import Case
from autograder.questions.own_words import KNOWN_TYPES
from autograder.values.call import Port, Reply
from autograder.values.export import Export
from autograder.values.problems import TYPES

MOST_CALLS = 5
"""In one order, which has the time of one call: an honest function may draw a picture in each."""


@dataclass(frozen=True, eq=False)
class Fault:
    """What is wrong with what a function gave."""

    kind: str
    """The name of a habit (`uses-library` and so on), `values`, `shape`, `result` (no array of numbers)
    or `ended`."""
    sentence: str
    """What is the matter, as the end of a sentence about a part: "gives wrong values"."""
    remark: str = ""
    """What the function gave, in words, where it is not to be written out."""
    words: str = ""
    """An error's own words. Text from a submission, which may hold the input: see `own_words`."""
    value: np.ndarray | None = None
    """What is written out in the place of what the function gave first."""

    @property
    def may_be_of_input(self) -> bool:
        """Whether it may come of the input: not of what the function does with all of them."""
        return self.kind in ("values", "shape", "result", "no-return")


class Tryout:
    """Calls one function. After a call that did not end, or that ended everything, it makes no more."""

    def __init__(self, task: Task, port: Port, function: Export) -> None:
        self._task = task
        self._port = port
        self._function = function
        self.is_over = False
        """Whether the function is not called any more."""

    def replies(self, cases: Sequence[Case]) -> list[Reply | None]:
        """What each case gave; None for those on which the function was not called."""
        replies: list[Reply | None] = []
        for start in range(0, len(cases), MOST_CALLS):
            if not self.is_over:
                calls = [case.call(self._task) for case in cases[start : start + MOST_CALLS]]
                some = self._port.call(self._function, calls)
                self.is_over = some[-1].stopped
                replies += some
        return [*replies, *[None] * (len(cases) - len(replies))]


HERE = "on this input or on one that came after it"
NO_END = "nothing: it was stopped after some seconds. Is there a loop without an end?"
NO_MORE = "nothing: it was stopped, or had ended everything"


def fault(
    reply: Reply | None, again: Reply | None, expected: np.ndarray, tolerance: float
) -> Fault | None:
    """What is wrong with a reply; None where it is right. `again` is what the same call remark later."""
    if reply is None:
        return Fault("ended", "was not tried any more")
    if reply.libraries:
        return Fault("uses-library", f"calls {reply.libraries[0]}")
    if reply.problem == "none":
        return Fault("no-return", "gives back nothing", "nothing (None)")
    if reply.changed:
        right = reply.value is not None and near(reply.value, expected, tolerance)
        remark = "the right result, but what went in is not the same afterwards" if right else ""
        return Fault("changes-input", "changes what it was given", remark)
    if again is not None and not same(reply, again):
        remark = _no_array(again).remark if again.problem else ""
        return Fault(
            "not-repeatable", "gives other results the second time", remark, "", again.value
        )
    if reply.problem is not None or reply.value is None:
        return _no_array(reply)
    if reply.value.shape != expected.shape:
        return Fault("shape", _wrong_shape(reply.value.shape, expected))
    return None if near(reply.value, expected, tolerance) else Fault("values", "gives wrong values")


def gives_nothing(reply: Reply | None) -> bool:
    """Whether a function has nothing in it yet, by what it gives."""
    if reply is None:
        return False
    not_written = reply.problem == "error" and reply.detail.startswith("NotImplementedError")
    return reply.problem == "none" or not_written


def same(one: Reply, other: Reply) -> bool:
    """Whether two replies are the same, but for rounding."""
    if one.value is None or other.value is None:
        return (one.value is None) == (other.value is None) and one.problem == other.problem
    return one.value.shape == other.value.shape and bool(
        np.allclose(one.value, other.value, equal_nan=True)
    )


def near(value: np.ndarray, expected: np.ndarray, tolerance: float) -> bool:
    """Whether every number is as expected; the tolerance is for a largest number of 1 or less. Each
    number has ten times as much, in units of its own size: then half precision is precise enough."""
    if value.shape != expected.shape:
        return False
    largest = float(np.max(np.abs(expected), initial=1.0))
    with np.errstate(all="ignore"):  # a student's infinity minus another is no news
        difference = np.abs(value.astype(np.float64) - expected)
        allowed = tolerance * (largest + 10 * np.abs(expected))
        return bool((difference <= allowed).all())


def _no_array(reply: Reply) -> Fault:
    match reply.problem:
        case "error":
            words = reply.detail.rstrip(".")
            return Fault("result", "ends with an error", "an error", words)
        case "too-large":
            return Fault("result", "gives far too many numbers", "far too many numbers")
        case "interrupted":
            return Fault("ended", "took too long, and was stopped", NO_END)
        case "time-limit":
            return Fault("ended", f"took too long, {HERE}, and was stopped", NO_MORE)
        case "ended" | "not-reached":
            return Fault("ended", f"could not go on, {HERE}: {reply.detail}", NO_MORE)
        case "not-an-array":
            if reply.type_name in ("list", "tuple"):
                kind = f"a {reply.type_name}, but not everything in it is a number"
                even = f"a {reply.type_name} whose parts are not equally long"
                kind = even if "inhomogeneous" in reply.detail else kind
                return Fault("result", f"gives {kind}", kind)
            other = "something of a type of your own"
            if reply.type_name in KNOWN_TYPES:
                other = f"something of the type {reply.type_name}"
            kind = TYPES.get(reply.type_name, other)
            return Fault("result", f"gives {kind}, of which no array of numbers can be made", kind)
    return Fault("result", "gives back something that could not be read", "what could not be read")


def _wrong_shape(shape: tuple[int, ...], expected: np.ndarray) -> str:
    if expected.ndim == 1:  # a shape is what the function should give
        if len(shape) != 1 or shape[0] == 1:
            return "does not give three numbers"
        batch = " (there is no batch axis here)" if shape[0] == 4 else ""
        return f"gives {shape[0]} numbers, where there should be {len(expected)}{batch}"
    if not shape:
        return f"gives a single number, where there should be an array with {expected.ndim} axes"
    if len(shape) != expected.ndim:
        axes = "axis" if len(shape) == 1 else "axes"
        return f"gives {len(shape)} {axes}, where there should be {expected.ndim}"
    names = ("height", "width", "number of channels")
    off = [n for n, a, b in zip(names, shape, expected.shape, strict=True) if a != b]
    return f"gives a wrong {' and a wrong '.join(off)}"
