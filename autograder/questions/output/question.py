"""A question of a rubric for the output of a layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from autograder.convolution.correlate import layer_output
from autograder.convolution.layers import LAYERS
from autograder.convolution.slips.arrays.table import WORK_SLIPS
from autograder.convolution.slips.arrays.work import LayerWork
from autograder.questions.answer import Answer
from autograder.questions.output.full_rank import full_rank, near_output
from autograder.questions.output.judging import OutputExercise, Outputs
from autograder.questions.output.part import ExpectedOutput, OutputPart
from autograder.questions.output.public import PublicOutput
from autograder.questions.output.sentences import FOUND_OTHERWISE, catalogue
from autograder.questions.question import Probe, Question, WrongAnswers
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

    @classmethod
    def catalogues(cls) -> Mapping[str, Mapping[str, str]]:
        """Those of slips in outputs."""
        return {cls.kind: catalogue([*(slip.name for slip in WORK_SLIPS), *FOUND_OTHERWISE])}

    def wrong_answers(self, expected: Outputs) -> WrongAnswers:
        """The wrong arrays that each slip gives to the parts."""
        works = {part.answer: part.work(expected[part.answer].images) for part in self.parts}

        def is_right(part: str, output: np.ndarray) -> bool:
            right = expected[part].output
            return output.shape == right.shape and near_output(output, right, self.tolerance)

        return self.wrong_results(expected, works, WORK_SLIPS, LayerWork.done, is_right)
