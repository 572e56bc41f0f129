"""An ordinary test cell of nbgrader: code that raises, or whose last value is the mark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from autograder.questions.answer import Answer
from autograder.questions.ordinary_test.judging import NOT_REACHED, OrdinaryTestExercise
from autograder.questions.ordinary_test.public import PublicOrdinaryTest
from autograder.questions.question import Probe, Question
from autograder.values.call import NO_PORT, Port

__all__ = ["NOT_REACHED", "OrdinaryTest"]


@dataclass(frozen=True, kw_only=True)
class OrdinaryTest(OrdinaryTestExercise, Question[None]):
    """A test that runs in the student's own process, scored as nbgrader scores it."""

    kind: ClassVar[str] = "ordinary-test"
    public_types: ClassVar[tuple[type, ...]] = (PublicOrdinaryTest,)

    hidden: bool = False
    """Whether it tests more than students see."""

    @property
    def addition(self) -> str:
        """That there is more, where there is."""
        return " It tests more than is shown here." if self.hidden else ""

    def expected(self, reference: Answer, probe: Probe, port: Port = NO_PORT) -> None:
        """Nothing is compared, but the master must pass. ValueError where it does not."""
        ended = reference.ended or NOT_REACHED
        points, _ = self.score(ended)
        if points != self.points:
            why = f": its test ends with {ended.error}" if ended.error else ""
            raise ValueError(f"the master itself gets {points:g} of {self.points:g} points{why}")

    def publish(self, expected: None) -> PublicOrdinaryTest:
        """Nothing but the statement and the hint."""
        return PublicOrdinaryTest(**self.heading())
