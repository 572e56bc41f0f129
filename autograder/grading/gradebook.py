"""nbgrader's gradebook: an assignment is entered, and the marks of submissions."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from nbformat import NotebookNode

from autograder.course.course import Course
from autograder.grading.exam import Exam
from autograder.grading.marks import Marks


class GradebookError(RuntimeError):
    """The gradebook cannot be opened, read or written."""


@contextmanager
def open_gradebook(course: Course) -> Iterator[GradebookWriter]:
    """The gradebook that the course's nbgrader_config.py names, created where it is missing.

    GradebookError, also for whatever is done with it, where the database does not do its part.
    """
    from nbgrader.api import Gradebook
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import SQLAlchemyError

    directory = _course_directory(course)
    _make_alembic_found()
    try:
        with Gradebook(directory.db_url, directory.course_id or "default_course") as gradebook:
            yield GradebookWriter(gradebook)
    except SQLAlchemyError as error:
        where = make_url(directory.db_url).render_as_string(hide_password=True)
        reason = str(getattr(error, "orig", None) or error)
        raise GradebookError(f"the gradebook {where} can't be used: {reason}") from error


class GradebookWriter:
    """Writes assignments and marks; each submission is written whole or not at all."""

    def __init__(self, gradebook: Any) -> None:
        """`gradebook` is nbgrader's open one."""
        self._gradebook = gradebook

    def enter(self, exam: Exam) -> None:
        """Enters the assignment with its cells, and brings points and cells up to date.

        Submissions that are there already keep their marks and get what is new.
        """
        name = exam.assignment.name
        self._gradebook.update_or_create_assignment(name)
        notebook = self._gradebook.update_or_create_notebook(name, name)
        points = {_grade_cell(q.automatic, q.id): q.points for q in exam.rubric.questions}
        for cell in exam.starter.cells:
            self._enter_cell(cell, name, points)
        for grade_cell in list(notebook.grade_cells):
            if grade_cell.name not in points:  # a question that was withdrawn, with its marks
                for grade in list(grade_cell.grades):
                    self._gradebook.db.delete(grade)
                self._gradebook.db.delete(grade_cell)
        self._gradebook.db.commit()

    def _enter_cell(self, cell: NotebookNode, name: str, points: dict[str, float]) -> None:
        mark = cell.metadata.get("nbgrader")
        if mark is None:
            return
        id, kind = mark["grade_id"], cell.cell_type
        if mark["grade"]:
            self._gradebook.update_or_create_grade_cell(
                id, name, name, max_score=points.get(id, 0.0), cell_type=kind
            )
        if mark["solution"]:
            self._gradebook.update_or_create_solution_cell(id, name, name)
        self._gradebook.update_or_create_source_cell(
            id,
            name,
            name,
            cell_type=kind,
            source=cell.source,
            checksum=mark.get("checksum"),
            locked=bool(mark["locked"]) and not mark["solution"],
        )

    def save(self, exam: Exam, marks: Marks, folder: Path) -> None:
        """Saves the marks of one submission. A mark that a person gave stays, and is to be looked at."""
        name, student = marks.assignment, marks.student
        self._gradebook.update_or_create_student(student)
        submission = self._submission(name, student)
        timestamp = _timestamp(folder)
        if timestamp is not None:
            submission.timestamp = timestamp
        self._complete(submission)
        # Not by `find_grade`, which asks the database anew for each of them
        grades = {grade.name: grade for book in submission.notebooks for grade in book.grades}
        for verdict in marks.verdicts:
            grade = grades[_grade_cell(not verdict.needs_manual, verdict.question)]
            grade.auto_score = verdict.points
            grade.needs_manual_grade = verdict.needs_manual or grade.manual_score is not None
        self._gradebook.db.commit()

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
            for cell in notebook.notebook.grade_cells:
                if cell.id not in graded:
                    self._gradebook.db.add(Grade(cell_id=cell.id, notebook=notebook))
            for cell in notebook.notebook.solution_cells:
                if cell.id not in commented:
                    self._gradebook.db.add(Comment(cell_id=cell.id, notebook=notebook))
        self._gradebook.db.flush()
        for notebook in submission.notebooks:
            self._gradebook.db.refresh(notebook, ["grades"])


def _grade_cell(automatic: bool, question: str) -> str:
    """The id of the cell that carries a question's points."""
    return f"check-{question}" if automatic else question


def _timestamp(folder: Path) -> datetime | None:
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


def _course_directory(course: Course) -> Any:
    """nbgrader's view of the course, with the settings of its nbgrader_config.py."""
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config
    from traitlets.config.loader import ConfigFileNotFound, PyFileConfigLoader

    try:
        config = PyFileConfigLoader("nbgrader_config.py", path=str(course.root)).load_config()
    except ConfigFileNotFound:
        config = Config()
    config.CourseDirectory.root = str(course.root)
    return CourseDirectory(config=config)


def _make_alembic_found() -> None:
    """nbgrader calls `alembic` by name when it makes a gradebook: it must be on the PATH, also where
    our environment is called by its path and not activated."""
    scripts = str(Path(sys.executable).parent)
    path = os.environ.get("PATH", os.defpath)
    if scripts not in path.split(os.pathsep):
        os.environ["PATH"] = scripts + os.pathsep + path
