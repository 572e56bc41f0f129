"""What the card of a matrix shows: what it does to a picture, which tells more than its entries would."""

from __future__ import annotations

import numpy as np

from autograder.questions.matrix.part import MatrixPart
from autograder.questions.verdict import Picture


def picture_of(part: MatrixPart, matrix: np.ndarray, right: np.ndarray) -> tuple[Picture, ...]:
    """What a matrix of the right size does to a picture of noise; of another size nothing."""
    if matrix.shape != right.shape:
        return ()
    pixels = np.random.Generator(np.random.PCG64(7)).random(part.input_size)
    with np.errstate(all="ignore"):  # a student's matrix may hold anything
        output = (matrix.astype(np.float64) @ pixels.ravel()).reshape(part.output_size)
    expected = (right @ pixels.ravel()).reshape(part.output_size)
    title = f"{part.answer} @ picture.ravel()"
    return (Picture(title=title, input=pixels, output=output, expected=expected),)
