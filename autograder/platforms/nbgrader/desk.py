"""What grading one notebook after the other shares: an engine, and a grader that is prepared once."""

from __future__ import annotations

import atexit
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from autograder.course.course import Assignment, Course
from autograder.course.master import digest
from autograder.engine.session import Engine, Limits
from autograder.grading.gradebook import GradebookWriter
from autograder.grading.grader import Grader
from autograder.grading.opening import prepare_grader
from autograder.grading.settings import Settings, load_settings

State = frozenset[tuple[str, ...]]

IDLE_SECONDS = 120.0
"""How long the engine waits for the next notebook: a Jupyter server lives for weeks."""


class Desk:
    """One engine, and the grader that was prepared with it, for one notebook at a time.

    Any thread may use it. The engine is closed when the process exits, and when nothing has been
    graded for some seconds; the next notebook starts another.
    """

    def __init__(self, idle_seconds: float = IDLE_SECONDS) -> None:
        self._idle_seconds = idle_seconds
        self._lock = threading.RLock()
        self._engine: Engine | None = None
        self._settings: Settings | None = None
        self._grader: Grader | None = None
        self._state: State = frozenset()
        """Of the files that the grader was prepared from."""
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

    def grader(
        self, assignment: Assignment, gradebook: GradebookWriter, engine: Engine, limits: Limits
    ) -> Grader:
        """The grader of an assignment, which is entered in the gradebook; prepared anew where a file
        that its exams are made of has changed. ExamError where these are not in order."""
        state = _state(assignment, gradebook)
        if self._grader is None or state != self._state:
            self._grader = None  # of an earlier state, or another assignment
            store = (self._settings or Settings()).store(assignment)
            self._grader = prepare_grader(
                assignment, engine, limits, gradebook=gradebook, store=store
            )
            self._grader.enter()
            self._state = state
        self._grader.ledger.gradebook = gradebook
        return self._grader

    def close(self) -> None:
        """End the engine, and forget the grader."""
        with self._lock:
            engine, self._engine = self._engine, None
            self._grader = None
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
        for path in assignment.released.glob("[!.]*.ipynb"):
            try:
                entered = gradebook.entered_cells(assignment.name, path.stem)
            except KeyError:  # `plain_exams` says what to do
                continue
            state.update(entered.sources.items())
            state.update((name, str(points)) for name, points in entered.points.items())
    return frozenset(state)
