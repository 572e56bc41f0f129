"""One answer to one question, explained for staff."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from autograder.course.course import Assignment
from autograder.course.marked_cells import BEGINS, marked_cells
from autograder.engine.session import Engine
from autograder.errors import InputError, did_you_mean
from autograder.grading.evidence.runner import PlanRunner
from autograder.grading.grader import Grader
from autograder.grading.kit_exam import KitExam, prepare_exam
from autograder.grading.ledger import Ledger
from autograder.grading.rehearsals import lay_over
from autograder.grading.settings import Settings
from autograder.grading.slip_rows import SlipRow, slip_rows
from autograder.grading.submission import Submission
from autograder.questions.answer import Answer
from autograder.questions.verdict import Verdict
from autograder.values.call import NO_PORT
from autograder.values.export import Export
from autograder.values.value import Value


def explained(
    assignment: Assignment, question: str, file: Path, engine: Engine, settings: Settings
) -> tuple[Verdict, tuple[SlipRow, ...]]:
    """The verdict on the answer in a file, and what each slip gives to the question.

    InputError where there is no such question, or the file holds no answer.
    """
    runner = PlanRunner(engine, settings.store(assignment))
    exam = prepare_exam(assignment, engine, settings.limits, runner)
    if question not in exam.keys:
        raise InputError(
            f"{assignment.name} has no question {question!r}{did_you_mean(question, exam.keys)}: "
            f"{', '.join(exam.keys)}"
        )
    if file.suffix == ".json":
        verdict = _by_values(exam, question, file)
    else:
        verdict = _by_code(exam, question, file, engine, settings)
    return verdict, slip_rows(exam.assignment, {question: exam.keys[question]})[question]


def _by_code(
    exam: KitExam, question: str, file: Path, engine: Engine, settings: Settings
) -> Verdict:
    """The verdict on code, which is run as a submission is."""
    notebook = lay_over(exam.starter, {question: _code(file, question)})
    grader = Grader(exam.assignment, engine, settings.limits, (exam,), 1, Ledger(), staff=True)
    submission = Submission(file.name, exam.assignment.released, notebook, "graded")
    marks = grader.grade_submission(exam, submission).marks
    return marks.verdict(question)


def _code(file: Path, question: str) -> str:
    """The answer's code: the whole file, or the one cell of it that answers the question."""
    text = file.read_text(encoding="utf-8")
    if not any(BEGINS.fullmatch(line) for line in text.splitlines()):
        return text
    cells = [cell for cell in marked_cells(text, str(file)) if cell.is_code]
    if not cells:
        raise InputError(f"{file}: there is no cell of code")
    fitting = [c for c in cells if question in (c.marks.get("wrong"), c.marks.get("right"))]
    chosen = fitting or cells
    if len(chosen) > 1:
        raise InputError(
            f"{file}: {len(chosen)} cells may be meant: leave one of them, or mark one with "
            f'wrong="{question}"'
        )
    return chosen[0].source


def _by_values(exam: KitExam, question: str, file: Path) -> Verdict:
    """The verdict on values that are given as JSON: nothing is run."""
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise InputError(f"{file}: not JSON: {error}") from error
    if not isinstance(values, dict):
        raise InputError(f'{file}: write the values by name, such as {{"valid_a": [1, 26, 26, 1]}}')
    key = exam.keys[question]
    wanted = {export.key: _value(export, values, file) for export in key.question.exports()}
    printed = values.get("printed")
    answer = Answer(wanted, printed if isinstance(printed, str) else None)
    return key.verdict(answer, NO_PORT)


def _value(export: Export, values: dict[str, Any], file: Path) -> Value:
    if export.name not in values:
        return Value(problem="undefined")
    value = values[export.name]
    if export.form == "array":
        import numpy as np

        try:
            return Value(np.array(value, np.float64), type_name="ndarray")
        except (TypeError, ValueError) as error:
            raise InputError(f"{file}: {export.name} is no array of numbers: {error}") from error
    if export.form != "plain":
        raise InputError(f"{file}: {export.name} must be run: write the answer as Python (.py)")
    return Value(value, type_name=type(value).__name__)
