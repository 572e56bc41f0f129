"""What the card of an output shows."""

from __future__ import annotations

import numpy as np

from autograder.questions.output.part import ExpectedOutput
from autograder.questions.verdict import Picture, drawable


def picture_of(name: str, output: np.ndarray, expected: ExpectedOutput) -> tuple[Picture, ...]:
    """The images, the student's output where it is of the right size, and the right one."""
    same = output.shape == expected.output.shape
    return (
        Picture(
            title=name,
            input=drawable(expected.images),
            output=drawable(output) if same else None,
            expected=drawable(expected.output),
        ),
    )
