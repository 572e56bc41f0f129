"""A session: runs the steps in one process, and in another where a step had to be killed."""

from __future__ import annotations

import json
import os
import struct
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from autograder.engine import frame
from autograder.engine.exchange import Exchange, Outcome
from autograder.engine.notices import NOTICES, incident
from autograder.engine.process import Launch, Process, StartError
from autograder.engine.recording import Recording
from autograder.engine.results import StepResult, error_result, execution_counts, missing
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
from autograder.engine.taking import Budget, Taking, read_called
from autograder.engine.tensors import DTYPES, pack_tensors


@dataclass(frozen=True)
class Setup:
    """What the process does before the first step."""

    preload: tuple[str, ...] = ()
    seed: int = 0


class SupervisedSession(Session):
    """Runs the steps one after the other, each against the clock, in a process that `launch`
    starts.

    It is the same for every way of starting a process. A process is never asked what it did: a
    step is over when its DONE frame comes or its time is up.
    """

    def __init__(
        self, steps: tuple[Step, ...], setup: Setup, limits: Limits, launch: Launch
    ) -> None:
        self._steps = steps
        self._setup = setup
        self._limits = limits
        self._launch = launch
        self._counts = execution_counts(steps)
        self._process: Process | None = None
        self._exchange: Exchange | None = None
        self._processes = 0
        self._left_out: dict[int, str] = {}
        self._results: dict[int, StepResult] = {}
        self._incidents: dict[tuple[str, int | None], Incident] = {}
        self._seconds_left = limits.total_seconds
        self._call_seconds_left = limits.total_seconds
        self._executed = self._closed = False

    def execute(self) -> Run:
        """Run all steps, again without a step that had to be killed."""
        if self._executed or self._closed:
            raise RuntimeError("a session executes its steps once, before it is closed")
        self._executed = True
        begin = time.monotonic()
        try:
            while self._attempt():
                self._end_process()
        except StartError as error:
            self._end_process()
            self._tell("start-failed", None, how=str(error))
        return Run(
            outputs=tuple(self._result(i).outputs for i in range(len(self._steps))),
            execution_counts=tuple(self._result(i).count for i in range(len(self._steps))),
            errors=tuple(self._result(i).error for i in range(len(self._steps))),
            taken=tuple(self._result(i).taken for i in range(len(self._steps))),
            incidents=self.incidents(),
            seconds=time.monotonic() - begin,
        )

    def call(self, captured: Handle, arrays: Sequence[np.ndarray]) -> Called:
        """Send the arrays, and give what comes back."""
        if not self._executed:
            raise RuntimeError("call comes after execute")
        if self._exchange is None or captured.process != self._processes:
            return Called(problem="not-reached", detail="the notebook's process has ended")
        if any(array.dtype.type not in DTYPES.values() for array in arrays):
            raise TypeError("arrays of bool, integers, float32 or float64 are needed")
        found: list[Called] = []
        head = {"step": captured.step, "label": captured.label}
        begin = time.monotonic()
        outcome = self._exchange.command(
            frame.CALL,
            frame.pack_block(head, pack_tensors(arrays)),
            self._limits.call_seconds,
            begin + self._call_seconds_left,
            answer=lambda payload: found.append(read_called(payload, self._limits)),
        )
        self._call_seconds_left -= time.monotonic() - begin
        if outcome.end != "done":
            how = self._end_process()
            if outcome.end in ("crashed", "malformed"):
                self._tell(outcome.end, captured.step, how=how)
        if outcome.stopped is not None or outcome.end == "total-time-limit":
            self._tell("call-time-limit", captured.step)
            return Called(problem="time-limit", detail="the call took too long")
        if outcome.end == "crashed":
            return Called(problem="error", detail=f"the call ended the notebook's process: {how}")
        return found[0] if found else Called(problem="malformed", detail="no answer came")

    def incidents(self) -> tuple[Incident, ...]:
        """In the order in which they happened; one of a kind for each step."""
        return tuple(self._incidents.values())

    def close(self) -> None:
        """End the process."""
        self._closed = True
        self._end_process()

    def _attempt(self) -> bool:
        """Run the steps in a new process; True where they must be run again, without one more."""
        exchange = self._start()
        recording = Recording(self._limits.output_bytes)
        budget = Budget(self._limits.taken_bytes)
        reached: dict[int, tuple[str | None, dict[str, Taken]]] = {}
        last: Outcome | None = None
        begin = time.monotonic()
        for index, step in enumerate(self._steps):
            if index in self._left_out or self._counts[index] is None:
                continue
            if step.exports == ():  # nothing to take, but it tells that the notebook came so far
                reached[index] = None, {}
                continue
            recording.begin(index, self._counts[index] or 0)
            taking = Taking(index, step.exports or (), self._limits, budget, self._processes)
            kind, payload = self._message(index, step)
            end = begin + self._seconds_left
            last = exchange.command(
                kind, payload, self._limits.cell_seconds, end, recording, taking.accept
            )
            if last.end == "killed":
                break
            if last.end != "done":
                reached[index] = self._break_off(index, last, recording, taking)
                break
            reached[index] = last.error, self._all_taken(taking, last)
            if last.stopped is not None:
                self._tell(last.stopped, index, how="the cell was interrupted")
        self._seconds_left -= time.monotonic() - begin
        killed = last is not None and last.end == "killed"
        if killed and last is not None and last.stopped is not None:
            self._left_out[index] = last.stopped
            self._tell(
                last.stopped, index, how="it was killed, and the others ran again without it"
            )
        for step_index in recording.cut():
            self._tell("output-limit", step_index, how="the rest was cut")
        for step_index in recording.malformed:
            self._tell("malformed", step_index, how="an output was dropped")
        self._keep(reached, recording, unfinished=None if last is None or killed else last.end)
        if killed and self._seconds_left <= 0:
            self._tell("total-time-limit", index)
            self._end_process()
            return False
        return killed

    def _start(self) -> Exchange:
        self._processes += 1
        self._process = self._launch()
        exchange = Exchange(self._process, self._limits)
        wraps = {export.wrap for step in self._steps for export in step.exports or ()}
        # Far above what the clock allows: for a process whose grader was killed.
        allowed = self._limits.start_seconds + 2 * self._limits.total_seconds + 60
        start = {
            "preload": self._setup.preload,
            "wraps": sorted(wrap for wrap in wraps if wrap is not None),
            "seed": self._setup.seed,
            "limits": {
                name: getattr(self._limits, name)
                for name in ("array_bytes", "plain_bytes", "output_bytes")
            },
            "cpu_seconds": int(allowed * (os.cpu_count() or 1)),
        }
        exchange.start(json.dumps(start).encode())
        self._exchange = exchange
        return exchange

    def _message(self, index: int, step: Step) -> tuple[bytes, bytes]:
        """The kind and the payload of the frame that has a step done."""
        if step.exports is None:
            count = struct.pack("<I", self._counts[index] or 0)
            return frame.RUN, count + step.source.encode("utf-8", "surrogatepass")
        exports = [
            {"name": e.name, "form": e.form, "wrap": e.wrap, "label": e.label} for e in step.exports
        ]
        return frame.EXPORT, json.dumps({"step": index, "exports": exports}).encode()

    def _break_off(
        self, index: int, outcome: Outcome, recording: Recording, taking: Taking
    ) -> tuple[str, dict[str, Taken]]:
        """The result of the step at which the process had to be given up."""
        how = self._end_process()
        if outcome.end == "malformed":
            how = "its process was killed"
        self._tell(outcome.end, index, how=how)
        told = self._incidents[outcome.end, index]
        name = NOTICES[outcome.end].error
        recording.error(name, told.student)
        problem: Problem = "malformed" if outcome.end == "malformed" else "not-reached"
        return name, taking.result(problem, told.student)

    def _all_taken(self, taking: Taking, outcome: Outcome) -> dict[str, Taken]:
        if outcome.stopped is not None:
            return taking.result("error", "taking it took too long")
        return taking.result("malformed", "no value came")

    def _keep(
        self,
        reached: dict[int, tuple[str | None, dict[str, Taken]]],
        recording: Recording,
        unfinished: str | None,
    ) -> None:
        """Keep what this process gave; of a step that it could not finish, only where no earlier
        process finished it."""
        for index, (error, taken) in reached.items():
            broken_off = index == max(reached) and unfinished not in (None, "done")
            if broken_off and index in self._results:
                continue
            outputs = recording.outputs(index)
            self._results[index] = StepResult(outputs, self._counts[index], error, taken)

    def _result(self, index: int) -> StepResult:
        step = self._steps[index]
        if index in self._results:
            return self._results[index]
        if index in self._left_out:
            kind = self._left_out[index]
            name, words = NOTICES[kind].error, self._incidents[kind, index].student
            return error_result(step, self._counts[index], name, words)
        return StepResult((), None, None, missing(step, "the notebook had ended before"))

    def _tell(self, kind: str, step: int | None, how: str = "") -> None:
        self._incidents.setdefault((kind, step), incident(kind, step, self._limits, how))

    def _end_process(self) -> str:
        process, self._process, self._exchange = self._process, None, None
        return "it had ended" if process is None else process.end()
