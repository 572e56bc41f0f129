"""Runs a plan: what came out, as data, and calls of what stayed in the notebook while it is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from autograder.engine.session import Engine, Run, Session, StepIncident
from autograder.grading.files_beside import lay_out
from autograder.grading.plan import Plan
from autograder.values.call import NO_PORT, Call, Port, Reply
from autograder.values.export import Export


class StepPort(Port):
    """Has calls made of what stayed in a session's notebook at one step."""

    def __init__(self, session: Session, step: int) -> None:
        self._session = session
        self._step = step

    def call(self, export: Export, calls: Sequence[Call]) -> tuple[Reply, ...]:
        """The replies, one for each call."""
        return self._session.call(self._step, export, calls)


class LivePort:
    """Has calls made in the process of a notebook that has run, as long as that is there."""

    def __init__(self, session: Session, came_out: Run) -> None:
        """`came_out` says what has happened before any call."""
        self._session = session
        self._came_out = came_out

    def at(self, step: int | None) -> Port:
        """The port of what was kept at a step: all of the session that a question gets."""
        return NO_PORT if step is None else StepPort(self._session, step)

    def incidents(self) -> tuple[StepIncident, ...]:
        """What has happened in calls. `Grader` asks when all marks are given."""
        return self._session.incidents()[len(self._came_out.incidents) :]


@contextmanager
def open_run(engine: Engine, plan: Plan) -> Iterator[tuple[Run, LivePort]]:
    """Runs a notebook in a folder of its own: what came out, as data, and a port for calls, until the
    end. It never raises for anything that the notebook does."""
    with engine.folder() as folder:
        lay_out(plan.files, folder)
        with engine.open(plan.steps, folder, plan.limits) as session:
            came_out = session.execute()
            yield came_out, LivePort(session, came_out)
