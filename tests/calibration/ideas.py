"""Wrong answers written by people who saw the starters alone, with the idea that each had in mind."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from autograder.course.cells import grade_id
from autograder.grading.grader import Grader
from autograder.grading.kit_exam import KitExam
from autograder.grading.rehearsals import lay_over
from autograder.grading.submission import Submission
from autograder.questions.verdict import Verdict

PLACE = "# YOUR CODE HERE"
FILE = Path(__file__).with_name("answers.json")


@dataclass(frozen=True)
class Idea:
    """One wrong answer."""

    assignment: str
    question: str
    code: str
    """What stands in the answer's cell."""
    why: str
    """What its writer had in mind."""
    slips: tuple[str, ...]
    """The names of slips that say so; none where no slip can: a fault of form, or of the pen."""


def known_ideas() -> tuple[Idea, ...]:
    """All of them."""
    return tuple(
        Idea(one["assignment"], one["question"], one["code"], one["why"], tuple(one["slips"]))
        for one in json.loads(FILE.read_text(encoding="utf-8"))
    )


def _cell(exam: KitExam, idea: Idea) -> str:
    """The answer's cell with the code in its place."""
    (source,) = (c["source"] for c in exam.starter.cells if grade_id(c) == idea.question)
    (place,) = (line for line in source.split("\n") if line.strip() == PLACE)
    return str(source.replace(place, idea.code))


def judged(exam: KitExam, grader: Grader, ideas: Sequence[Idea]) -> Iterator[tuple[Idea, Verdict]]:
    """What each of them is told, many in one run."""
    by_question: dict[str, list[Idea]] = {}
    for idea in ideas:
        by_question.setdefault(idea.question, []).append(idea)
    for number, row in enumerate(zip_longest(*by_question.values())):
        some = [idea for idea in row if idea is not None]
        notebook = lay_over(exam.starter, {idea.question: _cell(exam, idea) for idea in some})
        submission = Submission(f"ideas {number}", exam.assignment.released, notebook, "graded")
        marks = grader.grade_submission(exam, submission).marks
        yield from ((idea, marks.verdict(idea.question)) for idea in some)
