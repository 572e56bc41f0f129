"""A question of a rubric for shapes that the answer's own cell prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from autograder.convolution.layers import LAYERS
from autograder.convolution.slips.shapes.table import BY_SETTINGS
from autograder.convolution.slips.shapes.walk import Walk
from autograder.questions.answer import Answer
from autograder.questions.printed.judging import PrintedExercise, PrintedShapes, printed_shapes
from autograder.questions.printed.public import PublicPrinted
from autograder.questions.printed.sentences import ORDER, ORDER_SENTENCE
from autograder.questions.question import Probe, Question, WrongAnswers
from autograder.questions.shape.part import ShapePart, another_input
from autograder.questions.shape.sentences import SENTENCES
from autograder.values.call import NO_PORT, Port


@dataclass(frozen=True, kw_only=True)
class PrintedQuestion(PrintedExercise, Question[PrintedShapes]):
    """Shapes printed by the answer's cell, one part each."""

    kind: ClassVar[str] = "printed"
    public_types: ClassVar[tuple[type, ...]] = (PublicPrinted, ShapePart, *LAYERS.values())
    own_types: ClassVar[tuple[type, ...]] = (ShapePart, *LAYERS.values())

    def expected(
        self, reference: Answer, probe: Probe, port: Port = NO_PORT
    ) -> dict[str, tuple[int | None, ...]]:
        """The shapes that the master's cell prints, by the label of the part; they must be what the
        layers give."""
        shapes = printed_shapes(reference.printed or "")
        if len(shapes) != len(self.parts):
            raise ValueError(
                f"the master prints {len(shapes)} shapes in place of {len(self.parts)}"
            )
        for part, shape in zip(self.parts, shapes, strict=True):
            part.agreed(shape)
        return {part.answer: shape for part, shape in zip(self.parts, shapes, strict=True)}

    def publish(self, expected: PrintedShapes) -> PublicPrinted:
        """The layers and input shapes of the statement; no shape that is asked for."""
        return PublicPrinted(**self.heading(), parts=self.parts)

    @classmethod
    def catalogues(cls) -> Mapping[str, Mapping[str, str]]:
        """Those of slips about shapes."""
        told = {slip.name: SENTENCES[slip.name] for slip in BY_SETTINGS}
        return {cls.kind: {**told, ORDER: ORDER_SENTENCE}}

    def wrong_answers(self, expected: PrintedShapes) -> WrongAnswers:
        """The wrong shapes that each slip gives to the parts."""
        walks = {part.answer: part.walk for part in self.parts}
        right = {part.answer: part.shape() for part in self.parts}
        return self.wrong_results(
            expected, walks, BY_SETTINGS, Walk.end, lambda part, shape: shape == right[part]
        )

    def showing(self, expected: PrintedShapes, slip: str, probe: Probe) -> str:
        """Another input of one of the parts."""
        return another_input(self.parts, slip)
