"""An nbgrader notebook, source or release, as a draft."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode

from autograder.course.cells import grade_id
from autograder.course.hidden_tests import without_hidden_tests
from autograder.platforms.importing import solutions
from autograder.platforms.importing.draft import Draft, statement_of, without_marks

AUTOTEST = ("### AUTOTEST", "### HASHED AUTOTEST")


def is_nbgrader(notebook: NotebookNode) -> bool:
    """Whether nbgrader has marked any cell."""
    return any(grade_id(cell) for cell in notebook.cells)


def nbgrader_draft(notebook: NotebookNode, title: str) -> Draft:
    """The draft: answers with the tests that follow them, texts and tasks for a person."""
    work = _Reading(Draft(title, "an nbgrader notebook"))
    for cell in notebook.cells:
        work.take(cell)
    work.close_answer()
    return work.draft


class _Reading:
    """A notebook while it is read: the text before a cell is its question's."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.text = ""
        self.answer_text = ""
        """The text before the last answer: its tests are about it."""
        self.open: str | None = None
        """The answer that no test has been found for yet."""

    def take(self, cell: NotebookNode) -> None:
        """One more cell."""
        draft, mark = self.draft, cell.metadata.get("nbgrader") or {}
        name, source = grade_id(cell), cell.source
        if name is None or cell.cell_type == "raw":
            self._plain(cell)
        elif mark.get("task"):
            draft.text(without_marks(source))
            self._written(name, "", mark, statement_of(source))
        elif mark.get("solution") and (mark.get("grade") or cell.cell_type == "markdown"):
            self._by_a_person(cell, name, mark)
        elif mark.get("solution"):
            self.close_answer()
            text, solved = solutions.from_nbgrader(source)
            self.open, self.answer_text = draft.new_id(name), self.text
            draft.answer(self.open, text)
            if not solved:
                draft.decide.append(f"`{self.open}`: write the solution; the file has none.")
        elif mark.get("grade") and cell.cell_type == "code":
            self._test(name, source, mark)
        elif cell.cell_type == "code":
            draft.locked(source)
        else:
            self._plain(cell)

    def _plain(self, cell: NotebookNode) -> None:
        if cell.cell_type == "code":
            self.draft.play(cell.source)
        else:
            self.draft.text(without_marks(cell.source))
            self.text = cell.source

    def _by_a_person(self, cell: NotebookNode, name: str, mark: Any) -> None:
        answer = cell.source
        if cell.cell_type == "code":
            answer = f"```python\n{without_marks(answer)}\n```"
            self.draft.decide.append(
                f"`{self.draft.new_id(name)}`: a person marks code here, and in the kit a person marks texts only. It "
                "has become a text cell; where a test can decide, write one and make it code."
            )
        self._written(name, answer, mark, statement_of(self.text))

    def _written(self, name: str, answer: str, mark: Any, statement: str) -> None:
        id = self.draft.new_id(name)
        points = self.draft.points(mark.get("points", 0), id)
        self.draft.written(id, name, answer, points, statement)
        self.draft.decide.append(f"`{id}`: write its guide: what should a marker look for?")

    def _test(self, name: str, source: str, mark: Any) -> None:
        if self.open is not None:
            id, self.open = self.open, None
        else:
            id = self.draft.new_id(name)
        try:
            without_hidden_tests(source)
        except ValueError as error:
            source = without_marks(source)
            self.draft.decide.append(f"`{id}`: hidden tests are not marked rightly: {error}.")
        if any(line.lstrip().startswith(AUTOTEST) for line in source.split("\n")):
            self.draft.decide.append(
                f"`{id}`: its tests are made by nbgrader's AUTOTEST, which is not run here: write "
                "them out, or import the notebook that nbgrader has made of it."
            )
        points = self.draft.points(mark.get("points", 0), id)
        self.draft.test(id, name, source, points, statement_of(self.answer_text or self.text))

    def close_answer(self) -> None:
        """An answer that no test follows gets one that tests nothing, for 0 points."""
        if self.open is None:
            return
        id, self.open = self.open, None
        self.draft.untested(id, id)
        self.draft.decide.append(f"`{id}`: no test follows this answer: write one, or give it up.")
