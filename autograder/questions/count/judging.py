"""How predicted numbers of weights are judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.convolution.slips.counts import COUNT_SLIPS, Count
from autograder.convolution.slips.search import after_one, explaining, speaking_against
from autograder.questions.answer import Answer
from autograder.questions.count.part import CountPart
from autograder.questions.count.sentences import sentence
from autograder.questions.exercise import Exercise, unusable
from autograder.questions.verdict import Explained, Finding
from autograder.values.call import Port
from autograder.values.export import Export
from autograder.values.problems import problem_sentence
from autograder.values.value import Value

Counts = Mapping[str, int]
"""The right number for each part, by the name of its answer."""

WHOLE_NUMBER = "a whole number is needed"


@dataclass(frozen=True, kw_only=True)
class CountExercise(Exercise[Counts]):
    """Numbers of weights that the student predicts, before `model.summary()` is asked."""

    parts: tuple[CountPart, ...]

    def exports(self) -> tuple[Export, ...]:
        """One plain value for each number."""
        return tuple(Export(part.answer, "plain", WHOLE_NUMBER) for part in self.parts)

    def findings(
        self, answer: Answer, expected: Counts, untouched: Answer, port: Port
    ) -> Sequence[Finding]:
        """Judges each number: wrong type, too many or too few, the named mistake."""
        return [
            unusable(export, answer, untouched)
            or self._judge(part, export, answer.value(export), expected[part.answer])
            for part, export in zip(self.parts, self.exports(), strict=True)
        ]

    def _judge(self, part: CountPart, export: Export, value: Value, right: int) -> Finding:
        count = whole_number(value.value)
        if count is None:
            return Finding(part.answer, "wrong", not_whole(export, value))
        if count == right:
            against = speaking_against(part.asked, COUNT_SLIPS, Count.number, lambda n: n == right)
            return Finding(part.answer, "correct", against=against)
        ways = explaining(
            after_one(part.asked, COUNT_SLIPS, Count.number),
            COUNT_SLIPS,
            Count.number,
            lambda number: number == count,
        )
        return Finding(
            part.answer,
            "wrong",
            f"`{part.answer}` is not how many numbers the layer learns.",
            tuple(Explained(way.steps, sentence(way.steps)) for way in ways),
        )


def whole_number(value: Any) -> int | None:
    """A student's value as a whole number; None where it is none. 320.0 counts as whole, and True as 1."""
    whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    return int(value) if whole else None


def not_whole(export: Export, value: Value) -> str:
    """What is said of a value that is no whole number."""
    if isinstance(value.value, float):
        return f"`{export.name}` is not a whole number."
    return problem_sentence(export, Value(problem="not-plain", type_name=value.type_name))
