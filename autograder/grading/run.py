"""Runs a plan: what came out, as data, and ports for calls of what stayed in the notebook while it is
open."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from autograder.engine.session import Engine, Run, Session, Step, StepIncident, TimeLeft
from autograder.grading.files_beside import lay_out
from autograder.grading.isolation import PACKAGES, isolated_steps
from autograder.grading.plan import Plan
from autograder.values.call import NO_PORT, Call, Port, Reply
from autograder.values.export import Export

START_FAILED = "start-failed"
"""The kind of the incident that there was no process."""
TOLD_ANEW = (START_FAILED, "total-time-limit")
"""What is told of a run beside that of the notebook: all else has been told of that one."""
CALLS_KEPT = 4
"""Calls that may take all of their time where a notebook's own cells, run once more, would leave none."""


class Ports(ABC):
    """Makes the port through which a question has calls made while it is judged.

    `judge` asks for one for each question. The process of the notebook answers, or what is recorded of
    it: `evidence.ports`.
    """

    @abstractmethod
    def at(self, step: int | None) -> Port:
        """The port of what was kept at a step: all of a run that a question gets."""

    def isolated(self, step: int | None) -> Port | None:
        """The same where nothing but NumPy can be imported; None where no wall can see to that."""
        return None

    @abstractmethod
    def incidents(self) -> tuple[StepIncident, ...]:
        """What has happened in calls. `Grader` asks when all marks are given."""

    def held_up(self) -> bool:
        """Whether the notebook met a limit of time that the machine may be to blame for."""
        return False


class LateRun:
    """A run that begins when the first call is to be made; there may be none."""

    def __init__(
        self,
        engine: Engine,
        steps: Sequence[Step],
        plan: Plan,
        time_left: TimeLeft,
        opened: ExitStack,
    ) -> None:
        """`steps` are run in the place of the plan's, in a folder of its own; `opened` ends it."""
        self._engine, self._steps, self._plan = engine, tuple(steps), plan
        self._time_left, self._opened = time_left, opened
        self._session: Session | None = None
        self._before: tuple[StepIncident, ...] = ()

    def call(self, step: int, export: Export, calls: Sequence[Call]) -> tuple[Reply, ...]:
        """The replies, one for each call."""
        if self._session is None:
            self._session = self._opened.enter_context(
                _open_session(self._engine, self._steps, self._plan, self._time_left)
            )
            with self._time_left.keeping(CALLS_KEPT * self._plan.limits.call_seconds):
                self._before = self._session.execute().incidents
        return self._session.call(step, export, calls)

    def incidents(self) -> tuple[StepIncident, ...]:
        """What has happened in calls; what happened before is known of another run, unless this one did
        not start, or not come to its end."""
        if self._session is None:
            return ()
        told = tuple(incident for incident in self._before if incident.kind in TOLD_ANEW)
        return told + self._session.incidents()[len(self._before) :]

    def pause(self) -> None:
        """Let nothing of it run until `resume`."""
        if self._session is not None:
            self._session.pause()

    def resume(self) -> None:
        """Let it go on, if it has begun."""
        if self._session is not None:
            self._session.resume()

    def held_up(self) -> bool:
        """Whether it met a limit of time that the machine may be to blame for."""
        return self._session is not None and self._session.held_up()


class Turns:
    """Has one process of a submission work at a time: whatever they share, the full notebook can't
    answer for the one that must do without libraries."""

    def __init__(self, awake: Session | LateRun) -> None:
        self._awake = awake

    def take(self, notebook: Session | LateRun) -> None:
        """Let this one go on, once the other stands still."""
        if notebook is not self._awake:
            self._awake.pause()
            notebook.resume()
            self._awake = notebook


class StepPort(Port):
    """Has calls made of what stayed in a notebook at one step."""

    def __init__(self, notebook: Session | LateRun, turns: Turns, step: int) -> None:
        self._notebook, self._turns = notebook, turns
        self._step = step

    def call(self, export: Export, calls: Sequence[Call]) -> tuple[Reply, ...]:
        """The replies, one for each call."""
        self._turns.take(self._notebook)
        return self._notebook.call(self._step, export, calls)


class LivePorts(Ports):
    """Ports to processes of a notebook, as long as they are there."""

    def __init__(
        self,
        notebook: Session | LateRun,
        isolated: LateRun | None,
        came_out: tuple[StepIncident, ...] = (),
    ) -> None:
        """`came_out` says what has happened in the notebook before any call."""
        self._notebook = notebook
        self._isolated = isolated
        self._came_out = came_out
        self._turns = Turns(notebook)

    def at(self, step: int | None) -> Port:
        """A port to what the process kept at a step."""
        return NO_PORT if step is None else StepPort(self._notebook, self._turns, step)

    def isolated(self, step: int | None) -> Port | None:
        """A port to what another process kept, which had NumPy alone."""
        if step is None or self._isolated is None:
            return None
        return StepPort(self._isolated, self._turns, step)

    @property
    def can_isolate(self) -> bool:
        """Whether there is a process that has NumPy alone, or could be."""
        return self._isolated is not None

    def held_up(self) -> bool:
        """Whether one of its processes met a limit of time while it had no processor."""
        notebooks = [self._notebook] if self._isolated is None else [self._notebook, self._isolated]
        return any(notebook.held_up() for notebook in notebooks)

    def incidents(self) -> tuple[StepIncident, ...]:
        """What has happened in calls, of both processes."""
        apart = () if self._isolated is None else self._isolated.incidents()
        here = self._notebook.incidents()[len(self._came_out) :]
        return tuple(dict.fromkeys((*here, *apart)))


@contextmanager
def open_run(engine: Engine, plan: Plan) -> Iterator[tuple[Run, LivePorts]]:
    """Runs a notebook in a folder of its own: what came out, as data, and ports for calls, until the
    end. It never raises for anything that the notebook does."""
    with ExitStack() as opened:
        left = TimeLeft(plan.limits.total_seconds)
        session = opened.enter_context(_open_session(engine, plan.steps, plan, left))
        came_out = session.execute()
        isolated = _isolated(engine, plan, came_out, left, opened)
        yield came_out, LivePorts(session, isolated, came_out.incidents)


@contextmanager
def open_ports(engine: Engine, plan: Plan, run: Run) -> Iterator[LivePorts]:
    """Ports to processes that start when something is called, and run the notebook anew: they have met
    nothing that was called before. `run` is what came out the first time."""
    with ExitStack() as opened:
        left = TimeLeft(plan.limits.total_seconds)
        isolated = _isolated(engine, plan, run, left, opened)
        yield LivePorts(LateRun(engine, plan.steps, plan, left, opened), isolated)


def _isolated(
    engine: Engine, plan: Plan, run: Run, left: TimeLeft, opened: ExitStack
) -> LateRun | None:
    """The run beside NumPy alone; None where no function is called, or no wall can stand around it."""
    steps = isolated_steps(plan.steps, run)
    alone = engine.isolated(PACKAGES) if steps else None
    return None if alone is None else LateRun(alone, steps, plan, left, opened)


@contextmanager
def _open_session(
    engine: Engine, steps: Sequence[Step], plan: Plan, left: TimeLeft
) -> Iterator[Session]:
    with engine.folder() as folder:
        lay_out(plan.files, folder)
        with engine.open(steps, folder, plan.limits, left) as session:
            yield session
