"""The product checks its own content: masters, starters, rubrics and wrong answers of a course."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

from autograder.course.cells import grade_id
from autograder.course.course import Assignment
from autograder.course.known_answers import (
    load_known_answers,
)
from autograder.engine.session import Engine, Limits
from autograder.grading.complaints import (
    catalogues,
    coverage_complaints,
    release_complaints,
    rubric_complaints,
)
from autograder.grading.evidence.runner import PlanRunner
from autograder.grading.evidence.store import EvidenceStore
from autograder.grading.grader import Grader
from autograder.grading.kit_exam import prepare_exam
from autograder.grading.ledger import Ledger
from autograder.grading.rehearsals import incident_complaints, rehearsals_of
from autograder.grading.side_by_side import side_by_side
from autograder.grading.slip_rows import SlipRows, slip_rows
from autograder.grading.submission import Submission


@dataclass(frozen=True)
class Verification:
    """What was found out on one assignment."""

    assignment: str
    questions: int
    wrong_answers: int
    right_answers: int
    slips: SlipRows
    """What every slip does to each question."""
    complaints: tuple[str, ...]
    """What is not as it should be, and how to mend it; none where all is well."""


def verify(
    assignment: Assignment,
    engine: Engine,
    jobs: int,
    limits: Limits = Limits(),
    ran: Callable[[str], None] = lambda what: None,
    store: EvidenceStore | None = None,
) -> Verification:
    """Runs the master, the starter, and all known wrong and right answers; compares the marks.

    Many answers are checked in one run, one for each question, so this takes few runs, and none where
    the store has what it gave. `ran` is called with the name of each run. ExamError where the assignment
    can't be graded at all.
    """
    exam = prepare_exam(assignment, engine, limits, PlanRunner(engine, store))
    grader = Grader(assignment, engine, limits, (exam,), jobs, Ledger(store=store), staff=True)
    ran("references")
    known = load_known_answers(assignment.wrong_answers)
    found = catalogues(exam)
    complaints = [
        *rubric_complaints(exam, found),
        *coverage_complaints(exam, known),
        *release_complaints(exam),
    ]
    answered = {grade_id(cell) for cell in exam.starter.cells}
    wrong = tuple(answer for answer in known.wrong if answer.question in answered)
    right = tuple(answer for answer in known.right if answer.question in answered)
    rehearsals = rehearsals_of(exam, wrong, right, found)

    def rehearse(number: int) -> tuple[int, list[str]]:
        rehearsal = rehearsals[number]
        submission = Submission(rehearsal.what, assignment.released, rehearsal.notebook, "graded")
        graded = grader.grade_submission(exam, submission)
        ran(rehearsal.what)
        return number, [*incident_complaints(graded.marks), *rehearsal.compare(graded)]

    for _, lines in sorted(side_by_side(rehearse, range(len(rehearsals)), jobs)):
        complaints += lines
    return Verification(
        assignment.name,
        len(exam.rubric.questions),
        len(wrong),
        len(right),
        slip_rows(assignment, exam.keys),
        tuple(line.replace(f"{assignment.course.root}{os.sep}", "") for line in complaints),
    )
