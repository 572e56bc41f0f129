"""What students have of a question for shapes."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.questions.public_question import PublicQuestion
from autograder.questions.shape.judging import ShapeExercise, Shapes


@dataclass(frozen=True, kw_only=True)
class PublicShape(ShapeExercise, PublicQuestion[Shapes]):
    """The layers and input shapes of the statement."""

    def expected(self) -> Shapes:
        """The shapes that Keras' own layers give."""
        from autograder.questions.shape.referee import shape_of

        return {part.answer: shape_of(part) for part in self.parts}
