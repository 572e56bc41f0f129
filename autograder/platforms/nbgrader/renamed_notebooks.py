"""Notebooks to whose names something was added (`kernels.ipynb.txt`), for `nbgrader autograde`, which
looks for no file but `*.ipynb`."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from contextlib import suppress
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from autograder.course.course import Assignment
from autograder.errors import InputError
from autograder.grading.course_directory import course_of
from autograder.grading.files_beside import files_beside
from autograder.grading.notebook_name import renamed

SEAM = "autograder.platforms.nbgrader.seam"


def find_renamed(autograde: type[Any]) -> None:
    """Has nbgrader's class `Autograde` find them where it grades by this package's own steps."""
    look = autograde.init_notebooks
    if getattr(look, "__module__", None) == __name__:
        return  # a course's settings are read again

    def init_notebooks(converter: Any) -> None:
        found: dict[str, list[str]] = {}
        if converter.exporter_class.__module__ == SEAM:
            with suppress(InputError):  # the next step tells what is wrong with the course
                found = dict(_found(converter))
        if not all(os.path.lexists(name) for names in found.values() for name in names):
            converter.assignments, converter.notebooks = found, []
        else:
            look(converter)

    init_notebooks.__module__ = __name__
    autograde.init_notebooks = init_notebooks


def _found(converter: Any) -> Iterator[tuple[str, list[str]]]:
    """By submitted folder: its notebooks, and where those would lie that have another name."""
    directory = converter.coursedir
    assignment = Assignment(course_of(converter), directory.assignment_id)
    released = [path.name for path in assignment.released.glob("[!.]*.ipynb")]
    wanted = [name for name in released if fnmatchcase(name, f"{directory.notebook_id}.ipynb")]
    submitted = directory.format_path(
        directory.submitted_directory, directory.student_id, assignment.name
    )
    for folder in sorted(glob.glob(submitted)):
        there = glob.glob(os.path.join(glob.escape(folder), f"{directory.notebook_id}.ipynb"))
        beside = files_beside(Path(folder), released).files if len(there) < len(wanted) else {}
        lost = (os.path.join(folder, name) for name in wanted if renamed(beside, name))
        if names := [*there, *(name for name in lost if name not in there)]:
            yield folder, names
