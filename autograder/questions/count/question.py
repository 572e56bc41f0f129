"""A question of a rubric for numbers of weights."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from autograder.convolution.layers import LAYERS
from autograder.convolution.mistakes import PARAMETER_MISTAKES
from autograder.questions.answer import Answer
from autograder.questions.count.judging import CountExercise, Counts, whole_number
from autograder.questions.count.part import CountPart
from autograder.questions.count.public import PublicCount
from autograder.questions.question import Probe, Question
from autograder.values.call import NO_PORT, Port


@dataclass(frozen=True, kw_only=True)
class CountQuestion(CountExercise, Question[Counts]):
    """Numbers of weights, one part each."""

    kind: ClassVar[str] = "count"
    public_types: ClassVar[tuple[type, ...]] = (PublicCount, CountPart, *LAYERS.values())
    own_types: ClassVar[tuple[type, ...]] = (CountPart, *LAYERS.values())

    def expected(self, reference: Answer, probe: Probe, port: Port = NO_PORT) -> dict[str, int]:
        """The numbers that the master predicts, by the name of the variable."""
        result = {}
        for part, export in zip(self.parts, self.exports(), strict=True):
            count, right = whole_number(reference.value(export).value), part.count()
            if count != right:
                raise ValueError(
                    f"the master says {count} for `{part.answer}`, the rubric's layers give {right}"
                )
            result[part.answer] = right
        return result

    def publish(self, expected: Counts) -> PublicCount:
        """The layers and input shapes of the statement; no number that is asked for."""
        return PublicCount(**self.heading(), parts=self.parts)

    def mistaken(self, expected: Counts) -> Mapping[str, Hashable | None]:
        """The wrong numbers that each mistake gives, for each part."""
        result: dict[str, Hashable | None] = {}
        for mistake in PARAMETER_MISTAKES:
            counts = tuple(
                frozenset(mistake.wrong(part.layers, part.input_shape, part.use_bias))
                - {expected[part.answer]}
                for part in self.parts
            )
            result[mistake.name] = counts if any(counts) else None
        return result
