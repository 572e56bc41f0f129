"""What staff should know of a run, in the marks: of the engine, of the cells, of ordinary tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from autograder.course.cells import grade_id
from autograder.course.repaired_notebook import RepairedNotebook
from autograder.engine.session import Run, StepIncident
from autograder.failure_log import told
from autograder.grading.answers import answer_to
from autograder.grading.exam import Exam
from autograder.grading.marks import Incident
from autograder.grading.plan import NotebookPlan
from autograder.questions.ordinary_test.question import NOT_REACHED
from autograder.questions.question import Question
from autograder.values.text import clean

UNWALLED = Incident(
    "no-sandbox",
    "run",
    "The notebook ran without a sandbox, with the grader's own rights: it may have read or changed "
    "anything that the grader can.",
)
"""Said in the marks of every notebook that ran so."""

UNSETTLED = Incident(
    "changed-while-read",
    "submission",
    "Its files were changed again and again while they were read: these are the marks of one state of "
    "them. Grade again when nobody writes there.",
)
"""Said of a submission that somebody writes to all the time."""

FORGEABLE = "tests-in-students-process"
IN_STUDENTS_PROCESS = (
    "These marks come from ordinary test cells ({cells}), which run in the student's own process: "
    "its code can forge them, and read what they hide."
)
"""Said once in the marks of every notebook that has such cells."""

DUPLICATED = "A cell of the assignment stood in your notebook more than once: the last one counted."
PUT_BACK = "A cell that belongs to the assignment had been changed: it was put back before grading."


def of_tests(exam: Exam, plan: NotebookPlan, run: Run) -> Iterator[Incident]:
    """What is to be said of ordinary tests: that they can be forged, and marks that can't be."""
    tests, places = exam.rubric.tests, exam.release.places
    if tests:
        cells = ", ".join(places[name].cell if name in places else name for name in tests)
        yield Incident(FORGEABLE, "run", IN_STUDENTS_PROCESS.format(cells=cells))
    for question in tests.values():
        ended = answer_to(question, plan, run).ended or NOT_REACHED
        if question.score(ended)[1]:
            yield Incident(
                "impossible-mark",
                f"cell {places[question.id].cell}",
                f"The test gave {clean(ended.result or '', 40)!r}, which is no mark from 0 to "
                f"{question.points:g}: it counts 0.",
                "A test gave a number that can't be a mark: it counts 0 until a person has looked.",
            )


def of_cells(repaired: RepairedNotebook) -> Iterator[Incident]:
    """What is to be said of cells that were not as they were released."""
    for item in repaired.tampering:
        student = DUPLICATED if item.kind == "cell-duplicated" else PUT_BACK
        yield Incident(item.kind, f"cell {item.cell}", item.message, student)


def of_run(
    incidents: Sequence[StepIncident], plan: NotebookPlan, in_calls: bool = False
) -> Iterator[Incident]:
    """What the engine says, with the cell where it happened."""
    for incident in incidents:
        where = _where(incident.step, plan)
        yield Incident(incident.kind, where, incident.staff, incident.student, in_calls)


def of_isolation(question: Question[Any], plan: NotebookPlan) -> Incident:
    """That a function is right beside libraries alone."""
    return Incident(
        "not-isolated",
        _where(plan.check(question.id), plan),
        "What is called here gives what it should only where all libraries can be imported, so it was "
        "judged there. They are watched, but code can hide what it calls: look whether it is written "
        "by hand.",
        "What this cell made was judged beside the libraries of the notebook, since it does not do "
        "the same with NumPy alone. Your teachers may look at how it works.",
        in_calls=True,
    )


def of_card(question: str, error: Exception) -> Incident:
    """That a verdict stands in the graded notebook without its card; the traceback is kept."""
    return Incident(
        "card-not-drawn",
        f"question {question}",
        f"The mark stands, but its card could not be drawn for the graded notebook: {told(error)}",
    )


def _where(step: int | None, plan: NotebookPlan) -> str:
    if step is None or step >= len(plan.steps):
        return "run"
    name = grade_id(plan.cell(step))
    return f"cell {plan.cells[step] + 1}" + (f" ({name})" if name else "")
