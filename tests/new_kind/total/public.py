"""What students have of a question for a total."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.questions.total.judging import TotalExercise

from autograder.questions.public_question import PublicQuestion


@dataclass(frozen=True, kw_only=True)
class PublicTotal(TotalExercise, PublicQuestion[int]):
    """The numbers; the total is not written down."""

    def expected(self) -> int:
        """Worked out where the check runs."""
        return sum(self.numbers)
