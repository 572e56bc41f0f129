"""Runs plans for a grader on another machine. It has engine, keys and released files for as long as it is open."""

from __future__ import annotations

from contextlib import ExitStack
from types import TracebackType
from typing import Any, Self

from autograder.engine.errors import NO_SANDBOX, SandboxError
from autograder.engine.session import Engine
from autograder.failure_log import told
from autograder.grading.cluster.course_message import CourseMessage
from autograder.grading.cluster.plan_message import unpack_plan
from autograder.grading.cluster.run_reply import Failure, RunReply, pack_reply
from autograder.grading.evidence.evidence import Evidence
from autograder.grading.evidence.fingerprint import fingerprint, surroundings
from autograder.grading.evidence.machines import FarEvidence
from autograder.grading.evidence.ports import RecordingPorts
from autograder.grading.judging import judged
from autograder.grading.plan import Plan
from autograder.grading.run import open_run
from autograder.questions.packed import unpack as unpack_key


class PlanDesk:
    """Runs and judges the submissions of one assignment, so that all that judging calls is recorded.

    What it judges is not kept: the grader does that again, from the record. `worker` has one in each
    of a cluster's workers; any thread may use it.
    """

    def __init__(self, course: CourseMessage, engine: Engine) -> None:
        """The engine is closed with the desk.

        Raises:
            SandboxError: no sandbox stands around its notebooks.
            DifferentError: its notebooks would find something else than on the grader's machine.
        """
        self._opened = ExitStack()
        self._engine = self._opened.enter_context(engine)
        try:
            if not engine.walled:
                raise SandboxError(NO_SANDBOX)
            here = surroundings(engine)
            differences = course.surroundings.differences(here)
            if differences:
                raise DifferentError("; ".join(differences))
            self._surroundings = here.digest
            self._keys = {key.question.id: key for key in map(unpack_key, course.keys)}
            folder = self._opened.enter_context(engine.folder())
            self._known = {file.digest: file.write(folder) for file in course.files}
        except BaseException:
            self.close()
            raise

    def run(self, content: bytes) -> bytes:
        """What the run of a packed plan gave: see `run_reply`. It never raises: the error would travel
        as dask writes errors."""
        try:
            return pack_reply(self._reply(content))
        except (
            Exception
        ) as error:  # whatever is the matter here, it is no fault of the submission's
            return pack_reply(Failure(told(error)))

    def _reply(self, content: bytes) -> RunReply:
        with self._engine.folder() as folder:
            plan = unpack_plan(content).plan(self._known, folder)
            mark = fingerprint(plan, self._surroundings)
            with open_run(self._engine, plan) as (run, live):
                ports = RecordingPorts(live)
                self._judge(plan, run, ports)
                evidence = Evidence(mark, self._engine.walled, run, ports.record())
                return FarEvidence(evidence, live.held_up())

    def _judge(self, plan: Plan, run: Any, ports: RecordingPorts) -> None:
        keys = [self._keys[name] for name in self._keys if name in plan.questions]
        questions = [key.question for key in keys]
        for _ in judged(
            questions,
            lambda question, answer, port: self._keys[question.id].verdict(answer, port),
            plan,
            run,
            ports,
        ):
            pass

    def warm(self) -> None:
        """Wait until the engine's imports are done. StartError where they fail."""
        with self._engine.folder() as folder, self._engine.open((), folder) as session:
            session.execute()

    def close(self) -> None:
        """End the engine, and remove the files."""
        self._opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class DifferentError(Exception):
    """A machine on which notebooks would find something else than on the grader's."""
