"""A notebook's process as the grader holds it: four pipes, and four things to ask of it."""

from __future__ import annotations

import signal
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from autograder.engine.ends import Ends
from autograder.engine.refusal import Refusal

EndKind = Literal[
    "ended",  # it exited, or was killed by a signal: its own doing, or the grader's
    "cpu-limit",
    "memory-limit",
    "disk-limit",
    "task-limit",
    "lost",  # something else took it away: what it did is to be done again
]


@dataclass(frozen=True)
class Ending:
    """How a process ended."""

    kind: EndKind
    how: str
    """In words: `exit code 1`, `signal SIGSEGV`."""


class Process(ABC):
    """A started process that runs `autograder.engine.inside.notebook_program.serve`.

    An engine makes it, as its session asks for one; `outside.exchange.Exchange` uses it, and ends it.
    """

    ends: Ends
    """The grader's ends of its pipes: they never block, and are closed by `end`."""
    walled: bool = False
    """Whether a sandbox stands around it: only then may it say that it was refused something."""

    @abstractmethod
    def interrupt(self) -> None:
        """Send SIGINT. `Exchange.command` calls this once a command has used up its time."""

    @abstractmethod
    def ended(self) -> bool:
        """Whether the process is gone, though others may still hold its pipes. `Pipes.look` calls
        this often."""

    def refusals(self) -> tuple[Refusal, ...]:
        """What the sandbox has refused since the last time, where it knows. `Exchange.command` calls
        this when a command is over: it was refused while that was done."""
        return ()

    def waited(self) -> float:
        """How long its first thread has been ready to run and had no processor, in seconds, less what
        its other threads have had, where the kernel tells. `Exchange.command` asks when a command has used up its time."""
        return 0.0

    def pause(self) -> bool:
        """Let no thread of it run until `resume`; whether that is so. `Exchange.pause` calls this while
        another process of the same submission works."""
        return False

    def resume(self) -> None:
        """Let it go on; harmless where it was not paused."""
        return

    @abstractmethod
    def end(self) -> Ending:
        """Kill it and all that it started, free all that it had, and say how it ended.
        `Exchange.end` calls this once or more; the first call counts."""


LIMIT_SIGNALS: tuple[tuple[str, EndKind], ...] = (
    ("SIGXCPU", "cpu-limit"),
    ("SIGXFSZ", "disk-limit"),
)
"""The signals that end a process at a limit of the kernel's own; not every system has them."""

Launch = Callable[[], Process]
"""Starts a process in the session's folder."""


def how_it_ended(code: int) -> str:
    """A return code of subprocess in words."""
    if code >= 0:
        return f"exit code {code}"
    try:
        return f"signal {signal.Signals(-code).name}"
    except ValueError:  # a real-time signal has no name
        return f"signal {-code}"


def ending(code: int) -> Ending:
    """How a process ended that had this return code."""
    exceeded = [kind for name, kind in LIMIT_SIGNALS if -code == getattr(signal, name, None)]
    return Ending(exceeded[0] if exceeded else "ended", how_it_ended(code))
