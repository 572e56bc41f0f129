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
from autograder.printable import printable

MOST_NAMED = 6
"""Notebooks that a sentence lists."""
UNPRINTABLE = (
    "the folder {name} has a name with characters that can't be shown, so no gradebook can hold it: "
    "give the folder its student's name, and grade again"
)


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
    """Everybody with a submission to the assignment, in alphabetical order, by printable names."""
    submitted = assignment.course.submitted
    if not submitted.is_dir():
        return ()
    found = (
        printable(path.name)
        for path in submitted.iterdir()
        if (path / assignment.name).is_dir() and not path.name.startswith(".")
    )
    return tuple(sorted(set(found)))


def submitters(assignment: Assignment, named: Sequence[str] = ()) -> tuple[str, ...]:
    """Those whose submissions are to be graded: the named ones, each once, or everybody.

    InputError where nobody has submitted anything.
    """
    names = tuple(dict.fromkeys(map(printable, named))) or students(assignment)
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
    submitted, name = assignment.course.submitted, printable(student)
    folder = submitted / name / assignment.name
    path = folder / f"{notebook or assignment.name}.ipynb"
    if name != student or _is_written_out(submitted, name):
        return _without("unreadable", name, folder, UNPRINTABLE.format(name=name))
    if not os.path.isdir(folder):  # unlike Path's, it takes names that are too long
        return _without("missing", student, folder, "there is no submission")
    if not path.is_file() or path.is_symlink():
        besides = f"; there is {', '.join(others)}" if (others := _notebooks(folder)) else ""
        return _without("missing", student, folder, f"{path.name} is not there{besides}")
    try:
        return Submission(student, folder, read_notebook(path), "graded", time_incidents(folder))
    except ValueError as error:
        return _without("unreadable", student, folder, str(error), path.name)


def _is_written_out(submitted: Path, name: str) -> bool:
    """Whether no folder has the name, but one that can't be shown would be written out so."""
    if os.path.lexists(submitted / name) or not submitted.is_dir():
        return False
    return any(printable(path.name) == name for path in submitted.iterdir())


def _notebooks(folder: Path) -> list[str]:
    """The names of the first notebooks in a folder, and dots where there are more."""
    names = sorted(printable(path.name) for path in folder.glob("*.ipynb"))
    return [*names[:MOST_NAMED], *(["..."] if len(names) > MOST_NAMED else [])]


def _without(
    status: Status, student: str, folder: Path, reason: str, where: str = "submission"
) -> Submission:
    sentence = {
        "missing": "There is no notebook of yours for this assignment: submit it under its own name.",
        "unreadable": f"Your notebook could not be read ({reason}). Please submit it again.",
    }[status]
    incident = Incident(status, where, f"The notebook could not be graded: {reason}.", sentence)
    return Submission(student, folder, None, status, (incident, *time_incidents(folder)))
