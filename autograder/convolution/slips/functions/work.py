"""A function at work on one input, as data in which slips can be made."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.convolution.slips.slip import Rank, Slip, SlipPlace, SlipStep

FunctionArray = NDArray[Any]


class FunctionWork(ABC):
    """What a function does with one input."""

    @abstractmethod
    def output(self) -> FunctionArray:
        """What comes back. ValueError or IndexError where the function would end with an error."""


@dataclass(frozen=True, eq=False, kw_only=True)
class PictureWork(FunctionWork):
    """A function at work on a picture."""

    image: FunctionArray
    """(height, width, channels), as it was given."""
    results: tuple[Result, ...] = ()
    """What is done to the result before it is given back."""

    @abstractmethod
    def computed(self) -> FunctionArray:
        """The result (height, width, channels) as it was computed."""

    def output(self) -> FunctionArray:
        """What was computed, after all that is done to it."""
        output = self.computed()
        for result in self.results:
            output = result(self, output)
        return output


@dataclass(frozen=True)
class Axis:
    """What a function has to do with on one axis, in pixels."""

    number: int
    """0 for the rows, 1 for the columns."""
    size: int
    """The picture's."""
    window: int
    """The kernel's or the pool's; of an upsampling the factor."""
    stride: int
    """Of an upsampling the factor."""


Result = Callable[[PictureWork, FunctionArray], FunctionArray]
"""What is done to a result: the work, then what it has computed."""
STRIDES, PADDING, COUNT, WINDOW, VALUES, CHANNELS, RESULT = (
    "strides",
    "padding",
    "count",
    "window",
    "values",
    "channels",
    "result",
)
"""What slips in a function show on."""


@dataclass(frozen=True)
class FunctionSlip(Slip[Any]):
    """One way to make a slip in a function: one question made of another, or none where there is nothing
    of what the slip is about. Several ways to make one slip have its name in common."""

    axis: int | None = None
    """The axis on which it is made, where it is one alone."""

    @property
    def step(self) -> SlipStep:
        """The slip, made."""
        return SlipStep(self.name, self.rank, self.idea, SlipPlace(axis=self.axis))


def way(
    name: str,
    shows: str,
    change: Callable[[Any], Any],
    rank: Rank = Rank.COMMON,
    axis: int | None = None,
    idea: str = "",
) -> FunctionSlip:
    """One way to make a slip. `change` gives None where the function is right."""

    def changes(work: Any) -> Iterator[tuple[Any, SlipPlace]]:
        changed = change(work)
        if changed is not None:
            yield changed, SlipPlace(axis=axis)

    return FunctionSlip(name, changes, rank, idea, shows, axis=axis)


def by_result(
    name: str, result: Result, rank: Rank = Rank.COMMON, shows: str = RESULT
) -> FunctionSlip:
    """A slip in what is done to the result."""
    return way(name, shows, lambda work: replace(work, results=(*work.results, result)), rank)


def outcome(work: FunctionWork, slips: Sequence[FunctionSlip]) -> FunctionArray | None:
    """What comes of one input with these slips; None where it ends with an error, or nothing is in it."""
    try:
        for slip in slips:
            work, _ = next(iter(slip.change(work)), (work, SlipPlace()))
        with np.errstate(all="ignore"):  # a mean over nothing is no news
            output = work.output()
    except (ValueError, IndexError):  # as the student's own would be
        return None
    return output if output.size else None
