"""What the card of an output shows: never the right one, where students could read it off."""

from __future__ import annotations

import numpy as np

from autograder.questions.output.explaining import WrongOutput
from autograder.questions.output.part import ExpectedOutput
from autograder.questions.verdict import Picture, drawable


def picture_of(
    name: str, output: np.ndarray, expected: ExpectedOutput, wrong: WrongOutput | None = None
) -> tuple[Picture, ...]:
    """The images and the student's output, with what is `wrong` in it marked."""
    same = output.shape == expected.output.shape
    marked = None
    if wrong is not None and same and not wrong.can_be_guessed:
        marked = wrong.wrong_places()[0].any(axis=2)
    return (
        Picture(
            title=name,
            input=drawable(expected.images),
            output=drawable(output) if output.size else None,
            expected=None,
            wrong=marked,
        ),
    )
