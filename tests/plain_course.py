"""A course of ordinary nbgrader cells: no rubric, no master, two notebooks, a hidden test."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.course.course import Assignment, Course
from autograder.grading.course_directory import as_configured
from autograder.grading.database import open_database
from autograder.grading.gradebook import open_gradebook
from autograder.grading.marks import Marks
from autograder.grading.opening import prepare_grader
from autograder.grading.plain_course import find_assignment
from tests.mini_course import MiniCourse
from tests.nbgrader_course import USE_ENGINE, release

SECRET = "forty-nine"

SOLUTION = "def f(n):\n    ### BEGIN SOLUTION\n    return n * n\n    ### END SOLUTION"
HIDING = f"""\
assert f(1) == 1
### BEGIN HIDDEN TESTS
assert f(7) == 49, "{SECRET}"
### END HIDDEN TESTS"""
POINTS = {"public": 1.0, "hiding": 2.0, "share": 4.0}


def marked(name: str, source: str, points: float | None = None, **kinds: bool) -> NotebookNode:
    """A cell with nbgrader's mark; a text where it is a task or says so."""
    make = new_markdown_cell if kinds.pop("text", False) else new_code_cell
    mark = {"grade": False, "solution": False, "locked": False, "task": False, **kinds}
    mark |= {"grade_id": name, "schema_version": 3}
    if points is not None:
        mark["points"] = points
    return make(source, metadata={"nbgrader": mark})


SOURCES = {
    "one": [
        new_markdown_cell("# Squares"),
        marked("f", SOLUTION, solution=True),
        new_code_cell("f(3)"),
        marked("public", "assert f(2) == 4", 1, grade=True, locked=True),
        marked("hiding", HIDING, 2, grade=True, locked=True),
        marked("share", "4 * f(3) / 9", 4, grade=True, locked=True),
    ],
    "two": [
        marked("why", "Because.", 3, grade=True, solution=True, text=True),
        marked("task", "Draw something.", 5, task=True, locked=True, text=True),
    ],
}


@dataclass(frozen=True)
class PlainCourse:
    """A course folder whose assignment `ps1` was released by nbgrader."""

    root: Path

    @property
    def assignment(self) -> Assignment:
        return find_assignment(as_configured(Course.at(self.root)), "ps1")

    def released(self, name: str) -> NotebookNode:
        return nbformat.read(self.assignment.released / f"{name}.ipynb", as_version=4)

    def answered(self, answer: str) -> NotebookNode:
        """The first notebook with an answer."""
        notebook = self.released("one")
        cell_of(notebook, "f").source = answer
        return notebook

    def submit(self, student: str, one: NotebookNode, two: NotebookNode | None = None) -> None:
        folder = self.root / "submitted" / student / "ps1"
        folder.mkdir(parents=True, exist_ok=True)
        nbformat.write(copy.deepcopy(one), folder / "one.ipynb")
        if two is not None:
            nbformat.write(two, folder / "two.ipynb")

    def record(
        self,
        students: Iterable[str],
        mini: MiniCourse,
        notebooks: tuple[str, ...] = ("one", "two"),
    ) -> dict[str, Marks]:
        """Grades some students with the engine of the mini course, as `autograder grade` does."""
        names = tuple(students)
        with open_gradebook(self.assignment.course) as book:
            grader = prepare_grader(self.assignment, mini.engine, mini.limits, 2, book)
            assert tuple(exam.name for exam in grader.exams) == notebooks
            return {marks.student: marks for marks in grader.grade(names)}


def cell_of(notebook: NotebookNode, name: str) -> NotebookNode:
    """The cell of that nbgrader id."""
    return next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)


def make_plain_course(root: Path) -> PlainCourse:
    """Writes the course into a new folder, and has nbgrader release it."""
    (root / "source" / "ps1").mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(USE_ENGINE)
    (root / "pyproject.toml").write_text(
        "[tool.autograder]\npreload = []\ncell-seconds = 2\ntotal-seconds = 30\n"
    )
    for name, cells in SOURCES.items():
        notebook = new_notebook(cells=copy.deepcopy(cells))
        notebook.metadata["kernelspec"] = {
            "name": "python3", "display_name": "Python 3", "language": "python",
        }  # fmt: skip
        nbformat.write(notebook, root / "source" / "ps1" / f"{name}.ipynb")
    (root / "source" / "ps1" / "table.csv").write_text("1,2\n")
    # nbgrader takes seconds to make one
    open_database(f"sqlite:///{root}/gradebook.db", "default_course").close()
    release(root, "ps1")
    return PlainCourse(root)
