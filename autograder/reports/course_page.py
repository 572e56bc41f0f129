"""The pages of a course: one for students beside the starters, one for staff with all questions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.course.course import Assignment, Course
from autograder.course.known_answers import load_known_answers
from autograder.course.outline import Outline, course_outline
from autograder.files import write_whole
from autograder.grading.slip_rows import SlipRow, SlipRows
from autograder.questions.question import Question
from autograder.questions.written.question import WrittenQuestion
from autograder.reports.page import page


@dataclass(frozen=True)
class QuestionRow:
    """A question as staff see it."""

    question: Question[Any]
    wrong_answers: int
    right_answers: int
    slips: tuple[SlipRow, ...] = ()
    """What slips do to it, where that is known."""

    @property
    def guide(self) -> str:
        """How a person marks it; empty where none does."""
        return self.question.guide if isinstance(self.question, WrittenQuestion) else ""


def write_course_pages(course: Course, slips: Mapping[str, SlipRows] = {}) -> tuple[Path, Path]:
    """Writes `assignments/index.html` for students and `reports/course.html` for staff.

    `slips` has, by assignment, what slips do to its questions: staff see the wrong answers.
    The first leads to the pages of starters that lie beside it. ValueError where an assignment can't be read.
    """
    outlines = course_outline(course)
    rows = {
        item.assignment.name: _rows(item.assignment, item, slips.get(item.assignment.name, {}))
        for item in outlines
    }
    for_students, for_staff = course.assignments / "index.html", course.reports / "course.html"
    readable = frozenset(name for name in rows if (course.assignments / f"{name}.html").is_file())
    write_whole(for_students, course_page(outlines, readable=readable))
    write_whole(for_staff, course_page(outlines, rows))
    return for_students, for_staff


def course_page(
    outlines: tuple[Outline, ...],
    questions: Mapping[str, tuple[QuestionRow, ...]] | None = None,
    readable: Collection[str] = (),
) -> str:
    """The page as HTML; with the `questions` of each assignment it is for staff alone.

    Of assignments that are `readable` the starter has a page beside this one.
    """
    titles = {item.assignment.name: item.rubric.title for item in outlines}
    after = {
        name: [titles[item.assignment.name] for item in outlines if name in item.rubric.needs]
        for name in titles
    }
    return page(
        "course_page.html",
        outlines=outlines,
        titles=titles,
        after=after,
        questions=questions,
        readable=readable,
    )


def _rows(assignment: Assignment, outline: Outline, slips: SlipRows) -> tuple[QuestionRow, ...]:
    known = load_known_answers(assignment.wrong_answers)
    return tuple(
        QuestionRow(
            question,
            sum(answer.question == question.id for answer in known.wrong),
            sum(answer.question == question.id for answer in known.right),
            slips.get(question.id, ()),
        )
        for question in outline.rubric.questions
    )
