"""A notebook's process as the grader holds it: four pipes and three ways to deal with it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable


class Process(ABC):
    """A started process that runs `autograder.engine.inside.notebook.serve`.

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

    @abstractmethod
    def interrupt(self) -> None:
        """Send SIGINT. The exchange calls it once when a command has used up its time."""

    @abstractmethod
    def ended(self) -> bool:
        """Whether the process is gone, though others may still hold its pipes. Called often."""

    @abstractmethod
    def end(self) -> str:
        """Kill it and all that it started, free all it had, and say how it ended: `exit code 1`, or
        `signal SIGSEGV`. Called once or more; the first call counts."""


Launch = Callable[[], Process]
"""Starts a process in the session's folder."""


class StartError(Exception):
    """A notebook's process that did not start; says why."""
