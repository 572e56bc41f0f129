"""How a written text is judged: not here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.questions.answer import Answer
from autograder.questions.exercise import Exercise
from autograder.questions.verdict import Finding, Verdict
from autograder.values.call import NO_PORT, Port
from autograder.values.export import Export


@dataclass(frozen=True, kw_only=True)
class WrittenExercise(Exercise[None]):
    """A text. The autograder gives no points: a person does."""

    @property
    def automatic(self) -> bool:
        """Never: a person marks it."""
        return False

    def exports(self) -> tuple[Export, ...]:
        """Nothing: the text stands in the notebook."""
        return ()

    def findings(
        self, answer: Answer, expected: None, untouched: Answer, port: Port
    ) -> Sequence[Finding]:
        """None: see `judge`."""
        return ()

    def judge(
        self, answer: Answer, expected: None, untouched: Answer, port: Port = NO_PORT
    ) -> Verdict:
        """Waits for a person, whatever is written."""
        return Verdict(
            self.id, "needs manual", None, self.points, "A person reads and marks this answer."
        )
