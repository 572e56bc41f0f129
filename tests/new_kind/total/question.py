"""A question of a rubric for a total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from autograder.questions.total.judging import SENTENCES, TotalExercise, wrong_totals
from autograder.questions.total.public import PublicTotal

from autograder.questions.answer import Answer
from autograder.questions.question import Probe, Question, WrongAnswers
from autograder.values.call import NO_PORT, Port


@dataclass(frozen=True, kw_only=True)
class TotalQuestion(TotalExercise, Question[int]):
    """The total of some numbers."""

    kind: ClassVar[str] = "total"
    public_types: ClassVar[tuple[type, ...]] = (PublicTotal,)

    def expected(self, reference: Answer, probe: Probe, port: Port = NO_PORT) -> int:
        """The total. ValueError where the master has another one."""
        (export,) = self.exports()
        total = sum(self.numbers)
        if reference.value(export).value != total:
            raise ValueError(f"the master's `{self.answer}` is not {total}")
        return total

    def publish(self, expected: int) -> PublicTotal:
        """The numbers alone."""
        return PublicTotal(**self.heading(), answer=self.answer, numbers=self.numbers)

    @classmethod
    def catalogues(cls) -> Mapping[str, Mapping[str, str]]:
        """What is told of each slip."""
        return {cls.kind: SENTENCES}

    def wrong_answers(self, expected: int) -> WrongAnswers:
        """The wrong total of each slip, where it is wrong."""
        return {
            name: {self.answer: (wrong,) if wrong != expected else ()}
            for name, wrong in wrong_totals(self.numbers).items()
        }
