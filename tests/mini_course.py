"""A small course of one assignment, `mini`: built once, copied for each test that needs it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.course.course import Assignment, Course
from autograder.engine.session import Engine, Limits
from autograder.grading.build import build_assignment
from autograder.grading.gradebook import open_gradebook
from autograder.grading.grader import Grader
from autograder.grading.kit_exam import KitExam, prepare_exam
from autograder.grading.ledger import Ledger
from autograder.grading.marks import Marks
from autograder.grading.notebook_result import NotebookResult
from autograder.grading.rehearsals import lay_over
from autograder.grading.side_by_side import side_by_side
from autograder.questions.answer import Answer
from autograder.questions.verdict import Verdict
from tests.engine_of import engine_of

FILES = Path(__file__).with_name("mini")
POINTS = {"blur": 2.0, "sizes": 2.0, "printed": 2.0, "pooled": 1.0}
"""Of the questions that the autograder marks; `why` has 3 more, by a person."""

POOLED = """\
rows, columns = np.mgrid[0:16, 0:20]
steps = ((rows // 4) + 2 * (columns // 7)) / 7
pooled = steps.reshape(8, 2, 10, 2).mean(axis=(1, 3))
"""
RIGHT = {
    "blur": "blur = np.ones((3, 3, 1, 1)) / 9",
    "sizes": "size_conv = (1, 5, 8, 2)\nsize_pool = (1, 3, 5, 1)",
    "printed": "print((1, 5, 8, 2))\nprint((1, 2, 4, 2))",
    "why": "The nine weights add up to one.",
    "pooled": POOLED,
}
"""Right answers: what stands in each answer's cell."""


@dataclass(frozen=True)
class MiniCourse:
    """A course folder with the built assignment `mini`."""

    root: Path

    @property
    def course(self) -> Course:
        return Course.at(self.root)

    @property
    def assignment(self) -> Assignment:
        return self.course.assignment("mini")

    @property
    def engine(self) -> Engine:
        return engine_of(FILES)

    @property
    def limits(self) -> Limits:
        return Limits(cell_seconds=2, grace_seconds=1, total_seconds=30)

    def build(self) -> None:
        build_assignment(self.assignment, self.engine, self.limits)

    def exam(self) -> KitExam:
        return prepare_exam(self.assignment, self.engine, self.limits)

    def starter(self) -> NotebookNode:
        return nbformat.read(self.assignment.starter, as_version=4)

    def answered(self, **answers: str) -> NotebookNode:
        """The starter with right answers, but for those that are given."""
        return lay_over(self.starter(), {**RIGHT, **answers})

    def submit(
        self, student: str, content: NotebookNode | str | bytes, **files: str | bytes
    ) -> Path:
        """Submits a notebook, or what else lies in the place of one, and files beside it."""
        folder = self.course.submitted / student / "mini"
        folder.mkdir(parents=True, exist_ok=True)
        text = nbformat.writes(content) if isinstance(content, NotebookNode) else content
        for name, data in {"mini.ipynb": text, **files}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data.encode() if isinstance(data, str) else data)
        return folder

    def grade(self, students: Iterable[str], jobs: int = 2) -> dict[str, NotebookResult]:
        """Grades some students, without the gradebook."""
        grader = self.grader()
        (exam,) = grader.exams
        found = side_by_side(lambda name: grader.grade_student(exam, name), students, jobs)
        return {graded.marks.student: graded for graded in found}

    def grader(self, exam: KitExam | None = None, jobs: int = 2) -> Grader:
        """A grader without a gradebook."""
        return Grader(self.assignment, self.engine, self.limits, (exam or self.exam(),), jobs)

    def record(
        self, students: Iterable[str], jobs: int = 2, exam: KitExam | None = None
    ) -> tuple[Marks, ...]:
        """Grades some students, into the gradebook and `autograded/`."""
        with open_gradebook(self.course) as gradebook:
            grader = replace(self.grader(exam, jobs), ledger=Ledger(gradebook))
            return grader.grade_all(tuple(students))

    def rewrite(self, name: str, *changes: tuple[str, str]) -> None:
        """Changes a file of the course; every piece of text that is replaced must be there."""
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")


def make_mini_course(root: Path) -> MiniCourse:
    """Writes the mini course into a new folder, and builds it. It has a gradebook with nothing in
    it: nbgrader takes seconds to make one."""
    shutil.copytree(FILES, root)
    mini = MiniCourse(root)
    mini.build()
    with open_gradebook(mini.course):
        pass
    return mini


def marks_of(exam: KitExam, student: str, **points: float) -> Marks:
    """Hand-made marks: full points, but for those that are given."""
    verdicts = []
    for question in exam.rubric.questions:
        given = points.get(question.id, question.points)
        outcome = "correct" if given == question.points else "partial" if given else "wrong"
        verdict = Verdict(question.id, outcome, given, question.points, f"{given:g} points.")
        if not question.automatic:
            verdict = question.judge(Answer(), None, Answer())
        verdicts.append(verdict)
    return Marks(exam.assignment.name, student, "graded", tuple(verdicts), ())


def without_seconds(marks: Mapping[str, Any]) -> dict[str, Any]:
    """Marks as JSON holds them, without the time that they took."""
    return {key: value for key, value in marks.items() if key != "seconds"}
