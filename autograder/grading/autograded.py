"""The graded submission as nbgrader keeps it: `autograded/<student>/<assignment>/`."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import nbformat

from autograder.grading.exam import Exam
from autograder.grading.grade import Graded
from autograder.grading.submission import lay_out


def write_autograded(exam: Exam, graded: Graded) -> Path | None:
    """Writes the executed notebook with its verdicts, and beside it the submission's other files, the
    released ones, and the assignment's other notebooks that were graded.

    The folder is made aside and takes its place when it is whole. None where there is no notebook.
    """
    if graded.notebook is None:
        return None
    marks = graded.marks
    folder = exam.assignment.course.autograded / marks.student / marks.assignment
    aside = folder.with_name(f".{folder.name}.new")
    old = folder.with_name(f".{folder.name}.old")
    for left_over in (aside, old):  # of a run that was killed
        if left_over.exists():
            shutil.rmtree(left_over)
    aside.mkdir(parents=True)
    lay_out(aside, graded.submission.folder, without=frozenset())
    lay_out(aside, exam.assignment.released, exam.theirs)
    name = f"{exam.name}.ipynb"
    for other in exam.notebooks:
        if (folder / f"{other}.ipynb").is_file():
            shutil.copyfile(folder / f"{other}.ipynb", aside / f"{other}.ipynb")
    (aside / name).write_text(nbformat.writes(graded.notebook) + "\n", encoding="utf-8")
    if folder.exists():
        os.replace(folder, old)
    os.replace(aside, folder)
    shutil.rmtree(old, ignore_errors=True)
    return folder / name
