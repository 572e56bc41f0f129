"""An assignment made ready for grading: its rubric, its starter, and what right answers give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.course.course import Assignment
from autograder.course.master import read_master
from autograder.course.probes import Probes
from autograder.course.repair import checked_question
from autograder.course.rubric import Rubric, load_rubric
from autograder.course.source import source_notebook
from autograder.engine.session import Engine, Limits
from autograder.grading.notebook_run import NotebookRun, run_notebook
from autograder.questions.answer import Given
from autograder.questions.public import read_public


class ExamError(RuntimeError):
    """The course's own files are not in order, so nothing can be graded with them."""


@dataclass(frozen=True)
class Exam:
    """Everything that a submission is compared with. It never enters a student's process."""

    assignment: Assignment
    rubric: Rubric
    starter: NotebookNode
    """The released notebook."""
    expected: Mapping[str, Any]
    """By question: what a right answer gives."""
    untouched: Mapping[str, Given]
    """By question: what the starter gives."""


def prepare_exam(assignment: Assignment, engine: Engine, limits: Limits = Limits()) -> Exam:
    """Loads an assignment and takes the references from its executed master.

    ExamError, saying what to do, where master, rubric and starter do not fit together.
    """
    try:
        rubric = load_rubric(assignment.rubric)
        starter = read_starter(assignment)
        public = read_public(assignment.released)
    except (ValueError, FileNotFoundError) as error:
        raise ExamError(f"{assignment.name}: {error}. Build it: autograder build") from error
    checked = {question for question in map(checked_question, starter.cells) if question}
    for question in rubric.questions:
        if question.automatic and question.id not in checked:
            raise ExamError(
                f"{assignment.starter} does not check {question.id!r}, which the rubric asks: "
                "it was built from an earlier master. Build it again: autograder build"
            )
    expected = references(assignment, rubric, engine, assignment.released, limits)
    return Exam(assignment, rubric, starter, expected, public.untouched)


def read_starter(assignment: Assignment) -> NotebookNode:
    """The released notebook. ValueError where there is none."""
    if not assignment.starter.is_file():
        raise ValueError(f"{assignment.starter} is not there")
    return nbformat.read(assignment.starter, as_version=4)


def references(
    assignment: Assignment, rubric: Rubric, engine: Engine, folder: Path, limits: Limits = Limits()
) -> Mapping[str, Any]:
    """What is expected of each question, taken from the executed master as from a submission.

    `folder` holds the files that lie beside the notebook. ExamError where the master fails.
    """
    try:
        notebook = source_notebook(read_master(assignment.master), rubric)
    except ValueError as error:
        raise ExamError(str(error)) from error
    probe = Probes(assignment.course.images)
    expected: dict[str, Any] = {}
    with run_notebook(engine, notebook, rubric, (folder,), limits) as (ran, _):
        _must_be_clean(ran, str(assignment.master))
        for question in rubric.questions:
            given = ran.given.get(question.id, Given())
            try:
                expected[question.id] = question.expected(given, probe)
            except ValueError as error:
                raise ExamError(f"{assignment.master}: question {question.id}: {error}") from error
    return expected


def untouched_answers(
    starter: NotebookNode,
    rubric: Rubric,
    engine: Engine,
    folder: Path,
    limits: Limits = Limits(),
) -> Mapping[str, Given]:
    """What the starter gives before anybody typed anything, by question.

    ExamError where it does not run from top to bottom.
    """
    with run_notebook(engine, starter, rubric, (folder,), limits) as (ran, _):
        _must_be_clean(ran, "the starter")
        return dict(ran.given)


def _must_be_clean(ran: NotebookRun, where: str) -> None:
    for incident in ran.run.incidents:
        raise ExamError(f"{where}: {incident.staff}")
    for step, error in enumerate(ran.run.errors):
        if error:
            cell = ran.notebook.cells[ran.steps[step]]
            told = [str(o.get("evalue", ""))[:300] for o in ran.run.outputs[step] if "evalue" in o]
            raise ExamError(f"{where}: the cell {cell.id} ends with {error}: {' '.join(told)}")
