"""An assignment of this kit made ready for grading: by its master, its rubric and its release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.course.cells import checked_question
from autograder.course.course import Assignment
from autograder.course.release import Release
from autograder.course.repair import repair
from autograder.course.repaired_notebook import RepairedNotebook
from autograder.course.rubric import Rubric
from autograder.course.source import Source, read_source
from autograder.engine.session import Engine, Limits
from autograder.errors import InputError
from autograder.grading.evidence.fingerprint import digest_of
from autograder.grading.evidence.runner import PlanRunner
from autograder.grading.exam import Exam, ExamError
from autograder.grading.references import keys_of, with_untouched
from autograder.questions.answer import Answer
from autograder.questions.key import Key
from autograder.questions.packed import pack
from autograder.questions.public import read_public
from autograder.questions.public_question import PublicQuestion
from autograder.questions.question import Question
from autograder.questions.verdict import Verdict
from autograder.values.call import Port
from autograder.values.forms import FORMS


@dataclass(frozen=True, eq=False)
class KitExam(Exam):
    """An exam whose references come from the executed master. It has one notebook."""

    source: Source
    keys: Mapping[str, Key[Any]]
    """By question: what answers are judged by."""
    public: Mapping[str, PublicQuestion[Any]] = field(default_factory=dict)
    """By question: what students have of it."""

    @property
    def notebooks(self) -> tuple[str, ...]:
        """One, which is called as the assignment is."""
        return (self.name,)

    @property
    def name(self) -> str:
        """The assignment's name."""
        return self.assignment.name

    @cached_property
    def state(self) -> str:
        """Of the rubric, and of all that the master and the untouched starter give."""
        keys = [pack(key) for key in self.keys.values()]
        public = {id: question.points for id, question in self.public.items()}
        return digest_of([self.rubric.title, keys, public, nbformat.writes(self.starter)])

    @property
    def entered(self) -> bool:
        """No: `autograder build` leaves the gradebook alone."""
        return False

    def repaired(self, submitted: NotebookNode) -> RepairedNotebook:
        """A submitted notebook with its released cells restored."""
        return repair(submitted, self.release)

    def verdict(self, question: Question[Any], answer: Answer, port: Port) -> Verdict:
        """By what the master and the untouched starter give."""
        return self.keys[question.id].verdict(answer, port)

    def called_keys(self) -> tuple[Key[Any], ...]:
        """Of the questions on layers and functions."""
        return tuple(
            self.keys[question.id]
            for question in self.rubric.questions
            if question.id in self.keys
            and any(FORMS[export.form].kept for export in question.exports())
        )

    def public_verdict(self, question: Question[Any], answer: Answer, port: Port) -> Verdict | None:
        """By the public part alone, where there are hidden probes, too."""
        if not question.hidden_probes or question.id not in self.public:
            return None
        before = self.keys[question.id].untouched
        return self.public[question.id].check(answer, before, port)


def prepare_exam(
    assignment: Assignment,
    engine: Engine,
    limits: Limits = Limits(),
    runner: PlanRunner | None = None,
) -> KitExam:
    """Loads an assignment and takes the references from its executed master. It is run by the engine, or
    by a `runner` of that engine, which may know already what it gives.

    ExamError, saying what to do, where master, rubric and starter do not fit together.
    """
    try:
        source = read_source(assignment)
    except ValueError as error:
        raise ExamError(str(error)) from error
    try:
        starter = read_starter(assignment)
        public = read_public(assignment.released)
    except (ValueError, FileNotFoundError) as error:
        raise ExamError(f"{error}: build it first, autograder build {assignment.name}") from error
    checked = {question for question in map(checked_question, starter.cells) if question}
    for question in source.rubric.questions:
        if question.automatic and question.id not in checked:
            raise ExamError(
                f"{assignment.starter} does not check {question.id!r}, which the rubric asks: "
                "it was built from an earlier master. Build it again: "
                f"autograder build {assignment.name}"
            )
    source = replace(source, rubric=_with_hidden(source, starter))
    keys = keys_of(source, runner or PlanRunner(engine), assignment.released, limits)
    return KitExam(
        assignment,
        source.rubric,
        starter,
        source.tests,
        source=source,
        keys=with_untouched(keys, public.untouched),
        public=public.questions,
    )


def read_starter(assignment: Assignment) -> NotebookNode:
    """The released notebook. InputError where there is none."""
    if not assignment.starter.is_file():
        raise InputError(f"{assignment.starter} is not there")
    return nbformat.read(assignment.starter, as_version=4)


def _with_hidden(source: Source, starter: NotebookNode) -> Rubric:
    """The rubric; an ordinary test knows whether the released cell is not all of it."""
    rubric = source.rubric
    release = Release(starter, tuple(rubric.tests))
    hidden = {
        question
        for question, place in release.places.items()
        if place.cell in source.tests
        and source.tests[place.cell].strip() != release.cells[place.cell].source.strip()
    }
    questions = [
        replace(rubric.tests[q.id], hidden=q.id in hidden) if q.id in rubric.tests else q
        for q in rubric.questions
    ]
    return replace(rubric, questions=tuple(questions))
