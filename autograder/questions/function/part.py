"""One part of a function question: what it asks, and what is expected on its cases."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from autograder.questions.function.cases import Case, Cases


@dataclass(frozen=True)
class FunctionPart:
    """One property of a function, worth an equal share of the points: right on these cases."""

    name: str
    """What the part is called in messages: "strides", say."""
    cases: Cases
    examples: int = 3
    """Public examples: fixed, told with what is expected."""
    drawn: int = 25
    """Cases that only the grader tries, always the same ones."""

    def seed(self, question: str) -> int:
        """What the cases of this part are drawn from, in the question of that id."""
        return zlib.crc32(f"{question}:{self.name}".encode())


@dataclass(frozen=True, eq=False)
class Example:
    """One case, and what a right function gives."""

    case: Case
    expected: np.ndarray


@dataclass(frozen=True, eq=False)
class ExpectedPart:
    """What is expected on the public cases of one part."""

    name: str
    """That of the part."""
    examples: tuple[Example, ...]
    """The smallest first."""

    def more(self) -> Sequence[Example]:
        """What is expected on cases that students do not have."""
        return ()


@dataclass(frozen=True, eq=False)
class DrawnPart(ExpectedPart):
    """What is expected on all cases of one part, also those that are drawn for the grader."""

    drawn: tuple[Example, ...]

    def more(self) -> Sequence[Example]:
        """The drawn ones."""
        return self.drawn


@dataclass(frozen=True, eq=False)
class ShownPart(ExpectedPart):
    """What students have of one part."""

    imprints: tuple[str, ...]
    """What functions with slips give on the examples: lines of `Imprint.written`."""
    small: tuple[Example, ...]
    """Small cases on which one slip or another shows, the smallest first: to be shown where the function
    is wrong on them, too."""
