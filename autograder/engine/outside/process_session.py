"""A session: runs the steps in one process, and in another where a step had to be killed."""

from __future__ import annotations

import json
import struct
import time
from collections.abc import Sequence

import numpy as np

from autograder.engine import frame
from autograder.engine.errors import LostError, StartError
from autograder.engine.outside.exchange import Exchange, Outcome
from autograder.engine.outside.recording import Recording
from autograder.engine.outside.results import Results
from autograder.engine.outside.taking import Budget, Taking, read_called
from autograder.engine.process import Ending, Launch, Process
from autograder.engine.refusal import USE_FILE, Refused, in_words
from autograder.engine.session import (
    Called,
    Handle,
    Incident,
    Limits,
    Problem,
    Run,
    Session,
    Step,
    Taken,
)
from autograder.values.tensors import DTYPES, pack_tensors

LOSSES = 10
"""How often a session may lose its process through no doing of the notebook, and start again."""
RERUNS = 10
"""How often the steps run again since a call ended the process, for the calls after it."""
LEFT_OUT = frozenset({"memory-limit", "task-limit"})
"""Limits that cost one step: the others run again without it, as after a time limit."""


class ProcessSession(Session):
    """Runs the steps one after the other, each against the clock, in a process that `launch`
    starts.

    It is the same for every way of starting a process. A process is never asked what it did: a
    step is over when its DONE frame comes or its time is up.
    """

    def __init__(
        self, steps: tuple[Step, ...], start: bytes, limits: Limits, launch: Launch
    ) -> None:
        self._steps = steps
        self._start_message = start
        self._limits = limits
        self._launch = launch
        self._results = Results(steps, limits)
        self._process: Process | None = None
        self._exchange: Exchange | None = None
        self._processes = 0
        self._seconds_left = limits.total_seconds
        self._call_seconds_left = limits.total_seconds
        self._losses = self._reruns = 0
        self._ended_in_call = False
        self._executed = self._closed = False

    def execute(self) -> Run:
        """Run all steps, again without a step that had to be killed."""
        if self._executed or self._closed:
            raise RuntimeError("a session executes its steps once, before it is closed")
        self._executed = True
        begin = time.monotonic()
        try:
            self._run_steps()
        except StartError as error:
            self._end_process()
            self._results.tell("start-failed", None, how=str(error))
        return self._results.run(time.monotonic() - begin)

    def call(self, captured: Handle, arrays: Sequence[np.ndarray]) -> Called:
        """Send the arrays, and give what comes back."""
        if not self._executed:
            raise RuntimeError("call comes after execute")
        if captured.process != self._processes or not self._can_call():
            return Called(problem="not-reached", detail="the notebook's process has ended")
        if self._call_seconds_left <= 0:
            return Called(problem="time-limit", detail="all calls together took too long")
        if any(array.dtype.type not in DTYPES.values() for array in arrays):
            raise TypeError("arrays of bool, integers, float32 or float64 are needed")
        message = frame.pack_block(
            {"step": captured.step, "label": captured.label}, pack_tensors(arrays)
        )
        found: list[Called] = []
        outcome, ending = self._call(message, found, captured.step)
        while outcome.end == "crashed" and ending.kind == "lost":
            if not self._recover(ending):
                return Called(problem="not-reached", detail="the notebook's process was lost")
            outcome, ending = self._call(message, found, captured.step)
        if outcome.end in ("crashed", "malformed"):
            reason = _reason(outcome, ending)
            reason = "call-crashed" if reason == "crashed" else reason
            self._results.tell(reason, captured.step, how=ending.how)
        if outcome.stopped is not None or outcome.end == "total-time-limit":
            self._results.tell("call-time-limit", captured.step)
            return Called(problem="time-limit", detail="the call took too long")
        if outcome.end == "crashed":
            words = f"the call ended the notebook's process: {ending.how}"
            return Called(problem="error", detail=words)
        return found[0] if found else Called(problem="malformed", detail="no answer came")

    def incidents(self) -> tuple[Incident, ...]:
        """In the order in which they happened; one of a kind for each step."""
        return self._results.incidents()

    def close(self) -> None:
        """End the process."""
        self._closed = True
        self._end_process()

    def _call(self, message: bytes, found: list[Called], step: int) -> tuple[Outcome, Ending]:
        """One try of a call; unless it is done, the process is ended."""
        assert self._exchange is not None
        begin = time.monotonic()
        outcome = self._exchange.command(
            frame.CALL,
            message,
            self._limits.call_seconds,
            begin + self._call_seconds_left,
            answer=lambda payload: found.append(read_called(payload, self._limits)),
        )
        self._call_seconds_left -= time.monotonic() - begin
        self._tell_refusals(step, outcome)
        if outcome.end == "done":
            return outcome, Ending("ended", "")
        ending = self._end_process()
        self._ended_in_call = ending.kind != "lost"
        return outcome, ending

    def _run_steps(self) -> None:
        """Run the steps until no process is killed or lost any more.

        Raises:
            StartError: a process did not start.
            LostError: one more was lost than there may be.
        """
        again = True
        while again:
            try:
                again = self._attempt()
            except LostError:
                self._losses += 1
                if self._losses > LOSSES:
                    raise
            if again:
                self._end_process()

    def _can_call(self) -> bool:
        """Whether there is a process to call in; where a call ended the last one, there is a new
        one."""
        again = self._exchange is None and self._ended_in_call and self._reruns < RERUNS
        if again and not self._closed:
            self._ended_in_call = False
            self._reruns += 1
            self._recover()
        return self._exchange is not None

    def _recover(self, lost: Ending | None = None) -> bool:
        """Run the steps once more, where the process ended in or between calls; handles stay good.
        Where it was lost through no doing of the notebook, it has all its time again."""
        number = self._processes
        try:
            if lost is not None:
                self._losses += 1
                self._seconds_left = self._limits.total_seconds
                if self._losses > LOSSES:
                    raise LostError(lost.how)
            self._run_steps()
        except StartError as error:
            self._end_process()
            self._results.tell("start-failed", None, how=str(error))
        self._processes = number
        return self._exchange is not None

    def _attempt(self) -> bool:
        """Run the steps in a new process; True where they must be run again, without one more."""
        exchange = self._start()
        recording = Recording(self._limits.output_bytes)
        budget = Budget(self._limits.taken_bytes)
        reached: dict[int, tuple[str | None, dict[str, Taken]]] = {}
        last: Outcome | None = None
        killed = False
        begin = time.monotonic()
        for index, step in enumerate(self._steps):
            if index in self._results.left_out or self._results.counts[index] is None:
                continue
            if step.exports == ():  # nothing to take, but it tells that the notebook came so far
                reached[index] = None, {}
                continue
            recording.begin(index, self._results.counts[index] or 0)
            taking = Taking(index, step.exports or (), self._limits, budget, self._processes)
            kind, payload = self._message(index, step)
            end = begin + self._seconds_left
            last = exchange.command(
                kind, payload, self._limits.cell_seconds, end, recording, taking.accept
            )
            self._tell_refusals(index, last)
            if last.end != "done":
                ending = self._end_process()
                if last.end == "crashed" and ending.kind == "lost":
                    raise LostError(ending.how)
                reason = _reason(last, ending)
                killed = last.end == "killed" or reason in LEFT_OUT
                if killed:
                    self._results.leave_out(index, reason)
                else:
                    how = "its process was killed" if reason == "malformed" else ending.how
                    name, words = self._results.tell(reason, index, how)
                    recording.error(name, words)
                    missing: Problem = "malformed" if reason == "malformed" else "not-reached"
                    reached[index] = name, taking.result(missing, words)
                break
            reached[index] = last.error, self._all_taken(taking, last)
            if last.stopped is not None:
                self._results.tell(last.stopped, index, how="the cell was interrupted")
        self._seconds_left -= time.monotonic() - begin
        for step_index in recording.cut():
            self._results.tell("output-limit", step_index, how="the rest was cut")
        for step_index in recording.malformed:
            self._results.tell("malformed", step_index, how="an output was dropped")
        self._results.keep(
            reached, recording, unfinished=None if last is None or killed else last.end
        )
        if killed and self._seconds_left <= 0:
            self._results.tell("total-time-limit", index)
            self._end_process()
            return False
        return killed

    def _start(self) -> Exchange:
        self._processes += 1
        self._process = self._launch()
        exchange = Exchange(self._process, self._limits)
        exchange.start(self._start_message)
        self._exchange = exchange
        return exchange

    def _message(self, index: int, step: Step) -> tuple[bytes, bytes]:
        """The kind and the payload of the frame that has a step done."""
        if step.exports is None:
            count = struct.pack("<I", self._results.counts[index] or 0)
            kind = frame.RUN_UNALTERED if step.unaltered else frame.RUN
            return kind, count + step.source.encode("utf-8", "surrogatepass")
        exports = [
            {"name": e.name, "form": e.form, "wrap": e.wrap, "label": e.label} for e in step.exports
        ]
        return frame.EXPORT, json.dumps({"step": index, "exports": exports}).encode()

    def _all_taken(self, taking: Taking, outcome: Outcome) -> dict[str, Taken]:
        if outcome.stopped is not None:
            return taking.result("error", "taking it took too long")
        return taking.result("malformed", "no value came")

    def _tell_refusals(self, step: int, outcome: Outcome) -> None:
        """Note what the sandbox refused while a command of this step was done; asked before the
        process is ended."""
        assert self._process is not None
        refused = self._process.refusals()
        if outcome.refused is not None and self._process.walled:
            refused += (Refused(USE_FILE, outcome.refused),)
        if refused:
            self._results.tell_refusals(step, in_words(refused))

    def _end_process(self) -> Ending:
        process, self._process, self._exchange = self._process, None, None
        return Ending("ended", "it had ended") if process is None else process.end()


def _reason(outcome: Outcome, ending: Ending) -> str:
    """The kind of incident that ended a step which was not done."""
    if outcome.end == "killed" and outcome.stopped is not None:
        return outcome.stopped
    if outcome.end == "crashed" and ending.kind not in ("ended", "lost"):
        return ending.kind
    return outcome.end
