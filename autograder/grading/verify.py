"""The product checks its own content: masters, starters, rubrics and wrong answers of a course."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeVar

from nbformat import NotebookNode

from autograder.course.cells import grade_id
from autograder.course.course import Assignment
from autograder.course.hidden_tests import without_hidden_tests
from autograder.course.known_answers import (
    KnownAnswers,
    RightAnswer,
    WrongAnswer,
    load_known_answers,
)
from autograder.course.rubric import load_rubric
from autograder.engine.session import Engine, Limits
from autograder.errors import InputError
from autograder.grading.grader import Grader
from autograder.grading.incidents import FORGEABLE
from autograder.grading.kit_exam import KitExam, prepare_exam
from autograder.grading.marks import Marks
from autograder.grading.side_by_side import side_by_side
from autograder.grading.submission import Submission
from autograder.printable import counted
from autograder.questions.mistakes import differences, sort_mistakes

Answer = TypeVar("Answer", WrongAnswer, RightAnswer)

FEWEST_WRONG = 3
"""Wrong answers that every question marked by the autograder must have."""


@dataclass(frozen=True)
class Verification:
    """What was found out on one assignment."""

    assignment: str
    questions: int
    wrong_answers: int
    right_answers: int
    complaints: tuple[str, ...]
    """What is not as it should be, and how to mend it; none where all is well."""


@dataclass(frozen=True, eq=False)
class Rehearsal:
    """A submission of which it is known what marks it must get."""

    what: str
    """What it is called in complaints: `wrong answers 2`."""
    notebook: NotebookNode
    compare: Callable[[Marks], list[str]]
    """Gives complaints about the marks."""


def verify(
    assignment: Assignment,
    engine: Engine,
    jobs: int,
    limits: Limits = Limits(),
    ran: Callable[[str], None] = lambda what: None,
) -> Verification:
    """Runs the master, the starter, and all known wrong and right answers; compares the marks.

    Many answers are checked in one run, one for each question, so this takes few runs. `ran` is
    called with the name of each run. ExamError where the assignment can't be graded at all.
    """
    exam = prepare_exam(assignment, engine, limits)
    grader = Grader(assignment, engine, limits, (exam,), jobs)
    ran("references")
    known = load_known_answers(assignment.wrong_answers)
    complaints = [*_rubric_complaints(exam), *_coverage_complaints(exam, known)]
    answered = {grade_id(cell) for cell in exam.starter.cells}
    wrong = tuple(answer for answer in known.wrong if answer.question in answered)
    right = tuple(answer for answer in known.right if answer.question in answered)
    rehearsals = _rehearsals(exam, wrong, right)

    def rehearse(number: int) -> tuple[int, list[str]]:
        rehearsal = rehearsals[number]
        submission = Submission(rehearsal.what, assignment.released, rehearsal.notebook, "graded")
        marks = grader.grade_submission(exam, submission).marks
        ran(rehearsal.what)
        return number, [*_incident_complaints(marks), *rehearsal.compare(marks)]

    for _, lines in sorted(side_by_side(rehearse, range(len(rehearsals)), jobs)):
        complaints += lines
    return Verification(
        assignment.name, len(exam.rubric.questions), len(wrong), len(right), tuple(complaints)
    )


def _rehearsals(
    exam: KitExam, wrong: Sequence[WrongAnswer], right: Sequence[RightAnswer]
) -> list[Rehearsal]:
    master = copy.deepcopy(exam.source.notebook)
    for cell in master.cells:  # a submission has the cells as they are released
        cell.source = without_hidden_tests(cell.source)
    rehearsals = [
        Rehearsal("master", master, _full_marks),
        Rehearsal("starter", exam.starter, _no_marks),
    ]
    for number, wrong_ones in enumerate(_rounds(wrong), start=1):
        laid = lay_over(exam.starter, {answer.question: answer.code for answer in wrong_ones})
        compare = _as_declared(wrong_ones)
        rehearsals.append(Rehearsal(f"wrong answers {number}", laid, compare))
    for number, right_ones in enumerate(_rounds(right), start=1):
        laid = lay_over(exam.starter, {answer.question: answer.code for answer in right_ones})
        rehearsals.append(Rehearsal(f"right answers {number}", laid, _as_right(right_ones)))
    return rehearsals


def _incident_complaints(marks: Marks) -> list[str]:
    return [
        f"{marks.student}: {item.kind} at {item.where}: {item.message}"
        for item in marks.incidents
        if item.kind != FORGEABLE
    ]


def lay_over(starter: NotebookNode, answers: Mapping[str, str]) -> NotebookNode:
    """The starter with the sources of some answer cells replaced; the starter is not changed.

    InputError where there is no answer cell for one of them.
    """
    notebook = NotebookNode(starter)
    notebook.cells = [NotebookNode(cell) for cell in starter.cells]
    cells = {grade_id(cell): cell for cell in notebook.cells}
    for question, code in answers.items():
        if question not in cells:
            raise InputError(f"the starter has no answer cell for question {question!r}")
        cells[question]["source"] = code
    return notebook


def _rounds(answers: Sequence[Answer]) -> list[list[Answer]]:
    """Answers sorted into rounds: at most one for each question in each."""
    by_question: dict[str, list[Answer]] = {}
    for answer in answers:
        by_question.setdefault(answer.question, []).append(answer)
    rounds = zip_longest(*by_question.values())
    return [[answer for answer in round if answer is not None] for round in rounds]


def _full_marks(marks: Marks) -> list[str]:
    return [
        f"master: {v.question} gets {v.points:g} of {v.max_points:g} points ({v.message})"
        for v in marks.verdicts
        if v.points is not None and v.points != v.max_points
    ]


def _no_marks(marks: Marks) -> list[str]:
    return [
        f"starter: {v.question} is {v.outcome} with {v.points:g} points before anybody typed anything"
        for v in marks.verdicts
        if v.points is not None and (v.points != 0 or v.outcome != "not attempted")
    ]


def _as_right(answers: Sequence[RightAnswer]) -> Callable[[Marks], list[str]]:
    def compare(marks: Marks) -> list[str]:
        verdicts = [(marks.verdict(answer.question), answer.code) for answer in answers]
        return [
            f"right answer to {v.question} gets {v.points:g} of {v.max_points:g} points "
            f"({v.message}):\n{code}"
            for v, code in verdicts
            if v.points != v.max_points
        ]

    return compare


def _as_declared(answers: Sequence[WrongAnswer]) -> Callable[[Marks], list[str]]:
    def compare(marks: Marks) -> list[str]:
        complaints = []
        for answer in answers:
            verdict = marks.verdict(answer.question)
            if (verdict.points, verdict.mistake) != (answer.points, answer.mistake) or (
                answer.outcome is not None and answer.outcome != verdict.outcome
            ):
                complaints.append(
                    f"wrong answer to {answer.question} gets {verdict.points} points, mistake "
                    f"{verdict.mistake}, {verdict.outcome}; declared are {answer.points} points, mistake "
                    f"{answer.mistake}, {answer.outcome or 'any outcome'} ({verdict.message}):\n"
                    f"{answer.code}"
                )
        return complaints

    return compare


def _rubric_complaints(exam: KitExam) -> list[str]:
    complaints = []
    for question in exam.rubric.questions:
        where = f"{exam.assignment.rubric.name}: {question.id}"
        if not question.hint.strip():
            complaints.append(f"{where}: has no hint")
        if not question.statement.strip():
            complaints.append(f"{where}: has no statement")
        if question.points <= 0:
            complaints.append(f"{where}: has {question.points:g} points; give it some")
        wrong_answers = sort_mistakes(exam.keys[question.id].mistaken())
        complaints += [
            f"{where}: mistakes: {line}" for line in differences(question.mistakes, wrong_answers)
        ]
    return complaints


def _coverage_complaints(exam: KitExam, known: KnownAnswers) -> list[str]:
    complaints = []
    where = exam.assignment.wrong_answers.name
    ids = {question.id for question in exam.rubric.questions}
    for name in sorted(known.questions - ids):
        complaints.append(f"{where}: there is no question {name!r}")
    for question in exam.rubric.questions:
        count = sum(answer.question == question.id for answer in known.wrong)
        # an ordinary test may look at an answer that others look at, too
        if question.automatic and count < FEWEST_WRONG and question.id not in exam.rubric.tests:
            complaints.append(
                f"{where}: {question.id} has {counted(count, 'wrong answer')}; "
                f"it needs at least {FEWEST_WRONG}"
            )
    return complaints


def distinct_mistakes(assignments: Sequence[Assignment]) -> frozenset[str]:
    """The names of all mistakes that have an answer of their own in some question."""
    return frozenset(
        name
        for assignment in assignments
        for question in load_rubric(assignment.rubric).questions
        for name in question.mistakes.apply
    )
