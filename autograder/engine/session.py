"""The engine's interface: steps of a notebook go in; outputs, values and incidents come out.

A caller opens a session on an engine, calls `execute` once, then `call` as often as it likes:

    with engine.open(steps, folder) as session:
        run = session.execute()
        kernel = run.values[7]["blur"].value
        (reply,) = session.call(9, Export("pool", "function"), [Call((image,))])

Everything in a `Run` or a `Reply` was made by unknown code: it is data of bounded size, well
formed, and nothing more. Names of types, details of errors and outputs are hostile text.
"""

from __future__ import annotations

import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from autograder.engine.limits import STANDARD_LIMITS as STANDARD_LIMITS
from autograder.engine.limits import Limits as Limits
from autograder.engine.time_left import TimeLeft as TimeLeft
from autograder.engine.tree import remove_tree
from autograder.values.call import Call, Reply
from autograder.values.export import Export
from autograder.values.value import Value


@dataclass(frozen=True)
class Step:
    """One code cell of the notebook, or a place where values are taken out."""

    source: str
    """The cell's code, as IPython takes it."""
    exports: tuple[Export, ...] | None = None
    """Where not None, the source is not run: these values are taken out at its place (perhaps
    none)."""
    unaltered: bool = False
    """Whether the source is run as it stands: what the notebook has registered with IPython to
    transform code is dropped before."""


@dataclass(frozen=True)
class StepIncident:
    """Something out of the ordinary that staff should know of."""

    kind: str
    """time-limit, total-time-limit, call-time-limit, cpu-limit, memory-limit, disk-limit, task-limit,
    output-limit, sandbox-refusal (at most one a step: what the sandbox refused, and which call or
    file, where it knows), crashed, call-crashed, malformed, machine-lost, start-failed."""
    step: int | None
    """The index of the step, where there is one."""
    staff: str
    """One sentence for staff."""
    student: str
    """One sentence for the student."""


@dataclass(frozen=True, eq=False)
class Run:
    """What came out of executing all steps. The tuples have one entry per step."""

    outputs: tuple[tuple[dict[str, Any], ...], ...]
    """Outputs as nbformat 4 has them, valid."""
    execution_counts: tuple[int | None, ...]
    """As a notebook numbers them; None for an empty cell and for a step that was not reached."""
    errors: tuple[str | None, ...]
    """The name of the exception that ended the step; `TimeLimit`, `OutputLimit` or `Crashed` where
    the process had to be ended."""
    values: tuple[Mapping[str, Value], ...]
    """By the key of an export, for export steps; every export has an entry, whatever happened."""
    incidents: tuple[StepIncident, ...] = ()
    seconds: float = 0.0
    """Wall time of it all, starting included."""


class Session(ABC):
    """One notebook, in one process at a time. `grading.run.open_run` has one for each submission.

    It may be used by any thread, but by one at a time; sessions do not know of each other.
    """

    @abstractmethod
    def execute(self) -> Run:
        """Run all steps in order. `open_run` calls this once, first.

        It never raises for anything that the notebook does: the `Run` says what that was.

        Raises:
            RuntimeError: a second time, or after `close`.
        """

    @abstractmethod
    def call(self, step: int, export: Export, calls: Sequence[Call]) -> tuple[Reply, ...]:
        """Call what an export kept at a step: one reply for each call, fewer where they were stopped,
        as `autograder.values.call.Port` says. Grading's port calls this after `execute`, any number
        of times; what the calls print is dropped.

        Raises:
            RuntimeError: before `execute`.
            TypeError: an argument that may not pass.
        """

    @abstractmethod
    def incidents(self) -> tuple[StepIncident, ...]:
        """All incidents until now, those of calls included. `LivePorts.incidents` asks for them before
        the session is closed."""

    def held_up(self) -> bool:
        """Whether a limit of time was met while the process had no processor for more than half of it:
        the machine may be to blame. `Grader` asks, and has such a notebook run again, alone."""
        return False

    @abstractmethod
    def pause(self) -> None:
        """Let nothing of the notebook run until `resume`. `Turns` calls this when another session of
        the same submission is to work."""

    @abstractmethod
    def resume(self) -> None:
        """Let it go on; harmless where it was not paused, or nothing runs."""

    @abstractmethod
    def close(self) -> None:
        """End the process with all that it started, and remove what the engine made. The `with`
        statement of `open_run` calls this when the last question is judged; calling it again is
        harmless."""

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class Engine(ABC):
    """A way to run notebooks. `Settings.engine` makes one for a whole class; it holds no
    submission."""

    walled: bool = False
    """Whether a sandbox stands around each notebook. Marks say so where it does not."""

    @abstractmethod
    def open(
        self,
        steps: Sequence[Step],
        folder: Path,
        limits: Limits = STANDARD_LIMITS,
        time_left: TimeLeft | None = None,
    ) -> Session:
        """A session that will run `steps` with `folder` as its working directory.

        `open_run` calls this for each submission. The folder is one that `folder` gave, or one that
        the engine can reach; the engine puts nothing into it, and a notebook with a disk of its own
        works on a copy. Nothing starts before `execute`. `time_left` is what the submission has for
        all its sessions together; where it is None, this one has all of `limits` for itself.

        Raises:
            ValueError: the engine cannot reach that folder.
        """

    def surroundings(self) -> Mapping[str, Any]:
        """What its notebooks have in common, as plain data: the walls around them, and what is prepared.
        `evidence.fingerprint` asks."""
        return {}

    @contextmanager
    def folder(self) -> Iterator[Path]:
        """An empty folder for one session, removed at the end. `open_run` lays a submission's files
        out in it, and closes the session before."""
        path = Path(tempfile.mkdtemp(prefix="autograder-"))
        try:
            yield path
        finally:
            remove_tree(path)

    def isolated(self, modules: Sequence[str]) -> Engine | None:
        """An engine like this one, whose notebooks have these modules alone to import, beside Python's
        own; None where no wall can keep them from others. It is closed with this one. `open_run` asks
        for it where something is to be called that must do without libraries."""
        return None

    def close(self) -> None:  # noqa: B027  # most engines have nothing to end
        """End what the engine keeps between sessions. The `with` statement of whoever made it calls
        this when all of them are closed; calling it again is harmless."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
