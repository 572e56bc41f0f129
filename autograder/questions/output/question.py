"""A question of a rubric for the output of a layer."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from autograder.convolution.correlate import layer_output
from autograder.convolution.layers import LAYERS
from autograder.convolution.mistakes import OUTPUT_MISTAKES
from autograder.questions.answer import Answer
from autograder.questions.output.judging import (
    OutputExercise,
    Outputs,
    full_rank,
    near_output,
)
from autograder.questions.output.part import ExpectedOutput, OutputPart
from autograder.questions.output.public import PublicOutput
from autograder.questions.question import Probe, Question
from autograder.values.call import NO_PORT, Port


@dataclass(frozen=True, kw_only=True)
class OutputQuestion(OutputExercise, Question[Outputs]):
    """Arrays that the student computes, one part each."""

    kind: ClassVar[str] = "output"
    public_types: ClassVar[tuple[type, ...]] = (PublicOutput, OutputPart, *LAYERS.values())
    own_types: ClassVar[tuple[type, ...]] = (ExpectedOutput, OutputPart, *LAYERS.values())

    def expected(
        self, reference: Answer, probe: Probe, port: Port = NO_PORT
    ) -> dict[str, ExpectedOutput]:
        """The master's arrays, by the name of the variable; they must be what the layers give."""
        result = {}
        for part, export in zip(self.parts, self.exports(), strict=True):
            output, images = reference.value(export).value, probe(part.probe)
            right = layer_output(part.layer, images, part.weights())
            full = None
            if isinstance(output, np.ndarray):
                full = full_rank(output, images.shape[0], right.shape)
            if full is None:
                raise ValueError(f"the master's `{part.answer}` is not an output (n, h, w, c)")
            full = full.astype(np.float64)
            if full.shape != right.shape or not near_output(full, right, self.tolerance):
                raise ValueError(f"the master's `{part.answer}` is not what {part.layer} gives")
            result[part.answer] = ExpectedOutput(images, full)
        return result

    def publish(self, expected: Outputs) -> PublicOutput:
        """What the statement tells, and the images; no output."""
        images = {
            part.probe: expected[part.answer].images.astype(np.float32) for part in self.parts
        }
        return PublicOutput(
            **self.heading(), parts=self.parts, tolerance=self.tolerance, images=images
        )

    def mistaken(self, expected: Outputs) -> Mapping[str, Hashable | None]:
        """The wrong arrays that each mistake gives, for each part."""
        result: dict[str, Hashable | None] = {}
        for mistake in OUTPUT_MISTAKES:
            found = [
                frozenset(
                    (wrong.shape, np.round(wrong, 6).tobytes())
                    for wrong in mistake.wrong(
                        part.layer, expected[part.answer].images, part.weights()
                    )
                    if wrong.shape != expected[part.answer].output.shape
                    or not near_output(wrong, expected[part.answer].output, self.tolerance)
                )
                for part in self.parts
            ]
            result[mistake.name] = tuple(found) if any(found) else None
        return result
