"""What came out of a notebook for one export."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

Problem = Literal[
    "undefined",  # the notebook has no variable of that name
    "not-an-array",  # no array of numbers can be made of it
    "not-plain",  # not made of numbers, text and lists of them
    "not-callable",  # cannot be called
    "too-large",  # larger than the limits allow
    "error",  # reading it raised an exception: `detail` has its words
    "malformed",  # the bytes that came out made no sense
    "time-limit",  # reading it took too long
    "not-reached",  # the process had ended before, or the step was left out
]
"""Why there is no value."""


class WrongTypeError(TypeError):
    """A value that is not what its form needs."""


class TooLargeError(ValueError):
    """More than the limits allow."""


@dataclass(frozen=True, eq=False)
class Value:
    """One value as it came out of a notebook, or the reason why none did. Compared by `same_as`."""

    value: Any = None
    """An array of its own of bool, integers, float32 or float64, or plain data: None, bool, int of 64
    bits, float, str, lists and dicts of these, sets of numbers. None for what stays in the notebook to be called."""
    problem: Problem | None = None
    type_name: str = ""
    """The type that the notebook's value had. Text from a submission: never trust it."""
    detail: str = ""
    """The error's own words. Text from a submission: never trust it."""

    def same_as(self, other: Value) -> bool:
        """Whether both are the same data (layers are compared by their settings elsewhere)."""
        if self.problem != other.problem or self.type_name != other.type_name:
            return False
        if isinstance(self.value, np.ndarray) or isinstance(other.value, np.ndarray):
            return (
                isinstance(self.value, np.ndarray)
                and isinstance(other.value, np.ndarray)
                and np.array_equal(self.value, other.value, equal_nan=self.value.dtype.kind == "f")
            )
        return bool(self.value == other.value)
