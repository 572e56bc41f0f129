"""A cell of an ordinary nbgrader notebook that a person marks: an answer, or a task."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from autograder.questions.answer import Answer
from autograder.questions.verdict import Verdict
from autograder.questions.written.question import WrittenQuestion
from autograder.values.call import NO_PORT, Port


@dataclass(frozen=True, kw_only=True)
class ManualCell(WrittenQuestion):
    """Waits for a person, as a written question does; who left it as it was released gets 0 points."""

    kind: ClassVar[str] = "manual-cell"

    guide: str = ""

    def judge(
        self, answer: Answer, expected: None, untouched: Answer, port: Port = NO_PORT
    ) -> Verdict:
        """As nbgrader has it: only an answer that was changed needs to be read."""
        if answer.unchanged:
            return Verdict(self.id, "not attempted", 0.0, self.points, "No response.")
        return super().judge(answer, expected, untouched, port)
