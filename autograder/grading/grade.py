"""Grades one submission: an operation of its own, cheap to start and safe to repeat."""

from __future__ import annotations

import copy
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

from nbformat import NotebookNode

from autograder.cards.card import LOOKS, as_html, as_text
from autograder.course.cells import ID, grade_id, is_check
from autograder.course.repair import Repaired, repair
from autograder.engine.plain import clean
from autograder.engine.session import Engine, Limits, Run, StepIncident
from autograder.errors import AutograderError
from autograder.grading.exam import Exam
from autograder.grading.marks import Incident, Marks
from autograder.grading.notebook_run import NotebookRun, asked_by, run_notebook
from autograder.grading.submission import Submission, read_submission
from autograder.questions.answer import Given
from autograder.questions.ordinary_test.question import NOT_REACHED, OrdinaryTest
from autograder.questions.question import Question
from autograder.questions.verdict import Verdict

UNWALLED = Incident(
    "no-sandbox",
    "run",
    "The notebook ran without a sandbox, with the grader's own rights: it may have read or changed "
    "anything that the grader can.",
)
"""Said in the marks of every notebook that ran so."""


FORGEABLE = "tests-in-students-process"
IN_STUDENTS_PROCESS = (
    "These marks come from ordinary test cells ({cells}), which run in the student's own process: "
    "its code can forge them, and read what they hide."
)
"""Said once in the marks of every notebook that has such cells."""


MARK = "autograder"
"""Key of a verdict's metadata in the graded notebook."""


class GraderError(AutograderError, RuntimeError):
    """The grader could not do its own part: this is no fault of the submission."""


@dataclass(frozen=True)
class Graded:
    """Marks, and the executed notebook with the verdicts in it; where it could not be read, one that
    says so, and None where there is none."""

    marks: Marks
    notebook: NotebookNode | None
    submission: Submission
    public: tuple[Verdict, ...] = ()
    """Where they were asked for: the verdicts on the public part of the questions that have a hidden
    one, as a live check gives them. They are no marks."""


def grade_student(
    exam: Exam,
    student: str,
    engine: Engine,
    limits: Limits = Limits(),
    public_too: bool = False,
) -> Graded:
    """Reads, runs and judges what a student submitted. Never raises for what is in it."""
    begin = time.perf_counter()
    submission = read_submission(exam.assignment, student, exam.name)
    if submission.notebook is None:
        verdicts = tuple(_ungraded(question) for question in exam.rubric.questions)
        marks = Marks(
            exam.assignment.name,
            student,
            submission.status,
            verdicts,
            submission.incidents,
            time.perf_counter() - begin,
        )
        return Graded(marks, _stand_in(exam, submission), submission)
    return grade_notebook(exam, submission, submission.notebook, engine, limits, public_too)


def grade_notebook(
    exam: Exam,
    submission: Submission,
    submitted: NotebookNode,
    engine: Engine,
    limits: Limits = Limits(),
    public_too: bool = False,
) -> Graded:
    """The same for a notebook that has been read. GraderError where no process could be started.

    With `public_too` the public parts are judged by themselves, too, after all marks are given.
    """
    begin = time.perf_counter()
    repaired = repair(_with_known_ids(submitted, exam), exam.starter)
    with run_notebook(
        engine,
        repaired.notebook,
        exam.rubric,
        (submission.folder, exam.assignment.released),
        limits,
        exam.tests,
        exam.theirs,
    ) as (ran, session):
        verdicts = tuple(_judge(exam, question, ran) for question in exam.rubric.questions)
        engine_incidents = session.incidents()
        public = tuple(_judge_public(exam, ran)) if public_too else ()
    for incident in engine_incidents:
        if incident.kind == "start-failed":
            raise GraderError(incident.staff)
    incidents = (
        *submission.incidents,
        *(() if engine.walled else (UNWALLED,)),
        *_of_tests(exam, ran),
        *_tampering(repaired),
        *(_incident(incident, ran) for incident in engine_incidents),
    )
    marks = Marks(
        exam.assignment.name,
        submission.student,
        submission.status,
        verdicts,
        incidents,
        time.perf_counter() - begin,
    )
    return Graded(marks, _executed(exam, ran, verdicts), submission, public)


def _judge(exam: Exam, question: Question, ran: NotebookRun) -> Verdict:
    untouched = exam.untouched.get(question.id, Given())
    given = _given(exam, question, ran)
    verdict = question.judge(given, exam.expected.get(question.id), untouched)
    return replace(verdict, hidden_decides=False)  # the hidden probes are among what was expected


def _judge_public(exam: Exam, ran: NotebookRun) -> Iterator[Verdict]:
    """The verdicts on the public part of the questions that have a hidden one."""
    for asked in exam.rubric.questions:
        if asked.hidden_probes and asked.id in exam.public:
            question, expected = exam.public[asked.id]
            untouched = exam.untouched.get(asked.id, Given())
            yield question.judge(_given(exam, asked, ran), expected, untouched)


def _given(exam: Exam, question: Question, ran: NotebookRun) -> Given:
    given = ran.given.get(question.id, Given())
    if question.id in exam.answers:
        given = replace(given, unchanged=exam.is_unchanged(question.id, ran.notebook))
    return given


def _ungraded(question: Question) -> Verdict:
    if not question.automatic:
        return question.judge(Given(), None, Given())
    message = "There is no notebook that could be graded."
    return Verdict(question.id, "error", 0.0, question.points, message)


def _stand_in(exam: Exam, submission: Submission) -> NotebookNode | None:
    """What staff and student find in the place of a notebook that could not be read."""
    if submission.status == "missing":
        return None
    told = escape(" ".join(incident.student for incident in submission.incidents))
    cell = NotebookNode(cell_type="markdown", id="unreadable", metadata={}, source=told)
    return NotebookNode(
        cells=[cell],
        metadata=copy.deepcopy(exam.starter.metadata),
        nbformat=exam.starter.nbformat,
        nbformat_minor=exam.starter.nbformat_minor,
    )


def _with_known_ids(submitted: NotebookNode, exam: Exam) -> NotebookNode:
    """The submission with its cells called as the starter calls them."""
    if not exam.ids:
        return submitted
    cells = []
    for cell in submitted.cells:
        cell = NotebookNode(cell)
        if cell.get("id") in exam.ids:
            cell["id"] = exam.ids[cell["id"]]
        cells.append(cell)
    return NotebookNode({**submitted, "cells": cells})


def _of_tests(exam: Exam, ran: NotebookRun) -> Iterator[Incident]:
    """What is to be said of ordinary tests: that they can be forged, and marks that can't be."""
    tests = [question for question in exam.rubric.questions if isinstance(question, OrdinaryTest)]
    if tests:
        cells = ", ".join(exam.cells.get(question.id, question.id) for question in tests)
        message = IN_STUDENTS_PROCESS.format(cells=cells)
        yield Incident(FORGEABLE, "run", message)
    for question in tests:
        ended = ran.given.get(question.id, Given()).ended or NOT_REACHED
        if question.score(ended)[1]:
            yield Incident(
                "impossible-mark",
                f"cell {exam.cells[question.id]}",
                f"The test gave {clean(ended.result or '', 40)!r}, which is no mark from 0 to "
                f"{question.points:g}: it counts 0.",
                "A test gave a number that can't be a mark: it counts 0 until a person has looked.",
            )


def _tampering(repaired: Repaired) -> Sequence[Incident]:
    return [
        Incident(item.kind, f"cell {item.cell}", item.message, _told(item.kind))
        for item in repaired.tampering
    ]


def _told(kind: str) -> str:
    if kind == "cell-duplicated":
        return (
            "A cell of the assignment stood in your notebook more than once: the last one counted."
        )
    return "A cell that belongs to the assignment had been changed: it was put back before grading."


def _incident(incident: StepIncident, ran: NotebookRun) -> Incident:
    where = "run"
    if incident.step is not None and incident.step < len(ran.steps):
        index = ran.steps[incident.step]
        name = grade_id(ran.notebook.cells[index])
        where = f"cell {index + 1}" + (f" ({name})" if name else "")
    return Incident(incident.kind, where, incident.staff, incident.student)


def _executed(exam: Exam, ran: NotebookRun, verdicts: Sequence[Verdict]) -> NotebookNode:
    """The notebook with its outputs, and the verdicts at the check cells."""
    by_id = {verdict.question: verdict for verdict in verdicts}
    notebook = ran.notebook
    for number, cell in enumerate(notebook.cells):
        if not ID.fullmatch(cell["id"]):  # nbgrader's may hold anything, a notebook's may not
            cell["id"] = f"graded-cell-{number}"
    run: Run = ran.run
    for step, index in enumerate(ran.steps):
        cell = notebook.cells[index]
        cell.execution_count = run.execution_counts[step]
        question = asked_by(cell, exam.rubric) if is_check(cell) else None
        outputs = [NotebookNode(output) for output in run.outputs[step]]
        if question is None:
            cell.outputs = outputs
            continue
        cell.outputs = verdict_outputs(by_id[question.id], question.hint)
        if isinstance(question, OrdinaryTest) and not question.hidden:
            cell.outputs += outputs  # else they would show what the student does not have
    return notebook


def verdict_outputs(verdict: Verdict, hint: str = "") -> list[NotebookNode]:
    """A verdict as a check cell's outputs."""
    bundle = {"text/plain": as_text(verdict, hint), "text/html": as_html(verdict, hint)}
    metadata = {MARK: {"outcome": verdict.outcome}}
    # Not by nbformat's `new_output`, which validates each as slowly as a whole notebook
    return [NotebookNode(output_type="display_data", data=bundle, metadata=metadata)]


def outcome_told(cell: NotebookNode) -> str | None:
    """The outcome that a graded notebook tells at a check cell; None where it tells none."""
    outputs = cell.get("outputs") or [{}]
    outcome = outputs[0].get("metadata", {}).get(MARK, {}).get("outcome")
    return outcome if outcome in LOOKS else None
