"""A question of a rubric for the matrix of a convolution."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from autograder.convolution.layers import Conv2D
from autograder.convolution.matrix import convolution_matrix
from autograder.convolution.mistakes import MATRIX_MISTAKES
from autograder.questions.answer import Answer
from autograder.questions.matrix.judging import Matrices, MatrixExercise, same_matrix
from autograder.questions.matrix.part import MatrixPart
from autograder.questions.matrix.public import PublicMatrix
from autograder.questions.question import Probe, Question
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

    def mistaken(self, expected: Matrices) -> Mapping[str, Hashable | None]:
        """The wrong matrices that each mistake gives, for each part."""
        result: dict[str, Hashable | None] = {}
        for mistake in MATRIX_MISTAKES:
            found = tuple(
                frozenset(
                    (wrong.shape, (np.round(wrong, 6) + 0.0).tobytes())  # + 0.0: no -0
                    for wrong in mistake.wrong(part.layer, part.weights(), part.input_size)
                    if not same_matrix(wrong, expected[part.answer], self.tolerance)
                )
                for part in self.parts
            )
            result[mistake.name] = found if any(found) else None
        return result
