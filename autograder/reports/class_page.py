"""One plain HTML page of a class: marks, mistakes, incidents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
from markupsafe import Markup

from autograder.cards.card import LOOKS, marked
from autograder.course.rubric import Rubric
from autograder.files import write_whole
from autograder.grading.grader import Grader
from autograder.grading.marks import Marks
from autograder.markup.policy import POLICY
from autograder.questions.question import Question

TEMPLATE = Path(__file__).with_name("class_page.html")


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
    path = assignment.course.reports / f"{assignment.name}.html"
    page = class_page(assignment.name, grader.rubric, grader.exams[0].name, marks)
    write_whole(path, page)
    return path


def class_page(assignment: str, rubric: Rubric, notebook: str, marks: Sequence[Marks]) -> str:
    """The page as HTML. Everything that a submission may have put into it is escaped.

    `notebook` is the name of the graded notebook to which each student's line leads.
    """
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    graded = [item for item in marks if item.status == "graded"]
    return template.render(
        policy=POLICY,
        title=rubric.title,
        assignment=assignment,
        max_score=rubric.max_points,
        columns=[_column(question, graded) for question in rubric.questions],
        marks=marks,
        graded=len(graded),
        average=sum(item.score for item in graded) / len(graded) if graded else None,
        incidents=[(item, incident) for item in marks for incident in item.incidents],
        looks=LOOKS,
        notebook=lambda item: _link(notebook, item),
        marked=lambda text: Markup(marked(text)),
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


def _link(notebook: str, marks: Marks) -> str | None:
    """The graded notebook as seen from the page; None where there is none."""
    if marks.status != "graded":
        return None
    student = quote(marks.student, safe="")
    return f"../autograded/{student}/{marks.assignment}/{quote(notebook, safe='')}.ipynb"
