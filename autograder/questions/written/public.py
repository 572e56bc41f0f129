"""What students have of a question that they answer in words."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.questions.public_question import PublicQuestion
from autograder.questions.written.judging import WrittenExercise


@dataclass(frozen=True, kw_only=True)
class PublicWritten(WrittenExercise, PublicQuestion[None]):
    """Nothing but the statement and the hint."""

    def expected(self) -> None:
        """Nothing is compared."""
