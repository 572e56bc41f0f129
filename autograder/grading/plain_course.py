"""Assignments of ordinary nbgrader cells: no rubric, no master; the release and the gradebook say all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.course.cells import grade_id, is_check, is_task
from autograder.course.course import Assignment, Course
from autograder.course.repair import repair
from autograder.course.repaired_notebook import RepairedNotebook
from autograder.course.rubric import Rubric
from autograder.course.upgrade import upgrade
from autograder.grading.evidence.fingerprint import digest_of
from autograder.grading.exam import Exam, ExamError
from autograder.grading.gradebook_reader import EnteredCells, GradebookReader
from autograder.grading.notebook_language import language_of
from autograder.questions.answer import Answer
from autograder.questions.manual_cell.question import ManualCell
from autograder.questions.ordinary_test.question import OrdinaryTest
from autograder.questions.question import Question
from autograder.questions.verdict import Verdict
from autograder.values.call import Port


@dataclass(frozen=True, eq=False)
class PlainExam(Exam):
    """An exam of which the release and the gradebook say all: one of an assignment's notebooks.

    Nothing is expected of an answer: tests run, and people mark the rest.
    """

    paths: tuple[Path, ...]
    """The released notebooks of the assignment."""
    number: int
    """Which of them this is."""
    ids: Mapping[str, str]
    """The ids of released cells as students have them, where `starter` has others."""

    @property
    def notebooks(self) -> tuple[str, ...]:
        """All released notebooks of the assignment."""
        return tuple(path.stem for path in self.paths)

    @property
    def name(self) -> str:
        """The name of the released notebook."""
        return self.paths[self.number].stem

    @cached_property
    def state(self) -> str:
        """Of the release, and of what the gradebook says of it."""
        questions = [repr(question) for question in self.rubric.questions]
        return digest_of([questions, dict(self.tests), nbformat.writes(self.starter)])

    @property
    def entered(self) -> bool:
        """Yes: nbgrader did at the release, and will again."""
        return True

    def repaired(self, submitted: NotebookNode) -> RepairedNotebook:
        """A submitted notebook with its released cells restored, and called as the starter's are."""
        return repair(self._renamed(submitted), self.release)

    def _renamed(self, submitted: NotebookNode) -> NotebookNode:
        cells = []
        for cell in submitted.cells:
            cell = NotebookNode(cell)
            if cell.get("id") in self.ids:
                cell["id"] = self.ids[cell["id"]]
            cells.append(cell)
        return NotebookNode({**submitted, "cells": cells})

    def verdict(self, question: Question[Any], answer: Answer, port: Port) -> Verdict:
        """By how a test ended; what a person marks waits, where it was touched."""
        return question.judge(answer, None, Answer(), port)

    def public_verdict(self, question: Question[Any], answer: Answer, port: Port) -> Verdict | None:
        """None: what a test hides is no part that could be judged by itself."""
        return None


def find_assignment(course: Course, name: str) -> Assignment:
    """The assignment of that name: one of the kit, or else one that nbgrader has released.

    ValueError, with those there are, where there is none.
    """
    assignment = Assignment(course, name)
    if name and name not in course.names() and _released(assignment):
        return assignment
    return course.assignment(name)


def plain_exams(assignment: Assignment, gradebook: GradebookReader) -> tuple[Exam, ...]:
    """An exam for each notebook of the assignment, in alphabetical order.

    ExamError, saying what to do, where release and gradebook do not belong together.
    """
    paths = tuple(_released(assignment))
    exams: list[Exam] = []
    for number, path in enumerate(paths):
        try:
            entered = gradebook.entered_cells(assignment.name, path.stem)
        except KeyError as error:
            raise ExamError(
                f"{path}: the gradebook does not know this notebook. "
                f"Release it again: nbgrader generate_assignment {assignment.name} --force"
            ) from error
        try:
            starter, ids = with_ids(upgrade(nbformat.read(path, as_version=nbformat.NO_CONVERT)))
        except ValueError as error:
            raise ExamError(f"{path}: {error}") from error
        if (language := language_of(starter)) != "python":
            raise ExamError(f"{path}: a notebook for {language}; only Python's can be graded here")
        rubric = Rubric(assignment.name, tuple(_questions(starter, entered, path)))
        tests = {name: entered.sources[name] for name in rubric.tests}
        exams.append(PlainExam(assignment, rubric, starter, tests, paths, number, ids))
    return tuple(exams)


def _released(assignment: Assignment) -> list[Path]:
    return sorted(assignment.released.glob("[!.]*.ipynb"))


def _questions(starter: NotebookNode, entered: EnteredCells, path: Path) -> list[Question[Any]]:
    """What each graded cell asks. A test's points and full text are those of the gradebook, as in
    nbgrader. ExamError where it has no such cell."""
    points, sources = entered.points, entered.sources
    questions: list[Question[Any]] = []
    for cell in starter.cells:
        name = grade_id(cell)
        if name is None or not (cell.metadata.nbgrader.get("grade") or is_task(cell)):
            continue
        if name not in points or name not in sources:
            raise ExamError(
                f"{path}: the gradebook does not know the cell {name!r}. Release the notebook again "
                "with nbgrader generate_assignment, or take the release that is in the gradebook."
            )
        common: dict[str, Any] = {"id": name, "points": points[name], "statement": "", "hint": ""}
        if is_check(cell) and cell.cell_type == "code":
            hidden = sources[name].strip() != cell.source.strip()
            questions.append(OrdinaryTest(**common, hidden=hidden))
        else:
            questions.append(ManualCell(**common))
    for name in sorted(set(points) - {question.id for question in questions}):
        raise ExamError(
            f"{path}: the gradebook has a graded cell {name!r} that is not in the release. "
            "Release the notebook again: nbgrader generate_assignment"
        )
    return questions


def with_ids(released: NotebookNode) -> tuple[NotebookNode, dict[str, str]]:
    """A released notebook whose cells are called as nbgrader calls them, and the others in order.

    And what they were called before, where they had ids: so students have them still.
    """
    ids: dict[str, str] = {}
    taken = {grade_id(cell) for cell in released.cells}
    for number, cell in enumerate(released.cells):
        name = grade_id(cell)
        if name is None:
            name = next(free for n in count(number) if (free := f"cell-{n}") not in taken)
            taken.add(name)
        if isinstance(cell.get("id"), str):
            ids[cell["id"]] = name
        cell["id"] = name
        if cell.cell_type == "code":
            cell["outputs"], cell["execution_count"] = [], None
    return released, ids
