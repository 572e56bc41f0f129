"""A question of a rubric for the matrix of a convolution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from autograder.convolution.layers import Conv2D
from autograder.convolution.matrix import convolution_matrix
from autograder.convolution.slips.arrays.matrices import MATRIX_SLIPS
from autograder.convolution.slips.arrays.matrix_work import MatrixWork
from autograder.questions.answer import Answer
from autograder.questions.matrix.judging import Matrices, MatrixExercise, same_matrix
from autograder.questions.matrix.part import MatrixPart
from autograder.questions.matrix.public import PublicMatrix
from autograder.questions.matrix.sentences import FOUND_OTHERWISE, catalogue
from autograder.questions.question import Probe, Question, WrongAnswers
from autograder.values.call import NO_PORT, Port


@dataclass(frozen=True, kw_only=True)
class MatrixQuestion(MatrixExercise, Question[Matrices]):
    """Matrices of convolutions, one part each."""

    kind: ClassVar[str] = "matrix"
    public_types: ClassVar[tuple[type, ...]] = (PublicMatrix, MatrixPart, Conv2D)
    own_types: ClassVar[tuple[type, ...]] = (MatrixPart, Conv2D)

    def expected(
        self, reference: Answer, probe: Probe, port: Port = NO_PORT
    ) -> dict[str, np.ndarray]:
        """The matrices that the master wrote, by the name of the variable."""
        result = {}
        for part, export in zip(self.parts, self.exports(), strict=True):
            matrix = reference.value(export).value
            right = convolution_matrix(part.layer, part.weights(), part.input_size)
            if not isinstance(matrix, np.ndarray) or not same_matrix(matrix, right, self.tolerance):
                raise ValueError(f"the master's `{part.answer}` is not the matrix of {part.layer}")
            result[part.answer] = right
        return result

    def publish(self, expected: Matrices) -> PublicMatrix:
        """The layers, kernels and sizes of the statement; no matrix."""
        return PublicMatrix(**self.heading(), parts=self.parts, tolerance=self.tolerance)

    @classmethod
    def catalogues(cls) -> Mapping[str, Mapping[str, str]]:
        """Those of slips in matrices."""
        return {cls.kind: catalogue([*(slip.name for slip in MATRIX_SLIPS), *FOUND_OTHERWISE])}

    def wrong_answers(self, expected: Matrices) -> WrongAnswers:
        """The wrong matrices that each slip gives to the parts."""
        works = {part.answer: part.work for part in self.parts}
        return self.wrong_results(
            expected,
            works,
            MATRIX_SLIPS,
            MatrixWork.done,
            lambda part, matrix: same_matrix(matrix, expected[part], self.tolerance),
        )
