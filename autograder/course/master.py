"""The master: the notebook with its solutions, written as py:percent text, and its cell marks.

A cell is marked in its `# %%` line:

    # %% answer="blur"             the cell in which students answer question blur
    # %% check="blur"              the one line `check("blur")`
    # %% test="squares"            an ordinary test: code that raises, or whose last value is the mark
    # %% [markdown] written="why"  the cell in which students write their text
    # %% play=true                 a code cell that students may change

Any other code cell is locked: it is restored when a submission is graded. Any other text is text.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import nbformat

from autograder.course.hidden_tests import without_hidden_tests
from autograder.course.marked_cells import BEGINS
from autograder.errors import InputError, did_you_mean

Role = Literal["answer", "check", "test", "written", "play", "locked", "text"]

LONGEST_ID = 50
"""Characters of a question's id: with `check-` before it, it must be an id of a notebook's cell."""

NO_MASTERS = ("rubric", "wrong_answers")
"""What else lies beside a master."""

MARKS = ("answer", "check", "test", "written", "play")

KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}


@dataclass(frozen=True)
class Cell:
    """One cell of a master."""

    role: Role
    question: str | None
    """The id of the question, for `answer`, `check`, `test` and `written`."""
    source: str
    id: str
    """Derived from the mark or the text, so that the same master always gives the same ids."""
    line: int | None = field(default=None, compare=False)
    """Where it begins in the master's file; None where that is not known."""

    @property
    def is_code(self) -> bool:
        """Whether the cell is code, not text."""
        return self.role not in ("written", "text")


@dataclass(frozen=True)
class Master:
    """A parsed master."""

    assignment: str
    cells: tuple[Cell, ...]
    where: str = field(default="master", compare=False)
    """What it is called in errors: its path."""

    def place(self, cell: Cell) -> str:
        """`edges.py, line 12`: where a cell begins."""
        return _place(self.where, cell)

    def questions(self) -> tuple[str, ...]:
        """The ids of the questions, in the order in which they are checked or written."""
        return tuple(
            cell.question
            for cell in self.cells
            if cell.question is not None and cell.role in ("check", "test", "written")
        )


def read_master(path: Path) -> Master:
    """Reads and checks a master. InputError, with file and cell, where its marks make no sense."""
    if not path.is_file():
        others = [other.name for other in path.parent.glob("*.py") if other.stem not in NO_MASTERS]
        guess = did_you_mean(path.name, others)
        raise InputError(f"{path}: there is no such master{guess}")
    return parse_master(path.read_text(encoding="utf-8"), path.stem, str(path))


def parse_master(text: str, assignment: str, where: str = "master") -> Master:
    """The master that a text holds; `where` names it in errors."""
    import jupytext  # half a second, for commands that read no master

    notebook = jupytext.reads(text, fmt="py:percent")
    cells: list[Cell] = []
    lines = _lines(text, len(notebook.cells))
    for number, (cell, line) in enumerate(zip(notebook.cells, lines, strict=True), start=1):
        place = f"{where}, cell {number}" if line is None else f"{where}, line {line}"
        role, question = _role(cell, place)
        taken = {other.id for other in cells}
        name = _id(role, question, cell.source, taken)
        cells.append(Cell(role, question, cell.source, name, line))
    _check_marks(cells, where)
    return Master(assignment, tuple(cells), where)


def _lines(text: str, cells: int) -> list[int | None]:
    """The lines in which a text's cells begin; None for each where jupytext has cut them elsewhere."""
    begins = [n for n, line in enumerate(text.splitlines(), start=1) if BEGINS.fullmatch(line)]
    if len(begins) == cells - 1:
        begins.insert(0, 1)
    return list(begins) if len(begins) == cells else [None] * cells


def _place(where: str, cell: Cell) -> str:
    return where if cell.line is None else f"{where}, line {cell.line}"


def _role(cell: nbformat.NotebookNode, where: str) -> tuple[Role, str | None]:
    marks = {key: value for key, value in cell.metadata.items() if key in MARKS}
    if len(marks) > 1:
        raise InputError(f"{where}: has more than one mark: {', '.join(sorted(marks))}")
    unknown = set(cell.metadata) - set(marks) - {"title", "lines_to_next_cell", "cell_marker"}
    if unknown:
        guess = did_you_mean(min(unknown), MARKS)
        raise InputError(f"{where}: unknown mark {', '.join(sorted(unknown))}{guess}")
    if not marks:
        return ("locked" if cell.cell_type == "code" else "text"), None
    mark, value = next(iter(marks.items()))
    if (mark == "written") != (cell.cell_type == "markdown"):
        kind = "text" if mark == "written" else "code"
        raise InputError(f"{where}: the mark {mark} belongs on a {kind} cell")
    if mark == "play":
        if value is not True:
            raise InputError(f"{where}: the mark is play=true; leave it out for a locked cell")
        return "play", None
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", str(value)):
        raise InputError(f"{where}: a question's id has small letters, digits and hyphens only")
    if len(str(value)) > LONGEST_ID:
        raise InputError(f"{where}: a question's id has at most {LONGEST_ID} characters")
    if mark == "check" and cell.source.strip() != f'check("{value}")':
        raise InputError(f'{where}: a check cell is the one line check("{value}")')
    return mark, str(value)


def _id(role: Role, question: str | None, source: str, taken: set[str]) -> str:
    """An id for notebook and nbgrader alike: at most 64 characters of A-Z a-z 0-9 - _."""
    if role in ("check", "test"):
        return f"check-{question}"
    if question is not None:
        return str(question)
    digest = hashlib.sha256(source.encode()).hexdigest()[:10]
    name = f"{role}-{digest}"
    number = 2
    while name in taken:
        name = f"{role}-{digest}-{number}"
        number += 1
    return name


def _check_marks(cells: list[Cell], where: str) -> None:
    for role in ("answer", "check", "test", "written"):
        ids = [cell.question for cell in cells if cell.role == role]
        for cell in cells:
            if cell.role == role and ids.count(cell.question) > 1:
                raise InputError(
                    f"{_place(where, cell)}: question {cell.question} has "
                    f"{ids.count(cell.question)} {role} cells"
                )
    for cell in cells:
        place = _place(where, cell)
        _check_hidden(cell, place)
        begins = [line for line in cell.source.splitlines() if "BEGIN SOLUTION" in line]
        ends = [line for line in cell.source.splitlines() if "END SOLUTION" in line]
        if cell.role != "answer" and begins + ends:
            raise InputError(f"{place}: a {cell.role} cell ({cell.id}) holds a solution's mark")
        if len(begins) != len(ends):
            raise InputError(f"{place}: {cell.question} has a BEGIN or END SOLUTION too many")
    taken = [cell.id for cell in cells]
    for cell in cells:
        if taken.count(cell.id) > 1:
            place = _place(where, cell)
            raise InputError(f"{place}: two cells would be called {cell.id}: rename a question")
    answers = [cell for cell in cells if cell.role == "answer"]
    answered = [str(cell.question) for cell in answers]
    for cell in cells:
        if cell.role == "check" and cell.question not in answered:
            guess = did_you_mean(str(cell.question), answered)
            raise InputError(
                f"{_place(where, cell)}: question {cell.question} is checked but has no answer cell"
                f"{guess}"
            )
    checked = [str(cell.question) for cell in cells if cell.role in ("check", "test")]
    for cell in answers:
        place, name = _place(where, cell), str(cell.question)
        if name not in checked:
            guess = did_you_mean(name, checked)
            raise InputError(
                f"{place}: question {name} has an answer cell but no check cell{guess}"
            )
        if taken.index(f"check-{name}") < taken.index(name):
            raise InputError(f"{place}: question {name} is checked before its answer cell")


def _check_hidden(cell: Cell, where: str) -> None:
    """InputError where a cell hides what it may not, or the hidden part of a test has no end."""
    try:
        released = without_hidden_tests(cell.source)
    except ValueError as error:
        raise InputError(f"{where}: {cell.id}: {error}") from error
    if cell.role != "test" and released != cell.source:
        raise InputError(f"{where}: only a test may hide something, not {cell.id}")


def digest(path: Path) -> str:
    """What identifies the text of a master (or rubric)."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
