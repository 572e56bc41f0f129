"""What a session has a process do, and how that ends."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from autograder.engine import frame
from autograder.engine.outside.recording import Recording
from autograder.engine.process import Ending
from autograder.engine.refusal import Refusal
from autograder.engine.session import Step
from autograder.values.call import Call
from autograder.values.export import Export
from autograder.values.message import pack

End = Literal["done", "killed", "total-time-limit", "crashed", "malformed"]
Reason = Literal["time-limit", "output-limit"]


@dataclass(frozen=True)
class Command:
    """One thing that a process is to do."""

    kind: bytes
    """Of its frame."""
    payload: bytes
    seconds: float
    """Then it is interrupted, and killed after `grace_seconds` more."""
    recording: Recording | None = None
    """Takes outputs in; without one they are dropped."""
    answer: Callable[[bytes], None] = lambda _: None
    """Takes the payloads of VALUE and RETURNED frames in."""
    named: str | None = None
    """What the notebook's own cells say: a refused file is told by its path where that stands here, so
    that no path can carry anything else. None where no file is told at all."""


@dataclass(frozen=True)
class CommandEnd:
    """How a command ended."""

    end: End
    error: str | None = None
    """The exception that ended the cell."""
    stopped: Reason | None = None
    """Why it was interrupted (and, where the end is `killed`, then killed)."""
    refusals: tuple[Refusal, ...] = ()
    """What the sandbox refused meanwhile."""
    ending: Ending = Ending("ended", "")
    """How the process ended, where the command was not done."""

    waited: float = 0.0
    """Seconds for which the process had no processor meanwhile, where the time was up once."""
    held_up: bool = False
    """Whether it met a limit of time, and its process had no processor for more than half of that."""

    @property
    def lost(self) -> bool:
        """Whether the process was taken away, by nothing that the command did."""
        return self.end == "crashed" and self.ending.kind == "lost"

    @property
    def incident(self) -> str:
        """The kind of the incident that a command is which was not done."""
        if self.end == "killed" and self.stopped is not None:
            return self.stopped
        if self.end == "crashed" and self.ending.kind not in ("ended", "lost"):
            return self.ending.kind
        return self.end


def step_frame(index: int, step: Step, count: int) -> tuple[bytes, bytes]:
    """The frame, kind and payload, that has a step done; `count` is its execution count."""
    if step.exports is None:
        kind = frame.RUN_UNALTERED if step.unaltered else frame.RUN
        return kind, struct.pack("<I", count) + step.source.encode("utf-8", "surrogatepass")
    return frame.EXPORT, pack((index, step.exports))


def call_frame(step: int, export: Export, calls: Sequence[Call]) -> tuple[bytes, bytes]:
    """The frame, kind and payload, that has calls made of what an export kept at a step.

    Raises:
        TypeError: an argument that may not pass.
    """
    return frame.CALL, pack((step, export.key, tuple(calls)))
