"""What students have of a question for the output of a layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from autograder.questions.output.judging import OutputExercise, Outputs
from autograder.questions.output.part import ExpectedOutput
from autograder.questions.public_question import PublicQuestion


@dataclass(frozen=True, kw_only=True, eq=False)
class PublicOutput(OutputExercise, PublicQuestion[Outputs]):
    """What the statement tells, and the images."""

    images: Mapping[str, np.ndarray]
    """By the name of the probe: images (batch, height, width, channels)."""

    def expected(self) -> Outputs:
        """The outputs of Keras' own layers."""
        from autograder.questions.output.referee import output_of

        return {
            part.answer: ExpectedOutput(
                self.images[part.probe], output_of(part, self.images[part.probe])
            )
            for part in self.parts
        }
