"""What students have of a question for the matrix of a convolution."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.questions.matrix.judging import Matrices, MatrixExercise
from autograder.questions.public_question import PublicQuestion


@dataclass(frozen=True, kw_only=True)
class PublicMatrix(MatrixExercise, PublicQuestion[Matrices]):
    """The layers, kernels and sizes of the statement."""

    def expected(self) -> Matrices:
        """The matrices that Keras' own layers amount to."""
        from autograder.questions.matrix.referee import matrix_of

        return {part.answer: matrix_of(part) for part in self.parts}
