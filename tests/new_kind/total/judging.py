"""How a total is judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autograder.convolution.slips.slip import SlipStep
from autograder.questions.answer import Answer
from autograder.questions.exercise import Exercise, unusable
from autograder.questions.verdict import Explained, Finding
from autograder.values.call import Port
from autograder.values.export import Export

SENTENCES: Mapping[str, str] = {
    "last-left-out": "The last number is missing: a slice ends before the index that you name.",
    "first-left-out": "The first number is missing: Python counts from 0.",
}
"""What students are told of a slip, by its name."""


def wrong_totals(numbers: Sequence[int]) -> Mapping[str, int]:
    """What each slip gives in the place of the total."""
    return {"last-left-out": sum(numbers[:-1]), "first-left-out": sum(numbers[1:])}


@dataclass(frozen=True, kw_only=True)
class TotalExercise(Exercise[int]):
    """The total of some numbers, in the variable `answer`."""

    answer: str
    numbers: tuple[int, ...]

    def exports(self) -> tuple[Export, ...]:
        """One plain value."""
        return (Export(self.answer, "plain", "a whole number is needed"),)

    def findings(
        self, answer: Answer, expected: int, untouched: Answer, port: Port
    ) -> Sequence[Finding]:
        """Right or wrong, and the slips that give the same."""
        (export,) = self.exports()
        problem = unusable(export, answer, untouched)
        if problem:
            return [problem]
        value = answer.value(export).value
        if value == expected:
            return [Finding(self.answer, "correct")]
        ways = tuple(
            Explained((SlipStep(name),), SENTENCES[name])
            for name, wrong in wrong_totals(self.numbers).items()
            if value == wrong
        )
        return [Finding(self.answer, "wrong", f"`{self.answer}` is not the total.", ways)]
