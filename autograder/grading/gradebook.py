"""nbgrader's gradebook, opened for as long as marks are written to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from autograder.course.course import Course
from autograder.grading.course_directory import nbgrader_course
from autograder.grading.database import open_database
from autograder.grading.gradebook_faults import gradebook_fault
from autograder.grading.gradebook_reader import GradebookError
from autograder.grading.gradebook_writer import GradebookWriter
from autograder.grading.late import LatePenalty
from autograder.grading.patience import PATIENT, Patience

__all__ = ["GradebookError", "GradebookWriter", "open_gradebook"]


@contextmanager
def open_gradebook(course: Course, patience: Patience = PATIENT) -> Iterator[GradebookWriter]:
    """The gradebook that the course's nbgrader_config.py names, created where it is missing.

    Where another program keeps it locked, whoever reads or writes waits as the `patience` says.

    GradebookError, also for whatever is done with it, where the database does not do its part.
    """
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import SQLAlchemyError

    nbgrader = nbgrader_course(course)
    directory = nbgrader.directory
    try:
        where = make_url(directory.db_url).render_as_string(hide_password=True)
    except SQLAlchemyError as error:
        raise GradebookError(
            f"CourseDirectory.db_url is no address of a database: {error}"
        ) from None
    try:
        with _opened(where, directory, patience) as gradebook:
            yield GradebookWriter(gradebook, LatePenalty(nbgrader.settings), patience)
    except SQLAlchemyError as error:
        raise GradebookError(gradebook_fault(where, error, patience)) from error


def _opened(where: str, directory: Any, patience: Patience) -> Any:
    try:
        return open_database(directory.db_url, directory.course_id or "default_course", patience)
    except ModuleNotFoundError as error:
        raise GradebookError(
            f"the gradebook {where} can't be used without the Python package {error.name}: "
            "PostgreSQL needs the extra `postgres` of this kit (psycopg)"
        ) from error
