"""Known answers to an assignment: wrong ones with the marks that each must get, and unusual right ones.

They stand in `solutions/<assignment>/wrong_answers.py`, or in a folder `wrong_answers` of such files,
one cell for each answer; the cell holds what stands in the answer's cell of a submission:

    # %% wrong="blur" points=0 mistake="not-normalised"
    blur = np.ones((3, 3, 1, 1))

    # %% right="blur" note="wider, with zeros around"
    blur = np.pad(np.full((3, 3, 1, 1), 1 / 9), ((1, 1), (1, 1), (0, 0), (0, 0)))

The files are read, never run, so an answer may be anything that a student may write. Text cells are
for readers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from autograder.course.marked_cells import Mark, MarkedCell, marked_cells
from autograder.errors import InputError, did_you_mean
from autograder.questions.verdict import Outcome


@dataclass(frozen=True)
class WrongAnswer:
    """A known wrong answer: the marks and the mistake that it must get."""

    question: str
    code: str
    """What stands in the answer's cell in place of what the starter has there."""
    points: float
    mistake: str | None = None
    """The mistake that it must be told; None means: none."""
    outcome: str | None = None
    """The outcome that it must get, where that matters; None means: whatever fits the points."""
    where: str = field(default="", compare=False)
    """File and line of its cell."""


@dataclass(frozen=True)
class RightAnswer:
    """A right answer, written in an unusual way: it must get full marks."""

    question: str
    code: str
    where: str = field(default="", compare=False)
    """File and line of its cell."""


@dataclass(frozen=True)
class KnownAnswers:
    """The known answers to an assignment, file by file, in the order of their cells."""

    wrong: tuple[WrongAnswer, ...] = ()
    right: tuple[RightAnswer, ...] = ()

    @property
    def questions(self) -> frozenset[str]:
        """The ids of the questions that they answer."""
        wrong = {answer.question for answer in self.wrong}
        return frozenset(wrong | {answer.question for answer in self.right})


def load_known_answers(path: Path) -> KnownAnswers:
    """The known answers in a file, or in all files of a folder.

    InputError, naming file and line, where they can't be read.
    """
    if path.is_dir() and path.with_suffix(".py").exists():
        raise InputError(f"{path}: there is {path.name}.py, too: move its cells into the folder")
    paths = sorted(path.glob("[!.]*.py")) if path.is_dir() else [path]
    wrong: list[WrongAnswer] = []
    right: list[RightAnswer] = []
    for file in paths:
        if not file.is_file():
            raise InputError(f"{file}: there is no such file")
        for cell in marked_cells(file.read_text(encoding="utf-8"), str(file)):
            answer = _answer(cell)
            if isinstance(answer, WrongAnswer):
                wrong.append(answer)
            elif answer is not None:
                right.append(answer)
    return KnownAnswers(tuple(wrong), tuple(right))


def _answer(cell: MarkedCell) -> WrongAnswer | RightAnswer | None:
    """The answer that a cell holds; None for text."""
    if not cell.is_code and not cell.marks:
        return None
    if not cell.is_code:
        raise InputError(f"{cell.where}: an answer is a code cell; a text cell has no marks")
    _check_marks(cell)
    wrong, right = _text(cell, "wrong"), _text(cell, "right")
    points = cell.marks.get("points")
    if wrong is not None and right is not None:
        raise InputError(f"{cell.where}: an answer is wrong or right, not both: take one out")
    if right is not None:
        for name in ("points", "mistake", "outcome"):
            if name in cell.marks:
                raise InputError(
                    f"{cell.where}: a right answer gets full marks and no mistake: "
                    f"take {name} out, or write wrong= for right="
                )
        return RightAnswer(right, cell.source, cell.where)
    if wrong is None:
        raise InputError(
            f'{cell.where}: does not say what it answers: write wrong="question" points=0, '
            'or right="question"'
        )
    if not isinstance(points, int | float):
        raise InputError(f"{cell.where}: does not say what it gets: write points=0, or more")
    mistake, outcome = _text(cell, "mistake"), _text(cell, "outcome")
    return WrongAnswer(wrong, cell.source, points, mistake, outcome, cell.where)


def _check_marks(cell: MarkedCell) -> None:
    for name, mark in cell.marks.items():
        if name not in MARKS:
            raise InputError(
                f"{cell.where}: unknown mark {name}{did_you_mean(name, MARKS) or ':'} "
                f"There are {', '.join(MARKS)}"
            )
        fits, what = MARKS[name]
        if not fits(mark):
            raise InputError(f"{cell.where}: {name} must be {what}, not {mark!r}")


def _text(cell: MarkedCell, name: str) -> str | None:
    return str(cell.marks[name]) if name in cell.marks else None


def _is_text(mark: Mark) -> bool:
    return isinstance(mark, str) and mark.strip() == mark != ""


def _is_points(mark: Mark) -> bool:
    return isinstance(mark, int | float) and not isinstance(mark, bool) and mark >= 0


A_QUESTION = "the id of a question in double quotes"

MARKS: dict[str, tuple[Callable[[Mark], bool], str]] = {
    "wrong": (_is_text, A_QUESTION),
    "right": (_is_text, A_QUESTION),
    "points": (_is_points, "a number, 0 or more"),
    "mistake": (_is_text, "the name of a mistake in double quotes"),
    "outcome": (get_args(Outcome).__contains__, f"one of {', '.join(get_args(Outcome))}"),
    "note": (_is_text, "a remark in double quotes"),
}
"""The marks of an answer's cell, and what each may be."""
