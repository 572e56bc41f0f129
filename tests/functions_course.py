"""A small course of one assignment, `functions`, whose answers are called: built once for a test."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat

from autograder.course.course import Course
from autograder.course.known_answers import load_known_answers
from autograder.engine.session import Engine, Limits
from autograder.grading.build import build_assignment
from autograder.grading.grader import Grader
from autograder.grading.kit_exam import KitExam, prepare_exam
from autograder.grading.notebook_result import NotebookResult
from autograder.grading.rehearsals import lay_over
from autograder.grading.submission import Submission

FILES = Path(__file__).with_name("functions")
LIMITS = Limits(cell_seconds=5, grace_seconds=1, call_seconds=1, total_seconds=60)


@dataclass(frozen=True, eq=False)
class FunctionsCourse:
    """The built assignment, made ready for grading."""

    exam: KitExam
    right: Mapping[str, str]
    """The first right answer to each question."""

    @classmethod
    def make(cls, root: Path, engine: Engine) -> FunctionsCourse:
        """Writes the course into a new folder, and builds it."""
        shutil.copytree(FILES, root)
        assignment = Course.at(root).assignment("functions")
        build_assignment(assignment, engine, LIMITS)
        known = load_known_answers(FILES / "solutions/functions/wrong_answers.py")
        right: dict[str, str] = {}
        for answer in known.right:
            right.setdefault(answer.question, answer.code)
        return cls(prepare_exam(assignment, engine, LIMITS), right)

    def grade(
        self, engine: Engine, limits: Limits = LIMITS, public_too: bool = False, **answers: str
    ) -> NotebookResult:
        """What right answers get, but for those that are given."""
        starter = nbformat.read(self.exam.assignment.starter, as_version=4)
        notebook = lay_over(starter, {**self.right, **answers})
        submission = Submission("ada", self.exam.assignment.released, notebook, "graded")
        grader = Grader(self.exam.assignment, engine, limits, (self.exam,))
        return grader.grade_submission(self.exam, submission, public_too)
