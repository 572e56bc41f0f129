"""What students have of a question for input sizes."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.questions.input_sizes.judging import InputSizes, InputSizesExercise
from autograder.questions.public_question import PublicQuestion


@dataclass(frozen=True, kw_only=True)
class PublicInputSizes(InputSizesExercise, PublicQuestion[InputSizes]):
    """The layers and output sizes of the statement."""

    def expected(self) -> InputSizes:
        """The sizes from which Keras' own layers get there."""
        from autograder.questions.input_sizes.referee import sizes_of

        return {part.answer: sizes_of(part) for part in self.parts}
