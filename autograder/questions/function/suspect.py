"""A function that might be the student's: the right one with one slip or two."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property

import numpy as np

from autograder.convolution.slips.functions.tables import (
    BEGINNINGS,
    FAILING_OTHERWISE,
    FUNCTION_SLIPS,
)
from autograder.convolution.slips.functions.work import PADDING, STRIDES, FunctionSlip, outcome
from autograder.convolution.slips.slip import Rank, SlipStep
from autograder.questions.function.attempt import Attempt
from autograder.questions.function.imprint import (
    AS_RIGHT,
    LENGTH,
    UNKNOWN,
    Imprint,
    mark,
    read_steps,
)
from autograder.questions.function.part import Example
from autograder.questions.function.tryout import near


class Suspect(ABC):
    """A function with slips, of which it is known what it gives."""

    steps: tuple[SlipStep, ...]
    count: int
    """How many slips it has."""

    @abstractmethod
    def gives(self, attempt: Attempt) -> bool:
        """Whether it gives the same as the student's function on this case."""

    @abstractmethod
    def shows(self, examples: Sequence[Example]) -> bool:
        """Whether it gives something else than the right function on one of these public examples."""


class Recomputed(Suspect):
    """One whose results are worked out. Staff only."""

    def __init__(self, task: str, slips: Sequence[FunctionSlip], tolerance: float) -> None:
        self._task = task
        self.slips = slips
        self._tolerance = tolerance
        self.steps = tuple(slip.step for slip in slips)
        self.count = len(slips)

    def output(self, example: Example) -> np.ndarray | None:
        """What it gives on a case, the right result itself where it is right; None for an error, or
        where nothing is in it."""
        output = outcome(BEGINNINGS[self._task](example.case.arguments), self.slips)
        if output is not None and near(output, example.expected, self._tolerance):
            return example.expected
        return output

    def gives(self, attempt: Attempt) -> bool:
        """Within the tolerance."""
        output = self.output(attempt.example)
        if output is None and self._task in FAILING_OTHERWISE:
            return True
        if output is attempt.example.expected or attempt.fault is None:
            return output is attempt.example.expected and attempt.fault is None
        given = attempt.outcome
        if output is None or given is None:
            return output is given
        return _alike(given, output, self._tolerance)

    def shows(self, examples: Sequence[Example]) -> bool:
        """As far as it gives anything."""
        outputs = ((self.output(example), example.expected) for example in examples)
        return any(output is not None and output is not right for output, right in outputs)

    def imprint(self, examples: Sequence[Example]) -> Imprint:
        """What it gives on these examples, as marks."""
        outputs = [self.output(example) for example in examples]
        marks = [
            AS_RIGHT if output is example.expected else self._mark(output)
            for output, example in zip(outputs, examples, strict=True)
        ]
        return Imprint(self.steps, tuple(marks))

    def _mark(self, output: np.ndarray | None) -> str:
        return UNKNOWN if output is None and self._task in FAILING_OTHERWISE else mark(output)


class Imprinted(Suspect):
    """One of which the marks are known that its results have on the public examples.

    There are hundreds of a part, and most are read no further than to the first mark that differs.
    """

    def __init__(self, line: str, places: Mapping[Example, int]) -> None:
        """`line` is one of `Imprint.written`; `places` says which example a mark belongs to."""
        self._steps, self._marks = line.split(" ")
        self._places = places
        self.count = 1 + self._steps.count("+")

    @cached_property
    def steps(self) -> tuple[SlipStep, ...]:  # type: ignore[override]
        """Those of the imprint."""
        return read_steps(self._steps)

    def gives(self, attempt: Attempt) -> bool:
        """By the mark of what was given."""
        start = LENGTH * self._places[attempt.example]
        return self._marks[start : start + LENGTH] in (attempt.mark, UNKNOWN)

    def shows(self, examples: Sequence[Example]) -> bool:
        """Always: what shows nowhere is not published."""
        return True


TOGETHER = (("same-pads-half", "same-keeps-size"), ("same-odd-first", "same-keeps-size"))
"""Slips of less common ones that go together, in the order in which they are made."""


@cache
def recomputed(task: str, tolerance: float) -> tuple[Recomputed, ...]:
    """All functions for a task with one slip, then those with two of the commonest ones that show on
    different things."""
    slips = FUNCTION_SLIPS[task]
    return tuple(
        Recomputed(task, some, tolerance) for some in (*((slip,) for slip in slips), *_pairs(slips))
    )


def _pairs(slips: Sequence[FunctionSlip]) -> Iterator[tuple[FunctionSlip, FunctionSlip]]:
    daily = [slip for slip in slips if slip.rank is Rank.DAILY]
    for number, first in enumerate(daily):
        for second in daily[number + 1 :]:
            if first.shows != second.shows:
                yield first, second
    for first in slips:
        for second in slips:
            if (first.name, second.name) in TOGETHER or (
                first.shows == STRIDES
                and first.rank is Rank.DAILY
                and second.shows == PADDING
                and second.rank is Rank.COMMON
            ):
                yield first, second


def _alike(value: np.ndarray, other: np.ndarray, tolerance: float) -> bool:
    """As `near`, and what is no number here is none there."""
    missing = np.isnan(other)
    if value.shape != other.shape or not np.array_equal(np.isnan(value), missing):
        return False
    return near(np.where(missing, 0.0, value), np.where(missing, 0.0, other), tolerance)
