"""A draft: what an imported notebook becomes, before it is written."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Literal

from autograder.course.master import LONGEST_ID

DraftRole = Literal["answer", "test", "written", "play", "locked", "text"]
LONGEST_STATEMENT = 200
DRESS = re.compile(r"(?m)^\s*(#+\s|-{3,}\s*$)|<!--.*?-->|[*`]|\b_|_\b", re.DOTALL)
"""Markdown that a plain sentence does without."""


@dataclass(frozen=True)
class DraftCell:
    """A cell of the draft's master."""

    role: DraftRole
    source: str
    question: str | None = None


@dataclass(frozen=True)
class DraftQuestion:
    """A question of the draft's rubric: an ordinary test, or a text that a person marks."""

    id: str
    points: float
    statement: str
    was: str
    """What it was called where it comes from."""
    written: bool = False
    hidden: bool = False


@dataclass
class Draft:
    """A draft in the making; `decide` collects what a person must still look at."""

    title: str
    form: str
    """What it was: as the list says it."""
    cells: list[DraftCell] = field(default_factory=list)
    questions: list[DraftQuestion] = field(default_factory=list)
    decide: list[str] = field(default_factory=list)

    def new_id(self, name: Any, without: frozenset[str] = frozenset()) -> str:
        """An id of the kit's form that no question has yet, made from what it was called."""
        plain = (
            re.sub(r"[^a-z0-9]+", "-", str(name).lower()).strip("-")[: LONGEST_ID - 4].strip("-")
        )
        plain = plain.removeprefix("check-") or "question"
        taken = {question.id for question in self.questions} | without
        taken |= {cell.question for cell in self.cells if cell.question}
        if plain not in taken:
            return plain
        return next(free for n in count(2) if (free := f"{plain}-{n}") not in taken)

    def text(self, source: str) -> None:
        """A text cell; nothing where there is no text."""
        if source.strip():
            self.cells.append(DraftCell("text", source))

    def play(self, source: str) -> None:
        """A code cell that students may change."""
        if source.strip():
            self.cells.append(DraftCell("play", without_marks(source)))

    def locked(self, source: str) -> None:
        """A code cell that is restored when a submission is graded."""
        if source.strip():
            self.cells.append(DraftCell("locked", without_marks(source)))

    def written(self, id: str, was: str, answer: str, points: float, statement: str) -> None:
        """A text that students write, and a person marks."""
        self.cells.append(
            DraftCell("written", without_marks(answer) or "TODO: a model answer.", id)
        )
        self.questions.append(DraftQuestion(id, points, statement, was, written=True))

    def answer(self, id: str, source: str) -> None:
        """A code cell that students answer in; its test must follow."""
        self.cells.append(DraftCell("answer", source, id))

    def test(self, id: str, was: str, source: str, points: float, statement: str) -> None:
        """An ordinary test, of the answer of the same id or of none."""
        hidden = "BEGIN HIDDEN TESTS" in source
        self.cells.append(DraftCell("test", source, id))
        self.questions.append(DraftQuestion(id, points, statement, was, hidden=hidden))

    def untested(self, id: str, was: str) -> None:
        """A test that tests nothing, for 0 points, after an answer that has none of its own."""
        self.test(id, was, "# TODO: nothing tests this answer by itself\npass", 0, "")

    def by_a_person(
        self, id: str, was: str, texts: list[str], code: list[str], points: float, statement: str
    ) -> None:
        """A question that a person marks: its model answer in words, and in code, which becomes text."""
        answers = [*texts, *(f"```python\n{text}\n```" for text in code if text.strip())]
        if code:
            self.decide.append(
                f"`{id}`: no test decides about its code, so it has become a text that a person "
                "marks; where a test can decide, write one and make it code."
            )
        self.written(id, was, "\n\n".join(answers), points, statement)
        self.decide.append(f"`{id}`: write its guide: what should a marker look for?")

    def points(self, value: Any, id: str, otherwise: float = 1.0) -> float:
        """A number of points; where the value is none, `otherwise`, with a note."""
        number = value if isinstance(value, int | float) and not isinstance(value, bool) else -1
        if math.isfinite(number) and 0 <= number < 1e6:
            return float(number)
        self.decide.append(f"`{id}`: how many points? The file says {str(value)[:40]!r}.")
        return otherwise


def statement_of(text: str) -> str:
    """The first lines of a question's text, in one line: a start for its statement."""
    plain = " ".join(DRESS.sub("", text).split())
    if len(plain) > LONGEST_STATEMENT:
        plain = plain[:LONGEST_STATEMENT].rsplit(" ", 1)[0] + " ..."
    return plain


def without_marks(source: str) -> str:
    """The source without the lines that mark a solution: only an answer's cell may have these."""
    marks = ("BEGIN SOLUTION", "END SOLUTION", "BEGIN HIDDEN TESTS", "END HIDDEN TESTS")
    lines = source.split("\n")
    return "\n".join(line for line in lines if not any(mark in line for mark in marks))
