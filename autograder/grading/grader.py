"""Grades an assignment: one object for every way in which that is asked for.

    submission --plan--> Plan --run--> what came out --judge--> Marks --keep--> gradebook, autograded/

Each step takes what the one before gave, as data. While a run is open, questions may have calls made
through its port; nothing else of it reaches them.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property

from autograder.course.course import Assignment
from autograder.course.rubric import Rubric, joined_rubric
from autograder.engine.session import Engine, Limits, Run, StepIncident
from autograder.errors import AutograderError
from autograder.failure_log import keep_traceback
from autograder.grading.autograded import write_autograded
from autograder.grading.exam import Exam, ExamError
from autograder.grading.files_beside import overlay
from autograder.grading.gradebook import GradebookWriter, open_gradebook
from autograder.grading.gradebook_writer import EntryError
from autograder.grading.graded_notebook import graded_notebook, stand_in
from autograder.grading.incidents import of_card, of_run
from autograder.grading.judging import judge, judge_public, unread
from autograder.grading.kit_exam import prepare_exam
from autograder.grading.marks import Incident, Marks, joined
from autograder.grading.notebook_result import NotebookResult
from autograder.grading.plain_course import plain_exams
from autograder.grading.plan import Plan, make_plan
from autograder.grading.run import START_FAILED, LivePorts, open_ports, open_run
from autograder.grading.settings import load_settings
from autograder.grading.side_by_side import side_by_side
from autograder.grading.submission import Submission, read_submission
from autograder.grading.timestamp import TIMESTAMP
from autograder.questions.verdict import Verdict

NOT_GRADED_YET = "Your submission could not be graded yet; the staff have been told."


class GraderError(AutograderError, RuntimeError):
    """The grader could not do its own part: this is no fault of the submission."""


@dataclass(frozen=True, eq=False)
class Grader:
    """Grades one assignment: engine, exams, gradebook and limits are put together once.

    `open_grader` and `prepare_grader` make one. `autograder grade` and `demo`, nbgrader's seam,
    Gradescope's harness and `verify` use it.
    """

    assignment: Assignment
    engine: Engine
    limits: Limits
    exams: tuple[Exam, ...]
    """One for each of the assignment's notebooks."""
    jobs: int = 1
    """How many submissions are graded at a time."""
    gradebook: GradebookWriter | None = None
    """Where marks are kept; None where they are only given."""

    @cached_property
    def rubric(self) -> Rubric:
        """The questions of all notebooks."""
        return joined_rubric({exam.name: exam.rubric for exam in self.exams})

    def exam(self, notebook: str) -> Exam:
        """The exam of one notebook. ExamError where the assignment has none of that name."""
        for exam in self.exams:
            if exam.name == notebook:
                return exam
        raise ExamError(
            f"{self.assignment.released}: there is no notebook {notebook}.ipynb to grade by"
        )

    def grade(
        self, students: Sequence[str], finished: Callable[[str], None] = lambda student: None
    ) -> Iterator[Marks]:
        """Grades what students submitted; gives the marks of each, in words, as soon as they are there.

        Whoever met a limit of time while the machine was too busy is graded once more at the end, alone.
        Whoever is slow holds up nobody who is done. With a gradebook, marks and graded notebooks are
        kept before they are given, so that a run that is stopped keeps what it has. Nothing is held
        afterwards. `finished` is called with the student's name for each notebook, by any thread.
        """
        self.enter()

        def all_notebooks(student: str) -> list[NotebookResult]:
            parts = []
            for exam in self.exams:
                parts.append(self.attempt(exam, student))
                finished(student)
            return parts

        held_up = []
        for parts in side_by_side(all_notebooks, students, self.jobs):
            if self.jobs > 1 and any(part.held_up for part in parts):
                held_up.append(parts[0].marks.student)
                continue
            marks = self._kept(parts)
            del parts  # the graded notebooks are large
            yield marks
        for student in held_up:  # alone now: what ran beside it may have slowed it down
            yield self._kept([self.attempt(exam, student) for exam in self.exams])

    def _kept(self, parts: Sequence[NotebookResult]) -> Marks:
        marks = [self._kept_part(*part) for part in zip(self.exams, parts, strict=True)]
        return joined(marks, [exam.name for exam in self.exams])

    def _kept_part(self, exam: Exam, graded: NotebookResult) -> Marks:
        """The marks in words, once they are kept. What no gradebook or folder takes for what is in it
        fails alone; a gradebook that can't be used ends the run."""
        try:
            self.keep(exam, graded)
        except EntryError as error:
            message = f"The marks of this submission are not kept: {error}."
            graded = self._ungraded(graded.marks.student, message)
        except AutograderError:
            raise
        except (OSError, ValueError, RecursionError) as error:
            graded = self._failed(graded.marks.student, error)
        return graded.marks.without_pictures()

    def grade_all(
        self, students: Sequence[str], finished: Callable[[str], None] = lambda student: None
    ) -> tuple[Marks, ...]:
        """The marks of all students, in their order; see `grade`."""
        by_student = {marks.student: marks for marks in self.grade(students, finished)}
        return tuple(by_student[student] for student in students)

    def attempt(self, exam: Exam, student: str) -> NotebookResult:
        """The same as `grade_student`, but what fails in the grader itself is an incident, too."""
        try:
            return self.grade_student(exam, student)
        except (
            Exception
        ) as error:  # one bad submission never stops the others, whatever it found in us
            return self._failed(student, error)

    def _failed(self, student: str, error: Exception) -> NotebookResult:
        message = f"The grader itself failed on this submission: {type(error).__name__}: {error}"
        log = None if isinstance(error, AutograderError) else keep_traceback(error)
        return self._ungraded(student, message + (f" (more in {log})" if log else ""))

    def _ungraded(self, student: str, message: str) -> NotebookResult:
        """No marks; `message` tells staff why."""
        incident = Incident("grader-failed", "grader", message, NOT_GRADED_YET)
        marks = Marks(self.assignment.name, student, "unreadable", (), (incident,))
        folder = self.assignment.course.submitted / student / self.assignment.name
        submission = Submission(student, folder, None, "unreadable", (incident,))
        return NotebookResult(marks, None, submission)

    def grade_student(self, exam: Exam, student: str, public_too: bool = False) -> NotebookResult:
        """Reads, runs and judges one notebook of a student's. Never raises for what is in it."""
        begin = time.perf_counter()
        submission = read_submission(self.assignment, student, exam.name)
        if submission.notebook is not None:
            return self.grade_submission(exam, submission, public_too)
        marks = replace(unread(exam, submission), seconds=time.perf_counter() - begin)
        return NotebookResult(marks, stand_in(exam, submission), submission)

    def grade_submission(
        self, exam: Exam, submission: Submission, public_too: bool = False
    ) -> NotebookResult:
        """The same for a notebook that has been read.

        With `public_too` the public parts are judged by themselves, too: where something is called for
        that, in a run of its own, which meets no hidden input.

        Raises:
            GraderError: no process could be started.
        """
        begin = time.perf_counter()
        plan = self.plan(exam, submission)
        with open_run(self.engine, plan) as (run, ports):
            marks = self.judge(exam, submission, plan, run, ports)
            held_up = ports.held_up()
        public = self._public(exam, plan, run) if public_too else ()
        marks = replace(marks, seconds=time.perf_counter() - begin)
        undrawn: list[Incident] = []
        notebook = graded_notebook(
            exam, plan, run, marks, lambda id, error: undrawn.append(of_card(id, error))
        )
        marks = marks.with_incidents(undrawn)
        return NotebookResult(marks, notebook, submission, held_up, public)

    def _public(self, exam: Exam, plan: Plan, run: Run) -> tuple[Verdict, ...]:
        """The verdicts on the public parts."""
        with open_ports(self.engine, plan, run) as ports:
            verdicts = tuple(judge_public(exam, plan, run, ports))
            _must_have_started(ports.incidents())
        return verdicts

    def plan(self, exam: Exam, submission: Submission) -> Plan:
        """What is to be done to run a submission: its repaired cells, and the files beside it.

        The released files come last, so that no submission replaces them, but for the exam's `theirs`.
        """
        assert submission.notebook is not None
        own = {i: path for i, path in submission.files.items() if str(i) != TIMESTAMP}
        files = overlay(own, self.assignment.released, exam.theirs)
        repaired = exam.repaired(submission.notebook)
        return make_plan(repaired, exam.release, exam.rubric, exam.tests, files, self.limits)

    def judge(
        self, exam: Exam, submission: Submission, plan: Plan, run: Run, ports: LivePorts
    ) -> Marks:
        """The marks, with what happened in the calls that judging made.

        Raises:
            GraderError: no process could be started.
        """
        marks = judge(exam, submission, plan, run, ports, self.engine.walled)
        later = ports.incidents()
        _must_have_started((*run.incidents, *later))
        return marks.with_incidents(of_run(later, plan, in_calls=True))

    def enter(self) -> None:
        """Enters the assignment in the gradebook, or brings it up to date there."""
        if self.gradebook is not None:
            for exam in self.exams:
                self.gradebook.enter(exam)

    def keep(self, exam: Exam, graded: NotebookResult) -> None:
        """Writes marks to the gradebook, and the graded notebook to `autograded/`, where there is a
        gradebook.

        A submission without any notebook, or without a folder of its student's name, is left out. In
        one that has other notebooks, a missing one counts 0.
        """
        if self.gradebook is None:
            return
        marks, folder = graded.marks, graded.submission.folder
        if not os.path.isdir(folder):
            return
        self.gradebook.must_hold(marks.student)
        if marks.status == "missing":
            if any((folder / f"{name}.ipynb").is_file() for name in exam.notebooks):
                self.gradebook.save_missing(exam, marks.student, folder)
        elif marks.verdicts:
            write_autograded(exam, graded)
            self.gradebook.save(exam, marks, folder, graded.notebook)


def _must_have_started(incidents: Iterable[StepIncident]) -> None:
    """GraderError where no process could be started."""
    for incident in incidents:
        if incident.kind == START_FAILED:
            raise GraderError(incident.staff)


def prepare_grader(
    assignment: Assignment,
    engine: Engine,
    limits: Limits,
    jobs: int = 1,
    gradebook: GradebookWriter | None = None,
) -> Grader:
    """The grader of an assignment: by its rubric where it has one, else by nbgrader's gradebook.

    ExamError, saying what to do, where the course's files are not in order.
    """
    exams: tuple[Exam, ...]
    if assignment.rubric.is_file():
        exams = (prepare_exam(assignment, engine, limits),)
    elif gradebook is not None:
        exams = plain_exams(assignment, gradebook)
    else:
        raise ExamError(f"{assignment.name}: only its gradebook says what its cells ask")
    return Grader(assignment, engine, limits, exams, jobs, gradebook)


@contextmanager
def open_grader(
    assignment: Assignment, jobs: int, sandbox: bool = True, engine: Engine | None = None
) -> Iterator[Grader]:
    """The grader of an assignment with the course's own settings and gradebook, until the end.

    The gradebook comes before the master is run: one that can't be used is told at once, and opening
    it takes its time while the engine imports what notebooks need. An `engine` that is given stays open.
    """
    settings = load_settings(assignment.course)
    with ExitStack() as opened:
        if engine is None:
            engine = opened.enter_context(settings.engine(sandbox=sandbox))
        gradebook = opened.enter_context(open_gradebook(assignment.course))
        yield prepare_grader(assignment, engine, settings.limits, jobs, gradebook)
