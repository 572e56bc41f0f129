"""The graded submission as nbgrader keeps it: `autograded/<student>/<assignment>/`."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import nbformat

from autograder.course.course import Course
from autograder.grading.grade import Graded
from autograder.grading.submission import own_files


def write_autograded(course: Course, graded: Graded) -> Path | None:
    """Writes the executed notebook with its verdicts, and the submission's other files beside it.

    The folder is made aside and takes its place when it is whole. None where there is no notebook.
    """
    if graded.notebook is None:
        return None
    marks = graded.marks
    folder = course.autograded / marks.student / marks.assignment
    aside = folder.with_name(f".{folder.name}.new")
    old = folder.with_name(f".{folder.name}.old")
    for left_over in (aside, old):  # of a run that was killed
        if left_over.exists():
            shutil.rmtree(left_over)
    aside.mkdir(parents=True)
    for path, inside in own_files(graded.submission.folder):
        if path.suffix == ".ipynb":
            continue
        (aside / inside).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, aside / inside)
    name = f"{marks.assignment}.ipynb"
    (aside / name).write_text(nbformat.writes(graded.notebook) + "\n", encoding="utf-8")
    if folder.exists():
        os.replace(folder, old)
    os.replace(aside, folder)
    shutil.rmtree(old, ignore_errors=True)
    return folder / name
