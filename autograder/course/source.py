"""Master and rubric put together, and the nbgrader source notebook that is made of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.course.course import Assignment
from autograder.course.hidden_tests import without_hidden_tests
from autograder.course.master import KERNELSPEC, Cell, Master, read_master
from autograder.course.opening import must_open_checks
from autograder.course.rubric import Rubric, load_rubric
from autograder.errors import InputError, did_you_mean
from autograder.questions.question import Question

SCHEMA_VERSION = 3
"""The version of nbgrader's cell metadata (nbgrader 0.6 and later)."""


@dataclass(frozen=True, eq=False)
class Source:
    """Master and rubric of an assignment, put together: all else is made of it."""

    assignment: Assignment
    rubric: Rubric
    notebook: nbformat.NotebookNode
    """With nbgrader's metadata, solutions and hidden tests included."""
    tests: Mapping[str, str]
    """By the id of its cell: each ordinary test, with what students do not see of it."""
    master: Master

    def place(self, cell: str) -> str:
        """`edges.py, line 12`: where a cell of the master begins."""
        found = next((item for item in self.master.cells if item.id == cell), None)
        return self.master.where if found is None else self.master.place(found)


def read_source(assignment: Assignment) -> Source:
    """The assignment as it stands in its master and its rubric.

    InputError, saying where, where one of them can't be read or the two do not fit together.
    """
    rubric = load_rubric(assignment.rubric)
    master = read_master(assignment.master)
    must_open_checks(master)
    tests = {cell.id: cell.source for cell in master.cells if cell.role == "test"}
    return Source(assignment, rubric, source_notebook(master, rubric), tests, master)


def check_rubric(master: Master, rubric: Rubric) -> None:
    """InputError where master and rubric do not have the same questions in the same order."""
    in_master = list(master.questions())
    in_rubric = [question.id for question in rubric.questions]
    for cell in master.cells:
        name = cell.question
        if name is not None and name in in_master and name not in in_rubric:
            guess = did_you_mean(name, in_rubric)
            raise InputError(
                f"{master.place(cell)}: the master asks {name!r}, the rubric does not{guess}"
            )
    for name in in_rubric:
        if name not in in_master:
            guess = did_you_mean(name, in_master)
            where = rubric.place(name) or master.assignment
            raise InputError(f"{where}: the rubric asks {name!r}, the master does not{guess}")
    for cell in master.cells:
        if cell.question is None or cell.role not in ("check", "test"):
            continue
        if (cell.role == "test") != (cell.question in rubric.tests):
            raise InputError(
                f"{master.place(cell)}: {cell.question!r} is an ordinary test only in the "
                "master or only in the rubric: mark its cell with test= and make it an OrdinaryTest "
                "in the rubric, or do neither"
            )
    if in_master != in_rubric:
        raise InputError(
            f"{master.where}: the rubric's order is {', '.join(in_rubric)}, "
            f"the master's {', '.join(in_master)}"
        )


def source_notebook(master: Master, rubric: Rubric) -> nbformat.NotebookNode:
    """The master as a notebook with nbgrader's metadata, solutions included.

    Points come from the rubric. InputError where the two do not fit together.
    """
    check_rubric(master, rubric)
    questions = {question.id: question for question in rubric.questions}
    cells = [_notebook_cell(cell, questions) for cell in master.cells]
    metadata = {
        "kernelspec": dict(KERNELSPEC),
        "language_info": {"name": "python"},
        "autograder": {"assignment": master.assignment, "release": _release(cells)},
    }
    return new_notebook(cells=cells, metadata=metadata)


def _notebook_cell(cell: Cell, questions: dict[str, Question[Any]]) -> nbformat.NotebookNode:
    make = new_code_cell if cell.is_code else new_markdown_cell
    metadata: dict[str, Any] = {}
    if cell.role not in ("play", "text"):
        grade = cell.role in ("check", "test", "written")
        metadata["nbgrader"] = {
            "grade": grade,
            "grade_id": cell.id,
            "locked": cell.role in ("check", "test", "locked"),
            "schema_version": SCHEMA_VERSION,
            "solution": cell.role in ("answer", "written"),
            "task": False,
        }
        if grade:
            assert cell.question is not None
            metadata["nbgrader"]["points"] = questions[cell.question].points
    return make(source=cell.source, id=cell.id, metadata=metadata)


def _release(cells: list[nbformat.NotebookNode]) -> str:
    """What identifies a release: its locked cells and its points, nothing secret."""
    parts = []
    for cell in cells:
        mark = cell.metadata.get("nbgrader")
        if mark is not None:
            source = without_hidden_tests(cell.source) if mark["locked"] else ""
            parts.append([cell["id"], source, mark.get("points")])
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]
