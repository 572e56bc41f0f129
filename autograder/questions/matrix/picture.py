"""What the card of a matrix shows: what it does to a picture, which tells more than its entries would."""

from __future__ import annotations

import numpy as np

from autograder.questions.matrix.part import MatrixPart
from autograder.questions.verdict import Picture


def picture_of(
    part: MatrixPart, matrix: np.ndarray, right: np.ndarray, tolerance: float
) -> tuple[Picture, ...]:
    """What a matrix of the right size does to a picture of small numbers, and which of them come out
    wrong; of another size nothing."""
    if matrix.shape != right.shape:
        return ()
    pixels = np.random.Generator(np.random.PCG64(7)).integers(1, 10, part.input_size)
    with np.errstate(all="ignore"):  # a student's matrix may hold anything
        output = (matrix.astype(np.float64) @ pixels.ravel()).reshape(part.output_size)
        off = ~(np.abs(matrix - right) <= tolerance)
    return (
        Picture(
            title=f"{part.answer} @ picture.ravel()",
            input=pixels.astype(np.float64),
            output=output,
            expected=None,
            wrong=off.any(axis=1).reshape(part.output_size),
        ),
    )
