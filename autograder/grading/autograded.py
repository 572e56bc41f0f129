"""The graded submission as nbgrader keeps it: `autograded/<student>/<assignment>/`."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from nbformat import NotebookNode

from autograder.course.course import Assignment
from autograder.files import clear_left, telling_disk_errors, whole_folder
from autograder.grading.exam import Exam
from autograder.grading.files_beside import lay_out, overlay
from autograder.grading.notebook_json import notebook_json
from autograder.grading.notebook_result import NotebookResult


def autograded_notebook(exam: Exam, student: str) -> Path:
    """Where the graded notebook of a student is, or will be."""
    return exam.assignment.graded(student) / f"{exam.name}.ipynb"


def write_autograded(exam: Exam, graded: NotebookResult) -> Path | None:
    """Writes the executed notebook with its verdicts, and beside it the submission's other files, the
    released ones, and the assignment's other notebooks that were graded.

    The folder is made aside and takes its place when it is whole. None where there is no notebook.
    `Ledger.keep` calls this while the student `is_kept_alone`.
    """
    if graded.notebook is None:
        return None
    folder = exam.assignment.graded(graded.marks.student)
    with telling_disk_errors("graded notebooks", folder.parent.parent):
        return _write(exam, graded, graded.notebook, folder)


@contextmanager
def is_kept_alone(assignment: Assignment, student: str) -> Iterator[None]:
    """Keeps other graders from what is kept of a student until it is done, or its process ends: graded
    notebook, gradebook and marks are of one grader then, whoever else grades the same student."""
    folder = assignment.graded(student).parent
    with telling_disk_errors("graded notebooks", folder.parent):
        folder.mkdir(parents=True, exist_ok=True)
    place = os.open(folder, os.O_RDONLY)
    try:
        with suppress(
            OSError
        ):  # some network file systems can't: there, one at a time by agreement
            fcntl.flock(place, fcntl.LOCK_EX)
        yield
    finally:
        os.close(place)


def _write(exam: Exam, graded: NotebookResult, notebook: NotebookNode, folder: Path) -> Path:
    name = f"{exam.name}.ipynb"
    with whole_folder(folder) as new:
        files = overlay(graded.submission.files, exam.assignment.released, exam.theirs)
        lay_out(files, new)
        for other in exam.notebooks:
            if (folder / f"{other}.ipynb").is_file():
                shutil.copyfile(folder / f"{other}.ipynb", new / f"{other}.ipynb")
        (new / name).write_text(notebook_json(notebook) + "\n", encoding="utf-8")
    return folder / name


def clear_autograded(assignment: Assignment) -> None:
    """Clears what runs that were killed have left beside the graded notebooks."""
    if assignment.course.autograded.is_dir():
        for student in assignment.course.autograded.iterdir():
            clear_left(student)
