"""Submissions of which it is known what marks they must get: master, starter, known answers."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeVar

from nbformat import NotebookNode

from autograder.course.cells import grade_id
from autograder.course.hidden_tests import without_hidden_tests
from autograder.course.known_answers import (
    RightAnswer,
    WrongAnswer,
)
from autograder.errors import InputError, did_you_mean
from autograder.grading.complaints import (
    Catalogues,
)
from autograder.grading.incidents import FORGEABLE
from autograder.grading.kit_exam import KitExam
from autograder.grading.marks import Marks
from autograder.grading.notebook_result import NotebookResult
from autograder.questions.verdict import Verdict

Answer = TypeVar("Answer", WrongAnswer, RightAnswer)

Compare = Callable[[NotebookResult], list[str]]
"""Gives complaints about what one submission got."""


@dataclass(frozen=True, eq=False)
class Rehearsal:
    """A submission of which it is known what marks it must get."""

    what: str
    """What it is called in complaints: `wrong answers 2`."""
    notebook: NotebookNode
    compare: Compare


def rehearsals_of(
    exam: KitExam,
    wrong: Sequence[WrongAnswer],
    right: Sequence[RightAnswer],
    found: Catalogues,
) -> list[Rehearsal]:
    """The master, the starter, and notebooks that hold the known answers, one to each question."""
    master = copy.deepcopy(exam.source.notebook)
    for cell in master.cells:  # a submission has the cells as they are released
        cell.source = without_hidden_tests(cell.source)
    rehearsals = [
        Rehearsal("master", master, _full_marks),
        Rehearsal("starter", exam.starter, _no_marks),
    ]
    for number, wrong_ones in enumerate(_rounds(wrong), start=1):
        laid = lay_over(exam.starter, {answer.question: answer.code for answer in wrong_ones})
        compare = _as_declared(wrong_ones, found)
        rehearsals.append(Rehearsal(f"wrong answers {number}", laid, compare))
    for number, right_ones in enumerate(_rounds(right), start=1):
        laid = lay_over(exam.starter, {answer.question: answer.code for answer in right_ones})
        rehearsals.append(Rehearsal(f"right answers {number}", laid, _as_right(right_ones)))
    return rehearsals


def incident_complaints(marks: Marks) -> list[str]:
    """The incidents of a run that should have none."""
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


def _full_marks(graded: NotebookResult) -> list[str]:
    return [
        f"master: {v.question} gets {v.points:g} of {v.max_points:g} points ({v.message})"
        for v in graded.marks.verdicts
        if v.points is not None and v.points != v.max_points
    ] + [
        f"master: {v.question} is explained by {v.mistake}, as if it were wrong"
        for v in graded.marks.verdicts
        if v.mistake
    ]


def _no_marks(graded: NotebookResult) -> list[str]:
    return [
        f"starter: {v.question} is {v.outcome} with {v.points:g} points before anybody typed anything"
        for v in graded.marks.verdicts
        if v.points is not None and (v.points != 0 or v.outcome != "not attempted")
    ]


def _as_right(answers: Sequence[RightAnswer]) -> Compare:
    def compare(graded: NotebookResult) -> list[str]:
        complaints = []
        for answer in answers:
            v = graded.marks.verdict(answer.question)
            if v.points != v.max_points:
                ended = ended_with(graded, answer)
                why = f"its cell ends with {ended}" if ended else v.message
                complaints.append(
                    f"{answer.where}: right answer to {v.question} gets {v.points:g} of "
                    f"{v.max_points:g} points: either it or the master's own answer is not right "
                    f"({why}):\n{answer.code}"
                )
        return complaints

    return compare


def _as_declared(answers: Sequence[WrongAnswer], found: Catalogues) -> Compare:
    def compare(graded: NotebookResult) -> list[str]:
        complaints = []
        for answer in answers:
            verdict = graded.marks.verdict(answer.question)
            ended = ended_with(graded, answer)
            as_declared = _is_as_declared(verdict, answer)
            if ended and answer.outcome is None and not (as_declared and answer.mistake):
                complaints.append(
                    f"{answer.where}: the cell of this wrong answer to {answer.question} ends with "
                    f"{ended}. If it shall, say so by the outcome that it gets: "
                    f'outcome="{verdict.outcome}":\n{answer.code}'
                )
            elif not as_declared:
                complaints.append(_otherwise(verdict, answer, found))
        return complaints

    return compare


def _is_as_declared(verdict: Verdict, answer: WrongAnswer) -> bool:
    return (verdict.points, verdict.mistake) == (answer.points, answer.mistake) and (
        answer.outcome in (None, verdict.outcome)
    )


def _otherwise(verdict: Verdict, answer: WrongAnswer, found: Catalogues) -> str:
    """The complaint on a wrong answer that gets other marks than it must."""
    known = found[answer.question].names
    remark = ""
    if answer.mistake is not None and answer.mistake not in known:
        remark = f" There is no such mistake{did_you_mean(answer.mistake, known) or '.'}"
    elif verdict.outcome == "correct":
        remark = (
            " It is as good as the master's own answer: one of the two is not what it should be."
        )
    return (
        f"{answer.where}: wrong answer to {answer.question} gets {verdict.points} points, mistake "
        f"{verdict.mistake}, {verdict.outcome}; declared are {answer.points} points, mistake "
        f"{answer.mistake}, {answer.outcome or 'any outcome'}.{remark} ({verdict.message}):\n"
        f"{answer.code}"
    )


def ended_with(graded: NotebookResult, answer: WrongAnswer | RightAnswer) -> str:
    """The error with which the cell of an answer ended, and its line; empty where it did not."""
    cells = graded.notebook.cells if graded.notebook else ()
    cell = next((cell for cell in cells if grade_id(cell) == answer.question), None)
    for output in () if cell is None else cell.get("outputs", ()):
        if output.get("output_type") == "error":
            words = f"{output['ename']}: {output['evalue']}"
            inside = re.search(r"\(.*, line (\d+)\)$", words)  # of a syntax error
            line = f", in its line {inside[1]}" if inside else ""
            return re.sub(r" \(.*, line \d+\)$", "", words)[:200] + line
    return ""
