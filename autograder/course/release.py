"""A release: its cells by their ids, and where it asks each question."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from nbformat import NotebookNode

from autograder.course.cells import checked_question, grade_id, is_answer, is_task


@dataclass(frozen=True)
class Place:
    """Where a release asks one question, by the ids of its cells."""

    cell: str
    """The cell that carries its points: a check, a test, a text or a task."""
    answer: str | None
    """The last answer's cell up to there. A task has none: it may be answered anywhere."""


@dataclass(frozen=True, eq=False)
class Release:
    """A released notebook, looked up by the ids of its cells (nbgrader's are the same)."""

    notebook: NotebookNode
    questions: tuple[str, ...] = ()
    """The ids of the questions that its rubric asks."""

    @cached_property
    def cells(self) -> Mapping[str, NotebookNode]:
        """Every cell by its id, in order."""
        return {cell["id"]: cell for cell in self.notebook.cells}

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The ids in order."""
        return tuple(self.cells)

    @cached_property
    def marked(self) -> Mapping[str, NotebookNode]:
        """The cells that are restored: locked ones, checks, and the places for answers."""
        return {name: cell for name, cell in self.cells.items() if grade_id(cell)}

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """By question: where it is asked. One that has no cell here has none."""
        places: dict[str, Place] = {}
        answer = None
        for name, cell in self.marked.items():
            if is_answer(cell):
                answer = name
            question = self._question(name, cell)
            if question is not None:
                places[question] = Place(name, None if is_task(cell) else answer)
        return places

    def _question(self, name: str, cell: NotebookNode) -> str | None:
        """The question whose points a marked cell carries; an ordinary test may be called after itself."""
        if not (cell.metadata.nbgrader.get("grade") or is_task(cell)):
            return None
        return next((q for q in (name, checked_question(cell)) if q in self.questions), None)

    def copy(self, name: str) -> NotebookNode:
        """A cell of its own, as it was released."""
        return copy.deepcopy(self.cells[name])
