"""A question of a rubric for shapes that the student predicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from autograder.convolution.layers import LAYERS
from autograder.convolution.slips.shapes.table import SHAPE_SLIPS
from autograder.convolution.slips.shapes.walk import Walk
from autograder.questions.answer import Answer
from autograder.questions.question import Probe, Question, WrongAnswers
from autograder.questions.shape.judging import ShapeExercise, Shapes, as_shape
from autograder.questions.shape.part import ShapePart, another_input
from autograder.questions.shape.public import PublicShape
from autograder.questions.shape.sentences import SENTENCES
from autograder.values.call import NO_PORT, Port


@dataclass(frozen=True, kw_only=True)
class ShapeQuestion(ShapeExercise, Question[Shapes]):
    """Shapes predicted by the student, one part each."""

    kind: ClassVar[str] = "shape"
    public_types: ClassVar[tuple[type, ...]] = (PublicShape, ShapePart, *LAYERS.values())
    own_types: ClassVar[tuple[type, ...]] = (ShapePart, *LAYERS.values())

    def expected(
        self, reference: Answer, probe: Probe, port: Port = NO_PORT
    ) -> dict[str, tuple[int, ...]]:
        """The shapes that the master predicts, by the name of the variable; they must be what the layers
        give."""
        result = {}
        for part, export in zip(self.parts, self.exports(), strict=True):
            shape = as_shape(reference.value(export).value)
            if shape is None or not all(isinstance(size, int) for size in shape):
                raise ValueError(f"the master's `{export.name}` is not a shape")
            part.agreed(shape)
            result[export.name] = tuple(int(size) for size in shape)
        return result

    def publish(self, expected: Shapes) -> PublicShape:
        """The layers and input shapes of the statement; no shape that is asked for."""
        return PublicShape(**self.heading(), parts=self.parts)

    @classmethod
    def catalogues(cls) -> Mapping[str, Mapping[str, str]]:
        """Those of slips about shapes."""
        return {cls.kind: SENTENCES}

    def wrong_answers(self, expected: Shapes) -> WrongAnswers:
        """The wrong shapes that each slip gives to the parts."""
        walks = {part.answer: part.walk for part in self.parts}
        right = {part.answer: part.shape() for part in self.parts}
        return self.wrong_results(
            expected, walks, SHAPE_SLIPS, Walk.end, lambda part, shape: shape == right[part]
        )

    def showing(self, expected: Shapes, slip: str, probe: Probe) -> str:
        """Another input of one of the parts."""
        return another_input(self.parts, slip)
