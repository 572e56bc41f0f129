"""One try at a notebook: its steps in one process, until they are done or one of them ends it."""

from __future__ import annotations

from autograder.engine.errors import LostError
from autograder.engine.outside.command import Command, CommandEnd, step_frame
from autograder.engine.outside.exchange import Exchange
from autograder.engine.outside.recording import Recording
from autograder.engine.outside.results import Results
from autograder.engine.outside.step_values import Budget, StepValues
from autograder.engine.session import Limits, Step
from autograder.values.value import Problem, Value

LEFT_OUT = frozenset({"memory-limit", "task-limit", "crashed"})
"""Ends that cost one step: the others run again without it, as after a time limit."""


class ProcessAttempt:
    """The steps in one process, one after the other, each against the clock. The process is never
    asked what it did: a step is over when its DONE frame comes or its time is up."""

    def __init__(self, exchange: Exchange, results: Results, limits: Limits, process: int) -> None:
        """`process` is the number of the process, which keeps what can be called."""
        self._exchange = exchange
        self._results = results
        self._limits = limits
        self._process = process
        self._recording = Recording(limits.output_bytes)
        self._budget = Budget(limits.taken_bytes)
        self._reached: dict[int, tuple[str | None, dict[str, Value]]] = {}
        self._broken_off: int | None = None
        self.waited = 0.0
        """Seconds for which the process had no processor: they do not count."""
        self._named = ""
        """What the student's cells said until now."""

    def run(self, total_end: float) -> int | None:
        """Run the steps that are not left out, and keep their results. Gives the step that had to
        be killed: the others are to be run again without it.

        Raises:
            LostError: the process was lost, and nothing is kept.
        """
        killed = None
        for index, step in self._results.pending():
            if step.exports == ():  # nothing to take, but it tells that the notebook came so far
                self._reached[index] = None, {}
                continue
            values = StepValues(step.exports or (), self._limits, self._budget)
            end = self._do(index, step, values, total_end + self.waited)
            self.waited += end.waited
            if end.lost:
                raise LostError(end.ending.how)
            if end.end != "done":
                killed = self._break_off(index, values, end)
                break
            self._note_done(index, values, end)
        self._keep()
        return killed

    def _do(self, index: int, step: Step, values: StepValues, total_end: float) -> CommandEnd:
        count = self._results.counts[index] or 0
        self._recording.begin(index, count)
        kind, payload = step_frame(index, step, count)
        seconds = self._limits.cell_seconds
        # What a test says, students may not have.
        if step.exports is None and not step.unaltered:
            self._named += step.source + "\n"
        command = Command(kind, payload, seconds, self._recording, values.accept, named=self._named)
        end = self._exchange.command(command, total_end)
        self._results.note(index, end)
        return end

    def _note_done(self, index: int, values: StepValues, end: CommandEnd) -> None:
        if end.stopped is None:
            self._reached[index] = end.error, values.result("malformed", "no value came")
        else:
            self._reached[index] = end.error, values.result("error", "taking it took too long")
            self._results.tell(end.stopped, index, how="the cell was interrupted")

    def _break_off(self, index: int, values: StepValues, end: CommandEnd) -> int | None:
        """Note a step that ended the process; the step, where it is to be left out from now on."""
        kind = end.incident
        if end.end == "killed" or kind in LEFT_OUT:
            how = end.ending.how if kind == "crashed" else "it was killed"
            self._results.leave_out(index, kind, how)
            return index
        how = "its process was killed" if kind == "malformed" else end.ending.how
        name, words = self._results.tell(kind, index, how)
        self._recording.error(name, words)
        problem: Problem = "malformed" if kind == "malformed" else "not-reached"
        self._reached[index] = name, values.result(problem, words)
        self._broken_off = index
        return None

    def _keep(self) -> None:
        for index in self._recording.cut():
            self._results.tell("output-limit", index, how="the rest was cut")
        for index in self._recording.malformed:
            self._results.tell("malformed", index, how="an output was dropped")
        self._results.keep(self._process, self._reached, self._recording, self._broken_off)
