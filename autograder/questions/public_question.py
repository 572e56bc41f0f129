"""A question as students have it: the abstract base of the public parts of all kinds."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import TypedDict

from autograder.questions.answer import Answer
from autograder.questions.exercise import Exercise, Expected
from autograder.questions.verdict import Verdict
from autograder.values.call import NO_PORT, Port


class Heading(TypedDict):
    """The fields of every public question."""

    id: str
    points: float
    statement: str
    hint: str
    because: str
    untold: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PublicQuestion(Exercise[Expected]):
    """What lies beside the starter of one question. `Question.publish` builds it: what it does not put
    in, no student gets."""

    untold: tuple[str, ...] = ()
    """The slips that are not told here."""

    @property
    def untold_names(self) -> tuple[str, ...]:
        """Those that were published."""
        return self.untold

    @abstractmethod
    def expected(self) -> Expected:
        """What a right answer gives to the public part. Called by a live check, in the student's
        notebook: where no answer may be published, Keras itself is asked."""

    def heading(self) -> Heading:
        """What it begins with, to be compared with the question's."""
        return Heading(
            id=self.id,
            points=self.points,
            statement=self.statement,
            hint=self.hint,
            because=self.because,
            untold=self.untold,
        )

    def check(self, answer: Answer, untouched: Answer, port: Port = NO_PORT) -> Verdict:
        """The live verdict on an answer."""
        return self.judge(answer, self.expected(), untouched, port)
