"""A submission as it lies in nbgrader's folder, read without trusting any of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from autograder.course.course import Assignment
from autograder.errors import InputError
from autograder.grading.marks import Incident, Status
from autograder.grading.notebook_file import read_notebook
from autograder.grading.timestamp import time_incidents


@dataclass(frozen=True)
class Submission:
    """What one student submitted to one assignment."""

    student: str
    folder: Path
    notebook: NotebookNode | None
    """The notebook, in the present format, or None where there is none that can be read."""
    status: Status
    incidents: tuple[Incident, ...] = ()


def students(assignment: Assignment) -> tuple[str, ...]:
    """Everybody with a submission to the assignment, in alphabetical order."""
    submitted = assignment.course.submitted
    if not submitted.is_dir():
        return ()
    return tuple(
        sorted(
            path.name
            for path in submitted.iterdir()
            if (path / assignment.name).is_dir() and not path.name.startswith(".")
        )
    )


def submitters(assignment: Assignment, named: Sequence[str] = ()) -> tuple[str, ...]:
    """Those whose submissions are to be graded: the named ones, each once, or everybody.

    InputError where nobody has submitted anything.
    """
    names = tuple(dict.fromkeys(named)) or students(assignment)
    if not names:
        place = f"{assignment.course.submitted}/<student>/{assignment.name}/"
        raise InputError(f"there are no submissions: {place} is empty")
    return names


def read_submission(
    assignment: Assignment, student: str, notebook: str | None = None
) -> Submission:
    """Reads what a student submitted. Never raises for what is in it: that is an incident.

    `notebook` is the notebook's name, where it is not the assignment's.

    InputError where `student` is no name of a folder.
    """
    if not student or student != os.path.basename(student) or student.startswith("."):
        raise InputError(f"{student!r} is no student's name")
    folder = assignment.course.submitted / student / assignment.name
    path = folder / f"{notebook or assignment.name}.ipynb"
    if not folder.is_dir():
        return _without("missing", student, folder, "there is no submission")
    if not path.is_file() or path.is_symlink():
        others = sorted(other.name for other in folder.glob("*.ipynb"))
        besides = f"; there is {', '.join(others)}" if others else ""
        return _without("missing", student, folder, f"{path.name} is not there{besides}")
    try:
        return Submission(student, folder, read_notebook(path), "graded", time_incidents(folder))
    except ValueError as error:
        return _without("unreadable", student, folder, str(error), path.name)


def _without(
    status: Status, student: str, folder: Path, reason: str, where: str = "submission"
) -> Submission:
    sentence = {
        "missing": "There is no notebook of yours for this assignment: submit it under its own name.",
        "unreadable": f"Your notebook could not be read ({reason}). Please submit it again.",
    }[status]
    incident = Incident(status, where, f"The notebook could not be graded: {reason}.", sentence)
    return Submission(student, folder, None, status, (incident, *time_incidents(folder)))
