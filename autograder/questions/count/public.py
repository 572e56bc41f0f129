"""What students have of a question for numbers of weights."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.questions.count.judging import CountExercise, Counts
from autograder.questions.public_question import PublicQuestion


@dataclass(frozen=True, kw_only=True)
class PublicCount(CountExercise, PublicQuestion[Counts]):
    """The layers and input shapes of the statement."""

    def expected(self) -> Counts:
        """The numbers of weights that Keras' own layers have."""
        from autograder.questions.count.referee import count_of

        return {part.answer: count_of(part) for part in self.parts}
