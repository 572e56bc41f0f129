"""Grades an assignment: one object for every way in which that is asked for.

    submission --plan--> Plan --run--> Evidence --judge--> Marks --keep--> gradebook, autograded/

Each step takes what the one before gave, as data. What a run gave is kept: where nothing has changed
that it depends on, nothing is run, and where nothing has changed that marks depend on, nothing is judged.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from autograder.course.course import Assignment
from autograder.course.rubric import Rubric, joined_rubric
from autograder.engine.session import Engine, Limits, Run
from autograder.errors import AutograderError
from autograder.grading.evidence.machines import Machines, MachinesLostError
from autograder.grading.evidence.marks_key import MarksKeys
from autograder.grading.evidence.runner import PlanRunner
from autograder.grading.exam import Exam, ExamError
from autograder.grading.failed import failed, ungraded
from autograder.grading.files_beside import NBGRADERS_OWN, overlay
from autograder.grading.gradebook_writer import EntryError
from autograder.grading.graded_notebook import graded_notebook, stand_in
from autograder.grading.incidents import UNSETTLED, of_card
from autograder.grading.judging import GraderError, judge, judge_public, unread
from autograder.grading.ledger import Ledger
from autograder.grading.marks import Incident, Marks, joined
from autograder.grading.notebook_result import NotebookResult
from autograder.grading.plan import NotebookPlan, make_plan
from autograder.grading.run import Ports
from autograder.grading.side_by_side import side_by_side
from autograder.grading.submission import TRIES, Submission, read_submission
from autograder.questions.verdict import Verdict


@dataclass(frozen=True, eq=False)
class Grader:
    """Grades one assignment: engine, exams, ledger and limits are put together once.

    `opening.open_grader` and `prepare_grader` make one. `autograder grade`, `regrade` and `demo`,
    nbgrader's seam, Gradescope's harness and `verify` use it.
    """

    assignment: Assignment
    engine: Engine
    limits: Limits
    exams: tuple[Exam, ...]
    """One for each of the assignment's notebooks."""
    jobs: int = 1
    """How many submissions are graded at a time."""
    ledger: Ledger = field(default_factory=Ledger)
    """Where marks are kept, and what runs gave."""
    again: bool = False
    """Whether everything is run, whatever was kept."""
    recorded_only: bool = False
    """Whether nothing is run: NoEvidenceError where something would have to be."""
    staff: bool = False
    """Whether the notebooks are the staff's own: what they give is kept apart."""
    machines: Machines | None = None
    """Where submissions are run, if not by the engine."""

    @cached_property
    def rubric(self) -> Rubric:
        """The questions of all notebooks."""
        return joined_rubric({exam.name: exam.rubric for exam in self.exams})

    @cached_property
    def runner(self) -> PlanRunner:
        """Runs plans, or takes what they gave before."""
        store = self.ledger.store
        return PlanRunner(self.engine, store, self.again, self.recorded_only, self.machines)

    @cached_property
    def _keys(self) -> MarksKeys:
        return MarksKeys(self.assignment, self.runner, self.limits, kept=not self.staff)

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
    ) -> Generator[Marks, None, None]:
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
        if all(part.unchanged for part in parts):
            self.ledger.unchanged.add(parts[0].marks.student)
        return joined(marks, [exam.name for exam in self.exams])

    def _kept_part(self, exam: Exam, graded: NotebookResult) -> Marks:
        """The marks in words, once they are kept. What no gradebook or folder takes for what is in it
        fails alone; a gradebook that can't be used ends the run."""
        try:
            self.ledger.keep(exam, graded)
        except EntryError as error:
            message = f"The marks of this submission are not kept: {error}."
            graded = ungraded(self.assignment, graded.marks.student, message)
        except AutograderError:
            raise
        except (OSError, ValueError, RecursionError) as error:
            graded = failed(self.assignment, graded.marks.student, error)
        return graded.marks.without_pictures()

    def grade_all(
        self, students: Sequence[str], finished: Callable[[str], None] = lambda student: None
    ) -> tuple[Marks, ...]:
        """The marks of all students, in their order; see `grade`."""
        by_student = {marks.student: marks for marks in self.grade(students, finished)}
        return tuple(by_student[student] for student in students)

    def attempt(self, exam: Exam, student: str) -> NotebookResult:
        """The same as `grade_student`, but what fails in the grader itself is an incident, too, and
        marks that are kept already are given, without a graded notebook, where nothing has changed that
        they depend on."""
        try:
            return self._kept_before(exam, student) or self.grade_student(exam, student)
        except MachinesLostError:  # nobody else can be graded either
            raise
        except GraderError as error:  # the machine's fault: alone, there may be room for it
            return replace(failed(self.assignment, student, error), held_up=True)
        except (
            Exception
        ) as error:  # one bad submission never stops the others, whatever it found in us
            return failed(self.assignment, student, error)

    def _kept_before(self, exam: Exam, student: str) -> NotebookResult | None:
        kept = None if self.again else self.ledger.kept(exam, student)
        if kept is None or not kept.key or kept.key != self._keys.of(exam, student):
            return None
        folder = self.assignment.handed_in(student)
        if not self.ledger.holds(exam, folder, kept.marks):
            return None
        submission = Submission(student, folder, None, kept.marks.status)
        return NotebookResult(kept.marks, None, submission, key=kept.key, unchanged=True)

    def grade_student(self, exam: Exam, student: str, public_too: bool = False) -> NotebookResult:
        """Reads, runs and judges one notebook of a student's. Never raises for what is in it."""
        begin = time.perf_counter()
        key, submission = self._read(exam, student)
        if submission.notebook is not None:
            graded = self.grade_submission(exam, submission, public_too)
        else:
            marks = replace(unread(exam, submission), seconds=time.perf_counter() - begin)
            graded = NotebookResult(marks, stand_in(exam, submission), submission)
        return graded if graded.held_up else replace(graded, key=key)

    def _read(self, exam: Exam, student: str) -> tuple[str, Submission]:
        """A submission, and the key of its marks. Whoever changes it meanwhile has it read anew: its marks
        are those of one state of it, and are kept as of that one."""
        for _ in range(TRIES):
            key = self._keys.of(exam, student)
            submission = read_submission(self.assignment, student, exam.name)
            if key == self._keys.of(exam, student, submission.read):
                return key, submission
        return "", replace(submission, incidents=(*submission.incidents, UNSETTLED))

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
        plan, place = self.plan(exam, submission), self._place(exam, submission)
        done = self.runner.done(
            plan, place, lambda run, ports: self._judged(exam, submission, plan, run, ports)
        )
        run, marks, held_up = done.result
        public: tuple[Verdict, ...] = ()
        if public_too:
            public = self.runner.public(
                plan,
                place,
                run,
                done.evidence,
                lambda ports: judge_public(exam, plan, run, ports),
            )
        marks = replace(marks, seconds=time.perf_counter() - begin)
        undrawn: list[Incident] = []
        notebook = graded_notebook(
            exam, plan, run, marks, lambda id, error: undrawn.append(of_card(id, error))
        )
        marks = marks.with_incidents(undrawn)
        return NotebookResult(marks, notebook, submission, held_up, public)

    def marks_of(self, exam: Exam, student: str) -> Marks:
        """The marks alone, as `grade_student` gives them: nothing is drawn."""
        submission = read_submission(self.assignment, student, exam.name)
        if submission.notebook is None:
            return unread(exam, submission)
        plan = self.plan(exam, submission)
        return self.runner.done(
            plan,
            self._place(exam, submission),
            lambda run, ports: self.judge(exam, submission, plan, run, ports),
            words_only=True,
        ).result

    def _place(self, exam: Exam, submission: Submission) -> Path | None:
        """Where the evidence lies."""
        return self.runner.place(submission.student, None if self.staff else exam.name)

    def _judged(
        self, exam: Exam, submission: Submission, plan: NotebookPlan, run: Run, ports: Ports
    ) -> tuple[Run, Marks, bool]:
        """What came out, the marks, and whether the machine may be to blame for a limit of time."""
        return run, self.judge(exam, submission, plan, run, ports), ports.held_up()

    def plan(self, exam: Exam, submission: Submission) -> NotebookPlan:
        """What is to be done to run a submission: its repaired cells, and the files beside it.

        The released files come last, so that no submission replaces them, but for the exam's `theirs`.
        """
        assert submission.notebook is not None
        own = {i: path for i, path in submission.files.items() if str(i) not in NBGRADERS_OWN}
        files = overlay(own, self.assignment.released, exam.theirs)
        repaired = exam.repaired(submission.notebook)
        return make_plan(repaired, exam.release, exam.rubric, exam.tests, files, self.limits)

    def judge(
        self, exam: Exam, submission: Submission, plan: NotebookPlan, run: Run, ports: Ports
    ) -> Marks:
        """The marks by what came out of a run. GraderError where no process could be started."""
        return judge(exam, submission, plan, run, ports, self.engine.walled)

    def enter(self) -> None:
        """Enters the assignment in the gradebook, or brings it up to date there."""
        self.ledger.clear_left(self.assignment)
        self.ledger.enter(self.exams)
