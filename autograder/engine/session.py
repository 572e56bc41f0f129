"""The engine's interface: steps of a notebook go in; outputs, values and incidents come out.

A caller opens a session on an engine, calls `execute` once, then `call` as often as it likes:

    with engine.open(steps, folder) as session:
        run = session.execute()
        called = session.call(run.taken[7]["blur_layer"].value, [image])

Everything in a `Run` or a `Called` was made by unknown code: it is data of bounded size, well
formed, and nothing more. Names of types, details of errors and outputs are hostile text.
"""

from __future__ import annotations

import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

import numpy as np

from autograder.engine.limits import STANDARD_LIMITS as STANDARD_LIMITS
from autograder.engine.limits import Limits as Limits
from autograder.engine.tree import remove_tree

Form = Literal["array", "plain", "callable"]

Problem = Literal[
    "undefined",  # the notebook has no variable of that name
    "not-an-array",  # no array of numbers can be made of it
    "not-plain",  # not made of numbers, text and lists of them
    "not-callable",  # cannot be called
    "too-large",  # larger than the limits allow
    "error",  # taking it, or calling it, raised an exception: `detail` has its words
    "malformed",  # the bytes that came out made no sense
    "time-limit",  # it took too long
    "not-reached",  # the process had ended before, or the step was left out
]


@dataclass(frozen=True)
class Export:
    """One value to take out of the notebook at an export step."""

    name: str
    """The variable in the notebook's namespace."""
    form: Form
    """`array`: numbers, by NumPy. `plain`: JSON-like data. `callable`: kept in the process, for
    `call`."""
    wrap: str | None = None
    """`package.module:attribute`, called in the notebook's process with the value; what it returns
    is taken in the value's place (a snapshot of an object, say, or its settings). It may raise
    TypeError to say that the value is of a wrong type: that gives the form's own `not-...`
    problem."""
    key: str | None = None
    """The key in `Run.taken`, where one variable is exported twice; else the name is the key."""

    @property
    def label(self) -> str:
        """The key of this export in its step's part of `Run.taken`."""
        return self.key or self.name


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
class Handle:
    """A callable that stayed in the notebook's process; only `Session.call` can use it."""

    step: int
    label: str
    process: int
    """Which of the session's processes holds it: a handle of one that has ended calls nothing."""


@dataclass(frozen=True)
class Taken:
    """What came out for one export."""

    value: Any = None
    """`array`: an ndarray of bool, integers, float32 or float64, a copy of its own. `plain`: None,
    bool, int of 64 bits, float, str, lists and dicts of these. `callable`: a `Handle`."""
    problem: Problem | None = None
    type_name: str = ""
    """The type of the notebook's value, at most 80 characters."""
    detail: str = ""
    """The words of an error, at most 500 characters."""


@dataclass(frozen=True)
class StepIncident:
    """Something out of the ordinary that staff should know of."""

    kind: str
    """time-limit, total-time-limit, call-time-limit, cpu-limit, memory-limit, disk-limit, task-limit,
    output-limit, sandbox-refusal (at most one a step: what the sandbox refused, and which call or
    file, where it knows), crashed, call-crashed, malformed, start-failed."""
    step: int | None
    """The index of the step, where there is one."""
    staff: str
    """One sentence for staff."""
    student: str
    """One sentence for the student."""


@dataclass(frozen=True)
class Run:
    """What came out of executing all steps. The tuples have one entry per step."""

    outputs: tuple[tuple[dict[str, Any], ...], ...]
    """Outputs as nbformat 4 has them, valid."""
    execution_counts: tuple[int | None, ...]
    """As a notebook numbers them; None for an empty cell and for a step that was not reached."""
    errors: tuple[str | None, ...]
    """The name of the exception that ended the step; `TimeLimit`, `OutputLimit` or `Crashed` where
    the process had to be ended."""
    taken: tuple[dict[str, Taken], ...]
    """The values by label, for export steps; every export has an entry, whatever happened."""
    incidents: tuple[StepIncident, ...] = ()
    seconds: float = 0.0
    """Wall time of it all, starting included."""


@dataclass(frozen=True)
class Called:
    """What a callable returned: one array or several, or the reason why there is none."""

    arrays: tuple[np.ndarray, ...] | None = None
    problem: Problem | None = None
    detail: str = field(default="")


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
    def call(self, captured: Handle, arrays: Sequence[np.ndarray]) -> Called:
        """Call what a `callable` export kept, on arrays of numbers. Grading's questions call this
        after `execute`, any number of times; what the call prints is dropped.

        Raises:
            RuntimeError: before `execute`.
        """

    @abstractmethod
    def incidents(self) -> tuple[StepIncident, ...]:
        """All incidents until now, those of calls included. `LivePort.incidents` asks for them before
        the session is closed."""

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
        self, steps: Sequence[Step], folder: Path, limits: Limits = STANDARD_LIMITS
    ) -> Session:
        """A session that will run `steps` with `folder` as its working directory.

        `open_run` calls this for each submission. The folder is one that `folder` gave, or one that
        the engine can reach; the engine puts nothing into it. Nothing starts before `execute`.

        Raises:
            ValueError: the engine cannot reach that folder.
        """

    @contextmanager
    def folder(self) -> Iterator[Path]:
        """An empty folder for one session, removed at the end. `open_run` lays a submission's files
        out in it, and closes the session before."""
        path = Path(tempfile.mkdtemp(prefix="autograder-"))
        try:
            yield path
        finally:
            remove_tree(path)

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
