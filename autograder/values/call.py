"""Calls of what stays in its notebook, a function or a layer, and what they give."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from autograder.values.export import Export

Argument = np.ndarray | tuple[int, ...] | str | float | bool | None
"""What a call may hand over; a whole number is a float, too."""

ReplyProblem = Literal[
    "none",  # it gave None
    "not-an-array",  # it gave something that no array of numbers can be made of
    "too-large",  # it gave far too many numbers
    "error",  # it raised an exception: `detail` has its words
    "interrupted",  # this very call took too long, and was stopped
    "time-limit",  # the calls took too long: this one, or one after it
    "ended",  # the calls ended without an answer, at this one or one after it: `detail` says why
    "not-reached",  # there is nothing to call, or not any more
    "malformed",  # the bytes that came out made no sense
]
"""Why a call gave no array."""


@dataclass(frozen=True, eq=False)
class Call:
    """What a function or layer is called with: arguments by place, and by name."""

    arguments: tuple[Argument, ...] = ()
    """Of a layer: images (batch, height, width, channels), then the weights that are set before, where
    there are any; weights of the layer beyond those (a bias) are zero then."""
    named: Mapping[str, Argument] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Reply:
    """What one call gave."""

    value: np.ndarray | None = None
    problem: ReplyProblem | None = None
    """Why there is no value; None where there is one."""
    type_name: str = ""
    """The type of what was returned. Text from a submission: never trust it."""
    detail: str = ""
    """An error's own words. Text from a submission: never trust it."""
    changed: bool = False
    """Whether a function changed an array that it was given."""
    libraries: tuple[str, ...] = ()
    """The libraries that a function called, those of `callers.LIBRARIES`, in their order."""

    def same_as(self, other: Reply) -> bool:
        """Whether both say the same."""
        if self._told != other._told:
            return False
        if self.value is None or other.value is None:
            return self.value is other.value
        floats = self.value.dtype.kind == "f"
        return self.value.dtype == other.value.dtype and np.array_equal(
            self.value, other.value, equal_nan=floats
        )

    @property
    def _told(self) -> tuple[object, ...]:
        return self.problem, self.type_name, self.detail, self.changed, self.libraries

    @property
    def stopped(self) -> bool:
        """Whether no call came to its end after this one."""
        return self.problem in ("interrupted", "time-limit", "ended", "not-reached")


class Port(ABC):
    """Has calls made where the student's code runs. All that a question sees of a session."""

    @abstractmethod
    def call(self, export: Export, calls: Sequence[Call]) -> tuple[Reply, ...]:
        """One reply for each call of what a `layer` or `function` export kept, in their order.

        Questions call this while they judge. There are fewer replies where the calls were stopped:
        the problem of the last one says why, and those before it are what came until then.
        """


class ClosedPort(Port):
    """The port of a notebook that cannot be called, or not any more."""

    def call(self, export: Export, calls: Sequence[Call]) -> tuple[Reply, ...]:
        """One reply, which says so."""
        return (NOTHING_TO_CALL,)


NOTHING_TO_CALL = Reply(problem="not-reached", detail="there is nothing to call")
NO_PORT = ClosedPort()
