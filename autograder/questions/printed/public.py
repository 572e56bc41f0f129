"""What students have of a question for printed shapes."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.questions.printed.judging import PrintedExercise, PrintedShapes
from autograder.questions.public_question import PublicQuestion


@dataclass(frozen=True, kw_only=True)
class PublicPrinted(PrintedExercise, PublicQuestion[PrintedShapes]):
    """The layers and input shapes of the statement."""

    def expected(self) -> PrintedShapes:
        """The shapes that Keras' own layers give."""
        from autograder.questions.shape.referee import shape_of

        return {part.answer: shape_of(part) for part in self.parts}
