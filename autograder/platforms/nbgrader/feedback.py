"""The page that `nbgrader generate_feedback` makes for a student: with a table of marks on top."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import GetGrades

from autograder.cards.card import LOOKS
from autograder.course.cells import checked_question, grade_id, is_task
from autograder.grading.graded_notebook import outcome_shown
from autograder.platforms.nbgrader.pages import Page

BY_HAND = ("#0072b2", "✎")
WAITS = "a person will mark it"
MARKED = "marked by a person"
KEPT = "marked by a person, in an earlier submission"


@dataclass(frozen=True)
class MarksRow:
    """One line of the table of marks."""

    question: str
    anchor: str
    """The id of its graded cell, which the line leads to."""
    result: str
    colour: str
    sign: str
    points: float | None
    """None where a person has still to mark it."""
    max_points: float
    commented: tuple[str, ...] = ()
    """The ids of its cells that have a comment by a person or by nbgrader."""


class FeedbackExporter(Page):
    """nbgrader's page of feedback in this package's form."""

    form = "course_feedback"


class MarksTable(GetGrades):  # type: ignore[misc]
    """nbgrader's step that looks up points and comments, and what the table of marks says."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """nbgrader calls this for each graded notebook."""
        nb, resources = super().preprocess(nb, resources)
        where = resources["nbgrader"]
        with Gradebook(where["db_url"]) as gradebook:
            book = gradebook.find_submission_notebook(
                where["notebook"], where["assignment"], where["student"]
            )
            grades = {grade.name: grade for grade in book.grades}
            comments = frozenset(comment.name for comment in book.comments if comment.comment)
            where["marks"] = tuple(marks_rows(nb, grades, comments))
        return nb, resources


def marks_rows(
    notebook: NotebookNode, grades: dict[str, Any], comments: frozenset[str]
) -> Iterable[MarksRow]:
    """The lines of the table, in the notebook's order.

    `grades` are the gradebook's by cell, `comments` the cells that have one.
    """
    for cell in notebook.cells:
        name = grade_id(cell)
        if name is None or name not in grades:
            continue
        if not (cell.metadata.nbgrader.get("grade") or is_task(cell)):
            continue
        grade = grades[name]
        question = checked_question(cell) or name
        commented = tuple(sorted({name, question} & comments))
        points: float | None = grade.score
        if grade.manual_score is not None:
            result, look = KEPT if grade.needs_manual_grade else MARKED, BY_HAND
        elif grade.needs_manual_grade or grade.auto_score is None:
            result, look, points = WAITS, BY_HAND, None
        else:
            result = outcome_shown(cell) or _outcome(grade.auto_score, grade.max_score)
            look = LOOKS[result]
        yield MarksRow(question, name, result, *look, points, grade.max_score, commented)


def _outcome(points: float, max_points: float) -> str:
    """What can be said of points alone."""
    if points >= max_points:
        return "correct"
    return "partial" if points > 0 else "wrong"
