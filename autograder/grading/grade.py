"""Grades one submission: an operation of its own, cheap to start and safe to repeat."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nbformat import NotebookNode

from autograder.course.repair import Repaired, checked_question, grade_id, repair
from autograder.engine.session import Engine, Limits, Run
from autograder.engine.session import Incident as EngineIncident
from autograder.grading.exam import Exam
from autograder.grading.marks import Incident, Marks
from autograder.grading.notebook_run import NotebookRun, run_notebook
from autograder.grading.submission import Submission, read_submission
from autograder.notebook.card import as_html, as_text
from autograder.questions.answer import Given
from autograder.questions.question import Question
from autograder.questions.verdict import Verdict

UNWALLED = Incident(
    "no-sandbox",
    "run",
    "The notebook ran without a sandbox, with the grader's own rights: it may have read or changed "
    "anything that the grader can.",
)
"""Said in the marks of every notebook that ran so."""


class GraderError(RuntimeError):
    """The grader could not do its own part: this is no fault of the submission."""


@dataclass(frozen=True)
class Graded:
    """Marks, and the executed notebook with the verdicts in it (None where nothing could be run)."""

    marks: Marks
    notebook: NotebookNode | None
    submission: Submission


def grade_student(exam: Exam, student: str, engine: Engine, limits: Limits = Limits()) -> Graded:
    """Reads, runs and judges what a student submitted. Never raises for what is in it."""
    begin = time.perf_counter()
    submission = read_submission(exam.assignment, student)
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
        return Graded(marks, None, submission)
    return grade_notebook(exam, submission, submission.notebook, engine, limits)


def grade_notebook(
    exam: Exam,
    submission: Submission,
    submitted: NotebookNode,
    engine: Engine,
    limits: Limits = Limits(),
) -> Graded:
    """The same for a notebook that has been read. GraderError where no process could be started."""
    begin = time.perf_counter()
    repaired = repair(submitted, exam.starter)
    with run_notebook(
        engine,
        repaired.notebook,
        exam.rubric,
        (submission.folder, exam.assignment.released),
        limits,
    ) as (ran, session):
        verdicts = tuple(_judge(exam, question, ran) for question in exam.rubric.questions)
        engine_incidents = session.incidents()
    for incident in engine_incidents:
        if incident.kind == "start-failed":
            raise GraderError(incident.staff)
    incidents = (
        *submission.incidents,
        *(() if engine.walled else (UNWALLED,)),
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
    return Graded(marks, _executed(exam, ran, verdicts), submission)


def _judge(exam: Exam, question: Question, ran: NotebookRun) -> Verdict:
    given = ran.given.get(question.id, Given())
    untouched = exam.untouched.get(question.id, Given())
    verdict = question.judge(given, exam.expected[question.id], untouched)
    return replace(verdict, hidden_decides=False)  # the hidden probes are among what was expected


def _ungraded(question: Question) -> Verdict:
    if not question.automatic:
        return question.judge(Given(), None, Given())
    message = "There is no notebook that could be graded."
    return Verdict(question.id, "error", 0.0, question.points, message)


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


def _incident(incident: EngineIncident, ran: NotebookRun) -> Incident:
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
    run: Run = ran.run
    for step, index in enumerate(ran.steps):
        cell = notebook.cells[index]
        cell.execution_count = run.execution_counts[step]
        question = checked_question(cell)
        if question is None:
            cell.outputs = [NotebookNode(output) for output in run.outputs[step]]
        else:
            cell.outputs = verdict_outputs(by_id[question], exam.rubric.question(question).hint)
    return notebook


def verdict_outputs(verdict: Verdict, hint: str = "") -> list[NotebookNode]:
    """A verdict as a check cell's outputs."""
    bundle = {"text/plain": as_text(verdict, hint), "text/html": as_html(verdict, hint)}
    # Not by nbformat's `new_output`, which validates each as slowly as a whole notebook
    return [NotebookNode(output_type="display_data", data=bundle, metadata={})]
