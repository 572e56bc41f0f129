"""The marks of a class as they stand: what was judged last, and what a person gave in the gradebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from autograder.grading.autograded import autograded_notebook, is_kept_alone, write_autograded
from autograder.grading.evidence.runner import NoEvidenceError
from autograder.grading.exam import Exam
from autograder.grading.grader import Grader
from autograder.grading.judging import unread
from autograder.grading.marks import Marks, joined
from autograder.grading.submission import read_submission
from autograder.questions.verdict import Outcome, Verdict

NOT_GRADED = "it has not been graded yet"


@dataclass(frozen=True)
class StandingClass:
    """The marks that pages are made of."""

    marks: tuple[Marks, ...]
    left_out: tuple[tuple[str, str], ...]
    """Students whose marks are not known, and why."""


def standing_class(grader: Grader, students: Sequence[str]) -> StandingClass:
    """The marks that these students have; nothing is run. A graded notebook that is not there any more
    is written again, where the evidence says what was in it."""
    grader.ledger.look(grader.exams)
    recorded = replace(grader, recorded_only=True)
    found: list[Marks] = []
    left_out = []
    for student in students:
        parts = [_standing(recorded, exam, student) for exam in grader.exams]
        if None in parts:
            left_out.append((student, NOT_GRADED))
        else:
            names = [exam.name for exam in grader.exams]
            found.append(joined([part for part in parts if part is not None], names))
    return StandingClass(tuple(found), tuple(left_out))


def _standing(recorded: Grader, exam: Exam, student: str) -> Marks | None:
    kept = recorded.ledger.kept(exam, student)
    if kept is None:
        submission = read_submission(recorded.assignment, student, exam.name)
        return unread(exam, submission) if submission.notebook is None else None
    if not autograded_notebook(exam, student).is_file():
        # the pages do without it
        with suppress(NoEvidenceError), is_kept_alone(exam.assignment, student):
            write_autograded(exam, recorded.grade_student(exam, student))
    standing = recorded.ledger.standing.get(exam.name)
    by_hand = standing.by_hand.get(student, {}) if standing else {}
    return _with_hand_marks(exam, kept.marks, by_hand)


def _with_hand_marks(exam: Exam, marks: Marks, by_hand: Mapping[str, float]) -> Marks:
    """The marks with the points that a person gave in the place of others."""
    places = exam.release.places
    verdicts = []
    for verdict in marks.verdicts:
        place = places.get(verdict.question)
        given = None if place is None else by_hand.get(place.cell)
        verdicts.append(verdict if given is None else _by_hand(verdict, given))
    return replace(marks, verdicts=tuple(verdicts))


def _by_hand(verdict: Verdict, points: float) -> Verdict:
    outcome: Outcome = "partial" if points > 0 else "wrong"
    if points >= verdict.max_points:
        outcome = "correct"
    message = f"A person has marked this: {points:g} of {verdict.max_points:g} points."
    return replace(verdict, outcome=outcome, points=points, message=message, brief="", slips=())
