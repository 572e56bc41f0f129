"""What grading one notebook after the other shares: an engine, and exams that are prepared once."""

from __future__ import annotations

import atexit
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from autograder.course.course import Assignment, Course
from autograder.course.master import digest
from autograder.engine.session import Engine, Limits
from autograder.grading.exam import Exam, ExamError, prepare_exam
from autograder.grading.gradebook import GradebookWriter
from autograder.grading.plain_course import plain_exams
from autograder.grading.settings import Settings, load_settings

State = frozenset[tuple[str, ...]]

IDLE_SECONDS = 120.0
"""How long the engine waits for the next notebook: a Jupyter server lives for weeks."""


def exams_of(
    assignment: Assignment, gradebook: GradebookWriter, engine: Engine, limits: Limits = Limits()
) -> tuple[Exam, ...]:
    """The exams of an assignment, one for each notebook: by its rubric where it has one.

    ExamError, saying what to do, where the course's files are not in order.
    """
    if assignment.rubric.is_file():
        return (prepare_exam(assignment, engine, limits),)
    return plain_exams(assignment, gradebook)


class Desk:
    """One engine, and the exams that were prepared with it, for one notebook at a time.

    Any thread may use it. The engine is closed when the process exits, and when nothing has been
    graded for some seconds; the next notebook starts another.
    """

    def __init__(self, idle_seconds: float = IDLE_SECONDS) -> None:
        self._idle_seconds = idle_seconds
        self._lock = threading.RLock()
        self._engine: Engine | None = None
        self._settings: Settings | None = None
        self._exams: dict[State, tuple[Exam, ...]] = {}
        self._idle: threading.Timer | None = None
        atexit.register(self.close)

    @contextmanager
    def engine(self, course: Course) -> Iterator[tuple[Engine, Limits]]:
        """The engine with the course's settings; nobody else uses it meanwhile.

        SandboxError where no sandbox can stand: there is no way to do without one here.
        """
        with self._lock:
            if self._idle is not None:
                self._idle.cancel()
            settings = load_settings(course)
            if self._engine is None or settings != self._settings:
                self.close()
                self._engine, self._settings = settings.engine(), settings
            try:
                yield self._engine, settings.limits
            finally:
                self._idle = threading.Timer(self._idle_seconds, self.close)
                self._idle.daemon = True
                self._idle.start()

    def exam(
        self,
        assignment: Assignment,
        notebook: str,
        gradebook: GradebookWriter,
        engine: Engine,
        limits: Limits,
    ) -> Exam:
        """The exam of one notebook, entered in the gradebook; prepared anew where a file that it is
        made of has changed. ExamError where there is none."""
        state = _state(assignment, gradebook)
        if state not in self._exams:
            self._exams.clear()  # of an earlier state, or another assignment
            self._exams[state] = exams_of(assignment, gradebook, engine, limits)
            for exam in self._exams[state]:
                gradebook.enter(exam)
        for exam in self._exams[state]:
            if exam.name == notebook:
                return exam
        raise ExamError(f"{assignment.released}: there is no notebook {notebook}.ipynb to grade by")

    def close(self) -> None:
        """End the engine, and forget all exams."""
        with self._lock:
            engine, self._engine = self._engine, None
            self._exams.clear()
            if engine is not None:
                engine.close()


DESK = Desk()
"""The one of this process: nbgrader makes its steps anew for every notebook."""


def _state(assignment: Assignment, gradebook: GradebookWriter) -> State:
    """What identifies everything that the assignment's exams are made of."""
    files = [assignment.master, assignment.rubric, *assignment.released.glob("*")]
    state: set[tuple[str, ...]] = {(str(assignment.course), assignment.name)}
    state.update((str(path), digest(path)) for path in files if path.is_file())
    if not assignment.rubric.is_file():
        for path in assignment.released.glob("*.ipynb"):
            try:
                entered = gradebook.entered_cells(assignment.name, path.stem)
            except KeyError:  # `plain_exams` says what to do
                continue
            state.update(entered.sources.items())
            state.update((name, str(points)) for name, points in entered.points.items())
    return frozenset(state)
