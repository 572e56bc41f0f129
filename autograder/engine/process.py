"""A notebook's process as the grader holds it: four pipes and three ways to deal with it."""

from __future__ import annotations

import signal
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

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

    An engine's `launch` makes it; the session's exchange uses it, and ends it.
    """

    commands: int
    """Descriptor to write commands to. All four are non-blocking, and the process's own to
    close."""
    frames: int
    """Descriptor to read frames from."""
    stdout: int
    """Descriptor to read what is written to descriptor 1."""
    stderr: int
    """Descriptor to read what is written to descriptor 2."""
    walled: bool = False
    """Whether a sandbox stands around it: only then may it say that it was refused something."""

    @abstractmethod
    def interrupt(self) -> None:
        """Send SIGINT. The exchange calls it once when a command has used up its time."""

    @abstractmethod
    def ended(self) -> bool:
        """Whether the process is gone, though others may still hold its pipes. Called often."""

    def refusals(self) -> tuple[Refusal, ...]:
        """What the sandbox has refused since the last time, where it knows. The exchange calls it
        when a command is over: it was refused while that was done."""
        return ()

    @abstractmethod
    def end(self) -> Ending:
        """Kill it and all that it started, free all it had, and say how it ended. Called once or
        more; the first call counts."""


LIMIT_SIGNALS: tuple[tuple[str, EndKind], ...] = (
    ("SIGXCPU", "cpu-limit"),
    ("SIGXFSZ", "disk-limit"),
)
"""What the kernel ends a process with that exceeds a limit of its; not every system has them."""

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
