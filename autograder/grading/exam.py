"""One notebook of an assignment made ready for grading: its rubric, its starter, and what right
answers give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.course.cells import checked_question, grade_id, is_answer, is_task
from autograder.course.course import Assignment
from autograder.course.master import read_master
from autograder.course.probes import Probes
from autograder.course.rubric import Rubric, load_rubric
from autograder.course.source import source_notebook
from autograder.engine.session import Engine, Limits
from autograder.errors import AutograderError
from autograder.grading.notebook_run import NotebookRun, asked_by, run_notebook
from autograder.questions.answer import Given
from autograder.questions.ordinary_test.question import OrdinaryTest
from autograder.questions.public import read_public
from autograder.questions.question import Question


class ExamError(AutograderError, RuntimeError):
    """The course's own files are not in order, so nothing can be graded with them."""


@dataclass(frozen=True)
class Exam:
    """Everything that a submitted notebook is compared with. It never enters a student's process."""

    assignment: Assignment
    rubric: Rubric
    starter: NotebookNode
    """The released notebook."""
    expected: Mapping[str, Any]
    """By question: what a right answer gives."""
    untouched: Mapping[str, Given]
    """By question: what the starter gives."""
    public: Mapping[str, tuple[Question, Any]] = field(default_factory=dict)
    """By question: what students have of it, and what a right answer gives to that part."""
    tests: Mapping[str, str] = field(default_factory=dict)
    """By the id of an ordinary test's cell: what is run there, with what students do not see. It
    does enter their process."""
    notebooks: tuple[str, ...] = ()
    """The names of all notebooks of the assignment; none stands for one of the assignment's name."""
    number: int = 0
    """Which of them this is."""
    ids: Mapping[str, str] = field(default_factory=dict)
    """The ids of released cells as students have them, where `starter` has others."""
    entered: bool = False
    """Whether `nbgrader generate_assignment` has entered it in the gradebook, and will again."""

    @property
    def name(self) -> str:
        """The name of the notebook."""
        return self.notebooks[self.number] if self.notebooks else self.assignment.name

    @property
    def theirs(self) -> frozenset[str]:
        """Released files that students may replace by their own."""
        pairs = self.assignment.course.folders.theirs
        return frozenset(file for name, file in pairs if name == self.assignment.name)

    @cached_property
    def cells(self) -> Mapping[str, str]:
        """By question: nbgrader's id of the cell that carries its points."""
        found = {}
        for cell in self.starter.cells:
            question, name = asked_by(cell, self.rubric), grade_id(cell)
            if question is not None and name is not None:
                found[question.id] = name
        return found

    @cached_property
    def answers(self) -> Mapping[str, str]:
        """By question: nbgrader's id of the last answer's cell until there. A task has none: it may be
        answered anywhere."""
        found, last = {}, None
        for cell in self.starter.cells:
            if is_answer(cell):
                last = grade_id(cell)
            question = asked_by(cell, self.rubric)
            if question is not None and last is not None and not is_task(cell):
                found[question.id] = last
        return found

    def is_unchanged(self, question: str, notebook: NotebookNode) -> bool:
        """Whether a repaired notebook holds, to the letter, the released cell of a question's answer."""
        name = self.answers.get(question)
        sources = [
            next((cell.source for cell in found.cells if grade_id(cell) == name), None)
            for found in (self.starter, notebook)
        ]
        return name is not None and sources[0] == sources[1]


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
    source = _source(assignment, rubric)
    expected = references(assignment, rubric, engine, assignment.released, limits)
    tests = sources_of_tests(source, rubric)
    rubric = replace(rubric, questions=tuple(with_hidden(rubric, starter, tests)))
    return Exam(assignment, rubric, starter, expected, public.untouched, public.questions, tests)


def sources_of_tests(source: NotebookNode, rubric: Rubric) -> dict[str, str]:
    """By the id of its cell: each ordinary test as the source notebook has it, hidden parts too."""
    return {
        str(grade_id(cell)): cell.source
        for cell in source.cells
        if isinstance(asked_by(cell, rubric), OrdinaryTest)
    }


def with_hidden(rubric: Rubric, starter: NotebookNode, tests: Mapping[str, str]) -> Sequence[Any]:
    """The rubric's questions; an ordinary test knows whether the released cell is not all of it."""
    released = {str(grade_id(cell)): cell.source for cell in starter.cells}
    hidden = {
        question.id
        for cell in starter.cells
        if (question := asked_by(cell, rubric)) is not None
        and (name := str(grade_id(cell))) in tests
        and tests[name].strip() != released[name].strip()
    }
    return [
        replace(q, hidden=q.id in hidden) if isinstance(q, OrdinaryTest) else q
        for q in rubric.questions
    ]


def read_starter(assignment: Assignment) -> NotebookNode:
    """The released notebook. ValueError where there is none."""
    if not assignment.starter.is_file():
        raise ValueError(f"{assignment.starter} is not there")
    return nbformat.read(assignment.starter, as_version=4)


def _source(assignment: Assignment, rubric: Rubric) -> NotebookNode:
    try:
        return source_notebook(read_master(assignment.master), rubric)
    except ValueError as error:
        raise ExamError(str(error)) from error


def references(
    assignment: Assignment, rubric: Rubric, engine: Engine, folder: Path, limits: Limits = Limits()
) -> Mapping[str, Any]:
    """What is expected of each question, taken from the executed master as from a submission.

    `folder` holds the files that lie beside the notebook. ExamError where the master fails.
    """
    notebook = _source(assignment, rubric)
    probe = Probes(assignment.course.images)
    expected: dict[str, Any] = {}
    with run_notebook(engine, notebook, rubric, (folder,), limits) as (ran, _):
        _must_be_clean(ran, rubric, str(assignment.master))
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
        _must_be_clean(ran, rubric, "the starter")
        return dict(ran.given)


def _must_be_clean(ran: NotebookRun, rubric: Rubric, where: str) -> None:
    for incident in ran.run.incidents:
        raise ExamError(f"{where}: {incident.staff}")
    for step, error in enumerate(ran.run.errors):
        cell = ran.notebook.cells[ran.steps[step]]
        if error and not isinstance(asked_by(cell, rubric), OrdinaryTest):
            told = [str(o.get("evalue", ""))[:300] for o in ran.run.outputs[step] if "evalue" in o]
            raise ExamError(f"{where}: the cell {cell.id} ends with {error}: {' '.join(told)}")
