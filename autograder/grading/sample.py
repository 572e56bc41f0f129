"""The sample class of `data/class`: submissions written as answers laid over the starter."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from autograder.course.cells import grade_id
from autograder.course.course import Assignment, Course
from autograder.course.marked_cells import MarkedCell, marked_cells
from autograder.errors import InputError
from autograder.grading.kit_exam import read_starter
from autograder.grading.rehearsals import lay_over


@dataclass(frozen=True)
class Sample:
    """One submission of the sample class."""

    student: str
    answers: dict[str, str]
    """By the cell's name (that of its question, or `check-` and that): what stands in the cell."""
    deleted: tuple[str, ...]
    """Cells of the starter that are gone."""
    truncated: bool
    """Whether the file breaks off in the middle, as after a failed upload."""


def sample_class(course: Course, assignment: str) -> tuple[Sample, ...]:
    """The sample class of an assignment, in alphabetical order: nobody where it has none.

    InputError where a file is not right.
    """
    folder = course.images.parent / "class" / assignment
    return tuple(_read(path) for path in sorted(folder.glob("[!.]*.py")))


def declared_marks(course: Course, assignment: str) -> dict[str, Any]:
    """The marks that the sample class must get, by student."""
    path = course.images.parent / "class" / assignment / "marks.json"
    marks: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return marks


def _read(path: Path) -> Sample:
    text = path.read_text(encoding="utf-8")
    answers, deleted = {}, []
    for cell in marked_cells(text, str(path)):
        name = _cell_name(cell)
        if name and cell.marks.get("deleted"):
            deleted.append(name)
        elif name:
            answers[name] = cell.source
        elif cell.is_code:
            raise InputError(f"{cell.where}: a code cell without a mark: {cell.source[:60]!r}")
    return Sample(path.stem, answers, tuple(deleted), "# file: truncated" in text)


def _cell_name(cell: MarkedCell) -> str | None:
    """The name of the starter's cell that a cell replaces; None for a cell without a mark."""
    unknown = cell.marks.keys() - {"answer", "check", "written", "deleted"}
    if unknown:
        raise InputError(f"{cell.where}: unknown mark {', '.join(sorted(unknown))}")
    if "check" in cell.marks:
        return f"check-{cell.marks['check']}"
    name = cell.marks.get("answer") or cell.marks.get("written")
    return str(name) if name else None


def submit_sample_class(assignment: Assignment) -> tuple[str, ...]:
    """Writes the sample class of an assignment to `submitted/`; gives the names of its students.

    InputError where a file names a cell that the starter has not.
    """
    starter = read_starter(assignment)
    samples = sample_class(assignment.course, assignment.name)
    for sample in samples:
        folder = assignment.course.submitted / sample.student / assignment.name
        folder.mkdir(parents=True, exist_ok=True)
        notebook = lay_over(starter, sample.answers | dict.fromkeys(sample.deleted, ""))
        notebook.cells = [cell for cell in notebook.cells if grade_id(cell) not in sample.deleted]
        text = nbformat.writes(notebook) + "\n"
        if sample.truncated:
            text = text[: len(text) // 2]
        (folder / f"{assignment.name}.ipynb").write_text(text, encoding="utf-8")
    return tuple(sample.student for sample in samples)
