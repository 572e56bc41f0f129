"""Google Colab: an assignment as one notebook that works opened alone."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.course.cells import release_mark
from autograder.course.course import Assignment
from autograder.course.master import read_master
from autograder.course.rubric import load_rubric
from autograder.course.source import source_notebook
from autograder.errors import InputError
from autograder.files import whole_file
from autograder.platforms.colab.notebook import colab_notebook
from autograder.platforms.colab.package import Package


def export_colab(assignment: Assignment, folder: Path, package: Package) -> Path:
    """Writes `<assignment>.ipynb` into `folder` and gives its path; pictures and checks are in it.

    InputError where the assignment has not been built, or the notebook would replace its release.
    """
    target = folder / assignment.starter.name
    starter = _built(assignment)
    if target.resolve() == assignment.starter.resolve():
        raise InputError(f"{folder} is the release itself: name another folder with --to")
    notebook = colab_notebook(assignment, starter, package)
    with whole_file(target) as new:
        nbformat.write(notebook, new)
    return target


def _built(assignment: Assignment) -> NotebookNode:
    """The built starter. InputError where there is none, or an older one than the master."""
    if not assignment.starter.is_file():
        raise InputError(
            f"{assignment.starter} is not there: run `autograder build {assignment.name}` first"
        )
    starter = nbformat.read(assignment.starter, as_version=4)
    source = source_notebook(read_master(assignment.master), load_rubric(assignment.rubric))
    if release_mark(starter) != release_mark(source):
        raise InputError(
            f"{assignment.starter} was built from an earlier master or rubric: "
            f"run `autograder build {assignment.name}`"
        )
    return starter
