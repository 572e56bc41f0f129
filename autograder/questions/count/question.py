"""A question of a rubric for numbers of weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from autograder.convolution.layers import LAYERS
from autograder.convolution.slips.counts import COUNT_SLIPS, Count
from autograder.questions.answer import Answer
from autograder.questions.count.judging import CountExercise, Counts, whole_number
from autograder.questions.count.part import CountPart
from autograder.questions.count.public import PublicCount
from autograder.questions.count.sentences import SENTENCES
from autograder.questions.question import Probe, Question, WrongAnswers
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

    @classmethod
    def catalogues(cls) -> Mapping[str, Mapping[str, str]]:
        """Those of slips in counts."""
        return {cls.kind: SENTENCES}

    def wrong_answers(self, expected: Counts) -> WrongAnswers:
        """The wrong numbers that each slip gives to the parts."""
        asked = {part.answer: part.asked for part in self.parts}
        return self.wrong_results(
            expected, asked, COUNT_SLIPS, Count.number, lambda part, n: n == expected[part]
        )
