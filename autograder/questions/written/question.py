"""A question of a rubric that is answered in words, and marked by a person in nbgrader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from autograder.questions.answer import Answer
from autograder.questions.question import Probe, Question
from autograder.questions.written.judging import WrittenExercise
from autograder.questions.written.public import PublicWritten
from autograder.values.call import NO_PORT, Port


@dataclass(frozen=True, kw_only=True)
class WrittenQuestion(WrittenExercise, Question[None]):
    """A text, marked by a person with the guide."""

    kind: ClassVar[str] = "written"
    public_types: ClassVar[tuple[type, ...]] = (PublicWritten,)

    guide: str
    """What a marker should look for. Staff only."""

    def expected(self, reference: Answer, probe: Probe, port: Port = NO_PORT) -> None:
        """Nothing is compared."""

    def publish(self, expected: None) -> PublicWritten:
        """Nothing but the statement and the hint; never the guide."""
        return PublicWritten(**self.heading())
