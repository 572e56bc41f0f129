"""What a session has a process do, and how that ends."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from autograder.engine import frame
from autograder.engine.outside.recording import Recording
from autograder.engine.process import Ending
from autograder.engine.refusal import Refusal
from autograder.engine.session import Handle, Step
from autograder.values.tensors import DTYPES, pack_tensors

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
    exports = [
        {"name": e.name, "form": e.form, "wrap": e.wrap, "label": e.label} for e in step.exports
    ]
    return frame.EXPORT, json.dumps({"step": index, "exports": exports}).encode()


def call_frame(handle: Handle, arrays: Sequence[np.ndarray]) -> tuple[bytes, bytes]:
    """The frame, kind and payload, that has a callable called.

    Raises:
        TypeError: an array is of no type that may pass.
    """
    if any(array.dtype.type not in DTYPES.values() for array in arrays):
        raise TypeError("arrays of bool, integers, float32 or float64 are needed")
    head = {"step": handle.step, "label": handle.label}
    return frame.CALL, frame.pack_block(head, pack_tensors(arrays))
