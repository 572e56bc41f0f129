"""nbgrader's gradebook: an assignment is entered, and the marks of submissions."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from nbformat import NotebookNode

from autograder.course.cells import is_answer, is_task
from autograder.course.course import Course
from autograder.course.repair import grade_id
from autograder.grading.course_directory import course_directory
from autograder.grading.exam import Exam
from autograder.grading.late import LatePenalty
from autograder.grading.marks import Marks

NO_RESPONSE = "No response."
"""nbgrader's comment on an answer that is as it was released."""


class GradebookError(RuntimeError):
    """The gradebook cannot be opened, read or written."""


@contextmanager
def open_gradebook(course: Course, converter: Any = None) -> Iterator[GradebookWriter]:
    """The gradebook that the course's nbgrader_config.py names, created where it is missing.

    `converter` is nbgrader's, where nbgrader itself is at work: then its settings count.
    GradebookError, also for whatever is done with it, where the database does not do its part.
    """
    from nbgrader.api import Gradebook
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import SQLAlchemyError

    directory = course_directory(course) if converter is None else converter.coursedir
    _make_alembic_found()
    try:
        with Gradebook(directory.db_url, directory.course_id or "default_course") as gradebook:
            yield GradebookWriter(gradebook, LatePenalty(converter or directory))
    except SQLAlchemyError as error:
        where = make_url(directory.db_url).render_as_string(hide_password=True)
        reason = str(getattr(error, "orig", None) or error)
        raise GradebookError(f"the gradebook {where} can't be used: {reason}") from error


@dataclass(frozen=True)
class EnteredCells:
    """The cells of a notebook as `nbgrader generate_assignment` has entered them, by their ids."""

    points: Mapping[str, float]
    """Of the graded ones."""
    sources: Mapping[str, str]
    """With their hidden tests."""


class GradebookWriter:
    """Writes assignments and marks; each submission is written whole or not at all."""

    def __init__(self, gradebook: Any, penalty: LatePenalty) -> None:
        """`gradebook` is nbgrader's open one."""
        self._gradebook = gradebook
        self._penalty = penalty

    def enter(self, exam: Exam) -> None:
        """Enters the assignment with its cells, and brings points and cells up to date.

        Submissions that are there already keep their marks and get what is new. What nbgrader
        enters itself is left alone.
        """
        if exam.entered:
            return
        name = exam.assignment.name
        self._gradebook.update_or_create_assignment(name)
        notebook = self._gradebook.update_or_create_notebook(exam.name, name)
        points = {exam.cells[q.id]: q.points for q in exam.rubric.questions}
        for cell in exam.starter.cells:
            self._enter_cell(cell, exam, points)
        for grade_cell in list(notebook.grade_cells):
            if grade_cell.name not in points:  # a question that was withdrawn, with its marks
                for grade in list(grade_cell.grades):
                    self._gradebook.db.delete(grade)
                self._gradebook.db.delete(grade_cell)
        self._gradebook.db.commit()

    def _enter_cell(self, cell: NotebookNode, exam: Exam, points: dict[str, float]) -> None:
        mark = cell.metadata.get("nbgrader")
        if mark is None:
            return
        id, kind = mark["grade_id"], cell.cell_type
        place = (id, exam.name, exam.assignment.name)
        if mark["grade"]:
            self._gradebook.update_or_create_grade_cell(
                *place, max_score=points.get(id, 0.0), cell_type=kind
            )
        if mark["solution"]:
            self._gradebook.update_or_create_solution_cell(*place)
        self._gradebook.update_or_create_source_cell(
            *place,
            cell_type=kind,
            source=exam.tests.get(id, cell.source),
            checksum=mark.get("checksum"),
            locked=bool(mark["locked"]) and not mark["solution"],
        )

    def save(
        self, exam: Exam, marks: Marks, folder: Path, notebook: NotebookNode | None = None
    ) -> None:
        """Saves the marks of one submitted notebook, with the penalty for a late one.

        A mark that a person gave stays, and is to be looked at. Where the graded `notebook` is
        given, answers that are as they were released get nbgrader's comment.
        """
        submission, book = self._submitted(exam, marks.student, folder)
        # Not by `find_grade`, which asks the database anew for each of them
        grades = {grade.name: grade for grade in book.grades}
        for verdict in marks.verdicts:
            grade = grades[exam.cells[verdict.question]]
            grade.auto_score = verdict.points
            grade.needs_manual_grade = verdict.needs_manual or grade.manual_score is not None
        if notebook is not None:
            left = _left_as_released(exam, notebook)
            for comment in book.comments:
                comment.auto_comment = NO_RESPONSE if comment.name in left else None
        self._penalty.apply(self._gradebook.db, submission, book)
        self._gradebook.db.commit()

    def save_missing(self, exam: Exam, student: str, folder: Path) -> None:
        """Saves that one notebook of a submission was not handed in: as nbgrader does, all its cells
        get 0 points, and nobody needs to look."""
        _, book = self._submitted(exam, student, folder)
        for grade in book.grades:
            grade.auto_score, grade.needs_manual_grade = 0, False
        self._gradebook.db.commit()

    def entered_cells(self, assignment: str, notebook: str) -> EnteredCells:
        """What nbgrader has entered of a notebook. KeyError where it has not."""
        from nbgrader.api import MissingEntry

        try:
            found = self._gradebook.find_notebook(notebook, assignment)
        except MissingEntry:
            raise KeyError(f"{assignment}/{notebook}") from None
        return EnteredCells(
            {c.name: float(c.max_score) for c in (*found.grade_cells, *found.task_cells)},
            {c.name: c.source or "" for c in found.source_cells},
        )

    def _submitted(self, exam: Exam, student: str, folder: Path) -> tuple[Any, Any]:
        """The submission and its notebook, with an entry for every cell."""
        self._gradebook.update_or_create_student(student)
        submission = self._submission(exam.assignment.name, student)
        timestamp = submitted_at(folder)
        if timestamp is not None:
            submission.timestamp = timestamp
        self._complete(submission)
        return submission, next(book for book in submission.notebooks if book.name == exam.name)

    def _submission(self, name: str, student: str) -> Any:
        """The submission, made where it is missing. nbgrader's own way would commit it at once: a
        run that ends there would leave a submission without marks."""
        from nbgrader.api import MissingEntry, SubmittedAssignment, SubmittedNotebook

        try:
            return self._gradebook.find_submission(name, student)
        except MissingEntry:
            assignment = self._gradebook.find_assignment(name)
            person = self._gradebook.find_student(student)
            submission = SubmittedAssignment(assignment=assignment, student=person)
            self._gradebook.db.add(submission)
            for notebook in assignment.notebooks:
                self._gradebook.db.add(SubmittedNotebook(notebook=notebook, assignment=submission))
            self._gradebook.db.flush()
            return submission

    def _complete(self, submission: Any) -> None:
        """Gives a submission the cells that it has no entries for yet."""
        from nbgrader.api import Comment, Grade

        for notebook in submission.notebooks:
            graded = {grade.cell_id for grade in notebook.grades}
            commented = {comment.cell_id for comment in notebook.comments}
            entered = notebook.notebook
            for cell in (*entered.grade_cells, *entered.task_cells):
                if cell.id not in graded:
                    self._gradebook.db.add(Grade(cell_id=cell.id, notebook=notebook))
            for cell in (*entered.solution_cells, *entered.task_cells):
                if cell.id not in commented:
                    self._gradebook.db.add(Comment(cell_id=cell.id, notebook=notebook))
        self._gradebook.db.flush()
        for notebook in submission.notebooks:
            self._gradebook.db.refresh(notebook, ["grades", "comments"])


def _left_as_released(exam: Exam, notebook: NotebookNode) -> frozenset[str]:
    """The answers that are, to the letter, what was released."""
    released = {grade_id(cell): cell.source for cell in exam.starter.cells}
    return frozenset(
        name
        for cell in notebook.cells
        if (name := grade_id(cell)) is not None
        and is_answer(cell)
        and not is_task(cell)
        and cell.source == released.get(name)
    )


def submitted_at(folder: Path) -> datetime | None:
    """When nbgrader says that it was submitted; None where it does not."""
    path = folder / "timestamp.txt"
    if not path.is_file() or path.is_symlink() or path.stat().st_size > 100:
        return None
    from nbgrader.utils import parse_utc

    text = path.read_text(encoding="utf-8", errors="replace").strip()
    try:
        return cast(datetime | None, parse_utc(text))
    except Exception:  # the student's text may make dateutil raise anything
        return None


def _make_alembic_found() -> None:
    """nbgrader calls `alembic` by name when it makes a gradebook: it must be on the PATH, also where
    our environment is called by its path and not activated."""
    scripts = str(Path(sys.executable).parent)
    path = os.environ.get("PATH", os.defpath)
    if scripts not in path.split(os.pathsep):
        os.environ["PATH"] = scripts + os.pathsep + path
