"""The notebook that students get of an assignment that is graded by Otter."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.course.cells import checked_question, grade_id
from autograder.course.master import KERNELSPEC
from autograder.course.starter import starter_of
from autograder.errors import InputError

OPEN_OTTER = """\
# Otter: run this cell first, each time you open the notebook.
import otter

grader = otter.Notebook({notebook!r})"""

EXPORT = """\
# Save the notebook (Ctrl+S), then run this cell: it makes the zip file that you hand in.
grader.export({notebook!r}, pdf=False)"""


def student_notebook(
    source: NotebookNode, assignment: str, points: Mapping[str, float]
) -> NotebookNode:
    """The notebook that students get, from nbgrader's source notebook: cells and their ids are the
    same, nbgrader's marks are gone, Otter's cells are added.

    `points` are those of the questions that a person marks, by their ids.
    """
    starter = starter_of(source)
    notebook = f"{assignment}.ipynb"
    cells = [_code("otter-open", OPEN_OTTER.format(notebook=notebook))]
    for cell in starter.cells:
        question, name = checked_question(cell), grade_id(cell)
        made = NotebookNode(cell)
        made.metadata = NotebookNode()
        if question is not None:
            made.source = _with_grader(made.source, question)
        if name is not None and name in points:
            start = len(cells) - (cells[-1].cell_type == "markdown")
            cells.insert(start, _text(f"otter-begin-{name}", _begin(points[name])))
            cells += [made, _text(f"otter-end-{name}", "<!-- END QUESTION -->")]
        else:
            cells.append(made)
    cells.append(_code("otter-export", EXPORT.format(notebook=notebook)))
    metadata = {"kernelspec": dict(KERNELSPEC), "language_info": {"name": "python"}}
    return new_notebook(cells=cells, metadata=metadata)


def _with_grader(source: str, question: str) -> str:
    call = re.compile(rf"(?<![\w.])check\(\s*([\"']){re.escape(question)}\1\s*\)")
    made, count = call.subn(f'grader.check("{question}")', source)
    if count != 1:
        raise InputError(f'the check cell of {question!r} must call check("{question}") once')
    return made


def _begin(points: float) -> str:
    return (
        f"<!-- BEGIN QUESTION -->\n\n*A person reads and marks this answer: {points:g} "
        f"{'point' if points == 1 else 'points'}.*"
    )


def _code(id: str, source: str) -> NotebookNode:
    return new_code_cell(source, id=id)


def _text(id: str, source: str) -> NotebookNode:
    return new_markdown_cell(source, id=id[:64])
