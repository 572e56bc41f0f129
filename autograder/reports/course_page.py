"""The pages of a course: one for students beside the starters, one for staff with all questions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2

from autograder.course.course import Assignment, Course
from autograder.course.known_answers import load_known_answers
from autograder.course.outline import Outline, course_outline
from autograder.files import write_whole
from autograder.markup.policy import POLICY
from autograder.questions.question import Question
from autograder.questions.written.question import WrittenQuestion

TEMPLATE = Path(__file__).with_name("course_page.html")


@dataclass(frozen=True)
class QuestionRow:
    """A question as staff see it."""

    question: Question[Any]
    wrong_answers: int
    right_answers: int

    @property
    def guide(self) -> str:
        """How a person marks it; empty where none does."""
        return self.question.guide if isinstance(self.question, WrittenQuestion) else ""


def write_course_pages(course: Course) -> tuple[Path, Path]:
    """Writes `assignments/index.html` for students and `reports/course.html` for staff.

    ValueError where an assignment can't be read.
    """
    outlines = course_outline(course)
    rows = {item.assignment.name: _rows(item.assignment, item) for item in outlines}
    for_students, for_staff = course.assignments / "index.html", course.reports / "course.html"
    for path, questions in ((for_students, {}), (for_staff, rows)):
        write_whole(path, course_page(outlines, questions))
    return for_students, for_staff


def course_page(
    outlines: tuple[Outline, ...], questions: dict[str, tuple[QuestionRow, ...]]
) -> str:
    """The page as HTML; with the `questions` of each assignment it is for staff alone."""
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    titles = {item.assignment.name: item.rubric.title for item in outlines}
    after = {
        name: [titles[item.assignment.name] for item in outlines if name in item.rubric.needs]
        for name in titles
    }
    return template.render(
        policy=POLICY, outlines=outlines, titles=titles, after=after, questions=questions
    )


def _rows(assignment: Assignment, outline: Outline) -> tuple[QuestionRow, ...]:
    known = load_known_answers(assignment.wrong_answers)
    return tuple(
        QuestionRow(
            question,
            sum(answer.question == question.id for answer in known.wrong),
            sum(answer.question == question.id for answer in known.right),
        )
        for question in outline.rubric.questions
    )
