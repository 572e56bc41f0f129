"""A cell of an ordinary nbgrader notebook that a person marks: an answer, or a task."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from autograder.questions.answer import Given
from autograder.questions.verdict import Verdict
from autograder.questions.written.question import WrittenQuestion


@dataclass(frozen=True, kw_only=True)
class ManualCell(WrittenQuestion):
    """Waits for a person, as a written question does; who left it as it was released gets 0 points."""

    kind: ClassVar[str] = "manual-cell"

    guide: str = ""

    def judge(self, given: Given, expected: None, untouched: Given) -> Verdict:
        """As nbgrader has it: only an answer that was changed needs to be read."""
        if given.unchanged:
            return Verdict(self.id, "not attempted", 0.0, self.points, "No response.")
        return super().judge(given, expected, untouched)
