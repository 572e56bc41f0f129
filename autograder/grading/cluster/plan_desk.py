"""Runs plans for a grader on another machine, with an engine, keys and released files of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from autograder.engine.errors import NO_SANDBOX, SandboxError
from autograder.engine.session import Engine, Run
from autograder.errors import AutograderError
from autograder.failure_log import told
from autograder.grading.cluster.course_message import CourseMessage
from autograder.grading.cluster.plan_message import unpack_plan
from autograder.grading.cluster.run_reply import FarFailure, RunReply, pack_reply
from autograder.grading.evidence.evidence import Evidence
from autograder.grading.evidence.fingerprint import fingerprint, surroundings
from autograder.grading.evidence.machines import FarEvidence
from autograder.grading.evidence.ports import RecordingPorts
from autograder.grading.judging import judged
from autograder.grading.plan import Plan
from autograder.grading.run import open_run
from autograder.grading.settings import Settings
from autograder.questions.packed import unpack as unpack_key


class DifferentError(AutograderError):
    """A machine on which notebooks would find something else than on the grader's."""


class PlanDesk:
    """Runs and judges the submissions of one assignment, so that all that judging calls is recorded.

    What it judges is not kept: the grader does that again, from the record. A cluster's worker has one,
    see `worker.DeskPlugin`; any thread may use it. The engine starts with the first plan, and ends when
    `rest` finds it idle: a grader may have died, and have told nobody.
    """

    def __init__(self, course: CourseMessage) -> None:
        """Look whether its plans can be run here as on the grader's machine; nothing starts.

        Raises:
            SandboxError: no sandbox stands around its notebooks.
            DifferentError: its notebooks would find something else than on the grader's machine.
        """
        self._course = course
        self._settings = Settings(preload=course.preload)
        with self._settings.engine() as engine:
            if not engine.walled:
                raise SandboxError(NO_SANDBOX)
            here = surroundings(engine)
        differences = course.surroundings.differences(here)
        if differences:
            raise DifferentError("; ".join(differences))
        self._surroundings = here.digest
        self._keys = {key.question.id: key for key in map(unpack_key, course.keys)}
        self._lock = threading.Lock()
        self._opened = ExitStack()
        self._engine: Engine | None = None
        self._known: dict[str, Path] = {}
        self._running = 0
        self._idle_since = time.monotonic()

    def run(self, content: bytes) -> bytes:
        """What the run of a packed plan gave: see `run_reply`. It never raises: the error would travel
        as dask writes errors."""
        try:
            with self._busy() as engine:
                return pack_reply(self._reply(engine, content))
        except (
            Exception
        ) as error:  # whatever is the matter here, it is no fault of the submission's
            return pack_reply(FarFailure(told(error)))

    @contextmanager
    def _busy(self) -> Iterator[Engine]:
        """The engine, which does not rest meanwhile."""
        with self._lock:
            if self._engine is None:
                self._open()
            engine = self._engine
            self._running += 1
        assert engine is not None
        try:
            yield engine
        finally:
            with self._lock:
                self._running -= 1
                self._idle_since = time.monotonic()

    def _open(self) -> None:
        with ExitStack() as opened:
            engine = opened.enter_context(self._settings.engine())
            folder = opened.enter_context(engine.folder())
            self._known = {file.digest: file.write(folder) for file in self._course.files}
            self._opened, self._engine = opened.pop_all(), engine

    def _reply(self, engine: Engine, content: bytes) -> RunReply:
        with engine.folder() as folder:
            plan = unpack_plan(content).plan(self._known, folder)
            mark = fingerprint(plan, self._surroundings)
            with open_run(engine, plan) as (run, live):
                ports = RecordingPorts(live)
                self._judge(plan, run, ports)
                evidence = Evidence(mark, engine.walled, run, ports.record())
                return FarEvidence(evidence, live.held_up())

    def _judge(self, plan: Plan, run: Run, ports: RecordingPorts) -> None:
        """Has all called that judging calls; the verdicts are the grader's to give."""
        questions = [key.question for id, key in self._keys.items() if id in plan.questions]
        verdicts = judged(
            questions,
            lambda question, *what: self._keys[question.id].verdict(*what),
            plan,
            run,
            ports,
        )
        for _ in verdicts:
            pass

    def rest(self, seconds: float) -> None:
        """End the engine where nothing was run for so many seconds."""
        with self._lock:
            if not self._running and time.monotonic() - self._idle_since >= seconds:
                self._close()

    def close(self) -> None:
        """End the engine, and remove the files."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        self._engine = None
        self._opened.close()
