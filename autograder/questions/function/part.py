"""One part of a function question, and what is expected on its cases."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from autograder.questions.function.cases import Cases
from autograder.questions.function.finding import Asked


@dataclass(frozen=True)
class FunctionPart:
    """One property of a function, worth an equal share of the points: right on these cases."""

    name: str
    """What the part is called in messages: "strides", say."""
    cases: Cases
    examples: int = 3
    """Public examples: fixed, told with what is expected."""
    drawn: int = 25
    """Cases that only the grader has, drawn by Hypothesis, always the same ones."""

    def seed(self, question: str) -> int:
        """What the cases of this part are drawn from, in the question of that id."""
        return zlib.crc32(f"{question}:{self.name}".encode())


@dataclass(frozen=True)
class ExpectedPart:
    """What is expected on the cases of one part."""

    public: tuple[Asked, ...]
    """The smallest first."""
    drawn: tuple[Asked, ...] = ()
    """Empty in a live check."""
