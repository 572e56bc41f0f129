"""One notebook of an assignment made ready for grading: what is asked, and what counts as right."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from nbformat import NotebookNode

from autograder.course.course import Assignment
from autograder.course.release import Release
from autograder.course.repaired_notebook import RepairedNotebook
from autograder.course.rubric import Rubric
from autograder.errors import AutograderError
from autograder.questions.answer import Answer
from autograder.questions.key import Key
from autograder.questions.question import Question
from autograder.questions.verdict import Verdict
from autograder.values.call import Port


class ExamError(AutograderError, RuntimeError):
    """The course's own files are not in order, so nothing can be graded with them."""


@dataclass(frozen=True, eq=False)
class Exam(ABC):
    """Everything that a submitted notebook is compared with. It never enters a student's process.

    `KitExam` is one of this kit's own assignments, `PlainExam` one of ordinary nbgrader cells.
    """

    assignment: Assignment
    rubric: Rubric
    starter: NotebookNode
    """The released notebook."""
    tests: Mapping[str, str]
    """By the id of an ordinary test's cell: what is run there, with what students do not see. It
    does enter their process."""

    @property
    @abstractmethod
    def notebooks(self) -> tuple[str, ...]:
        """The names of all notebooks of the assignment."""

    @property
    @abstractmethod
    def name(self) -> str:
        """The name of this one."""

    @property
    @abstractmethod
    def state(self) -> str:
        """A text that is another one as soon as anything changes that verdicts depend on."""

    @property
    @abstractmethod
    def entered(self) -> bool:
        """Whether `nbgrader generate_assignment` enters it in the gradebook, and grading must not."""

    @abstractmethod
    def repaired(self, submitted: NotebookNode) -> RepairedNotebook:
        """A submitted notebook with its released cells restored."""

    @abstractmethod
    def verdict(self, question: Question[Any], answer: Answer, port: Port) -> Verdict:
        """The verdict on an answer. Judging calls this once for each question, in their order."""

    @abstractmethod
    def public_verdict(self, question: Question[Any], answer: Answer, port: Port) -> Verdict | None:
        """The verdict on the part of a question that students have, as a live check gives it; None
        where they have all of it, or none."""

    def called_keys(self) -> tuple[Key[Any], ...]:
        """In the rubric's order: what answers are judged by for which something is called in the
        notebook's process. Whoever runs notebooks elsewhere needs no more."""
        return ()

    @cached_property
    def release(self) -> Release:
        """The released notebook, looked up by its cells and by what they ask."""
        return Release(self.starter, tuple(question.id for question in self.rubric.questions))

    @property
    def theirs(self) -> frozenset[str]:
        """Released files that students may replace by their own."""
        pairs = self.assignment.course.folders.theirs
        return frozenset(file for name, file in pairs if name == self.assignment.name)
