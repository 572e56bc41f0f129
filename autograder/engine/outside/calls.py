"""The calls of one session."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from autograder.engine.outside.command import Command, CommandEnd, call_frame
from autograder.engine.outside.processes import Processes
from autograder.engine.outside.results import Results
from autograder.engine.outside.taking import read_called
from autograder.engine.session import Called, Handle, Limits

RERUNS = 10
"""How often the steps run again since a call ended the process, for the calls after it."""


class Calls:
    """Calls what the notebook left, in the process that ran it; where a call ended that, the next
    one has the steps run again in another."""

    def __init__(self, processes: Processes, results: Results, limits: Limits) -> None:
        self._processes = processes
        self._results = results
        self._limits = limits
        self._seconds_left = limits.total_seconds
        self._reruns = 0
        self._ended_in_call = False

    def call(self, handle: Handle, arrays: Sequence[np.ndarray]) -> Called:
        """Send the arrays, and give what comes back."""
        if handle.process != self._processes.number or not self._has_process():
            return Called(problem="not-reached", detail="the notebook's process has ended")
        if self._seconds_left <= 0:
            return Called(problem="time-limit", detail="all calls together took too long")
        answers: list[Called] = []
        command = Command(
            *call_frame(handle, arrays),
            self._limits.call_seconds,
            answer=lambda payload: answers.append(read_called(payload, self._limits)),
        )
        end = self._make(command, handle.step)
        while end.lost:
            self._processes.run_again(lost=end.ending.how)
            if self._processes.exchange is None:
                return Called(problem="not-reached", detail="the notebook's process was lost")
            end = self._make(command, handle.step)
        failure = self._failure(end, handle.step)
        if failure is not None:
            return failure
        return answers[0] if answers else Called(problem="malformed", detail="no answer came")

    def _has_process(self) -> bool:
        """Whether there is a process to call in: perhaps a new one."""
        again = self._ended_in_call and self._reruns < RERUNS and not self._processes.closed
        if self._processes.exchange is None and again:
            self._ended_in_call = False
            self._reruns += 1
            self._processes.run_again()
        return self._processes.exchange is not None

    def _make(self, command: Command, step: int) -> CommandEnd:
        """Try a call once; unless it is done, its process is ended."""
        exchange = self._processes.exchange
        assert exchange is not None
        begin = time.monotonic()
        end = exchange.command(command, begin + self._seconds_left)
        self._seconds_left -= time.monotonic() - begin
        self._results.tell_refusals(step, end.refusals)
        self._ended_in_call = end.end != "done" and end.ending.kind != "lost"
        return end

    def _failure(self, end: CommandEnd, step: int) -> Called | None:
        """What is said of a call that ended its process or took too long; None of any other."""
        if end.end in ("crashed", "malformed"):
            kind = "call-crashed" if end.incident == "crashed" else end.incident
            self._results.tell(kind, step, how=end.ending.how)
        if end.stopped is not None or end.end == "total-time-limit":
            self._results.tell("call-time-limit", step)
            return Called(problem="time-limit", detail="the call took too long")
        if end.end == "crashed":
            words = f"the call ended the notebook's process: {end.ending.how}"
            return Called(problem="error", detail=words)
        return None
