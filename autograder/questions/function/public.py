"""What students have of a question for a function."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.questions.function.judging import FunctionExercise
from autograder.questions.function.part import ExpectedPart
from autograder.questions.public_question import PublicQuestion


@dataclass(frozen=True, kw_only=True)
class PublicFunction(
    FunctionExercise[tuple[ExpectedPart, ...]], PublicQuestion[tuple[ExpectedPart, ...]]
):
    """The public examples, and what a right function gives."""

    parts: tuple[ExpectedPart, ...]
    more: bool
    """Whether the grader draws more cases."""

    @property
    def hidden_probes(self) -> bool:
        """Known to be there, not what they are."""
        return self.more

    def expected(self) -> tuple[ExpectedPart, ...]:
        """What was published."""
        return self.parts
