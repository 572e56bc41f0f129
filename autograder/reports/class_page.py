"""The pages of a class: one of all marks, mistakes and incidents, and one of each student's verdicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from autograder.course.course import Assignment
from autograder.course.rubric import Rubric
from autograder.errors import AutograderError
from autograder.failure_log import told
from autograder.files import write_whole
from autograder.grading.autograded import autograded_notebook
from autograder.grading.grader import Grader
from autograder.grading.marks import Marks
from autograder.printable import printable
from autograder.questions.question import Question
from autograder.reports.page import page

VERDICTS = "verdicts.html"


class PageError(AutograderError):
    """Some pages can't be written: whose, and why the first of them can't."""


@dataclass(frozen=True)
class QuestionColumn:
    """A question as the class did on it."""

    id: str
    statement: str
    points: float
    automatic: bool
    average: float | None
    """Mean share of the points, 0 to 1; None where nobody's was marked, or there are no points."""
    mistakes: tuple[tuple[str, int], ...]
    """The mistakes that were made, most frequent first, with how many made them."""


def write_class_page(grader: Grader, marks: Sequence[Marks]) -> Path:
    """Writes the page of an assignment to `reports/<assignment>.html`; gives its path."""
    assignment = grader.assignment
    path = class_page_of(assignment)
    write_whole(path, class_page(assignment.name, grader.rubric, marks))
    return path


def class_page_of(assignment: Assignment) -> Path:
    """Where the page of the class is, or will be."""
    return assignment.course.reports / f"{assignment.name}.html"


def write_student_pages(grader: Grader, marks: Sequence[Marks]) -> None:
    """Writes `reports/<assignment>/<student>/verdicts.html` for each submission that was graded; not
    again where nothing has changed.

    PageError, when all others are written, where some can't be.
    """
    failed: dict[str, Exception] = {}
    for item in marks:
        if item.status == "graded":
            try:
                _write_student_page(grader, item)
            except Exception as error:  # one page costs only itself, whatever it found in us
                failed[item.student] = error
    if failed:
        first = next(iter(failed.values()))
        raise PageError(f"{', '.join(failed)}: {told(first)}") from first


def _write_student_page(grader: Grader, marks: Marks) -> None:
    assignment = grader.assignment
    place = assignment.course.reports / assignment.name / marks.student / VERDICTS
    graded = autograded_notebook(grader.exams[0], marks.student)
    if marks.student in grader.ledger.unchanged and place.is_file():
        return
    shown = graded.relative_to(assignment.course.root)
    write_whole(place, student_page(grader.rubric, marks, str(shown)))


def class_page(assignment: str, rubric: Rubric, marks: Sequence[Marks]) -> str:
    """The page as HTML. Everything that a submission may have put into it is escaped."""
    graded = [item for item in marks if item.status == "graded"]
    return page(
        "class_page.html",
        title=rubric.title,
        max_score=rubric.max_points,
        columns=[_column(question, graded) for question in rubric.questions],
        marks=marks,
        graded=len(graded),
        average=sum(item.score for item in graded) / len(graded) if graded else None,
        incidents=[(item, incident) for item in marks for incident in item.incidents],
        link=lambda item: _link(assignment, item),
    )


def student_page(rubric: Rubric, marks: Marks, notebook: str) -> str:
    """What was said of one submission, as HTML; `notebook` tells where the graded one is."""
    waiting = sum(verdict.max_points for verdict in marks.verdicts if verdict.points is None)
    back = f"../../{quote(marks.assignment, safe='')}.html"
    return page(
        "student_page.html",
        title=rubric.title,
        marks=marks,
        notebook=printable(notebook),
        waiting=waiting,
        back=back,
    )


def _column(question: Question[Any], graded: Sequence[Marks]) -> QuestionColumn:
    verdicts = [item.verdict(question.id) for item in graded]
    points = [verdict.points for verdict in verdicts if verdict.points is not None]
    mistakes = Counter(verdict.mistake for verdict in verdicts if verdict.mistake)
    return QuestionColumn(
        question.id,
        question.statement,
        question.points,
        question.automatic,
        sum(points) / (len(points) * question.points) if points and question.points else None,
        tuple(mistakes.most_common()),
    )


def _link(assignment: str, marks: Marks) -> str | None:
    """The page of a student's verdicts as seen from that of the class; None where there is none."""
    if marks.status != "graded":
        return None
    return f"{quote(assignment, safe='')}/{quote(marks.student, safe='')}/{VERDICTS}"
