"""The graded notebook: what the cells gave, and the verdicts at the check cells."""

from __future__ import annotations

import copy
from collections.abc import Callable
from html import escape
from itertools import count

from nbformat import NotebookNode

from autograder.cards.card import LOOKS, as_html, as_text
from autograder.course.cells import ID
from autograder.engine.session import Run
from autograder.grading.exam import Exam
from autograder.grading.marks import Marks
from autograder.grading.plan import NotebookPlan
from autograder.grading.submission import Submission
from autograder.questions.verdict import Verdict

MARK = "autograder"
"""Key of a verdict's metadata in the graded notebook."""


def graded_notebook(
    exam: Exam, plan: NotebookPlan, run: Run, marks: Marks, failed: Callable[[str, Exception], None]
) -> NotebookNode:
    """The notebook of the plan with its outputs, and the verdicts in the place of the checks.

    `failed` is called with each question whose card can't be drawn; its verdict stands there in words.
    """
    notebook = plan.notebook
    _give_ids(notebook)
    checks = {steps.check: question for question, steps in plan.questions.items()}
    for step, index in enumerate(plan.cells):
        cell = notebook.cells[index]
        cell.execution_count = run.execution_counts[step]
        cell.outputs = [NotebookNode(output) for output in run.outputs[step]]
        if step in checks:
            question = exam.rubric.question(checks[step])
            verdict = marks.verdict(question.id)
            try:
                card = verdict_outputs(verdict, question.hint)
            except Exception as error:  # no mark hangs on how it looks
                failed(question.id, error)
                card = [_output(verdict, {"text/plain": f"{verdict.outcome}\n{verdict.message}"})]
            test = exam.rubric.tests.get(question.id)
            # what a test hides would show in its outputs
            cell.outputs = card if test is None or test.hidden else card + cell.outputs
    return notebook


def _give_ids(notebook: NotebookNode) -> None:
    """Gives each cell an id as a notebook's file may hold it: nbgrader's may be anything."""
    taken = {cell["id"] for cell in notebook.cells}
    for number, cell in enumerate(notebook.cells):
        if not ID.fullmatch(cell["id"]):
            names = (f"graded-cell-{further}" for further in count(number))
            cell["id"] = next(name for name in names if name not in taken)
            taken.add(cell["id"])


def stand_in(exam: Exam, submission: Submission) -> NotebookNode | None:
    """What staff and student find in the place of a notebook that could not be read; None where
    there was none."""
    if submission.status == "missing":
        return None
    sentences = escape(" ".join(incident.student for incident in submission.incidents))
    cell = NotebookNode(cell_type="markdown", id="unreadable", metadata={}, source=sentences)
    return NotebookNode(
        cells=[cell],
        metadata=copy.deepcopy(exam.starter.metadata),
        nbformat=exam.starter.nbformat,
        nbformat_minor=exam.starter.nbformat_minor,
    )


def verdict_outputs(verdict: Verdict, hint: str = "") -> list[NotebookNode]:
    """A verdict as a check cell's outputs."""
    return [
        _output(
            verdict, {"text/plain": as_text(verdict, hint), "text/html": as_html(verdict, hint)}
        )
    ]


def _output(verdict: Verdict, bundle: dict[str, str]) -> NotebookNode:
    metadata = {MARK: {"outcome": verdict.outcome}}
    # Not by nbformat's `new_output`, which validates each as slowly as a whole notebook
    return NotebookNode(output_type="display_data", data=bundle, metadata=metadata)


def outcome_shown(cell: NotebookNode) -> str | None:
    """The outcome that a graded notebook tells at a check cell; None where it tells none."""
    outputs = cell.get("outputs") or [{}]
    outcome = outputs[0].get("metadata", {}).get(MARK, {}).get("outcome")
    return outcome if outcome in LOOKS else None
