"""Runs a plan: what came out, as data, and ports for calls of what stayed in the notebook while it is
open."""

from __future__ import annotations

from abc import ABC, abstractmethod
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


class Ports(ABC):
    """Makes the port through which a question has calls made while it is judged.

    `judge` asks for one for each question. Today the process of the notebook answers; what a run has
    recorded may do so, too.
    """

    @abstractmethod
    def at(self, step: int | None) -> Port:
        """The port of what was kept at a step: all of a run that a question gets."""


class ClosedPorts(Ports):
    """Ports of a run that is over."""

    def at(self, step: int | None) -> Port:
        """One behind which nothing can be called any more."""
        return NO_PORT


NO_PORTS = ClosedPorts()


class LivePorts(Ports):
    """Ports to the process of a notebook that has run, as long as that is there."""

    def __init__(self, session: Session, came_out: Run) -> None:
        """`came_out` says what has happened before any call."""
        self._session = session
        self._came_out = came_out

    def at(self, step: int | None) -> Port:
        """A port to what the process kept at a step."""
        return NO_PORT if step is None else StepPort(self._session, step)

    def incidents(self) -> tuple[StepIncident, ...]:
        """What has happened in calls. `Grader` asks when all marks are given."""
        return self._session.incidents()[len(self._came_out.incidents) :]


@contextmanager
def open_run(engine: Engine, plan: Plan) -> Iterator[tuple[Run, LivePorts]]:
    """Runs a notebook in a folder of its own: what came out, as data, and ports for calls, until the
    end. It never raises for anything that the notebook does."""
    with engine.folder() as folder:
        lay_out(plan.files, folder)
        with engine.open(plan.steps, folder, plan.limits) as session:
            came_out = session.execute()
            yield came_out, LivePorts(session, came_out)
