"""What is read of nbgrader's gradebook."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from autograder.errors import AutograderError
from autograder.grading.entries import Entry, read_entries
from autograder.grading.patience import PATIENT, Patience
from autograder.grading.transaction import patiently

T = TypeVar("T")


class GradebookError(AutograderError, RuntimeError):
    """The gradebook cannot be opened, read or written."""


@dataclass(frozen=True)
class EnteredCells:
    """The cells of a notebook as `nbgrader generate_assignment` has entered them, by their ids."""

    points: Mapping[str, float]
    """Of the graded ones."""
    sources: Mapping[str, str]
    """With their hidden tests."""


@dataclass(frozen=True)
class CellPoints:
    """The points of one student for one cell."""

    student: str
    time: datetime | None
    """When the submission was handed in."""
    cell: str
    automatic: float | None
    by_hand: float | None


class GradebookReader:
    """Reads what an open gradebook holds."""

    def __init__(self, gradebook: Any, patience: Patience = PATIENT) -> None:
        """`gradebook` is nbgrader's open one."""
        self._gradebook = gradebook
        self._patience = patience

    def _read(self, work: Callable[[], T]) -> T:
        """What the work gives, which reads; no transaction stays open while notebooks run."""

        def once() -> T:
            try:
                return work()
            finally:
                self._gradebook.db.rollback()

        return patiently(once, self._patience)

    def entered_cells(self, assignment: str, notebook: str) -> EnteredCells:
        """What nbgrader has entered of a notebook. KeyError where it has not."""
        from nbgrader.api import MissingEntry

        def read() -> EnteredCells:
            book = self._gradebook.find_notebook(notebook, assignment)
            return EnteredCells(
                {c.name: float(c.max_score) for c in (*book.grade_cells, *book.task_cells)},
                {c.name: c.source or "" for c in book.source_cells},
            )

        try:
            return self._read(read)
        except MissingEntry:
            raise KeyError(f"{assignment}/{notebook}") from None

    def entries(self, assignment: str) -> tuple[Entry, ...]:
        """What it holds of an assignment, of every student. GradebookError where it has none."""
        from nbgrader.api import MissingEntry

        try:
            return self._read(lambda: tuple(read_entries(self._gradebook, assignment)))
        except MissingEntry:
            known = ", ".join(entry.name for entry in self._gradebook.assignments) or "none"
            raise GradebookError(
                f"the gradebook has no assignment {assignment!r} (it has: {known}). "
                f"Grade it first: autograder grade {assignment}"
            ) from None

    def points(self, assignment: str, notebook: str) -> Sequence[CellPoints]:
        """The points for each cell of a notebook, of every submission."""
        from nbgrader.api import (
            Assignment,
            BaseCell,
            Grade,
            Notebook,
            SubmittedAssignment,
            SubmittedNotebook,
        )

        db = self._gradebook.db

        def read() -> Sequence[CellPoints]:
            found = (
                db.query(
                    SubmittedAssignment.student_id,
                    SubmittedAssignment.timestamp,
                    BaseCell.name,
                    Grade.auto_score,
                    Grade.manual_score,
                )
                .select_from(Grade)
                .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
                .join(
                    SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id
                )
                .join(BaseCell, Grade.cell_id == BaseCell.id)
                .join(Notebook, BaseCell.notebook_id == Notebook.id)
                .join(Assignment, Notebook.assignment_id == Assignment.id)
                .filter(Assignment.name == assignment, Notebook.name == notebook)
            )
            return [CellPoints(*row) for row in found]

        return self._read(read)
