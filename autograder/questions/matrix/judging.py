"""How the matrices of convolutions are judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.convolution.slips.arrays.matrices import contradicted_by_matrix, explained_matrix
from autograder.convolution.slips.arrays.matrix_work import MatrixWork
from autograder.convolution.slips.slip import SlipStep
from autograder.questions.answer import Answer
from autograder.questions.exercise import Exercise, unusable
from autograder.questions.matrix.part import MatrixPart
from autograder.questions.matrix.picture import picture_of
from autograder.questions.matrix.sentences import sentence
from autograder.questions.shape.part import count_axes
from autograder.questions.verdict import Explained, Finding
from autograder.values.call import Port
from autograder.values.export import Export

PEN = SlipStep("slip-of-the-pen")
MOST_SLIPS_OF_THE_PEN = 2
"""Wrong entries in one row, where all the other rows are right."""
FEW = 3
"""Wrong entries that show two slips at once: fewer may do so by chance."""

Matrices = Mapping[str, np.ndarray]
"""The right matrix of each part, by the name of its answer."""


@dataclass(frozen=True, kw_only=True)
class MatrixExercise(Exercise[Matrices]):
    """Matrices that do to a flattened picture what a convolution does to the picture, one part each."""

    parts: tuple[MatrixPart, ...]
    tolerance: float = 1e-4
    """Largest difference allowed in any entry."""

    def exports(self) -> tuple[Export, ...]:
        """One array for each part."""
        return tuple(Export(part.answer, "array") for part in self.parts)

    def findings(
        self, answer: Answer, expected: Matrices, untouched: Answer, port: Port
    ) -> Sequence[Finding]:
        """Judges each matrix: wrong type, rank, size, the slips, then its rows."""
        return [
            unusable(export, answer, untouched)
            or self._judge(part, answer.value(export).value, expected[part.answer])
            for part, export in zip(self.parts, self.exports(), strict=True)
        ]

    def _judge(self, part: MatrixPart, matrix: np.ndarray, right: np.ndarray) -> Finding:
        name = part.answer
        if matrix.ndim != 2:
            message = f"`{name}` has {count_axes(matrix.ndim)}, but a matrix has two."
            return Finding(name, "wrong", message)
        picture = picture_of(part, matrix, right, self.tolerance)
        work = part.work
        if same_matrix(matrix, right, self.tolerance):
            against = contradicted_by_matrix(
                work, lambda other: same_matrix(right, other, self.tolerance)
            )
            return Finding(name, "correct", pictures=picture, against=against)
        return Finding(
            name,
            "wrong",
            _describe(part, matrix, right, self.tolerance),
            self._ways(work, matrix, right),
            picture,
        )

    def _ways(
        self, work: MatrixWork, matrix: np.ndarray, right: np.ndarray
    ) -> tuple[Explained, ...]:
        """All that explain a wrong matrix."""
        if not np.isfinite(matrix).all():
            return ()
        seen = _seen(matrix, right)
        found = explained_matrix(
            work,
            lambda other: same_matrix(matrix, other, self.tolerance),
            lambda other: seen >= FEW and other.size == matrix.size,
        )
        if not found and matrix.shape == right.shape:
            off = np.argwhere(np.abs(matrix - right) > self.tolerance)
            if len({row for row, _ in off}) == 1 < len(right) and len(off) <= MOST_SLIPS_OF_THE_PEN:
                found = [(PEN,)]
        return tuple(Explained(steps, sentence(steps), seen) for steps in found)


def same_matrix(one: np.ndarray, other: np.ndarray, tolerance: float) -> bool:
    """Whether two matrices are the same, entry by entry; NaN and infinity are never."""
    if one.shape != other.shape:
        return False
    with np.errstate(all="ignore"):  # a student's matrix may hold anything
        return bool((np.abs(one.astype(np.float64) - other) <= tolerance).all())


def _seen(matrix: np.ndarray, right: np.ndarray) -> int:
    """How many entries show a slip."""
    if matrix.shape != right.shape:
        return int(np.count_nonzero(matrix))
    return int(np.count_nonzero(matrix != right))


def _describe(part: MatrixPart, matrix: np.ndarray, right: np.ndarray, tolerance: float) -> str:
    """What is the matter with a matrix, and where first."""
    name = part.answer
    off = [
        what
        for what, a, b in zip(("rows", "columns"), matrix.shape, right.shape, strict=True)
        if a != b
    ]
    if off:
        return (
            f"`{name}` is {matrix.shape[0]} x {matrix.shape[1]}: the number of {' and of '.join(off)} is "
            "wrong. It needs a row for every output pixel and a column for every input pixel."
        )
    if not np.isfinite(matrix).all():
        return f"`{name}` holds NaN or infinity: every entry must be a number."
    wrong = [
        row for row in range(len(right)) if not same_matrix(matrix[row], right[row], tolerance)
    ]
    place = divmod(wrong[0], part.output_size[1])
    return (
        f"`{name}` has the right size, but {len(wrong)} of its {len(right)} rows "
        f"{'is' if len(wrong) == 1 else 'are'} wrong. {'It' if len(wrong) == 1 else 'The first'} is row "
        f"{wrong[0]}, counted from 0: it makes the output pixel {place}. Here is what your matrix makes of a picture of {part.input_size[0]} x "
        f"{part.input_size[1]} pixels."
    )
